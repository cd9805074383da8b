"""The words by which a post is filed: its tags, categories and the like, as generators read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.model.values import Json, KeyPath

#: the field whose words another one adds to
_ADDS_TO = {"tag": "tags", "category": "categories"}

#: fields in which Jekyll takes one text for several words (https://jekyllrb.com/docs/posts/#tags)
_CUT_AT_BLANKS = frozenset({"tags", "categories"})

# what writers put between the words of a tag, but for the "-" of "2024-25"
_BETWEEN = late(r"(?<!\d)[\s_-]+|[\s_-]+(?!\d)")

#: plurals in form only, and words that mean something else with an s
_NO_PLURALS = frozenset(
    ("analysis", "campus", "css", "ios", "kubernetes", "means", "news", "series", "species", "windows")
)
#: endings of what is no plural: "class", "status", "analysis", "physics"
_NO_PLURAL_ENDINGS = ("ss", "us", "is", "ics")


class Label(NamedTuple):
    """One word, the kind of list it stands in (`tags`, `categories`), and the value that holds it."""

    kind: str
    word: str
    path: KeyPath


def labels_of(post: Post, fields: tuple[str, ...], generator: str | None) -> Iterator[Label]:
    """The words in these fields, in the order of the fields; also in those below `taxonomies`."""
    values = post.front.values if post.front is not None else None
    if not values:
        return
    for field in fields:
        if field in values:
            yield from _labels_in(values[field], field, (field,), generator)
    taxonomies = values.get("taxonomies")
    if isinstance(taxonomies, dict):
        for field in fields:
            yield from _labels_in(taxonomies.get(field), field, ("taxonomies", field), generator)


def _labels_in(value: Json, field: str, path: KeyPath, generator: str | None) -> Iterator[Label]:
    kind = _ADDS_TO.get(field, field)
    if isinstance(value, list):
        for index, word in enumerate(value):
            if isinstance(word, str):
                yield Label(kind, word.strip(), (*path, index))
    elif isinstance(value, str):
        if generator == "jekyll":
            words = value.split() if field in _CUT_AT_BLANKS else [value]
        else:
            words = value.split(",")
        yield from (Label(kind, word.strip(), path) for word in words)


def place_of_label(post: Post, label: Label) -> Span | None:
    """Where a word is written, None where a value is not written as it reads."""
    if post.front is None:
        return None
    value = post.front.locate_text(*label.path)
    start = re.search(rf"(?<!\w){re.escape(label.word)}(?!\w)", value.of(post.text))
    return None if start is None else Span(value.start + start.start(), value.start + start.end())


def folded(word: str) -> str:
    """Equal for words that differ in letter case, in blanks, hyphens and underscores, or in that one is
    the English plural of the other."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFC", word).casefold())
    if (
        not plain.endswith("s")
        or len(plain) < 4
        or plain in _NO_PLURALS
        or plain.endswith(_NO_PLURAL_ENDINGS)
    ):
        return plain
    if plain.endswith("ies") and len(plain) > 4:
        return plain[:-3] + "y"
    return plain[:-2] if plain.endswith(("xes", "ches", "shes", "sses")) else plain[:-1]
