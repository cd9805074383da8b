"""Finds the paragraphs that several posts of a site have, the same or nearly the same."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain, repeat

from postlint.model.across import Gathered
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.prose.conclusions import Conclusions
from postlint.prose.folding import fold
from postlint.prose.joining import LEAST_COMMON, likely_pairs_across
from postlint.prose.likeness import can_be_alike, exchanged_words, likeness
from postlint.prose.repeats import LEAST_LIKENESS
from postlint.prose.shared_keys import Sharing, shared_keys
from postlint.prose.sketches import KEYS, Columns, PackedSketches, read_keys, subject_of
from postlint.sites.versions import page_of

#: a word with fewer letters does not tell what a post is about
_SHORTEST_SUBJECT = 4


class Place(NamedTuple):
    """A paragraph of a post."""

    path: str
    span: Span


class Copy(NamedTuple):
    """A paragraph that says what one in another post says. `is_exact` means that not a letter differs."""

    place: Place
    of: Place
    is_exact: bool


class Group(NamedTuple):
    """Paragraphs that say the same, one for each page, in their order; and which says what another says."""

    places: tuple[Place, ...]
    copies: tuple[Copy, ...]


def find_groups(
    posts: Sequence[Gathered[PackedSketches]],
    read: Callable[[str], Post | None],
    conclusions: Conclusions,
) -> Iterator[Group]:
    """The groups in the order of `posts`, each paragraph with an earlier one that it repeats. Posts are read
    only where paragraphs may be nearly the same and `conclusions` do not tell whether they are."""
    paragraphs = _Paragraphs(posts, conclusions)
    return _groups(paragraphs, dict(_alike(paragraphs, read, conclusions)))


class _Paragraphs:
    """The paragraphs of all posts, numbered through."""

    def __init__(self, posts: Sequence[Gathered[PackedSketches]], conclusions: Conclusions) -> None:
        self._posts = posts
        self._pages: dict[int, str] = {}
        self._columns: dict[int, Columns] = {}
        counts = [post.facts.paragraphs for post in posts]
        self._first_of = list(accumulate(counts, initial=0))
        self._post_of = array("I", chain.from_iterable(map(repeat, range(len(posts)), counts)))
        self.digests = [*chain.from_iterable(post.facts.read_digests() for post in posts)]
        numbers = range(len(self.digests) - 1, -1, -1)
        #: the first paragraph with each digest
        self.first = dict(zip(reversed(self.digests), numbers, strict=True))
        self._keys = read_keys(post.facts for post in posts)
        sharing = Sharing(posts, conclusions)
        self._shared = shared_keys(self._keys, self._post_of_key, sharing.likely_keys())
        sharing.keep(self._shared.keys)

    @property
    def shared_keys(self) -> set[int]:
        return self._shared.keys

    def _post_of_key(self, place: int) -> int:
        return self._post_of[place // KEYS]

    def firsts(self) -> Iterator[tuple[int, Sequence[int]]]:
        """The number and the keys of each paragraph that is not the same as an earlier one, and that has
        keys enough in common with other posts to be like another one."""
        # all paragraphs at once: a digit of a large number has the sum for one of them
        sums = sum(int.from_bytes(self._shared.marks[place::KEYS], "little") for place in range(KEYS))
        for number, shared in enumerate(sums.to_bytes(len(self.digests), "little")):
            if shared >= LEAST_COMMON and self.first[self.digests[number]] == number:
                yield number, self._keys[number * KEYS : (number + 1) * KEYS]

    def repeated(self) -> Iterator[tuple[int, int]]:
        """Each paragraph that is the same as an earlier one, and the first that is."""
        if len(self.first) == len(self.digests):
            return
        for number, first in enumerate(map(self.first.__getitem__, self.digests)):
            if first != number:
                yield number, first

    def post_of(self, number: int) -> int:
        return self._post_of[number]

    def page(self, number: int) -> str:
        """The page of which the paragraph's post is a version."""
        post = self.post_of(number)
        page = self._pages.get(post)
        if page is None:
            page = self._pages[post] = page_of(self._posts[post].path)
        return page

    def said_of(self, number: int) -> str:
        """Text that is the same for as long as the paragraph is, with all that it may refer to."""
        facts = self._posts[self.post_of(number)].facts
        return f"{self.digests[number]:x}.{facts.body:x}.{facts.subject:x}"

    def may_be_alike(self, one: int, other: int) -> bool:
        """Whether two paragraphs of two pages have no other code and numbers; one may have numbers that the
        other has not."""
        (columns, row), (other_columns, other_row) = self._row(one), self._row(other)
        if columns.codes[row] != other_columns.codes[other_row]:
            return False
        numbers, other_numbers = columns.numbers[row], other_columns.numbers[other_row]
        if numbers and other_numbers and numbers != other_numbers:
            return False
        return self.are_of_two_pages(one, other)

    def are_of_two_pages(self, one: int, other: int) -> bool:
        return self.post_of(one) != self.post_of(other) and self.page(one) != self.page(other)

    def place(self, number: int) -> Place:
        columns, row = self._row(number)
        return Place(self._posts[self.post_of(number)].path, Span(columns.starts[row], columns.ends[row]))

    def _row(self, number: int) -> tuple[Columns, int]:
        """What is known of the paragraphs of the same post, and the number of this one among them."""
        post = self.post_of(number)
        columns = self._columns.get(post)
        if columns is None:
            columns = self._columns[post] = self._posts[post].facts.read_columns()
        return columns, number - self._first_of[post]


