"""Finds phrases in a post: one scan for a set of phrases, each place reported once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.errors import ConfigError
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.phrases.folding import letters, squeeze
from postlint.phrases.gate import Literals, Wanted, finder_of, literals_of_packs, may_hold_any
from postlint.phrases.language import language_of
from postlint.phrases.model import Category, Phrase, Scope
from postlint.phrases.packs import DEFAULT, load_packs, with_companion
from postlint.phrases.passages import Passage, body_passages, front_passage, front_values

if TYPE_CHECKING:
    from regex import Pattern

#: how long one regular expression may take on one post, in seconds
PATTERN_SECONDS = 0.5

#: packs that rules look for in every post unless they are told otherwise: one scan serves them all
_USUAL_PACKS = (DEFAULT, "llm")

# What stands before a phrase that begins a sentence: "", "It rained. ", "(", "[!NOTE] ", "Note: ", "So, ",
# "So, with that said, "; not "and if ". `link` leads over from the sentence before.
_SENTENCE_START = late(
    r"""
    (?: ^ (?: \[!\w+\] )? \W*
        (?:
            (?: edit | hint | important | info | note | ps | summary | tip | tl;dr | update | warning )
            :\  \W*
        )?
      | [.!?…] \W* \  \W*
    )
    (?P<link>
        (?: (?: and | anyway | but | however | now | okay | ok | so | then | well ) ,? \  )?
        (?: with \ that \ (?: being \  )? said , \  )?
    )
    $
    """,
    re.VERBOSE,
)
#: longer than anything that `_SENTENCE_START` should see, so that its cost is bounded
_LOOK_BACK = 40

# What makes a clause one in the past, before and behind a phrase: "was", "opened", not "need". Behind
# it only words that cannot be part of a perfect: "at this point in time we have opened".
_PAST_BEFORE = late(r"\b(?: was | were | had | did | [a-z]+[^\We]ed )\b", re.VERBOSE)
_PAST_BEHIND = late(r"\b(?: was | were | had | did )\b", re.VERBOSE)
_SENTENCE_END = late(r"[.!?…]")
#: how far around a phrase its clause is looked at
_CLAUSE = 80

# What sets a prefix off from the rest of a title: ": ", " - ", " | "; not "-" in "update-in-place"
# and not a colon with nothing behind it.
_SET_OFF = late(r"(?:\ ?:|\ ?\||\ ?-(?=\ ))(?=\ ?[^\s:|-])")

# What a title with a prefix has somewhere: ":", "|", a dash of whatever kind, a character reference.
_SETS_OFF = late(r"[:|&-]|[^\x00-\x7f]")

# What stands before a prefix: signs of its own ("", "🚨 "), or another prefix; neither `"` nor "(".
_PREFIX_FRONT = late(r"(?s)^(?P<signs>[^\w\"'()\[\]<>:|]*)|.*[:|-]\ ?")

# What sets an opener off from its sentence: ":", ",", and " :" as the French write it.
_COLON_OR_COMMA = late(r",|\ ?:")

#: what may stand before the first word of a block
_MARKS = " #-[(<\"'"

#: what joins words to names, paths and addresses: "long-term", "post.md"
_TIES = tuple("-./@")


class Hit(NamedTuple):
    """One phrase at one place.

    `replacement` is the phrase's own, None where that does not fit here. `category` is what the phrase
    is at this place: an opener that only announces the next block is a lead-in there, and a lead-in
    that opens the post is an opener. `span` covers its words and a colon or comma that sets them off,
    `whole` a "So, " in front of them too. `words` is how they read, on one line, in plain quotes and
    without emphasis. `begins` tells whether a sentence begins with it.
    """

    phrase: Phrase
    replacement: str | None
    category: Category
    span: Span
    whole: Span
    words: str
    passage: Passage
    begins: bool


class Scan(NamedTuple):
    """The phrases found in one post, in order and apart, and the patterns that took too long."""

    hits: tuple[Hit, ...]
    too_slow: tuple[Phrase, ...]


_NOTHING = Scan((), ())


def find_in_packs(post: Post, names: tuple[str, ...], before: tuple[str, ...] = ()) -> Scan:
    """The phrases of the named packs in a post, but in no block quote; for `post.once`.

    The default pack brings the pack of the post's own language with it. A phrase that overlaps one of
    the packs in `before` is left to whoever looks for those.
    """
    wanted, scanned = _packs_for(names + before, post.once(language_of))
    found = post.once(_hits_of_packs, scanned)
    if not found:
        return _NOTHING
    phrases = set(load_packs(wanted))
    kept = _apart(hit for hit in found if hit.phrase in phrases and not hit.passage.is_quotation)
    if not before:
        return Scan(tuple(kept), ())
    own = set(load_packs(names))
    return Scan(tuple(hit for hit in kept if hit.phrase in own), ())


@lru_cache(maxsize=64)
def _packs_for(names: tuple[str, ...], language: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The packs wanted for a post in a language, and those to scan it for at once."""
    wanted = with_companion(names, language)
    usual = with_companion(_USUAL_PACKS, language)
    return wanted, usual if set(wanted) <= set(usual) else wanted


