"""Characters without width that split words or turn text around.

## Why
A zero width space in a word hides it from every search, and in code it stops the compiler. Controls of
the writing direction make a line show something else than it says, which has been used to slip code past
reviewers (https://trojansource.codes).

## Bad
`har` and `bour` with a zero width space (U+200B) between them, copied from a chat program.

## Good
    The family 👨‍👩‍👧 sails to the harbour.

## Limits
Looks at the body, code included, and at texts in front matter; keys are for invisible-character. Left
alone are joiners in emoji and in the scripts that use them, one that keeps an `f` apart from the next
letter, spaces of no width in scripts without spaces, direction marks and balanced embeddings in a line
with right-to-left letters, soft hyphens within words, the tags of a flag, variation selectors, and a
paragraph or code block that names the character by its number, such as U+202E.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from postlint.model.body import PROSE_KINDS, Block
from postlint.model.characters import invisible_name, runs_of
from postlint.model.findings import MOST_ALIKE, Edit, Finding, Fix, Severity, rest_of
from postlint.model.front_matter import Scalar, walk
from postlint.model.patterns import late
from postlint.model.post import Post, ProblemKind
from postlint.model.records import NamedTuple
from postlint.model.text import Span, line_around
from postlint.model.triggers import BEYOND_ASCII
from postlint.rule import OptionSet, option, rule
from postlint.rules.encoding import odd_characters
from postlint.sites.base import Site

_SOFT_HYPHEN, _NON_JOINER, _JOINER = "\u00ad", "\u200c", "\u200d"
#: before the last vowel of a Mongolian word
_VOWEL_SEPARATOR = "\u180e"
_LETTER_MARKS = "\u061c\u200e\u200f"
#: what opens, with what closes it (https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings)
_CLOSED_BY = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
#: what a line with right-to-left letters may have; an override turns any letters around
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u2066\u2067\u2068\u2069")

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f"
)

#: what a font may join to an f, which German keeps apart where two words meet: `Auf` and `lage`
_LIGATED = ("f", "i", "j", "k", "l", "t")

#: tags are ASCII moved here (https://www.unicode.org/charts/PDF/UE0000.pdf)
_FIRST_TAG = "\U000e0000"
_BLACK_FLAG = "\U0001f3f4"

#: how much of the neighbouring words a message shows, in code points
_LONGEST_SHOWN = 16

# a run of one character; tags, which spell a word together, count as one
_RUNS = late(rf"[\U000e0001\U000e0020-\U000e007f]+|([{_INVISIBLE}])\1*")
_DIRECTION_MARKS = late("[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = late("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# letters and marks from Hebrew to Mongolian, and the Indic and Arabic ones beyond: `ا`, `क`
_JOINED_SCRIPTS = late(
    "[\u0590-\u109f\u1200-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
# letters from Thai to Burmese, Khmer, Chinese and Japanese with their punctuation: `ก`, `語`, `。`
_SPACELESS_SCRIPTS = late(
    "[\u0e00-\u109f\u1780-\u17ff\u1950-\u1aad\u2e80-\u9fff\ua000-\ua4cf\ua980-\uaadf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]"
)
_EMPHASIS_BEHIND = late(r"\*{1,3}(?!\*)|_{1,3}(?!_)")


class Options(OptionSet):
    allow: tuple[str, ...] = option((), "characters to leave alone, by number: `U+200B`")


@rule("EN506", severity=Severity.WARNING, options=Options, since="0.1.0", fixable=True, trigger=BEYOND_ASCII)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if post.text.isascii() or not runs_of(_INVISIBLE).search(post.once(odd_characters)):
        return
    allowed = {name.upper() for name in options.allow}
    told = [problem.span for problem in post.problems_of(ProblemKind.SYNTAX)]
    found = [
        run
        for run in _out_of_place(post)
        if f"U+{ord(post.text[run.start]):04X}" not in allowed and not any(span.holds(run) for span in told)
    ]
    for run in found[:MOST_ALIKE]:
        yield Finding(run, _message(post.text, run), _fix(post.text, run))
    yield from rest_of(found, "invisible characters")


class _Line(NamedTuple):
    """What decides whether a control of the direction is in place."""

    span: Span
    is_right_to_left: bool
    is_balanced: bool


def _out_of_place(post: Post) -> Iterator[Span]:
    """The runs that do not do what they are for, in the body and in texts of front matter."""
    text, line = post.text, None
    values: list[Span] | None = None
    named: dict[tuple[Block | None, str], bool] = {}
    for match in _RUNS.finditer(text):
        run = Span(*match.span())
        if line is None or run.start > line.span.end:
            line = _line_at(text, run.start)
        if _belongs(post, run, line):
            continue
        if run.start < post.body_start:
            if values is None:
                root = None if post.front is None else post.front.root
                values = (
                    sorted(node.span for _, _, node in walk(root) if isinstance(node, Scalar)) if root else []
                )
            if _is_held(run, values):
                yield run
            continue
        place = post.body.block_at(run.start), text[run.start]
        if place not in named:
            named[place] = _is_named(text, *place)
        if not named[place]:
            yield run


def _line_at(text: str, offset: int) -> _Line:
    span = line_around(text, offset)
    is_right_to_left = _RIGHT_TO_LEFT.search(text, *span) is not None
    return _Line(span, is_right_to_left, _is_balanced(span.of(text)))


def _belongs(post: Post, run: Span, line: _Line) -> bool:
    """Whether the character does what it is for."""
    text, character = post.text, post.text[run.start]
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if character == _SOFT_HYPHEN:
        return before.isalpha() and after.isalpha() and not _is_in_code(post, run)
    if character in _LETTER_MARKS:
        return line.is_right_to_left
    if character in _DIRECTIONS:
        return line.is_right_to_left and line.is_balanced
    if character == _JOINER and before and after and _is_pictorial(before) and _is_pictorial(after):
        return True
    if character == _NON_JOINER and before == "f" and after in _LIGATED:
        return True
    if character in (_JOINER, _NON_JOINER):
        return bool(_JOINED_SCRIPTS.match(before) or _JOINED_SCRIPTS.match(after))
    if character in "\u200b\u2060":
        return bool(_SPACELESS_SCRIPTS.match(before) or _SPACELESS_SCRIPTS.match(after))
    if character == _VOWEL_SEPARATOR:
        return "\u1820" <= before <= "\u1878"
    if character == "\u034f":
        return bool(after) and unicodedata.category(after) == "Mn"
    return before == _BLACK_FLAG and run.of(text).endswith("\U000e007f")


def _is_pictorial(character: str) -> bool:
    """Whether it is part of an emoji: a symbol, a skin colour, a variation selector."""
    return unicodedata.category(character) in ("So", "Sk", "Sm") or character in "\ufe0f\u20e3"


def _is_balanced(line: str) -> bool:
    """Whether each embedding and isolate of a line is closed in it, in the right order."""
    waiting: list[str] = []
    for character in _DIRECTION_MARKS.findall(line):
        if character in _CLOSED_BY:
            waiting.append(_CLOSED_BY[character])
        elif not waiting or waiting.pop() != character:
            return False
    return not waiting


def _is_held(run: Span, values: list[Span]) -> bool:
    """Whether one of these spans, sorted and apart, holds the run."""
    row = bisect_right(values, (run.start, sys.maxsize)) - 1
    return row >= 0 and values[row].holds(run)


def _is_named(text: str, block: Block | None, character: str) -> bool:
    """Whether a block names the character by its number: `U+200B`, `\\u200b`, `&#x200B;`."""
    if block is None:
        return False
    number = re.compile(rf"(?:U\+|\\u\{{?|&\#x|0x)0*{ord(character):x}(?![0-9a-f])", re.IGNORECASE)
    return number.search(text, *block.span) is not None


def _is_in_code(post: Post, run: Span) -> bool:
    if run.start < post.body_start:
        return False
    block = post.body.block_at(run.start)
    return block is not None and (block.kind not in PROSE_KINDS or post.body.is_hidden(run))


def _fix(text: str, run: Span) -> Fix:
    """Without it, the marks in `**…**` and `_…_`, which hold nothing else, would show."""
    marks = _EMPHASIS_BEHIND.match(text, run.end)
    if marks is not None and text.endswith(marks[0], 0, run.start):
        around = Span(run.start - len(marks[0]), marks.end())
        return Fix(f"delete it and the {marks[0]} around it", (Edit(around, ""),), safe=False)
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if text[run.start] in "\u2028\u2029" and before.strip() and after.strip():
        return Fix("write a space", (Edit(run, " "),), safe=False)
    return Fix("delete it", (Edit(run, ""),), safe=False)


def _message(text: str, run: Span) -> str:
    named, count = invisible_name(text[run.start]), run.end - run.start
    if text[run.start] >= _FIRST_TAG:
        named = f"tags that spell “{''.join(chr(ord(tag) - ord(_FIRST_TAG)) for tag in run.of(text))}”"
    elif count > 1:
        named += f" {count} times"
    before = text[max(0, run.start - _LONGEST_SHOWN) : run.start]
    after = text[run.end : run.end + _LONGEST_SHOWN]
    before = "" if before[-1:].isspace() else _RUNS.sub("", "".join(before.split()[-1:]))
    after = "" if after[:1].isspace() else _RUNS.sub("", "".join(after.split()[:1]))
    if before and after:
        return f"{named} between “{before}” and “{after}”"
    if before or after:
        return f"{named} {'after' if before else 'before'} “{before or after}”"
    return named
