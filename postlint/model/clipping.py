"""Cuts what a message shows of a post to what people read."""

from __future__ import annotations

#: code points of what a message shows, where no other number is better
_LONGEST = 60


def clipped(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, cut to at most `longest` characters."""
    if len(text) <= longest and text.isprintable() and "  " not in text and text == text.strip():
        return text
    # only the head is tidied, so that a megabyte of text costs nothing
    tidy = " ".join("".join(c if c.isprintable() else " " for c in text[: longest * 4]).split())
    return tidy if len(text) <= longest * 4 and len(tidy) <= longest else tidy[: longest - 1].rstrip() + "…"
