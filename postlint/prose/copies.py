"""Tells whether two posts are one text, published twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from zlib import crc32

from postlint.model.body import PROSE_KINDS, BlockKind, level_of
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.prose.conclusions import Conclusions
from postlint.prose.folding import Word, plain_words, visible_words, words_in
from postlint.prose.likeness import say_the_same_at_length
from postlint.prose.sketches import digest_of, sketch_paragraphs

#: so many words of copies agree, in percent
LEAST_LIKENESS = 90
#: the same for words as they are written, markup and addresses included: a quick first look
_LEAST_AS_WRITTEN = 75

#: keys of a post, and the paragraphs from which on they come from paragraphs alone
_KEYS = 12
_ENOUGH_PARAGRAPHS = 3
_WORDS_OF_PARAGRAPH = 20
#: a line with fewer code points is in too many posts
_SHORTEST_LINE = 20

#: code points of the body in which a heading is looked for
_OPENING = 600

#: of two copies the shorter has at least this share of the other's code points
_LEAST_SHARE = 0.75


_SIGNS = frozenset("<>=!+-/%&|^~")
_LONGEST_SIGN = 3
#: what only one of two texts has, and the other something else instead, when they tell of two things
_MANY_FACTS = 3
#: in long texts one of so many words; in an article of 9,000 that was edited there are ten
_WORDS_TO_ONE_FACT = 500
#: quotes, lists, headings, tables, rules
_MARKUP = frozenset((">", "-", "+", "=", "==", "===", "--", "---", "|", "&", "/", "->"))


# "<p>", "</td>", "<img alt=''>"; not "a < b"
_TAG = late(r"</?[A-Za-z!][^<>]*>")
# 'src="boat.png"' of "<img src="boat.png">"
_SHOWN = late(r"""\s(src=(?:"[^"]*"|'[^']*'))""", re.IGNORECASE)


class BodySketch(NamedTuple):
    """The body of a post, `length` code points long; equal digests stand for equal bodies, equal `below` for
    bodies that are equal below the title, and copies have most of their keys in common."""

    length: int
    digest: int
    below: int
    keys: list[int]


def sketch_body(post: Post) -> BodySketch:
    """A sketch of the body, made of its paragraphs, and of its lines where it has few of them."""
    body = post.text[post.body_start :].strip()
    start = post.once(below_title)
    paragraphs = post.once(sketch_paragraphs, _WORDS_OF_PARAGRAPH)
    keys = sorted({key for key in paragraphs.keys if key})[:_KEYS]
    if len(paragraphs.starts) < _ENOUGH_PARAGRAPHS:
        lines = {line.strip() for line in body.splitlines() if len(line) >= _SHORTEST_LINE}
        keys += sorted(crc32(line.encode("utf-8", "surrogatepass")) for line in lines)[:_KEYS]
    below = paragraphs.body if start == post.body_start else digest_of(post.text[start:].strip())
    return BodySketch(len(body), paragraphs.body, below, keys)


def below_title(post: Post) -> int:
    """Where the body begins, or where a first heading ends that repeats the title, or is the title where
    front matter has none; ask for it with `post.once`."""
    opening = post.text[post.body_start : post.body_start + _OPENING]
    if "# " not in opening and "\n==" not in opening:
        return post.body_start
    first = next((block for block in post.body.blocks if block.kind is not BlockKind.COMMENT), None)
    if first is None or first.kind is not BlockKind.HEADING or level_of(post.text, first) != 1:
        return post.body_start
    title = post.front.get("title") if post.front is not None else None
    heading = post.text[first.text_start : first.span.end]
    if isinstance(title, str) and plain_words(title) != plain_words(heading):
        return post.body_start
    return first.span.end


def has_words(post: Post, least: int) -> bool:
    """Whether a body has about so many words of prose."""
    words = 0
    for block in post.body.blocks:
        if block.kind in PROSE_KINDS:
            words += len(block.span.of(post.text).split(None, least))
            if words >= least:
                return True
    return False


def may_be_copies(length: int, other_length: int) -> bool:
    """A first look at two posts without their texts: at the code points of their bodies."""
    shorter, longer = sorted((length, other_length))
    return shorter >= longer * _LEAST_SHARE


def are_copies_at(
    read: Callable[[str], Post | None], conclusions: Conclusions, one: tuple[str, int], other: tuple[str, int]
) -> bool:
    """Whether two posts, given as paths and digests of their bodies, are copies."""
    (path, digest), (other_path, other_digest) = one, other
    if digest == other_digest:
        return True

    def conclude() -> bool | None:
        post, other_post = read(path), read(other_path)
        return None if post is None or other_post is None else are_copies(post, other_post)

    # `are_copies` does not mind which is which
    low, high = sorted((digest, other_digest))
    return conclusions.ask(f"{low:x}+{high:x}", conclude)


def are_copies(one: Post, other: Post) -> bool:
    """Whether the bodies are the same, but for the beginning, a few words, and a tenth that the longer may
    have alone. Where a number or a name is another one, they only look alike, unless they are so long that
    so few are no matter."""
    from rapidfuzz.distance import Indel

    below, other_below = (post.text[post.once(below_title) :].split() for post in (one, other))
    if below == other_below:
        return True
    written, other_written = (post.text[post.body_start :].split() for post in (one, other))
    if _have_other_facts(written, other_written):
        return False
    if not Indel.normalized_similarity(written, other_written, score_cutoff=_LEAST_AS_WRITTEN / 100):
        return False
    return say_the_same_at_length(one.once(words_of), other.once(words_of), LEAST_LIKENESS)


def _have_other_facts(written: list[str], others: list[str]) -> bool:
    """A quick look whether texts tell of different things, as most pages from one template do: a sign
    such as `<=` stands in one only, or several numbers and names in code in each."""
    mine, theirs = set(written) - set(others), set(others) - set(written)
    if any(_is_sign(word) for word in (*mine, *theirs)):
        return True
    many = max(_MANY_FACTS, min(len(written), len(others)) // _WORDS_TO_ONE_FACT)
    return min(sum(map(_is_fact, mine)), sum(map(_is_fact, theirs))) >= many


def _is_sign(word: str) -> bool:
    sign = word.strip("*_`")
    return 0 < len(sign) <= _LONGEST_SIGN and _SIGNS.issuperset(sign) and sign not in _MARKUP


def _is_fact(word: str) -> bool:
    word = word.strip("*_.,:;!?()\"'")
    return "/" not in word and any(char.isdigit() or char in "`_" for char in word)


def words_of(post: Post) -> tuple[Word, ...]:
    """The words of a post's body; of code and the like, what stands between white space."""
    return tuple(_words_of(post))


def _words_of(post: Post) -> Iterator[Word]:
    for block in post.body.blocks:
        if block.kind in PROSE_KINDS:
            yield from words_in(post, Span(block.text_start, block.span.end))
            continue
        text = block.span.of(post.text)
        # the rest of HTML below a blank line may be indented, which makes it code
        if block.kind is BlockKind.HTML or (
            block.kind is BlockKind.INDENTED_CODE and _TAG.match(text.lstrip())
        ):
            yield from _as_written(" ".join(_SHOWN.findall(text)))
            yield from visible_words(_TAG.sub(" ", text))
        else:
            yield from _as_written(text)


def _as_written(text: str) -> Iterator[Word]:
    for word in text.split():
        yield Word(f"`{word}`", word, is_first=False)
