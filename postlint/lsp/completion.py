"""What may be written next: keys and values of front matter, and images that are there."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from lsprotocol import types

from postlint.dates import DATE_KEYS
from postlint.engine.discover import MADE
from postlint.engine.session import Session
from postlint.engine.survey import LABELS, NAMES
from postlint.lsp.cursor import Spot, spot_at
from postlint.lsp.documents import Document
from postlint.lsp.hover import about
from postlint.model.body import PICTURE_ENDINGS
from postlint.model.front_matter import Format
from postlint.model.records import NamedTuple
from postlint.model.text import Span, line_around
from postlint.model.values import Json, KeyPath, path_text
from postlint.schema.edits import written_value
from postlint.schema.fields import DescribedField, field_at, fields_in, undescribed
from postlint.sites.authors import declared_authors
from postlint.sites.images import IMAGE_FIELDS

#: what makes editors ask again
TRIGGERS = (":", " ", "-", "[", ",", '"', "'", "/", "(", "=")

#: images that are offered at a time, and names that are looked at to find them
_MOST_IMAGES = 200
_MOST_NAMES = 5_000
#: folders in folders that are looked through for images
_DEEPEST = 4
#: words that are offered at a time
_MOST_WORDS = 200

#: the field whose words another one shares
_SAME_WORDS = {"tag": "tags", "category": "categories", "author": "authors"}
_IMAGE_FIELDS = frozenset(IMAGE_FIELDS)
_IMAGE_FORMAT = "postlint-image"
_DATE_FORMATS = ("date", "date-time", "postlint-date")

# "![The harbour](/images/bo", '<img src="/images/bo'
_IMAGE_BEGUN = re.compile(r"""(?:!\[[^\]]*\]\(<?|<img\b[^>]*\bsrc=["'])(?P<typed>[^)\s"'>]*)\Z""")
# "2025-03-12", "2025/03/12 07:30", "2025-03-12T07:30:00.000+01:00"
_DATE = re.compile(
    r"""
    \d{4} (?P<part>[-/.]) \d{1,2} (?P=part) \d{1,2}
    (?: (?P<parting>[T ]) \d{2}:\d{2} (?P<seconds>:\d{2} (?P<fraction>\.\d+)? )?
        (?P<gap>[ ]?) (?: (?P<utc>Z) | [+-]\d{2}(?P<colon>:?)\d{2} )?
    )?
    """,
    re.VERBOSE,
)
# what YAML takes for a text without quotes: "/images/boat.jpg"; not "a: b.jpg", "#1.jpg"
_BARE_PATH = re.compile(r"[\w./][\w./-]*")
# "2025-03-12", "2025-03-12T07:30:00Z"; not "2025-03-12 07:30"
_TOML_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?")


class _Offer(NamedTuple):
    """Something to write: what is listed, and the text itself, which may be a snippet."""

    label: str
    text: str
    kind: types.CompletionItemKind
    detail: str = ""
    documentation: str = ""
    is_snippet: bool = False
    is_deprecated: bool = False
    is_preselected: bool = False


def completion(
    document: Document, session: Session, position: types.Position, *, takes_snippets: bool
) -> types.CompletionList:
    """What may stand at a place."""
    offset = document.places.offset(position)
    post = document.checked.post
    spot = spot_at(post, offset)
    if spot is None:
        typed = _image_begun(document, offset)
        if typed is None:
            return types.CompletionList(is_incomplete=False, items=[])
        return _listed(document, typed, _images(document, typed, is_in_body=True))
    offers: Iterator[_Offer | None]
    if spot.is_key:
        offers = _keys(document, session, spot, takes_snippets=takes_snippets)
    else:
        offers = _values(document, session, spot)
        if spot.path[-1] == 0 and not spot.is_quoted:  # it may be a mapping that begins here
            offers = chain(offers, _keys(document, session, spot, takes_snippets=takes_snippets))
    return _listed(document, spot.typed, offers)


def _listed(document: Document, typed: Span, offers: Iterable[_Offer | None]) -> types.CompletionList:
    """A list of what is offered; None among it says that more could be."""
    range_ = document.places.range(typed)
    all_offers = list(offers)
    items = [
        types.CompletionItem(
            label=offer.label,
            kind=offer.kind,
            detail=offer.detail or None,
            documentation=_markdown(offer.documentation),
            sort_text=f"{number:04}",
            preselect=offer.is_preselected or None,
            tags=[types.CompletionItemTag.Deprecated] if offer.is_deprecated else None,
            insert_text_format=types.InsertTextFormat.Snippet
            if offer.is_snippet
            else types.InsertTextFormat.PlainText,
            # further lines are indented already
            insert_text_mode=types.InsertTextMode.AsIs if "\n" in offer.text else None,
            text_edit=types.TextEdit(range_, offer.text),
        )
        for number, offer in enumerate(all_offers)
        if offer is not None
    ]
    # of very many only those are listed that fit what is typed so far
    return types.CompletionList(is_incomplete=None in all_offers, items=items)


def _first(texts: Iterable[str], most: int) -> Iterator[str | None]:
    """The first texts, and None in the place of those beyond."""
    for number, text in enumerate(texts):
        yield text if number < most else None
        if number >= most:
            return


def _markdown(text: str) -> types.MarkupContent | None:
    return types.MarkupContent(types.MarkupKind.Markdown, text) if text else None


# keys


def _keys(document: Document, session: Session, spot: Spot, *, takes_snippets: bool) -> Iterator[_Offer]:
    """The fields that may be there and are not yet, the required ones first."""
    post = document.checked.post
    if post.front is None:
        return
    there = post.front.get(*spot.path)
    present = set(there) if isinstance(there, dict) else set()
    if not spot.path and post.front.values is None:  # it cannot be read while half of it is written
        present = set(_keys_written(post.front.inner.of(post.text)))
    present.discard(spot.typed.of(post.text))
    rest = post.text[spot.typed.end : line_around(post.text, spot.typed.end).end]
    is_renaming = bool(re.match(r"[\w.$-]*[ \t]*[:=]", rest))
    sign = ": " if spot.format is Format.YAML else " = "
    fields = (field for field in _fields(document, session, spot) if field.name not in present)
    for field in sorted(fields, key=lambda field: (not field.required, bool(field.deprecated))):
        name = _key(field.name, spot.format)
        value = "" if is_renaming else _first_value(field, session, document, spot)
        snippet = _snippet(field, spot, value) if takes_snippets and not is_renaming else None
        plain = name if is_renaming else f"{name}{sign}{value}"
        yield _Offer(
            label=field.name,
            text=plain if snippet is None else f"{_escaped(name)}{snippet}",
            kind=types.CompletionItemKind.Field,
            detail=f"{field.expected}{', required' if field.required else ''}",
            documentation=about(field, path_text((*spot.path, field.name))) if field.expected else "",
            is_snippet=snippet is not None,
            is_deprecated=bool(field.deprecated),
        )


def _fields(document: Document, session: Session, spot: Spot) -> Iterable[DescribedField]:
    """The fields that the schema describes; where there is none, those that other posts have."""
    schema = session.schema_of(document.checked)
    if schema is not None:
        return fields_in(schema, spot.path)
    names = () if spot.path else session.words_for(document.checked).fields
    return [undescribed(name) for name in names]


def _keys_written(block: str) -> Iterator[str]:
    for found in re.finditer(r"^(?P<key>[\w.-]+)[ \t]*[:=]", block, re.MULTILINE):
        yield found["key"]


def _key(name: str, language: Format) -> str:
    is_bare = re.fullmatch(r"[\w-]+" if language is Format.TOML else r"[\w.-]+", name) is not None
    return name if is_bare else written_value(name, Format.JSON) or name


def _first_value(field: DescribedField, session: Session, document: Document, spot: Spot) -> str:
    """What a new field most likely holds, as its language writes it; "" where that is not known."""
    if _is_date(field.name, field):
        example = session.words_for(document.checked).date
        return _written_date(like(example, datetime.now().astimezone()), spot.format)
    default = field.default
    if default is None and len(field.values) == 1:
        default = field.values[0]
    return "" if default is None else written_value(default, spot.format) or ""


def _snippet(field: DescribedField, spot: Spot, value: str) -> str:
    """What follows a key: its sign and a place for the value, with the choice that there is."""
    is_yaml = spot.format is Format.YAML
    choices = [written for each in field.values if (written := written_value(each, spot.format))]
    if not choices and "boolean" in field.types and field.types <= {"boolean", "null"}:
        choices = ["true", "false"] if value != "false" else ["false", "true"]
    sign = ": " if is_yaml else " = "
    if len(choices) > 1:
        return f"{sign}${{1|{','.join(map(_escaped_choice, choices))}|}}"
    if value:
        return f"{sign}${{1:{_escaped(value)}}}"
    indent = " " * spot.indent
    if field.name in LABELS and (not field.types or "array" in field.types):
        return f":\n{indent}  - $1" if is_yaml else f'{sign}["$1"]'
    if "string" in field.types or not field.types:
        return f"{sign}$1" if is_yaml else f'{sign}"$1"'
    if "array" in field.types:
        return f":\n{indent}  - $1" if is_yaml else f"{sign}[$1]"
    if "object" in field.types and is_yaml:
        return f":\n{indent}  $1"
    return f"{sign}$1"


def _escaped(text: str) -> str:
    return re.sub(r"([\\$}])", r"\\\1", text)


def _escaped_choice(text: str) -> str:
    return re.sub(r"([\\$},|])", r"\\\1", text)


# values


def _values(document: Document, session: Session, spot: Spot) -> Iterator[_Offer | None]:
    schema = session.schema_of(document.checked)
    field = None if schema is None else field_at(schema, spot.path)
    name = next((step for step in reversed(spot.path) if isinstance(step, str)), "")
    if field is not None and field.values:
        for value in field.values:
            yield from _literal(value, spot, types.CompletionItemKind.EnumMember)
        return
    if field is not None and "boolean" in field.types and not spot.is_quoted:
        for truth in (True, False):
            yield from _literal(truth, spot, types.CompletionItemKind.Keyword)
    if _is_date(path_text(spot.path), field):
        today = like(session.words_for(document.checked).date, datetime.now().astimezone())
        text = today if spot.is_quoted else _written_date(today, spot.format)
        yield _Offer(today, text, types.CompletionItemKind.Value, "today")
    if _is_image(spot.path, field):
        yield from _images(document, spot.typed, is_in_body=False, spot=spot)
    else:
        yield from _words(document, session, spot, name)


def _literal(value: Json, spot: Spot, kind: types.CompletionItemKind) -> Iterator[_Offer]:
    written = value if spot.is_quoted and isinstance(value, str) else written_value(value, spot.format)
    if written is not None:
        yield _Offer(value if isinstance(value, str) else written, written, kind)


def _words(document: Document, session: Session, spot: Spot, name: str) -> Iterator[_Offer | None]:
    """What other posts have in this field, the most frequent first."""
    if name not in (*LABELS, *NAMES) or len([step for step in spot.path if isinstance(step, str)]) > 1:
        return
    words = session.words_for(document.checked).by_field
    known = dict.fromkeys((*words.get(name, ()), *words.get(_SAME_WORDS.get(name, name), ())))
    if name in ("author", "authors"):
        declared = declared_authors(document.checked.desk.site)
        known.update(dict.fromkeys(sorted(declared.keys) if declared else ()))
    written = spot.typed.of(document.checked.post.text).casefold()
    front = document.checked.post.front
    there = None if front is None else front.get(name)
    present = set(map(str, there)) if isinstance(there, list) else set()
    fitting = (word for word in known if written in word.casefold() and word not in present)
    for word in _first(fitting, _MOST_WORDS):
        if word is None:
            yield None
            return
        yield from _literal(word, spot, types.CompletionItemKind.Value)


# dates


def _is_date(name: str, field: DescribedField | None) -> bool:
    return name.lower() in DATE_KEYS or (field is not None and field.format in _DATE_FORMATS)


def _written_date(written: str, language: Format) -> str:
    """A date as a language takes it: TOML has one form for those without quotes."""
    is_bare = language is Format.YAML or _TOML_DATE.fullmatch(written) is not None
    return written if is_bare else f'"{written}"'


def like(example: str, now: datetime) -> str:
    """A moment as the day, or the day and time, of an example are written; the day alone for any other."""
    found = _DATE.fullmatch(example)
    if found is None:
        return f"{now:%Y-%m-%d}"
    part = found["part"]
    written = f"{now:%Y}{part}{now:%m}{part}{now:%d}"
    if found["parting"] is None:
        return written
    moment = now.astimezone(UTC) if found["utc"] else now
    written = f"{moment:%Y}{part}{moment:%m}{part}{moment:%d}{found['parting']}{moment:%H:%M}"
    if found["seconds"]:
        written += f":{moment:%S}"
    if found["fraction"]:
        written += "." + "0" * (len(found["fraction"]) - 1)
    if found["utc"]:
        return f"{written}{found['gap']}Z"
    if found["colon"] is None:
        return written
    zone = f"{moment:%z}"
    return f"{written}{found['gap']}{zone[:3]}{found['colon']}{zone[3:]}"


# images


def _is_image(path: KeyPath, field: DescribedField | None) -> bool:
    name = ".".join("*" if isinstance(step, int) else step for step in path)
    return name in _IMAGE_FIELDS or (field is not None and field.format == _IMAGE_FORMAT)


def _image_begun(document: Document, offset: int) -> Span | None:
    """The address of an image that somebody is writing in the body."""
    post = document.checked.post
    if offset < post.body_start:
        return None
    line = line_around(post.text, offset)
    begun = _IMAGE_BEGUN.search(post.text[max(line.start, offset - 1_000) : offset])
    return None if begun is None else Span(offset - len(begun["typed"]), offset)


def _images(
    document: Document, typed: Span, *, is_in_body: bool, spot: Spot | None = None
) -> Iterator[_Offer | None]:
    """The images below the folders of the site, and beside the post, that fit what is typed."""
    post = document.checked.post
    wanted = typed.of(post.text).casefold()
    addresses = dict.fromkeys(_addresses(document))
    fitting = (address for address in addresses if wanted in address.casefold())
    for address in _first(fitting, _MOST_IMAGES):
        if address is None:
            yield None
            return
        text = quote(address, safe="/!$&'*+,;=:@~") if is_in_body else address
        if spot is not None and not spot.is_quoted:
            is_bare = spot.format is Format.YAML and _BARE_PATH.fullmatch(address) is not None
            text = address if is_bare else written_value(address, spot.format) or address
        yield _Offer(address, text, types.CompletionItemKind.File)


def _addresses(document: Document) -> Iterator[str]:
    site = document.checked.desk.site
    for folder, prefix in site.picture_roots(document.checked.post.path):
        yield from (prefix + name for name in _pictures_below(site.root / folder))


def _pictures_below(top: Path) -> Iterator[str]:
    """The pictures in a folder and in those below it, by their way from it; the nearest first."""
    waiting, looked_at = deque([("", 1)]), 0
    while waiting:
        way, depth = waiting.popleft()
        for entry in _entries(top / way):
            looked_at += 1
            if looked_at > _MOST_NAMES:
                return
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEEPEST:
                    waiting.append((f"{way}{entry.name}/", depth + 1))
            elif entry.name.lower().rpartition(".")[2] in PICTURE_ENDINGS:
                yield way + entry.name


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, without what is hidden or was made by programs."""
    try:
        with os.scandir(folder) as scanned:
            entries = [entry for entry in scanned if not entry.name.startswith((".", *MADE))]
    except OSError:  # not there, or not to be read
        return []
    return sorted(entries, key=lambda entry: entry.name)
