"""A post that is the same as an older one.

## Why
The same article, published again as “Breaking: …” and as “Update: …”, fills the archive and the feed with
what readers know, and search engines show one of the copies, not always the right one.

## Bad
    # the body of an older post is the same, but for its first words
    ---
    title: "Update: The harbour opens again"
    ---

    As we told yesterday, the harbour opens again in May, two years after the flood. Ferries will leave
    from a new quay, and tickets are sold on board.

## Good
    # an older post tells how the harbour opened
    ---
    title: The new quay is open
    ---

    The first ferry left from the new quay this morning. What changes for passengers is
    [told elsewhere](harbour.md).

## Limits
Titles and the rest of front matter do not count, nor does a first heading that repeats the title of a
body that is the same for the rest. Two bodies are the same when nine tenths of the longer one's words
stand in the other in order. Where a number, a name, code or the like stands for another one, they are two
posts from one template, unless that is one in 2,000 words, and so they are where too many words are
others; only the beginning may be worded otherwise. How HTML tags are written does not count. Bodies of
fewer than 30 words are left alone. Which post is the oldest, dates in front matter, in paths or in
addresses tell, else the order of paths. Posts that have expired or lead elsewhere (`redirect_to`) are
left alone. Translations and versions of one page (`docs/v1/a.md` and `docs/v2/a.md`, `a.md` and
`a.de.md`) are not compared with each other. Two folders with five such posts of the same name or more are
told of once, as an info: one is a copy of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from postlint.dates import day_of
from postlint.model.across import Elsewhere, Gathered, SiteFinding
from postlint.model.body import BlockKind
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span, line_around
from postlint.prose.conclusions import Conclusions
from postlint.prose.copies import are_copies_at, has_words, may_be_copies, sketch_body
from postlint.prose.excerpt import and_more
from postlint.prose.joining import likely_pairs_across
from postlint.prose.packed import packed, unpacked
from postlint.prose.repeats import is_filler
from postlint.prose.shared_keys import shared_keys
from postlint.rule import OptionSet, WholeSite, option, site_rule
from postlint.sites.base import Site
from postlint.sites.versions import page_of
from postlint.sites.visibility import is_withdrawn

#: posts of the same name in two folders that make one folder a copy of the other
_MANY = 5
#: copies that are shown beside the oldest
_SHOWN = 5


class Options(OptionSet):
    min_words: int = option(30, "words from which a body counts", least=1)


class Facts(NamedTuple):
    """`day` is when the post appeared, as in 2025-03-12; `start` to `end` is where its body begins; `keys`
    are packed."""

    day: str
    start: int
    end: int
    length: int
    digest: int
    below: int
    keys: str


def _collect(post: Post, site: Site, options: Options) -> Facts | None:
    if not has_words(post, options.min_words) or is_filler(post) or is_withdrawn(post, site):
        return None
    blocks = post.body.blocks
    # a comment above the body may be one that silences this very rule
    first = next((each for each in blocks if each.kind is not BlockKind.COMMENT), blocks[0]).span
    first_line = Span(first.start, line_around(post.text, first.start).end)
    length, digest, below, keys = post.once(sketch_body)
    return Facts(post.once(day_of), *first_line, length, digest, below, packed("I", keys))


@site_rule(
    "DU607",
    severity=Severity.WARNING,
    since="0.1.0",
    facts=Facts,
    collect=_collect,
    compares_texts=True,
    options=Options,
)
def compare(whole: WholeSite[Facts], options: Options) -> Iterator[SiteFinding]:
    conclusions = Conclusions(whole.kept)
    in_folders: dict[tuple[str, str], list[_Copy]] = defaultdict(list)
    for group in _groups(whole, conclusions):
        for copy in group[1:]:
            in_folders[_folders(copy, group[0])].append(_Copy(copy, group))
    conclusions.forget_others()
    for folders, copies in in_folders.items():
        if len(copies) < _MANY:
            yield from map(_of_post, copies)
        else:
            yield _of_folders(folders, copies)


class _Copy(NamedTuple):
    """A post, and all those that are the same, the oldest first."""

    post: Gathered[Facts]
    group: Sequence[Gathered[Facts]]


def _groups(whole: WholeSite[Facts], conclusions: Conclusions) -> Iterator[list[Gathered[Facts]]]:
    """Posts that are the same, the oldest first, one of each page."""
    posts = whole.posts
    same_as: dict[int, int] = {}
    for later, earlier in _pairs(whole, conclusions):
        same_as[_first(same_as, later)] = _first(same_as, earlier)
    members: dict[int, list[Gathered[Facts]]] = defaultdict(list)
    for number in same_as:
        members[_first(same_as, number)].append(posts[number])
    for number, group in sorted(members.items()):
        of_pages = {
            page_of(post.path): post for post in sorted((posts[number], *group), key=_age, reverse=True)
        }
        yield sorted(of_pages.values(), key=_age)


def _first(same_as: dict[int, int], number: int) -> int:
    while number in same_as:
        number = same_as[number]
    return number


def _pairs(whole: WholeSite[Facts], conclusions: Conclusions) -> Iterator[tuple[int, int]]:
    """The numbers of posts that are the same as an earlier one, and of the earlier."""
    posts = whole.posts
    first_with: dict[int, int] = {}
    for number, post in enumerate(posts):
        first = first_with.setdefault(post.facts.below, number)
        if first != number:
            yield number, first

    def may_pair(later: int, earlier: int) -> bool:
        return may_be_copies(posts[later].facts.length, posts[earlier].facts.length)

    keys = [unpacked("I", post.facts.keys) for post in posts]
    firsts = ((number, keys[number]) for number in first_with.values())
    post_of = [*chain.from_iterable(map(repeat, range(len(posts)), map(len, keys)))]
    shared = shared_keys([*chain.from_iterable(keys)], post_of.__getitem__).keys
    for later, candidates in likely_pairs_across(firsts, shared, may_pair):
        for earlier in candidates:
            pair = [(posts[number].path, posts[number].facts.digest) for number in (later, earlier)]
            if are_copies_at(whole.read, conclusions, *pair):
                yield later, earlier
                break


def _age(post: Gathered[Facts]) -> tuple[str, str]:
    return post.facts.day, post.path


def _folders(copy: Gathered[Facts], oldest: Gathered[Facts]) -> tuple[str, str]:
    """The folders from which on two paths are the same: `old/de` and `new` for `old/de/a/b.md` and
    `new/a/b.md`. Both are whole paths where the names of the files differ."""
    here, there = copy.path.split("/"), oldest.path.split("/")
    while here and there and here[-1] == there[-1]:
        del here[-1], there[-1]
    return "/".join(here), "/".join(there)


def _of_post(copy: _Copy) -> SiteFinding:
    (path, facts), (oldest, *others) = copy.post, [post for post in copy.group if post is not copy.post]
    elsewhere = [
        _elsewhere(oldest, "the oldest"),
        *(_elsewhere(post, "and here") for post in others[:_SHOWN]),
    ]
    message = f"post is the same as {and_more(oldest.path, len(others))}"
    finding = Finding(Span(facts.start, facts.end), message)
    return SiteFinding(path, finding, tuple(elsewhere))


def _of_folders(folders: tuple[str, str], copies: list[_Copy]) -> SiteFinding:
    here, there = folders
    (path, facts), (oldest, *_) = min(copies)
    message = f"{len(copies)} posts of {here}/ are the same in {there}/"
    finding = Finding(Span(facts.start, facts.end), message, severity=Severity.INFO)
    return SiteFinding(path, finding, (_elsewhere(oldest, "the first of them"),))


def _elsewhere(post: Gathered[Facts], message: str) -> Elsewhere:
    return Elsewhere(post.path, Span(post.facts.start, post.facts.end), message)