def find_phrases(post: Post, phrases: tuple[Phrase, ...]) -> Scan:
    """These phrases in a post. Raises ConfigError for a pattern that is no regular expression."""
    finder = finder_of(phrases)
    hits = _hits(post, finder.literals)
    too_slow = tuple(phrase for phrase in finder.patterns if not _add_pattern_hits(phrase, post, hits))
    return Scan(tuple(_apart(_meant(post, hits))), too_slow)


@lru_cache(maxsize=64)
def compile_pattern(phrase: Phrase) -> Pattern[str]:
    """The phrase's regular expression. Raises ConfigError where it is none."""
    import regex

    flags = regex.MULTILINE | (0 if phrase.case_sensitive else regex.IGNORECASE)
    try:
        return regex.compile(phrase.text, flags)
    except regex.error as error:
        raise ConfigError(f"the phrase pattern “{phrase.text}” is no regular expression: {error}") from error


def _hits_of_packs(post: Post, names: tuple[str, ...]) -> tuple[Hit, ...]:
    """Every place of the packs' phrases, be it that they overlap; for `post.once`."""
    return tuple(_meant(post, _hits(post, literals_of_packs(names))))


def _hits(post: Post, literals: Literals) -> list[Hit]:
    hits: list[Hit] = []
    suspects = literals.others.suspects(post.once(_letters))
    if suspects and may_hold_any(post.text[post.body_start :], suspects):
        for passage in post.once(body_passages):
            hits += _literal_hits(passage, suspects)
    front = post.front
    if front is not None:
        is_escaped = post.text.find("\\", front.span.start, front.span.end) >= 0
        for scope, key, value in front_values(front):
            wanted = _wanted_in_value(literals, scope, value, suspects, is_escaped=is_escaped)
            if wanted:
                hits += _literal_hits(front_passage(post, front, scope, key, value), wanted)
    return hits


def _letters(post: Post) -> bytes:
    return letters(post.text)


def _wanted_in_value(
    literals: Literals, scope: Scope, value: str, suspects: tuple[Wanted, ...], *, is_escaped: bool
) -> tuple[Wanted, ...]:
    """What may be in a value of front matter, where `suspects` may be in the post as it is written."""
    if is_escaped:  # what is escaped reads otherwise
        suspects = literals.others.suspects(letters(value))
    if scope is Scope.TITLE and _SETS_OFF.search(value):
        return (*suspects, *literals.labels.suspects(letters(value)))
    return suspects


def _meant(post: Post, hits: list[Hit]) -> Iterator[Hit]:
    """The hits that people read, of phrases for the post's language."""
    language = post.once(language_of) if hits else None
    for hit in hits:
        is_meant = language is None or hit.phrase.language in (None, language)
        if is_meant and (hit.passage.block is None or post.body.is_prose(hit.span)):
            yield hit