def _alike(
    paragraphs: _Paragraphs, read: Callable[[str], Post | None], conclusions: Conclusions
) -> Iterator[tuple[int, int]]:
    """The first paragraphs with their digest that are nearly the same as an earlier one, and the earlier."""
    pairs = likely_pairs_across(paragraphs.firsts(), paragraphs.shared_keys, paragraphs.may_be_alike)
    for later, candidates in pairs:
        for earlier in candidates:
            key = f"{paragraphs.said_of(later)}-{paragraphs.said_of(earlier)}"
            places = paragraphs.place(later), paragraphs.place(earlier)
            if conclusions.ask(key, partial(_are_alike, read, *places)):
                yield later, earlier
                break


def _are_alike(read: Callable[[str], Post | None], later: Place, earlier: Place) -> bool | None:
    """Whether two paragraphs are nearly the same; None when one of the posts cannot be read."""
    post, other = read(later.path), read(earlier.path)
    if post is None or other is None:
        return None
    if not can_be_alike(later.span.of(post.text), earlier.span.of(other.text)):
        return False
    block, other_block = post.body.block_at(later.span.start), other.body.block_at(earlier.span.start)
    if block is None or other_block is None:
        return None
    words, other_words = post.once(fold, block), other.once(fold, other_block)
    if not likeness(words, other_words, LEAST_LIKENESS):
        return False
    # a sentence that leads elsewhere in each post is meant to
    if _addresses(post, later.span) != _addresses(other, earlier.span):
        return False
    return not any(
        _is_subject(post, word) or _is_subject(other, other_word)
        for word, other_word in exchanged_words(words, other_words)
    )


def _is_subject(post: Post, word: str) -> bool:
    """Whether a word tells what the post is about: “filters” in `docs/filters.md`, of which “shortcodes”
    in `docs/shortcodes.md` is the counterpart."""
    if len(word) < _SHORTEST_SUBJECT:
        return False
    return word.rstrip("s") in subject_of(post)


def _addresses(post: Post, span: Span) -> set[str]:
    return {link.target for link in post.body.links_in(span)}


def _groups(paragraphs: _Paragraphs, alike: dict[int, int]) -> Iterator[Group]:
    same_as = dict(paragraphs.repeated())
    members: dict[int, list[int]] = {}
    for number in sorted(same_as.keys() | alike.keys()):
        first = number
        while (earlier := same_as.get(first, alike.get(first))) is not None:
            first = earlier
        members.setdefault(first, [first]).append(number)
    for _, group in sorted(members.items()):
        of_pages: dict[str, int] = {}
        for number in group:
            of_pages.setdefault(paragraphs.page(number), number)
        if len(of_pages) > 1:
            yield _group(paragraphs, same_as, alike, sorted(of_pages.values()))


def _group(
    paragraphs: _Paragraphs, same_as: dict[int, int], alike: dict[int, int], numbers: list[int]
) -> Group:
    copies = []
    for number in numbers:
        first = same_as.get(number, number)
        for of in (first, alike.get(first)):
            if of is not None and paragraphs.are_of_two_pages(number, of):
                is_exact = paragraphs.digests[number] == paragraphs.digests[of]
                copies.append(Copy(paragraphs.place(number), paragraphs.place(of), is_exact))
                break
    return Group(tuple(map(paragraphs.place, numbers)), tuple(copies))
