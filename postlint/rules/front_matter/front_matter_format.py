"""Front matter in a language that the site's generator does not read.

## Why
Jekyll takes nothing but YAML between lines of `---`. A post that opens with `+++` has no front
matter for it: the file is copied to the site as it is, fields and all.

## Bad
    # on a site made with Jekyll

    +++
    title = "The harbour opens again"
    +++

## Good
    ---
    title: The harbour opens again
    ---

## Limits
A warning for Eleventy and Gatsby, which can be taught other fences; `---toml` is not reported there, since
a documented line of configuration makes them read it. Where no generator is known only `---js` is told:
some run it unasked while the site is built, and others show it on the page. Eleventy means it to be run;
its fields are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.front_matter import Format
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.model.triggers import HAS_ODD_FENCE
from postlint.rule import rule
from postlint.sites.base import Site
from postlint.sites.detect import NAMES


class _Reader(NamedTuple):
    """The opening fences that a generator reads, and whether its configuration can add others."""

    fences: frozenset[str]
    can_be_taught: bool = False


_YAML = frozenset({"---"})
_PROGRAM = frozenset({"---js", "---javascript"})
# gray-matter takes a language after the fence: https://github.com/jonschlinkert/gray-matter#language
_GRAY_MATTER = frozenset({"---", "---json", "---yaml", "---yml"})
_READERS = {
    # https://docs.astro.build/en/guides/markdown-content/#frontmatter
    "astro": _Reader(_YAML | {"+++"}),
    "docusaurus": _Reader(_GRAY_MATTER),
    # https://www.11ty.dev/docs/data-frontmatter-customize/, https://www.11ty.dev/docs/data-frontmatter/
    "eleventy": _Reader(_GRAY_MATTER | _PROGRAM | {"---toml"}, can_be_taught=True),
    "gatsby": _Reader(_GRAY_MATTER | {"---toml"}, can_be_taught=True),
    # https://github.com/hexojs/hexo-front-matter
    "hexo": _Reader(_YAML | {";;;"}),
    # https://gohugo.io/content-management/front-matter/
    "hugo": _Reader(_YAML | {"+++", "{"}),
    # https://jekyllrb.com/docs/front-matter/
    "jekyll": _Reader(_YAML),
    "mkdocs": _Reader(_YAML),
    "nikola": _Reader(_YAML | {"+++"}),
    "pelican": _Reader(_YAML),
    "quarto": _Reader(_YAML),
    "vitepress": _Reader(_GRAY_MATTER),
    # https://www.getzola.org/documentation/content/page/#front-matter
    "zola": _Reader(_YAML | {"+++"}),
}

#: what people call each format, and the fences that open it
_LANGUAGES = {
    Format.YAML: ("YAML", ("---",)),
    Format.TOML: ("TOML", ("+++", "---toml")),
    Format.JSON: ("JSON", ("{", ";;;", "---json")),
    Format.JAVASCRIPT: ("JavaScript", ("---js",)),
}

# gray-matter evaluates it up to version 4, which these use
# (https://github.com/jonschlinkert/gray-matter/blob/4.0.3/lib/engines.js)
_RUN_PROGRAMS = frozenset({"docusaurus", "gatsby", "vitepress"})


@rule("FM016", severity=Severity.ERROR, since="0.1.0", trigger=HAS_ODD_FENCE)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    reader = _READERS.get(site.generator or "")
    if post.front is None or (reader is None and post.front.format is not Format.JAVASCRIPT):
        return
    start = post.front.span.start
    opening = Span(start, post.front.inner.start)
    fence = opening.of(post.text).rstrip()
    if reader is None or (fence in _PROGRAM and site.generator in _RUN_PROGRAMS):
        message = f"the code below {fence} is run by {NAMES.get(site.generator or '', 'some generators')}"
        yield Finding(Span(start, start + len(fence)), message, severity=Severity.WARNING)
    elif fence not in reader.fences:
        yield Finding(
            Span(start, start + len(fence)),
            _message(fence, site.generator or "", post.front.format),
            severity=Severity.WARNING if reader.can_be_taught else None,
        )


def _message(fence: str, generator: str, format: Format) -> str:
    reader, name = _READERS[generator], NAMES[generator]
    if reader.can_be_taught:
        return f"{fence} opens no front matter for {name} unless it is configured to"
    language, fences = _LANGUAGES[format]
    own = next((other for other in fences if other in reader.fences), None)
    if own is None:
        return f"{name} reads no {language} front matter: use --- and YAML"
    return f"{fence} opens no front matter for {name}: use {own}"