def _all_passages(post: Post) -> tuple[Passage, ...]:
    front = post.front
    if front is None:
        return post.once(body_passages)
    values = (front_passage(post, front, *found) for found in front_values(front))
    return (*values, *post.once(body_passages))


def _literal_hits(passage: Passage, suspects: Iterable[Wanted]) -> Iterator[Hit]:
    # the suspects are few and stand in one or two passages: the others need not be folded
    here = letters(passage.text)
    for wanted in suspects:
        if wanted.letters not in here:
            continue
        folded = passage.folded
        start = folded.find(wanted.folded)
        while start >= 0:
            end = start + len(wanted.folded)
            is_marker = wanted.phrase.category is Category.MARKER
            is_found = is_marker or _is_whole(folded, start, end)
            if is_found and _has_its_case(passage, wanted.phrase, start, end):
                hit = _hit_at(passage, wanted.phrase, start, end)
                if hit is not None:
                    yield hit
            start = folded.find(wanted.folded, start + 1)


def _is_whole(folded: str, start: int, end: int) -> bool:
    """Whether no longer word, name, path or address goes on at either end."""
    before, after = folded[max(0, start - 2) : start][::-1], folded[end : end + 2]
    return not (
        (folded[start].isalnum() and _goes_on(before)) or (folded[end - 1].isalnum() and _goes_on(after))
    )


def _goes_on(nearest: str) -> bool:
    """Whether the two characters next to a word, the nearer one first, make it a longer one."""
    return nearest[:1].isalnum() or (nearest[:1] in _TIES and nearest[1:].isalnum())


def _has_its_case(passage: Passage, phrase: Phrase, start: int, end: int) -> bool:
    return not phrase.case_sensitive or passage.squeezed[start:end] == squeeze(phrase.text)


def _hit_at(passage: Passage, phrase: Phrase, start: int, end: int) -> Hit | None:
    """The hit, unless its category or scope wants it to stand elsewhere."""
    folded = passage.folded
    opening = _SENTENCE_START.search(folded, max(0, start - _LOOK_BACK), start)
    begins = opening is not None
    if not (passage.scope in phrase.scopes or (begins and _is_opener_scope(passage, phrase))):
        return None
    if passage.is_quoted(start, end) or _stands_after(folded, start, phrase.not_after):
        return None
    if phrase.begins_with and not folded[:_LOOK_BACK].lstrip(_MARKS).startswith(phrase.begins_with):
        return None
    place = _place(passage, phrase, start, end, begins=begins)
    if place is None:
        return None
    category, start, end = place
    is_out_of_time = phrase.is_present and _is_past(folded, start, end)
    return Hit(
        phrase=phrase,
        replacement=None if is_out_of_time else phrase.replacement,
        category=category,
        span=passage.span(start, end),
        whole=passage.span(opening.start("link") if opening else start, end),
        words=passage.squeezed[start:end],
        passage=passage,
        begins=begins,
    )


class _Place(NamedTuple):
    """What a phrase is where it stands, and what it covers there with what sets it off."""

    category: Category
    start: int
    end: int


def _place(passage: Passage, phrase: Phrase, start: int, end: int, *, begins: bool) -> _Place | None:
    """The place of a phrase, None where its category wants another one."""
    match phrase.category:
        case Category.TITLE_PREFIX:
            return _place_of_prefix(passage.folded, start, end)
        case Category.BLOCK:
            stands_well = _is_edge(passage, 0, start) and _is_edge(passage, end, len(passage.folded))
        case Category.BLOCK_START:
            stands_well = _is_edge(passage, 0, start)
        case Category.OPENER | Category.LEAD_IN:
            return _place_of_opener(passage, phrase, start, end) if begins else None
        case _:
            stands_well = True
    return _Place(phrase.category, start, end) if stands_well else None


