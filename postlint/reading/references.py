"""Finds the images and links of a post, with the exact place of each address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from postlint.model.body import PICTURE_ENDINGS, Block, Reference
from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.reading.inline import TAG, Bracket, Inline, normal_label
from postlint.reading.templates import INCLUDES, PICTURE_TAGS, Masked

# "[label]: <address>"; what follows was read with the block
_DEFINITION = late(r"\[((?:[^\[\]\\]|\\.)++)\]:\s*+(?:<([^<>\r\n]*+)>|(\S++))")
# "import Chart, { x } from './chart.svg'"
_IMPORT = late(r"\bimport\s+([A-Za-z_$][\w$]*+)[^'\";\r\n]*?\bfrom\s*+([\"'])([^\"'\r\n]++)\2")

_NAME = late(r"<\s*+/?([A-Za-z][\w.:-]*+)")
_ATTRIBUTE = late(
    r"""
    (?P<name> [A-Za-z_:@][\w.:@-]*+ )
    (?: \s*+ = \s*+ (?:
        "(?P<double>[^"]*+)" | '(?P<single>[^']*+)'
      | \{ (?P<expression> (?: [^{}]++ | \{[^{}]*+\} )*+ ) \}
      | (?P<bare>[^\s"'=<>`{}]++)
    ) )?+
    """,
    re.VERBOSE,
)
# a tag in raw HTML, as a browser takes it: any attribute, quotes in pairs
_RAW_TAG = late(
    r"""<[A-Za-z](?:[^"'<>{}]++|"[^"]*+"|'[^']*+'|\{(?:[^{}<]++|\{[^{}<]*+\})*+\})*+>""", re.DOTALL
)
_RAW_MARK = late(r"<(?:!--|(?P<literal>script|style|textarea)\b|[A-Za-z])", re.IGNORECASE)

# "require('./x.png').default", "useBaseUrl('/x.png')", "'./x.png'", "`./x.png`"
_CALL = late(
    r"\s*+(?:(?:require|useBaseUrl|withBase)\s*+\(\s*+)?+([\"'`])(?P<address>[^\"'`]*+)\1\s*+(?:\)(?:\.\w++)?+)?+\s*+"
)
#: attributes that give an image a name, the likeliest first
#: (https://www.w3.org/WAI/WCAG22/Techniques/failures/F65)
_NAMING = ("alt", ":alt", "v-bind:alt", "x-bind:alt", "aria-label", "aria-labelledby", "title")
# the values of attributes, so that what is left is their names: "='a'", "="b"", "={c}"
_VALUES = late(r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|\{[^{}]*+\})")
# "{...props}", "{alt}", "{{ attributes }}", "{% if … %}": what such a thing adds is not known
_UNKNOWN_ATTRIBUTES = late(r"\{[^{}]*+\}")
_IDENTIFIER = late(r"\s*+([A-Za-z_$][\w$]*+)(?:\.src)?+\s*+")
_CSS_URL = late(r"\burl\(\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"')]++))\s*+\)", re.IGNORECASE)
# one candidate of a srcset: no blank stands in its address, and the address does not end in a comma
_CANDIDATE = late(r"[\s,]*+(?P<address>[^\s,](?:[^\s]*[^\s,])?)(?P<comma>,*+)(?P<descriptor>[^,]*+)")

_PICTURE = late(rf"\.(?:{'|'.join(PICTURE_ENDINGS)})(?:[?#].*)?\Z", re.IGNORECASE)

_TAG_NAME = late(r"\{(?:%[-+]?|\{[<%])\s*+([\w./-]++)")
# `src="x.png"`, "image: x.png", with whatever name
_TAG_PAIR = late(r"(?<![\w-])([\w-]++)\s*+[=:]\s*+(?:\"([^\"]*+)\"|'([^']*+)'|`([^`]*+)`|([^\s\"'`|,}]++))")
_NAMES_OF_ADDRESSES = frozenset({"src", "image", "img", "file", "image_path"})
_TAG_ALT = late(r"(?<![\w-])alt\s*+[=:]\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_TAG_WORD = late(r"\"([^\"]*+)\"|'([^']*+)'|([^\s\"',]++)")
#: those that a generator brings along: `{% asset_img x.png %}` of Hexo, `{{< figure src="x.png" >}}` of Hugo
_BUILT_IN = frozenset({("%", "asset_img"), ("%", "asset_path"), ("{", "figure")})

# ":::image type="content" source="x.png" alt-text="A boat":::" of Microsoft Learn; not ":::image-end:::"
_DIRECTIVE = late(r":::image(?=\s)(?P<attributes>(?:[^:\r\n]|:(?!::))*+):::")

# "{{ '/x.png' | relative_url }}": what is left after the filters is the address in the quotes
_FILTERED = late(
    r"""
    \{\{-? \s*+ (?: "(?P<double>[^"]*+)" | '(?P<single>[^']*+)' ) \s*+
    (?: \| \s*+ (?: relative_url | absolute_url | url | prepend \s*+ : \s*+ site\.(?:base)?url ) \s*+ )*+
    -?\}\}
    """,
    re.VERBOSE,
)
# "{{ site.url }}{{ site.baseurl }}/x.png", and Hugo's "{{< baseurl >}}"
_BASE = late(r"(?:\{\{-?\s*+site\.(?:base)?url\s*+-?\}\})++(?P<address>/[^{}]*+)")
# "{% link assets/x.png %}": a path from the site's root
_LINK_TAG = late(
    r"(?:\{\{-?\s*+site\.(?:base)?url\s*+-?\}\})*+\{%-?\s*+link\s++(?P<path>[^\s{}%]++)\s*+-?%\}"
)


class Address(NamedTuple):
    """An address and where it is written. One is shared by all that refer to it: a hostile post
    could refer to a long one a hundred thousand times."""

    target: str
    span: Span


def read_definitions(text: str, blocks: Iterable[Block]) -> dict[str, Address]:
    """The link reference definitions by label; the first of a label counts (CommonMark 4.7)."""
    definitions: dict[str, Address] = {}
    for block in blocks:
        match = _DEFINITION.match(text, block.text_start, block.span.end)
        if match:
            definitions.setdefault(normal_label(match[1]), _address(text, _group(match, 2, 3)))
    return definitions


def read_imports(text: str, blocks: Iterable[Block]) -> dict[str, Address]:
    """What MDX modules are imported from, by the name they are given."""
    return {
        match[1]: _address(text, Span(*match.span(3)))
        for block in blocks
        for match in _IMPORT.finditer(text, block.span.start, block.span.end)
    }


def markdown_references(
    text: str, inline: Inline, definitions: Mapping[str, Address], *, images: bool
) -> Iterator[Reference]:
    """The images, or the links, that Markdown's own syntax makes of a run of prose."""
    for bracket in inline.brackets:
        if bracket.is_image is images:
            yield _bracket_reference(text, bracket, definitions)
    if images:
        for span in inline.wikis:
            yield from _wiki_image(text, span)
    else:
        for span in inline.addresses:
            yield Reference(span.of(text), span, span, "markdown")


def _bracket_reference(text: str, bracket: Bracket, definitions: Mapping[str, Address]) -> Reference:
    alt = bracket.text.of(text) if bracket.is_image else None
    if bracket.target is None:
        return Reference(*definitions[bracket.label], bracket.span, "reference", alt)
    return Reference(*_address(text, bracket.target), bracket.span, "markdown", alt)


def _wiki_image(text: str, span: Span) -> Iterator[Reference]:
    """Obsidian's `![[boat.png|A boat|100]]`; a note embedded the same way is no image."""
    inner = Span(span.start + len("![["), span.end - len("]]")).of(text)
    address, *labels = inner.split("|")
    place = _stripped(text, Span(span.start + len("![["), span.start + len("![[") + len(address)))
    words = [label for label in labels if not label.strip().replace("x", "").isdigit()]
    if _PICTURE.search(place.of(text)):
        yield Reference(place.of(text), place, span, "wiki", "|".join(words) or None)


def raw_html_tags(text: str, block: Block) -> Iterator[Span]:
    """The tags of an HTML block, without those in comments, scripts and style sheets."""
    position, end = block.span
    while mark := _RAW_MARK.search(text, position, end):
        position = mark.end()
        if mark[0] == "<!--":
            closing = text.find("-->", mark.start() + 2, end)
            position = end if closing < 0 else closing + len("-->")
            continue
        tag = _RAW_TAG.match(text, mark.start(), end) or TAG.match(text, mark.start(), end)
        if tag:
            yield Span(*tag.span())
            position = tag.end()
        if mark["literal"]:
            closing = text.find("</", position, end)
            position = end if closing < 0 else closing


def tag_images(post: Masked, tag: Span, imports: Mapping[str, Address]) -> Iterator[Reference]:
    """The images that an HTML tag or a component of MDX shows.

    A component counts when it is called like an image or its address ends like one; an expression
    such as `{post.cover}` is left out, since only the build knows it.
    """
    name, attributes = _attributes(post.text, tag)
    kind = name.lower()
    is_image, is_component = kind in ("img", "image", "picture"), name[:1].isupper()
    alt = _alt(post.written, tag, attributes)
    if is_image or is_component:
        for address in _addresses(post, attributes.get("src"), imports):
            if is_image or _PICTURE.search(address.target):
                yield Reference(*address, tag, "html", alt)
    if is_image or is_component or kind == "source":
        for place in _candidates(post.text, attributes.get("srcset")):
            yield Reference(*_address(post.written, place), tag, "srcset", alt)
    if kind == "video":
        for address in _addresses(post, attributes.get("poster"), imports):
            yield Reference(*address, tag, "html")
    if "style" in attributes:
        for match in _CSS_URL.finditer(post.text, *_value(attributes["style"])):
            yield Reference(*_address(post.written, _group(match, 1, 2, 3)), tag, "css")


def tag_links(post: Masked, tag: Span) -> Iterator[Reference]:
    """The address that an `<a>` or a `<Link>` leads to."""
    name, attributes = _attributes(post.text, tag)
    if name.lower() in ("a", "link"):
        for address in _addresses(post, attributes.get("href") or attributes.get("to"), {}):
            yield Reference(*address, tag, "html")


def _attributes(text: str, tag: Span) -> tuple[str, dict[str, re.Match[str]]]:
    """The name of a tag, "" for a comment or the like, and its attributes by lower-case name.

    Of two with one name the first counts (https://html.spec.whatwg.org/#attribute-name-state).
    """
    name = _NAME.match(text, tag.start, tag.end)
    if name is None:
        return "", {}
    found: dict[str, re.Match[str]] = {}
    for attribute in _ATTRIBUTE.finditer(text, name.end(), tag.end):
        found.setdefault(attribute["name"].lower(), attribute)
    return name[1], found


def directive_images(text: str, span: Span) -> Iterator[Reference]:
    """The images of Microsoft Learn's `:::image` in a run of prose; one of the type `icon` has no
    alternative text (https://learn.microsoft.com/contribute/content/how-to-write-use-markdown#images)."""
    for directive in _DIRECTIVE.finditer(text, *span):
        found = _ATTRIBUTE.finditer(text, *directive.span("attributes"))
        attributes = {attribute["name"].lower(): attribute for attribute in found}
        if "source" not in attributes:
            continue
        alt = "" if "type" in attributes and _value(attributes["type"]).of(text) == "icon" else None
        if "alt-text" in attributes:
            alt = _value(attributes["alt-text"]).of(text)
        address = _address(text, _stripped(text, _value(attributes["source"])))
        yield Reference(*address, Span(*directive.span()), "directive", alt)


def _alt(text: str, tag: Span, attributes: Mapping[str, re.Match[str]]) -> str | None:
    """The text that stands for an image: "" where the tag says that it is decoration, None where
    nothing does. What only the build knows stands for itself."""
    for name in _NAMING:
        if name in attributes:
            return _group(attributes[name], "double", "single", "bare", "expression").of(text)
    role, hidden = attributes.get("role"), attributes.get("aria-hidden")
    if role and _value(role).of(text).lower() in ("none", "presentation"):
        return ""
    if hidden and _group(hidden, "double", "single", "bare", "expression").of(text).lower() != "false":
        return ""
    unknown = _UNKNOWN_ATTRIBUTES.search(_VALUES.sub("", tag.of(text)))
    return unknown[0] if unknown else None


def template_images(text: str, tag: Span) -> Iterator[Reference]:
    """The image that a shortcode, an include or another tag of a template language names.

    What such a tag does with a value only its template knows: so an address must end like an
    image's, and one that is put together from variables is left out.
    """
    name = _TAG_NAME.match(text, tag.start, tag.end)
    if name is None or name[1] not in PICTURE_TAGS | INCLUDES:
        return  # a tag of the site's own: only its template knows where the address begins
    alt = _TAG_ALT.search(text, name.end(), tag.end)
    alt_text = None if alt is None else alt[1] if alt[1] is not None else alt[2]
    end = tag.end - len("%}")
    pairs = (pair for pair in _TAG_PAIR.finditer(text, name.end(), end) if pair[1] in _NAMES_OF_ADDRESSES)
    places = [_group(pair, 2, 3, 4, 5) for pair in islice(pairs, 1)]
    if not places and name[1] in PICTURE_TAGS:
        words = islice(_TAG_WORD.finditer(text, name.end(), end), 8)
        places = [_group(word, 1, 2, 3) for word in words]
    for place in places:
        address = _address(text, place)
        if _PICTURE.search(address.target):
            is_built_in = (text[tag.start + 1], name[1]) in _BUILT_IN
            yield Reference(*address, tag, "template" if is_built_in else "include", alt_text)
            return


def _addresses(
    post: Masked, attribute: re.Match[str] | None, imports: Mapping[str, Address]
) -> Iterator[Address]:
    """The address of an attribute, none where only the build knows it."""
    if attribute is None:
        return
    if attribute["expression"] is None:
        yield _address(post.written, _stripped(post.text, _value(attribute)))
        return
    inner = attribute.span("expression")
    literal = _CALL.fullmatch(post.text, *inner)
    identifier = _IDENTIFIER.fullmatch(post.text, *inner)
    if literal:
        yield _address(post.written, Span(*literal.span("address")))
    elif identifier and identifier[1] in imports:
        yield imports[identifier[1]]


def _candidates(text: str, attribute: re.Match[str] | None) -> Iterator[Span]:
    """The addresses of a srcset; commas inside a `data:` address do not part candidates
    (https://html.spec.whatwg.org/#parsing-a-srcset-attribute)."""
    if attribute is None:
        return
    position, end = _value(attribute)
    while candidate := _CANDIDATE.match(text, position, end):
        yield Span(*candidate.span("address"))
        position = candidate.end("comma") if candidate["comma"] else candidate.end()


def _value(attribute: re.Match[str]) -> Span:
    """The place of an attribute's text: empty for an attribute without one, or with an expression."""
    return _group(attribute, "double", "single", "bare")


def _group(match: re.Match[str], *groups: str | int) -> Span:
    """The place of the one group that took part; the empty end of the match if none did."""
    taken = (Span(*match.span(group)) for group in groups if match[group] is not None)
    return next(taken, Span(match.end(), match.end()))


def _stripped(text: str, span: Span) -> Span:
    written = span.of(text)
    start = span.start + len(written) - len(written.lstrip())
    return Span(start, max(start, span.start + len(written.rstrip())))


def _address(text: str, span: Span) -> Address:
    """The address at `span`: what is left of it when the template has run, as far as can be known."""
    written = span.of(text)
    if "{" in written:
        if filtered := _FILTERED.fullmatch(text, *span):
            span = _group(filtered, "double", "single")
        elif based := _BASE.fullmatch(text, *span):
            span = Span(*based.span("address"))
        elif linked := _LINK_TAG.fullmatch(text, *span):
            return Address("/" + linked["path"].lstrip("/"), Span(*linked.span("path")))
        written = span.of(text)
    return Address(written, span)
