"""The excerpt or the title stands in the body once more.

## Why
Themes show the excerpt above the text, and the title as its heading. When the body begins with the same
words, readers read them twice.

## Bad
    ---
    title: The harbour
    excerpt: The harbour opens again in May, two years after the flood.
    ---

    The harbour opens again in May, two years after the flood.

    Ferries will leave from the new quay.

## Good
    ---
    title: The harbour
    excerpt: Two years after the flood ferries will leave from a new quay.
    ---

    The harbour opens again in May, two years after the flood.

    Ferries will leave from the new quay.

## Limits
An excerpt counts when all of it, five words or more, is all of the first paragraph, and only in a field that
themes show above the text: a `description` or `summary` mostly stands in lists and search results alone, and
may well be the first paragraph. A title counts when it is the first heading, of level one, in a post for a
generator whose themes show the title: Hexo, Hugo, Jekyll, Nikola, Pelican, Quarto, Zola. Others take the
heading for the title.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.body import Block, BlockKind, level_of
from postlint.model.findings import Finding, Related, Severity
from postlint.model.front_matter import FrontMatter
from postlint.model.patterns import late
from postlint.model.post import Post, Role
from postlint.prose.folding import fold, plain_words
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site

_LEAST_WORDS = 5

#: code points of the body in which the first words of an excerpt are looked for, and a heading
_OPENING = 600

_MARKUP = late(r"[\[<`*_{$]|://|www\.")

_SHOW_THE_TITLE = frozenset({"hexo", "hugo", "jekyll", "nikola", "pelican", "quarto", "zola"})


class Options(OptionSet):
    fields: tuple[str, ...] = option(
        ("excerpt", "deck", "intro", "lead", "standfirst", "subtitle"),
        "fields of front matter that the theme shows above the text",
    )


@rule("DU604", severity=Severity.INFO, options=Options, since="0.1.0")
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if post.front is None or not post.front.values:
        return
    yield from _excerpts(post, post.front, options.fields)
    if site.generator in _SHOW_THE_TITLE and post.role is Role.POST:
        yield from _title(post, post.front)


def _excerpts(post: Post, front: FrontMatter, fields: tuple[str, ...]) -> Iterator[Finding]:
    for field in fields:
        value = front.get(field)
        if not isinstance(value, str) or not _may_open(post, value) or not post.paragraphs:
            continue
        first = post.paragraphs[0]
        if _is_same(post, value, first):
            yield Finding(
                front.locate_text(field),
                f"`{field}` is the same as the first paragraph",
                related=(Related(first.span, "the first paragraph"),),
            )


def _may_open(post: Post, value: str) -> bool:
    """Whether a value has enough words and the first of them stand where the body begins."""
    words = value.split(None, _LEAST_WORDS)
    if len(words) < _LEAST_WORDS:
        return False
    opening = post.text[post.body_start : post.body_start + _OPENING]
    return all(word.strip("*_\"'") in opening for word in words[:3])


def _is_same(post: Post, value: str, paragraph: Block) -> bool:
    written = paragraph.span.of(post.text)
    words = plain_words(value)
    if _MARKUP.search(written) is None:  # reading what markup hides takes longer than all the rest
        return words == plain_words(written)
    return words == fold(post, paragraph).plain


def _title(post: Post, front: FrontMatter) -> Iterator[Finding]:
    title = front.get("title")
    opening = post.text[post.body_start : post.body_start + _OPENING]
    if not isinstance(title, str) or ("# " not in opening and "\n==" not in opening):
        return
    heading = next((block for block in post.body.blocks if block.kind is BlockKind.HEADING), None)
    if heading is None or level_of(post.text, heading) != 1:
        return
    words = plain_words(title)
    if words and words == _words_of(post, heading):
        yield Finding(
            heading.span,
            "the first heading repeats the title",
            related=(Related(front.locate_text("title"), "the title"),),
        )


def _words_of(post: Post, heading: Block) -> tuple[str, ...]:
    """The words of a heading; a row of `=` below it has none, an anchor behind it is left out."""
    return tuple(word.plain for word in fold(post, heading).words)
