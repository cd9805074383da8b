"""YAML that one generator reads and the next one refuses.

## Why
A tag such as `!custom` stops most builds and is passed over by others, `<<` merges in some generators
and is a key like any other in the rest, and a list for a key ends up as a different text everywhere.

## Bad
    ---
    title: The harbour opens again
    mood: !shout cheerful
    ---

## Good
    ---
    title: The harbour opens again
    mood: CHEERFUL
    ---

## Limits
Silent about `<<` where the site's generator merges, about the tags of YAML's core schema such as
`!!str`, and about anchors and aliases, which all generators read alike. Aliases that stand for more
values than a post can need are reported by invalid-front-matter, a title that begins with “!” by
unquoted-colon.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.clipping import clipped
from postlint.model.findings import Finding, Severity
from postlint.model.patterns import late
from postlint.model.post import Post, Problem, ProblemKind
from postlint.model.triggers import has_problem
from postlint.rule import rule
from postlint.sites.base import Site
from postlint.sites.detect import NAMES

#: https://yaml.org/spec/1.2.2/#103-core-schema
_CORE = frozenset({"str", "int", "float", "bool", "null", "map", "seq"})
#: types of YAML 1.1 that js-yaml reads up to version 4 and PyYAML still (https://yaml.org/type/)
_OLD = frozenset({"binary", "omap", "pairs", "set", "timestamp"})
_DROP_OLD = frozenset({"docusaurus", "eleventy"})
_PASS_OVER_TAGS = frozenset({"hexo", "hugo", "jekyll"})
#: what it makes of a tag depends on the field, and most fields take any
_TAKE_ANY = frozenset({"zola"})
#: what R code is marked with (https://quarto.org/docs/computations/parameters.html)
_R_CODE = frozenset({"!expr", "!r"})
#: who merges: https://eemeli.org/yaml/#schema-options says that Hexo does not, serde_yaml's
#: documentation that Zola does not, and js-yaml 5 that the two that have taken it up do not
_MERGE = frozenset({"astro", "gatsby", "hugo", "jekyll", "mkdocs", "nikola", "quarto", "vitepress"})

# matches "2024", "-1.5" and "~"; must not match "[a, b]" nor the empty key of ": x"
_SINGLE_WORD = late(r"[-+.~\w]+")


@rule(
    "FM019",
    severity=Severity.WARNING,
    since="0.1.0",
    trigger=has_problem(ProblemKind.TAG, ProblemKind.MERGE, ProblemKind.KEY_NOT_TEXT),
)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if site.generator == "pelican":  # which reads no YAML
        return
    for problem in post.problems_of(ProblemKind.TAG, ProblemKind.MERGE, ProblemKind.KEY_NOT_TEXT):
        message = _message(problem, problem.span.of(post.text), site.generator)
        if message is not None:
            yield Finding(problem.span, message)


def _message(problem: Problem, written: str, generator: str | None) -> str | None:
    """What to say of a problem, None where the site's generator has none with it."""
    if problem.kind is ProblemKind.TAG:
        return _of_tag(written, generator)
    if problem.kind is ProblemKind.MERGE:
        return None if generator in _MERGE else f"`<<` is kept as a field of that name by {_who(generator)}"
    # a number or a flag as a key is the same text for nearly everybody
    return None if _SINGLE_WORD.fullmatch(written) else problem.message


def _of_tag(tag: str, generator: str | None) -> str | None:
    shown = clipped(tag)
    name = tag.removeprefix("!<tag:yaml.org,2002:").removesuffix(">") if tag.startswith("!<") else tag[2:]
    is_standard = tag.startswith(("!!", "!<tag:yaml.org,2002:"))
    if generator in _TAKE_ANY or (is_standard and name in _CORE):
        return None
    if tag in _R_CODE and generator in ("quarto", None):
        return None
    if is_standard and name in _OLD:
        is_refused = generator is None or generator in _DROP_OLD
        return f"{_who(generator)} cannot read a post with the tag {shown}" if is_refused else None
    if generator in _PASS_OVER_TAGS:
        return f"the tag {shown} means nothing to {NAMES[generator]}"
    whom = "most generators" if generator is None else "the site's generator"
    return f"the tag {shown} keeps {whom} from reading this"


def _who(generator: str | None) -> str:
    if generator is None:
        return "some generators"
    return f"newer versions of {NAMES[generator]}" if generator in _DROP_OLD else NAMES[generator]
