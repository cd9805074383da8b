"""The smallest edits that take a phrase out of its sentence, or put other words in its place."""

from __future__ import annotations

from postlint.model.findings import Edit, Fix
from postlint.model.patterns import late
from postlint.model.text import Span
from postlint.phrases.matching import Hit
from postlint.phrases.model import Category
from postlint.phrases.passages import Passage

# spaces, or one line break with the indentation or quote marks of the next line: " ", "\n> "
_SPACE = late(r"[ \t]*(?:\r?\n[ \t]*(?:>[ \t]?)*)?")

# the first letter of what is left, behind opening marks: "t", "(t", "**t"; neither "`t" nor the "i"
# of "iPhone"
_FIRST_LETTER = late(r"""(?P<marks>["'“‘(\[*_]{0,4})(?P<letter>[^\W\d_])(?![A-Z])""")

#: marks that would be left without their partner
_PAIRED = frozenset("*_\\[]")
_CLOSING = frozenset(".!?;:)")
_OPENING = frozenset("(“‘")

#: how far around a phrase to look; what is further away is another sentence's business
_NEARBY = 80
#: a longer value without quotes is left alone
_LONGEST_PLAIN = 2_000


def replacing(text: str, hit: Hit) -> Fix | None:
    """The fix that the phrase's own replacement makes, None where it has none or does not fit."""
    words = hit.replacement
    if words is None:
        return None
    edit = _substitution(text, hit, words) if words else removal(text, hit)
    if edit is None:
        return None
    title = f"write “{words}”" if words else "delete the phrase"
    return Fix(title, (edit,), safe=hit.phrase.safe)


def removal(text: str, hit: Hit) -> Edit | None:
    """Takes the phrase out with the comma and space that belong to it.

    Where it began a sentence, the next word gets its capital; where it was the whole paragraph,
    the paragraph goes. None where marks around or inside it make that more than cutting words.
    """
    room = hit.passage.room
    if hit.passage.start is None or _is_marked(text, hit.span):
        return None
    edit = _at_sentence_start(text, hit) if hit.begins else _within_sentence(text, hit.span, room)
    if edit is None:
        return None
    if _is_all_there_is(text, room, edit):
        return _without_paragraph(hit)
    return edit if _stays_text(text, hit, edit) else None


def opener_removal(text: str, hit: Hit) -> Edit | None:
    """Takes an opener out if the rest can do without: it is set off, ends in "that", or is alone."""
    words = hit.span.of(text)
    after = text[hit.span.end : min(hit.span.end + _NEARBY, hit.passage.room.end)].lstrip("*_ \t")
    is_loose = words[-1] in ":," or words.lower().endswith("that") or not after or after[0] in ",:.!?…"
    return removal(text, hit) if is_loose else None


def sentence_removal(text: str, hit: Hit) -> Edit | None:
    """Takes out a sentence that ends its paragraph, or the paragraph where that is all there is."""
    if _is_marked(text, hit.whole):
        return None
    end = _end_before(text, hit.passage.room, hit.whole)
    if end == hit.passage.room.start:
        return _without_paragraph(hit)
    return Edit(Span(end, hit.span.end), "") if text[end - 1] in ".!?…" else None


def block_removal(passage: Passage) -> Edit | None:
    """Takes out the block of a passage and the blank lines behind it; None for front matter."""
    block, following = passage.block, passage.following
    if block is None:
        return None
    return Edit(Span(block.span.start, following.span.start if following else block.span.end), "")


def remainder_removal(text: str, hit: Hit) -> Edit | None:
    """Takes out what the phrase is all of: its block, or its sentence; None where more belongs to it."""
    text_of_block = hit.passage.room.of(text)
    announces = hit.category is Category.BLOCK_START and text_of_block.rstrip().endswith(":")
    if hit.category is Category.BLOCK or (announces and "\n" not in text_of_block):
        return block_removal(hit.passage)
    after = text[hit.span.end : min(hit.span.end + 1, hit.passage.room.end)]
    return removal(text, hit) if hit.begins and (not after or after in _CLOSING) else None


def prefix_removal(text: str, hit: Hit) -> Edit | None:
    """Takes a prefix and the space behind it off a title, whose first word gets its capital."""
    if hit.passage.start is None or _is_marked(text, hit.span):
        return None
    edit = _cut(text, hit.span, hit.passage.room, begins=True)
    return edit if _stays_text(text, hit, edit) else None