def _place_of_prefix(folded: str, start: int, end: int) -> _Place | None:
    set_off = _SET_OFF.match(folded, end)
    front = _PREFIX_FRONT.fullmatch(folded, max(0, start - _LOOK_BACK), start)
    if front is None or set_off is None:
        return None
    return _Place(Category.TITLE_PREFIX, start - len(front["signs"] or ""), set_off.end())


def _place_of_opener(passage: Passage, phrase: Phrase, start: int, end: int) -> _Place | None:
    category = _announcing(passage, phrase, end)
    if category is None:
        return None
    set_off = _COLON_OR_COMMA.match(passage.folded, end)
    return _Place(category, start, end if set_off is None else set_off.end())


def _is_edge(passage: Passage, start: int, end: int) -> bool:
    """Whether there is nothing to read before or behind a phrase, only marks such as an arrow."""
    return end - start <= _LOOK_BACK and not any(map(str.isalnum, passage.folded[start:end]))


def _stands_after(folded: str, start: int, words: tuple[str, ...]) -> bool:
    """Whether one of the `words` stands before the phrase that starts there, with or without a "that"."""
    before = folded[max(0, start - _LOOK_BACK) : start].rstrip().removesuffix(" that")
    return any(before == each or before.endswith(f" {each}") for each in words)


def _is_past(folded: str, start: int, end: int) -> bool:
    """Whether the sentence tells of the past near the phrase that stands there."""
    *_, before = _SENTENCE_END.split(folded[max(0, start - _CLAUSE) : start])
    behind, *_ = _SENTENCE_END.split(folded[end : end + _CLAUSE])
    return bool(_PAST_BEFORE.search(before) or _PAST_BEHIND.search(behind))


def _is_opener_scope(passage: Passage, phrase: Phrase) -> bool:
    return passage.scope is Scope.BODY and Scope.OPENER in phrase.scopes


def _announcing(passage: Passage, phrase: Phrase, end: int) -> Category | None:
    """What an opener or lead-in is here, None for a lead-in that does not end in a last colon."""
    ends_in_colon = len(passage.folded) <= end + 2 and passage.folded[end:].lstrip() == ":"
    if ends_in_colon and passage.leads_on:
        return Category.OPENER if passage.opens_post else Category.LEAD_IN
    return Category.OPENER if phrase.category is Category.OPENER else None


def _add_pattern_hits(phrase: Phrase, post: Post, hits: list[Hit]) -> bool:
    """Adds the places of a regular expression to `hits`; whether there was time to find them all."""
    scopes = _passage_scopes(phrase)
    readable = [passage for passage in post.once(_all_passages) if passage.scope in scopes]
    starts = [0]
    for passage in readable:
        starts.append(starts[-1] + len(passage.squeezed) + 1)
    joined = "\n".join(passage.squeezed for passage in readable)
    current = 0
    try:
        for match in compile_pattern(phrase).finditer(joined, timeout=PATTERN_SECONDS):
            while starts[current + 1] <= match.start():
                current += 1
            passage, offset = readable[current], starts[current]
            start, end = match.start() - offset, match.end() - offset
            if start < end <= len(passage.squeezed):
                hit = _hit_at(passage, phrase, start, end)
                if hit is not None:
                    hits.append(hit)
    except TimeoutError:
        return False
    return True


def _passage_scopes(phrase: Phrase) -> frozenset[Scope]:
    return frozenset(Scope.BODY if scope is Scope.OPENER else scope for scope in phrase.scopes)


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of hits that overlap, the first and then the longest; an opener before a mere phrase."""
    done = -1
    for hit in sorted(
        hits,
        key=lambda hit: (
            hit.span.start,
            -hit.span.end,
            # two hits may have the span of a whole value
            -len(hit.words),
            hit.category is Category.PHRASE,
            hit.phrase.text,
        ),
    ):
        if hit.span.start >= done:
            yield hit
            done = hit.span.end
