"""Text as XML 1.0 may hold it."""

from __future__ import annotations

from postlint.model.patterns import late
from postlint.reporters.visible import visible

# no XML can hold these, not even as `&#xFFFE;` (https://www.w3.org/TR/xml/#charsets)
_NO_CHARACTER = late("[\ufffe\uffff]")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def xml_text(text: str) -> str:
    """`text` for the content of an element or for a value in double quotes; what cannot be seen, or stand in
    XML, is spelled out."""
    shown = _NO_CHARACTER.sub(lambda found: f"<U+{ord(found[0]):04X}>", visible(text))
    return shown.translate(_MARKUP)


def attributes(**values: object) -> str:
    """` key="value"` for each."""
    return "".join(f' {key}="{xml_text(str(value))}"' for key, value in values.items())