def _substitution(text: str, hit: Hit, words: str) -> Edit | None:
    """Puts other words in the phrase's place, with a capital where it had one."""
    written = hit.span.of(text)
    if hit.passage.start is None or not _PAIRED.isdisjoint(written):
        return None
    edit = Edit(hit.span, words[0].upper() + words[1:] if written[0].isupper() else words)
    return edit if _stays_text(text, hit, edit) else None


def _at_sentence_start(text: str, hit: Hit) -> Edit | None:
    start, end = hit.span
    room = hit.passage.room
    while end < room.end and text[end] in ".!?…":
        end += 1
    if end > hit.span.end:
        # the sentence was nothing else
        return _without_sentence(text, Span(hit.whole.start, end), room)
    if text[end : end + 1] in (",", ":"):
        end += 1
    # not behind a "So, ", and not in "… needless to say, it rained"
    begins = hit.whole == hit.span and text[start].isupper()
    return _cut(text, Span(start, end), room, begins=begins)


def _without_sentence(text: str, span: Span, room: Span) -> Edit | None:
    """Takes out a sentence and one of the gaps around it; None inside parentheses, which would stay."""
    before = _end_before(text, room, span)
    if _is_marked(text, span) or text[max(room.start, before - 1) : before] in _OPENING:
        return None
    if text[span.end : room.end].strip():
        return _cut(text, span, room, begins=False)
    return Edit(Span(before, span.end), "")


def _within_sentence(text: str, span: Span, room: Span) -> Edit:
    before = _end_before(text, room, span)
    after = text[span.end : min(span.end + 1, room.end)]
    follows_comma = before > room.start and text[before - 1] == ","
    if follows_comma and after == ",":
        return Edit(Span(before - 1, span.end + 1), "")
    if after == ")" and text[before - 1 : span.start] == "(" and before - 1 > room.start:
        opening = Span(before - 1, before)
        return Edit(Span(_end_before(text, room, opening), span.end + 1), "")
    if not after or after in _CLOSING:
        return Edit(Span(before - follows_comma, span.end), "")
    return _cut(text, Span(span.start, span.end + (after == ",")), room, begins=False)


def _cut(text: str, span: Span, room: Span, *, begins: bool) -> Edit:
    """Takes out the span and the space behind it, with a capital for the next word if it `begins`."""
    space = _SPACE.match(text, span.end, room.end)
    end = space.end() if space else span.end
    letter = _FIRST_LETTER.match(text, end, room.end)
    if not begins or letter is None or not letter["letter"].islower():
        return Edit(Span(span.start, end), "")
    return Edit(Span(span.start, letter.end()), letter["marks"] + letter["letter"].upper())


def _end_before(text: str, room: Span, span: Span) -> int:
    """Where the text before the span ends, white space and a quote's marks left out."""
    window = max(room.start, span.start - _NEARBY)
    return window + len(text[window : span.start].rstrip("> \t\r\n"))


def _is_marked(text: str, span: Span) -> bool:
    return not _PAIRED.isdisjoint(text[max(0, span.start - 1) : span.end + 1])


def _is_all_there_is(text: str, room: Span, edit: Edit) -> bool:
    return (
        not edit.replacement
        and edit.span.start - room.start < _NEARBY
        and room.end - edit.span.end < _NEARBY
        and not (text[room.start : edit.span.start] + text[edit.span.end : room.end]).strip()
    )


def _without_paragraph(hit: Hit) -> Edit | None:
    """Takes out the paragraph and the blank lines behind it."""
    block, following = hit.passage.block, hit.passage.following
    if block is None or following is None or not hit.passage.leads_on:
        return None
    return Edit(Span(block.span.start, following.span.start), "")


def _stays_text(text: str, hit: Hit, edit: Edit) -> bool:
    """Whether a value without quotes is still one plain text for the front matter's language."""
    room = hit.passage.room
    if not hit.passage.is_plain:
        return True
    if room.end - room.start > _LONGEST_PLAIN:
        return False
    left = text[room.start : edit.span.start] + edit.replacement + text[edit.span.end : room.end]
    return left[:1].isalpha() and " " in left.strip() and ": " not in left and " #" not in left
