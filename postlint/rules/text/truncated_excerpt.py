"""An excerpt or description is cut off in a word or sentence.

## Why
It was cut by a tool that counts letters. Lists of posts, feeds and search results then end in half a word.

## Bad
    ---
    title: The harbour
    description: The harbour opens again in May, and ferries will leave from the n...
    ---

    The harbour opens again in May, and ferries will leave from the new quay.

## Good
    ---
    title: The harbour
    description: The harbour opens again in May, and ferries will leave from the new quay.
    ---

    The harbour opens again in May, and ferries will leave from the new quay.

## Limits
Told of `excerpt`, `summary` and `description` that end with a comma, in a word that the body has whole, or,
in English, with a word that ends no sentence (“and”, “the”). Whole words before `…` are a teaser, and a
description without a full stop may be a heading: they are left alone. So is the beginning of a sentence of
the body, unless the option `sentences` asks for it: many themes put `…` behind it themselves, and a site
whose excerpts were all made by one tool has one in every post.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.fields import EXCERPTS
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import has_key
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site

_ELLIPSIS = ("…", "...", "[…]", "[...]", "&hellip;", "[&hellip;]")
#: words with which no English sentence ends
_NEVER_LAST = frozenset(
    """
    a although an and because but if into my nor or our than the their whether which your
    """.split()  # noqa: SIM905 - reads better so
)
#: at least one of these stands in nearly every English sentence, and none in French, where a text may end
#: with “or”, or German, where it may end with “an”
_ENGLISH = frozenset(("the", "and", "with", "this", "that", "you", "your", "our", "how", "are"))

#: so few words may be a heading, whatever they end with
_LEAST_WORDS = 5
#: and so few may be the beginning of a sentence that says something by itself
_LEAST_WORDS_OF_BEGINNING = 10

#: code points of the body in which the excerpt is looked for, and of its end by which it is found
_SEARCHED = 6000
_TAIL = 40

#: the last letter before scripts that set no spaces between words
_LAST_SPACED = "\u0e00"
#: what ends a sentence, a heading or a quotation
_WELL_ENDED = tuple(".!?:;)\"'”’»。")


class Options(OptionSet):
    sentences: bool = option(False, "tell of whole words of a sentence that goes on in the body too")


@rule("TX715", severity=Severity.INFO, options=Options, since="0.1.0", trigger=has_key(*EXCERPTS))
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if post.front is None or not post.front.values:
        return
    for field in EXCERPTS:
        value = post.front.values.get(field)
        if isinstance(value, str) and (fault := _fault(post, value.strip(), in_sentences=options.sentences)):
            yield Finding(_last_word(post, post.front.locate_text(field)), f"`{field}` {fault}")


def _last_word(post: Post, place: Span) -> Span:
    """The end of a value from its last blank on."""
    written = place.of(post.text).rstrip()
    blank = max(written.rfind(" "), written.rfind("\n"))
    return Span(place.start + blank + 1, place.start + len(written))


def _fault(post: Post, value: str, *, in_sentences: bool) -> str | None:
    """How a value ends where it should not, None where it ends well."""
    if value.endswith(_ELLIPSIS):
        whole = next(value.removesuffix(dots).rstrip() for dots in _ELLIPSIS if value.endswith(dots))
        has_space = value[len(whole) : len(whole) + 1].isspace()
        return None if has_space else _fault_by_body(post, whole, in_sentences=False)
    if value.endswith(_WELL_ENDED):
        return None
    words = value.split()
    if len(words) < _LEAST_WORDS:
        return None
    if value[-1] == "," and _is_letter(value[-2]):
        return "ends with a comma"
    if words[-1] in _NEVER_LAST and not _ENGLISH.isdisjoint(word.lower() for word in words[:-1]):
        return f"is cut off after “{words[-1]}”"
    return _fault_by_body(post, value, in_sentences=in_sentences)


def _fault_by_body(post: Post, value: str, *, in_sentences: bool) -> str | None:
    """Whether the body goes on within the word with which a value ends, or, if that counts, within its
    sentence."""
    if not value or not _is_letter(value[-1]):
        return None
    opening = post.text[post.body_start : post.body_start + _SEARCHED]
    words = value.split()
    if words[-1] not in opening or max(words[-4:], key=len) not in opening:
        return None  # as with most, at little cost
    opening = _without_marks(opening)
    tail = " ".join(_without_marks(value).split())[-_TAIL:]
    if not in_sentences and not _goes_on(opening, tail.rpartition(" ")[2]):
        return None
    body = " ".join(opening.split())
    at = body.find(tail)
    rest = body[at + len(tail) :] if at >= 0 else ""
    if rest and _is_letter(rest[0]):
        return "is cut off inside a word"
    if not in_sentences or len(words) < _LEAST_WORDS_OF_BEGINNING:
        return None
    return "is cut off inside a sentence" if rest[:1] == " " and rest[1:2].islower() else None


def _without_marks(text: str) -> str:
    return text.replace("*", "").replace("_", "").replace("`", "")


def _goes_on(text: str, beginning: str) -> bool:
    """Whether some word of a text begins so, or has this within it, and is longer."""
    at = text.find(beginning)
    while at >= 0:
        end = at + len(beginning)
        if end < len(text) and _is_letter(text[end]):
            return True
        at = text.find(beginning, at + 1)
    return False


def _is_letter(char: str) -> bool:
    return char.isalpha() and char < _LAST_SPACED
