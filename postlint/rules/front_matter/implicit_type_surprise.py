"""An unquoted YAML value that is read as something else than typed.

## Why
Without quotes YAML guesses what a value is. Version 1.10 becomes the number 1.1, the country `no`
becomes false, 22:30 becomes 1350 minutes, and the page shows that.

## Bad
    ---
    title: The harbour opens again
    version: 1.10
    ---

## Good
    ---
    title: The harbour opens again
    version: '1.10'
    ---

## Limits
Looks at fields whose value is text by nature, such as a title, a version, a post code or a tag, and at
those that the schema wants to be text; a time of day that is read as a number is told in any field.
Only fields at the top level, only where the site's generator reads the value so, and nothing for a
number that comes out as typed, such as 1984. A value that the schema refuses is left to wrong-type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postlint.model.fields import LISTS_OF_WORDS, TEXTS
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.front_matter import Entries, Format, FrontMatter, Scalar, Sequence
from postlint.model.post import Post, ProblemKind
from postlint.model.records import NamedTuple
from postlint.model.triggers import HAS_FIELDS
from postlint.model.values import Json, KeyPath, path_text
from postlint.model.verdict import Breach
from postlint.model.yaml_text import TRUTHS
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site
from postlint.sites.yaml_readings import LONGEST, Reading, reading_of

#: what is written to be shown or compared letter by letter; a key that ends in "version" counts too
_TEXTS = frozenset(
    {*TEXTS, *LISTS_OF_WORDS, "linktitle", "short_title", "slug", "author", "authors"}
    | {"lang", "language", "locale", "country", "zip", "zipcode", "postcode", "postal_code", "phone", "tel"}
    | {"version", "sku", "isbn", "commit", "sha", "time"}
)
#: how a value begins that can be a number or a date
_MAY_BEGIN = frozenset("0123456789+-.")
#: the words of YAML 1.1 for true and false, in the letters that it knows
_WORDS = frozenset(form for word in TRUTHS for form in (word, word.capitalize(), word.upper()))
#: no date with a time of day is as short
_LONGEST_TIME = 12
#: generators whose mappings keep a key that is no text: asked for as text, it is not found
_KEEP_KEYS = frozenset({"jekyll", "mkdocs"})


class Options(OptionSet):
    text_fields: tuple[str, ...] = option((), "further fields whose value is meant as text")


class _Suspect(NamedTuple):
    """A value that may be read otherwise, or the item of one that is a list.

    `is_text` tells a field that is text by nature.
    """

    key: str
    is_text: bool
    item: int | None = None

    @property
    def path(self) -> KeyPath:
        return (self.key,) if self.item is None else (self.key, self.item)


@rule("FM014", severity=Severity.WARNING, options=Options, since="0.1.0", fixable=True, trigger=HAS_FIELDS)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    front = post.front
    if front is None or front.format is not Format.YAML or not front.values:
        return
    if site.generator in _KEEP_KEYS:
        yield from _keys(post, front, site.generator)
    suspects = tuple(_suspects(front.values, options.text_fields))
    if not suspects:  # as with most posts
        return
    found = [
        (suspect, node, reading)
        for suspect, node in _written(front, suspects)
        if _is_bare(node, post.text) and (reading := reading_of(node.text, site.generator)) is not None
    ]
    if not found:
        return
    left_to_schema = {violation.path for violation, _ in post.violations(Breach.TYPE)}
    refused = _refused(
        post, [(suspect.path, reading) for suspect, _, reading in found if not suspect.is_text]
    )
    for suspect, node, reading in found:
        if suspect.path in left_to_schema:
            continue
        if suspect.is_text or suspect.path in refused or ":" in node.text:
            message = f"`{path_text(suspect.path)}`: {node.text} {reading.verb} {reading.words}"
            # who writes a length as 12:30 may reckon with the seconds
            yield Finding(node.span, message, _quotes(node, is_safe=suspect.is_text))


def _keys(post: Post, front: FrontMatter, generator: str | None) -> Iterator[Finding]:
    """The keys of the top level that are read as something else than text."""
    assert front.values is not None
    if _WORDS.isdisjoint(front.values) and not post.problems_of(ProblemKind.KEY_NOT_TEXT):
        return
    root = front.root
    for key, _ in root.entries if isinstance(root, Entries) else ():
        if not _is_bare(key, post.text):
            continue
        reading = reading_of(key.text, generator)
        words = reading.words if reading else f"the number {key.text}" if key.text.isdecimal() else None
        if words is not None:
            yield Finding(key.span, f"the key `{key.text}` is read as {words}", _quotes(key, is_safe=True))


def _written(front: FrontMatter, suspects: tuple[_Suspect, ...]) -> Iterator[tuple[_Suspect, Scalar]]:
    """The suspects with what is written there."""
    if not isinstance(front.root, Entries):
        return
    nodes = {key.text: node for key, node in front.root.entries}
    for suspect in suspects:
        node = nodes.get(suspect.key)
        if suspect.item is not None and isinstance(node, Sequence) and suspect.item < len(node.items):
            node = node.items[suspect.item]
        if isinstance(node, Scalar):
            yield suspect, node


def _suspects(values: Mapping[str, Json], further: tuple[str, ...]) -> Iterator[_Suspect]:
    """The values that are worth a look at how they are written."""
    for key, value in values.items():
        if isinstance(value, str):
            # as nearly all values: decided before anything else is asked
            if value[:1] in _MAY_BEGIN or value in _WORDS:
                is_text = _is_text(key, further)
                is_short = len(value) <= (LONGEST if is_text else _LONGEST_TIME)
                if is_short and (is_text or ":" in value or value in _WORDS):
                    yield _Suspect(key, is_text)
        elif isinstance(value, list):
            if _is_text(key, further):
                yield from (_Suspect(key, True, at) for at, item in enumerate(value) if _is_odd(item))
        elif _is_number(value) and _is_text(key, further):
            yield _Suspect(key, is_text=True)


def _is_text(key: str, further: tuple[str, ...]) -> bool:
    name = key.lower()
    return name in _TEXTS or name.endswith("version") or key in further


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_odd(item: Json) -> bool:
    if isinstance(item, str):
        return item in _WORDS or (item[:1] in _MAY_BEGIN and len(item) <= LONGEST)
    return item is None or _is_number(item)


def _is_bare(node: Scalar, text: str) -> bool:
    """Whether it is written without quotes, and here: an alias has the text of what it repeats."""
    return node.style == "plain" and node.tag is None and node.span.of(text) == node.text


def _refused(post: Post, readings: list[tuple[KeyPath, Reading]]) -> set[KeyPath]:
    """Where the schema would say that what the generator reads is of the wrong type."""
    front = post.front
    if not readings or front is None or front.values is None:
        return set()
    read = {path[0]: reading.value for path, reading in readings if isinstance(path[0], str)}
    verdict = post.verdict_with({**front.values, **read})
    if verdict is None:
        return set()
    return {violation.path for violation in verdict.violations if violation.breach is Breach.TYPE}


def _quotes(node: Scalar, *, is_safe: bool) -> Fix:
    return Fix("put quotes around it", (Edit(node.span, f"'{node.text}'"),), safe=is_safe)
