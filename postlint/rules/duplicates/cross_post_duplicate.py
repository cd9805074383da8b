"""A paragraph that stands in another post too.

## Why
Readers who follow the site read it twice, and one day the two say different things, because only one
of them was kept up to date.

## Bad
    # another post has the same paragraph
    The ferry leaves from the new quay at nine, and the last one comes back before midnight, unless
    the wind is stronger than the harbour master likes it.

## Good
    # another post tells of the ferry, and this one leads there
    Where [the ferry](ferry.md) leaves from is told elsewhere.

## Limits
Paragraphs of prose that are the same, or as nearly the same as `near-duplicate-paragraph` asks; what that
rule leaves alone is left alone here too. A paragraph that more than five posts have is boilerplate, and
is told once, at the first of them. Where two posts have several paragraphs in common, that is told once
as well; a paragraph in or beside which a link leads to the other post is a teaser. Where they are copies
of each other, `duplicate-post` tells of them. Translations and versions of one page (`docs/v1/a.md` and
`docs/v2/a.md`, `a.md` and `a.de.md`) are not compared with each other. The oldest post is named, as dates
in front matter, in paths and in addresses tell; posts that have expired or lead elsewhere (`redirect_to`)
do not count. Of very many paragraphs that are made from one template, some that are nearly the same may
be missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from postlint.model.across import Elsewhere, Gathered, SiteFinding
from postlint.model.findings import Finding, Related, Severity
from postlint.model.post import Post
from postlint.prose.conclusions import Conclusions
from postlint.prose.copies import are_copies_at
from postlint.prose.excerpt import and_more
from postlint.prose.paragraph_groups import Copy, Group, find_groups
from postlint.prose.sketches import PackedSketches, digest_of, sketch_paragraphs
from postlint.prose.teasers import leads_to
from postlint.rule import OptionSet, WholeSite, option, site_rule
from postlint.sites.base import Site
from postlint.sites.visibility import is_withdrawn

#: paragraphs that two posts have in common and that are shown beside the first of them
_SHOWN = 5
#: examples of where boilerplate stands
_EXAMPLES = 3
#: Copies have at least this share of their paragraphs in common.
_SHARE_OF_COPIES = 0.7


class Options(OptionSet):
    min_words: int = option(20, "words from which a paragraph counts", least=1)
    most_posts: int = option(5, "posts in which a paragraph may stand before it is boilerplate", least=2)


def _collect(post: Post, site: Site, options: Options) -> PackedSketches | None:
    sketches = post.once(sketch_paragraphs, options.min_words)
    return sketches.packed() if sketches.starts and not is_withdrawn(post, site) else None


@site_rule(
    "DU606",
    severity=Severity.INFO,
    since="0.1.0",
    facts=PackedSketches,
    collect=_collect,
    compares_texts=True,
    options=Options,
)
def compare(whole: WholeSite[PackedSketches], options: Options) -> Iterator[SiteFinding]:
    conclusions = Conclusions(whole.kept)
    facts = {post.path: post.facts for post in whole.posts}
    copies: dict[tuple[str, str], list[tuple[Copy, Group]]] = defaultdict(list)
    for group in find_groups(sorted(whole.posts, key=_age), whole.read, conclusions):
        if len(group.places) > options.most_posts:
            yield _boilerplate(group)
            continue
        for copy in group.copies:
            copies[copy.place.path, copy.of.path].append((copy, group))
    for (path, other), found in sorted(copies.items(), key=lambda item: item[0]):
        here, there = facts[path], facts[other]
        if len(found) >= max(here.paragraphs, there.paragraphs) * _SHARE_OF_COPIES and are_copies_at(
            whole.read, conclusions, (path, here.body), (other, there.body)
        ):
            continue  # of which duplicate-post tells
        told = [(copy, group) for copy, group in found if not _is_teaser(copy, whole, conclusions)]
        if len(told) == 1:
            yield _one(*told[0])
        elif told:
            yield _many(sorted(copy for copy, _ in told))
    conclusions.forget_others()


def _age(post: Gathered[PackedSketches]) -> tuple[str, str]:
    return post.facts.day, post.path


def _boilerplate(group: Group) -> SiteFinding:
    first, *others = group.places
    examples = tuple(Elsewhere(*place, "here, for example") for place in others[:_EXAMPLES])
    message = f"paragraph stands in {len(group.places)} posts"
    return SiteFinding(first.path, Finding(first.span, message), examples)


def _is_teaser(copy: Copy, whole: WholeSite[PackedSketches], conclusions: Conclusions) -> bool:
    """Whether one of the two posts shows the paragraph in order to lead to the other."""
    place, of, _ = copy

    def conclude() -> bool | None:
        post, other = whole.read(place.path), whole.read(of.path)
        if post is None or other is None:
            return None
        return leads_to(post, place.span, other) or leads_to(other, of.span, post)

    sides = (f"{whole.version(path)} {span.start}-{span.end}" for path, span in (place, of))
    return conclusions.ask(f"{digest_of(' '.join(sides)):x}>", conclude)


def _one(copy: Copy, group: Group) -> SiteFinding:
    place, of, is_exact = copy
    others = [other for other in group.places if other not in (place, of)]
    what = "paragraph" if is_exact else "nearly the same paragraph"
    first = Elsewhere(*of, "here", is_version=not is_exact)
    elsewhere = [first, *(Elsewhere(*other, "and here") for other in others)]
    message = f"{what} stands in {and_more(of.path, len(others))}"
    return SiteFinding(place.path, Finding(place.span, message), tuple(elsewhere))


def _many(copies: list[Copy]) -> SiteFinding:
    """What is said of a post that has several paragraphs in common with another one."""
    (path, span), of, _ = copies[0]
    message = f"{len(copies)} paragraphs from here on stand in {of.path} too"
    others = tuple(Related(copy.place.span, "another of them") for copy in copies[1 : _SHOWN + 1])
    return SiteFinding(path, Finding(span, message, related=others), (Elsewhere(*of, "the first of them"),))
