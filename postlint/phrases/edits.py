"""The smallest edits that take a phrase out of its sentence, or put another in its place."""

from __future__ import annotations

import re

from postlint.model.findings import Edit, Fix
from postlint.model.text import Span
from postlint.phrases.matching import Hit

# spaces, or one line break with the indentation or quote marks of the next line: " ", "\n> "
_SPACE = re.compile(r"[ \t]*(?:\r?\n[ \t]*(?:>[ \t]?)*)?")

# the first letter of what is left, behind opening marks: "(t", "**t"; not "`t" and not "iP" of a
# name that begins with a small letter
_FIRST_LETTER = re.compile(r"""(?P<marks>["'“‘(\[*_]*)(?P<letter>[^\W\d_])(?=[\W_]|[^\W\d_A-Z])""")

#: marks that would be left without their partner
_PAIRED = "*_\\[]"


def can_be_cut(text: str, hit: Hit) -> bool:
    """Whether the rest still reads well: the phrase is set off from it, ends in "that", or is alone."""
    rest = text[hit.span.end : hit.passage.room.end].lstrip("*_ \t")
    words = hit.span.of(text)
    return words[-1] in ":," or words.lower().endswith("that") or not rest or rest[0] in ",:.!?…"


def replacing(text: str, hit: Hit) -> Fix | None:
    """The fix that the phrase's own replacement makes, None where it has none or does not fit."""
    words = hit.phrase.replacement
    if words is None:
        return None
    edit = substitution(text, hit, words) if words else removal(text, hit)
    if edit is None:
        return None
    title = f"write “{words}”" if words else f"delete “{hit.phrase.text}”"
    return Fix(title, (edit,), safe=hit.phrase.safe)


def removal(text: str, hit: Hit) -> Edit | None:
    """Takes the phrase out with the comma and space that belong to it.

    Where it began a sentence, the next word gets its capital; where it was the whole paragraph,
    the paragraph goes. None where marks around or inside it make that more than cutting words.
    """
    room = hit.passage.room
    if hit.passage.start is None or _is_marked(text, hit.span):
        return None
    edit = _sentence_start(text, hit) if hit.begins else _mid_sentence(text, hit.span, room)
    if not edit.replacement and not _without(text, room, edit.span).strip():
        return _whole_paragraph(hit)
    return edit if _stays_text(text, hit, edit) else None


def substitution(text: str, hit: Hit, replacement: str) -> Edit | None:
    """Puts other words in the phrase's place, with a capital where it had one."""
    if hit.passage.start is None or any(mark in hit.span.of(text) for mark in _PAIRED):
        return None
    first = hit.span.of(text)[0]
    edit = Edit(hit.span, _capital(replacement) if first.isupper() else replacement)
    return edit if _stays_text(text, hit, edit) else None


def sentence_removal(text: str, hit: Hit) -> Edit | None:
    """Takes out a sentence that ends its paragraph, or the paragraph where that is all there is."""
    room = hit.passage.room
    if _is_marked(text, hit.span):
        return None
    before = text[room.start : hit.span.start].rstrip("> \t\r\n")
    if not before:
        return _whole_paragraph(hit)
    return Edit(Span(room.start + len(before), hit.span.end), "") if before[-1] in ".!?…" else None


def prefix_removal(text: str, hit: Hit) -> Edit | None:
    """Takes a prefix and the space behind it off a title, whose first word gets its capital."""
    if hit.passage.start is None or _is_marked(text, hit.span):
        return None
    edit = _cut(text, hit.span, hit.passage.room.end, begins=True)
    return edit if _stays_text(text, hit, edit) else None


def _sentence_start(text: str, hit: Hit) -> Edit:
    start, end = hit.span
    room = hit.passage.room
    before = text[room.start : start].rstrip()
    begins = not before or before[-1] in ".!?…\"”“‘('"
    while end < room.end and text[end] in ".!?…":
        end += 1
    if end > hit.span.end:
        # the sentence was nothing else: the next one has its capital already
        return _cut(text, Span(start, end), room.end, begins=False)
    if text[end : end + 1] in (",", ":"):
        end += 1
    return _cut(text, Span(start, end), room.end, begins=begins)


def _mid_sentence(text: str, span: Span, room: Span) -> Edit:
    before = text[room.start : span.start].rstrip("> \t\r\n")
    comma_before = room.start + len(before) - 1 if before.endswith(",") else None
    after = text[span.end : span.end + 1]
    if comma_before is not None and after in (",", ".", "!", "?", ";", ":", ")", ""):
        return Edit(Span(comma_before, span.end + (after == ",")), "")
    if after in (".", "!", "?", ";", ":", ")", ""):
        return Edit(Span(room.start + len(before), span.end), "")
    return _cut(text, Span(span.start, span.end + (after == ",")), room.end, begins=False)


def _cut(text: str, span: Span, limit: int, *, begins: bool) -> Edit:
    """Takes out the span and the space behind it, with a capital for the next word if it `begins`."""
    space = _SPACE.match(text, span.end, limit)
    end = space.end() if space else span.end
    letter = _FIRST_LETTER.match(text, end, limit)
    if not begins or letter is None or not letter["letter"].islower():
        return Edit(Span(span.start, end), "")
    return Edit(Span(span.start, letter.end()), letter["marks"] + letter["letter"].upper())


def _whole_paragraph(hit: Hit) -> Edit | None:
    """Takes out the paragraph and the blank lines behind it."""
    block, following = hit.passage.block, hit.passage.following
    if block is None or following is None or not hit.passage.leads_on:
        return None
    return Edit(Span(block.span.start, following.span.start), "")


def _is_marked(text: str, span: Span) -> bool:
    return any(mark in text[max(0, span.start - 1) : span.end + 1] for mark in _PAIRED)


def _stays_text(text: str, hit: Hit, edit: Edit) -> bool:
    """Whether a value without quotes is still one plain text for the front matter's language."""
    if not hit.passage.is_plain:
        return True
    left = _without(text, hit.passage.room, edit.span, edit.replacement)
    return left[:1].isalpha() and " " in left.strip() and ": " not in left and " #" not in left


def _without(text: str, room: Span, span: Span, replacement: str = "") -> str:
    return text[room.start : span.start] + replacement + text[span.end : room.end]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
