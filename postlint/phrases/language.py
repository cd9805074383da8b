"""Tells which language a post says it is in."""

from __future__ import annotations

import re
from functools import lru_cache

from postlint.model.patterns import late
from postlint.model.post import Post

#: the front-matter keys that name a language, the first that does so counts
KEYS = ("lang", "language", "locale")

# matches the "pt" of "pt-BR" and the "de" of "de_AT.UTF-8", not "python", which says nothing about the prose
_CODE = late(r"[a-z]{2}(?=[-_.]|$)")

#: the languages that a path may name; "notes.js.md" names none
_IN_PATHS = ("de", "en", "es", "fr", "it", "pt")
#: of those, words that are names of folders too
_WORDS = ("it",)

# A language as a folder: "content/fr/", "_posts/pt-br/", and "it/" or "content/it/". Neither "en-route/"
# nor "blog/it/", where "it" is a department.
_FOLDER = late(
    rf"""
    (?: (?: ^ | / ) (?! {"|".join(_WORDS)} ) | ^ | content/ )
    (?P<language> {"|".join(_IN_PATHS)} ) (?: [-_] \w{{2,4}} )? (?: / | $ )
    """,
    re.VERBOSE | re.IGNORECASE,
)

# "post.de.md", "post.pt-br.md" (https://gohugo.io/content-management/multilingual/); not "de.md", "a.css.md"
_IN_NAME = late(
    rf"\. (?P<language> {'|'.join(_IN_PATHS)} ) (?: [-_] [^.]* )? \. [^.]* $", re.VERBOSE | re.IGNORECASE
)


def language_of(post: Post) -> str | None:
    """The language, without its region (`en` for `en-GB`), that the front matter or the path names.

    None where neither does. For `post.once`.
    """
    values = (post.front.values if post.front is not None else None) or {}
    for key in KEYS if values else ():
        value = values.get(key)
        if isinstance(value, str):
            code = _CODE.match(value.strip().lower())
            if code:
                return code[0]
    folder, _, name = post.path.rpartition("/")
    # with one dot, as most names have, no language can stand before the ending
    named = _IN_NAME.search(name) if name.count(".") > 1 else None
    return named["language"].lower() if named else _language_of_folder(folder)


@lru_cache(maxsize=64)
def _language_of_folder(folder: str) -> str | None:
    found = _FOLDER.search(folder)
    return None if found is None else found["language"].lower()
