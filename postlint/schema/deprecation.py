"""What a schema says of a field that it calls deprecated: what to write instead, or why."""

from __future__ import annotations

import re
from typing import Any

from postlint.model.clipping import clipped
from postlint.model.patterns import late

_LONGEST_REASON = 100
#: characters of a description that are looked through
_LONGEST_READ = 2_000

# matches "use `excerpt` instead" and "Replaced by 'excerpt'", not "do not use `excerpt`"
_INSTEAD = late(
    r"""
    (?: (?<!not\s) (?<!n['’]t\s) (?<!never\s) \b use
      | (?P<passed> \b(?: replaced\s by | renamed\s to | in\s favou?r\s of ) ) )
    \s (?: the\s )? (?: (?:field|key|property)\s )?
    (?P<quote> [`'"“] ) (?P<name> [A-Za-z_] [\w-]{0,60} ) [`'"”]
    (?P<more> ,?\s(?:or|and)\s [`'"“] )?
    (?P<instead> \s instead\b )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches the "Deprecated: " of "Deprecated: no theme shows it", nothing in "no theme shows it"
_PRELUDE = late(r"^(?:this (?:field|property|key) is )?deprecated[ .,:;–—-]{1,4}", re.IGNORECASE)


def replacement(schema: Any, key: str) -> str | None:
    """The one field that a deprecated field's schema names in the place of `key`.

    It is read from `deprecationMessage` (a keyword that editors show), else from `description`, where
    one of them says in so many words: use `excerpt` instead, replaced by `excerpt`, renamed to
    `excerpt`, in favour of `excerpt`. A message may leave out “instead”. None where two are named.
    """
    for keyword in ("deprecationMessage", "description"):
        text = schema.get(keyword)
        if isinstance(text, str):
            names = {
                found["name"]
                for found in _INSTEAD.finditer(text[:_LONGEST_READ])
                if found["passed"] or found["instead"] or keyword == "deprecationMessage"
            }
            others = any(found["more"] for found in _INSTEAD.finditer(text[:_LONGEST_READ]))
            names.discard(key)
            if len(names) == 1 and not others:
                return names.pop()
    return None


def deprecation_reason(schema: Any) -> str:
    """The words of `deprecationMessage` as the end of a sentence, empty where there are none."""
    text = schema.get("deprecationMessage")
    if not isinstance(text, str):
        return ""
    return _PRELUDE.sub("", clipped(text, _LONGEST_REASON)).rstrip(".")
