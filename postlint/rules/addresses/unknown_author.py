"""An author that the site does not know.

## Why
The name, the portrait and the list of an author's posts stay empty, and some generators stop the build.

## Bad
    # _data/authors.yml of a Jekyll site has `jane`
    ---
    title: The harbour opens again
    author: jnae
    ---

## Good
    # _data/authors.yml of a Jekyll site has `jane`
    ---
    title: The harbour opens again
    author: jane
    ---

## Limits
Only where the site declares its authors in the usual place: `_data/authors` of Jekyll and Eleventy,
`data/authors` or `content/authors` of Hugo, `blog/authors.yml` of Docusaurus, `.authors.yml` of the
blog in MkDocs, `src/content/authors` of Astro; not where that is a program. A full name such as
`Jane Doe` is left alone where authors have short keys: templates show it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.hints import with_question
from postlint.model.post import Post, Role
from postlint.model.triggers import has_key
from postlint.model.values import Json, KeyPath
from postlint.rule import OptionSet, option, rule
from postlint.sites.authors import Authors, declared_authors
from postlint.sites.base import Site


class Options(OptionSet):
    fields: tuple[str, ...] = option(("author", "authors"), "the fields that name authors")
    allow: tuple[str, ...] = option((), "authors who need not be declared")


@rule(
    "SL308",
    severity=Severity.ERROR,
    since="0.1.0",
    options=Options,
    trigger=lambda options: has_key(*options.fields),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if post.role is not Role.POST or post.front is None or post.front.values is None:
        return
    authors = declared_authors(site)
    if authors is None:
        return
    for field in options.fields:
        for path, author in _authors_in(post.front.values.get(field), (field,)):
            if not authors.knows(author) and author not in options.allow:
                near = _nearest(author, authors)
                if near is not None or not authors.may_be_name(author):
                    place = post.front.locate_text(*path)
                    message = with_question(f"no author `{author}` in {authors.place}", near)
                    yield Finding(place, message)


def _authors_in(value: Json, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """The texts that stand for authors, each with the way to it; an author written out stands for itself."""
    if isinstance(value, str) and value.strip():
        yield path, value
    elif isinstance(value, list):
        for index, author in enumerate(value):
            if isinstance(author, str) and author.strip():
                yield (*path, index), author


def _nearest(author: str, authors: Authors) -> str | None:
    by_fold = {key.casefold(): key for key in sorted(authors.keys)}
    from difflib import get_close_matches

    close = get_close_matches(author.casefold(), by_fold, 1, 0.7)
    return by_fold[close[0]] if close else None
