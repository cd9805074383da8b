"""What a post must have for a rule to be worth asking: the engine looks for it once, for all rules.

A trigger is a set of signs and traits, and a rule is asked of the posts that have at least one of them. A
trigger may fire in vain, but must never miss: wherever the rule finds something, under any options, one of
them has to be there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeAlias

from postlint.model.front_matter import Format
from postlint.model.post import Post, ProblemKind
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.model.verdict import Breach


class Sign(NamedTuple):
    """One thing to look for in a post: `shows(post, *args)`, a pure function that is true where it is
    there. Signs that are equal are looked for once, whichever rules name them."""

    shows: Callable[..., bool]
    args: tuple[Hashable, ...] = ()


class Trait(NamedTuple):
    """A value among those that `traits_of(post)`, a pure function, gives. Few posts have many of them, so
    one look at what is there serves all rules that wait for one of them."""

    traits_of: Callable[[Post], Iterable[Hashable]]
    value: Hashable


#: any of them; `|` joins two, and a rule with the empty one is never asked
Trigger: TypeAlias = frozenset[Sign | Trait]

NEVER: Trigger = frozenset()


def sign(shows: Callable[..., bool], *args: Hashable) -> Trigger:
    """The trigger of a single sign."""
    return frozenset((Sign(shows, args),))


def has_problem(*kinds: ProblemKind) -> Trigger:
    """Reading has noted one of these problems."""
    return frozenset(Trait(_problems, kind) for kind in kinds)


def violates(breach: Breach) -> Trigger:
    """The schema is violated in this way."""
    return frozenset((Trait(_breaches, breach),))


def has_text(*pieces: str) -> Trigger:
    """One of these stands somewhere in the file."""
    return sign(_has_text, pieces)


def has_front_text(*pieces: str) -> Trigger:
    """One of these stands in the front matter as it is written."""
    return sign(_has_front_text, pieces)


def body_begins_with(*pieces: str) -> Trigger:
    """One of these comes first in the body, or may come behind a long white space, or nothing comes."""
    return sign(_body_begins_with, pieces)


def has_key(*names: str) -> Trigger:
    """Front matter has one of these keys at the top level."""
    return frozenset(Trait(_keys, name) for name in names)


def has_key_in_any_case(names: Iterable[str]) -> Trigger:
    """The same in any letter case; `names` are in small letters."""
    return frozenset(Trait(_keys_in_small_letters, name) for name in names)


def is_named(*beginnings: str) -> Trigger:
    """The file's name begins so."""
    return sign(_is_named, beginnings)


#: how much white space is looked through for the first word of the body
_LONGEST_GAP = 200


def _problems(post: Post) -> Iterable[ProblemKind]:
    return [problem.kind for problem in post.problems]


def _breaches(post: Post) -> Iterable[Breach]:
    verdict = post.verdict
    return () if verdict is None else {violation.breach for violation in verdict.violations}


def _keys(post: Post) -> Iterable[str]:
    front = post.front
    return () if front is None else front.values or ()


def _keys_in_small_letters(post: Post) -> Iterable[str]:
    return [key.lower() for key in _keys(post)]


def _has_text(post: Post, pieces: tuple[str, ...]) -> bool:
    text = post.text
    for piece in pieces:  # noqa: SIM110 - twice as fast as `any`, and run for every post
        if piece in text:
            return True
    return False


def _has_front_text(post: Post, pieces: tuple[str, ...]) -> bool:
    front = post.front
    return front is not None and any(post.text.find(piece, *front.span) >= 0 for piece in pieces)


def _body_begins_with(post: Post, pieces: tuple[str, ...]) -> bool:
    head = post.text[post.body_start : post.body_start + _LONGEST_GAP].lstrip()
    return any(piece.startswith(head[: len(piece)]) for piece in pieces)


def _is_named(post: Post, beginnings: tuple[str, ...]) -> bool:
    return post.path.rpartition("/")[2].startswith(beginnings)


def _has_values(post: Post) -> bool:
    return post.front is not None and bool(post.front.values)


def _lacks_front_matter(post: Post) -> bool:
    return not post.has_front_matter


def _begins_above_front_matter(post: Post) -> bool:
    return post.front is not None and post.front.span.start > 0


def _has_odd_fence(post: Post) -> bool:
    front = post.front
    if front is None:
        return False
    opening = Span(front.span.start, front.inner.start).of(post.text)
    return front.format is not Format.YAML or opening.rstrip() != "---"


def _has_mark(post: Post) -> bool:
    return post.bom


def _is_beyond_ascii(post: Post) -> bool:
    return not post.text.isascii()


def _has_image(post: Post) -> bool:
    return bool(post.images)


def _has_stranger(post: Post) -> bool:
    verdict, front = post.verdict, post.front
    if verdict is None or not verdict.known_keys or front is None or not front.values:
        return False
    return not verdict.known_keys.issuperset(front.values)


def _has_fault(post: Post) -> bool:
    return post.verdict is not None and post.verdict.fault is not None


def _is_unmatched(post: Post) -> bool:
    return post.verdict is not None and post.verdict.is_unmatched


#: front matter that can be read and is not empty
HAS_FIELDS = sign(_has_values)
#: no front matter, not even a broken one
LACKS_FRONT_MATTER = sign(_lacks_front_matter)
#: front matter that does not begin the file
STANDS_ABOVE_FRONT_MATTER = sign(_begins_above_front_matter)
#: front matter that is something else than YAML below `---`, which every generator reads
HAS_ODD_FENCE = sign(_has_odd_fence)
HAS_BYTE_ORDER_MARK = sign(_has_mark)
#: any character that is no ASCII
BEYOND_ASCII = sign(_is_beyond_ascii)
#: an image in the body
HAS_IMAGE = sign(_has_image)
#: a key at the top level that the schema does not describe
HAS_STRANGE_KEY = sign(_has_stranger)
#: a schema that cannot be used
HAS_SCHEMA_FAULT = sign(_has_fault)
#: a configuration that has schemas, but none for this post
LACKS_SCHEMA = sign(_is_unmatched)
