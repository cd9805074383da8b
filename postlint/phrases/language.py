"""Tells which language a post says it is in."""

from __future__ import annotations

import re

from postlint.model.post import Post

#: the front-matter keys that name a language, the first that does so counts
KEYS = ("lang", "language", "locale")

# A language in a path: "post.de.md", "content/fr/post.md", "_posts/pt-br/post.md", and "it/post.md".
# Neither "notes.js.md" nor "blog/it/servers.md", where "it" is a department. Generators that name
# folders or files so: https://gohugo.io/content-management/multilingual/
_IN_PATH = re.compile(
    r"""
    \. (?P<suffix> de | en | es | fr | it | pt ) (?: - \w{2,4} )? \. \w+ $
    | (?: ^ | / ) (?P<folder> de | en | es | fr | pt ) (?: [-_] \w{2,4} )? /
    | (?: ^ | content/ ) (?P<italian> it ) (?: [-_] \w{2,4} )? /
    """,
    re.VERBOSE | re.IGNORECASE,
)


def language_of(post: Post) -> str | None:
    """The language, without its region (`en` for `en-GB`), that the front matter or the path names.

    None where neither does. For `post.once`.
    """
    values = (post.front.values if post.front else None) or {}
    for key in KEYS:
        value = values.get(key)
        if isinstance(value, str) and value:
            return re.split(r"[-_.]", value.strip().lower())[0]
    found = _IN_PATH.search(post.path)
    return None if found is None or found.lastgroup is None else found[found.lastgroup].lower()
