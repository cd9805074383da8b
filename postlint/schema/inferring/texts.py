"""What texts have in common: a format, a small vocabulary, a length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from math import ceil, floor

from postlint.model.body import PICTURE_ENDINGS, path_in
from postlint.schema.formats import (
    IMAGE_FORMAT,
    is_date,
    is_date_time,
    is_email,
    is_post_date,
    is_uri,
    is_uri_reference,
)
from postlint.schema.inferring.names import NAMES, PROSE, words_of
from postlint.schema.inferring.records import Place
from postlint.schema.slips import mistyped
from postlint.schema.words import folded

#: texts with the number of the post that each stands in, none of them blank
Texts = Sequence[tuple[int, str]]

#: so many posts show how a date is always written, or that a vocabulary is closed, or how long a text is
_ENOUGH_FOR_STRICT_DATE = 10
_ENOUGH_FOR_CHOICES = 30
_ENOUGH_FOR_ONE_CHOICE = 50
_ENOUGH_FOR_LENGTH = 20

_MOST_CHOICES = 12
_LONGEST_CHOICE = 40
#: how often each choice is used, on average and at least, but for a few; their share of the posts
_USES, _LEAST_USES, _FEW = 10, 3, 0.01

#: the share of texts that have to look like pictures for all of them to be addresses of images
_PICTURES = 0.9

#: no limit above this tells a slip from a text, and none below this does for the shortest
_LONGEST_LIMIT, _SHORTEST_LIMIT = 500, 20
#: a text of more than so many times the usual length is a slip
_FAR_OUT = 4


def format_of(texts: Texts, strays: int, lost: Set[tuple[int, str]] = frozenset()) -> str | None:
    """The format that all texts have, but for those of so many posts; None where there is no such.

    `lost` are addresses of pictures that lead to no file: where many do, only the theme knows the folder.
    """
    if not texts:
        return None
    pictures = [each for each in texts if is_picture(each[1])]
    are_there = len({post for post, text in pictures if (post, text) in lost}) <= strays
    if len(pictures) >= _PICTURES * len(texts) and are_there:
        return IMAGE_FORMAT
    return next((name for name, has_format in _formats(len(texts)) if _have(texts, has_format, strays)), None)


def is_picture(text: str) -> bool:
    """Whether a text ends like the name of a file with a picture."""
    name, _, ending = path_in(text).rpartition(".")
    return name != "" and ending.lower() in PICTURE_ENDINGS


def _formats(number: int) -> Iterable[tuple[str, Callable[[str], bool]]]:
    if number >= _ENOUGH_FOR_STRICT_DATE:
        yield "date", is_date
        yield "date-time", is_date_time
    yield "postlint-date", is_post_date
    yield "email", is_email
    yield "uri", _is_web_address
    yield "uri-reference", _is_address


def _have(texts: Texts, has_format: Callable[[str], bool], strays: int) -> bool:
    without: set[int] = set()
    for post, text in texts:
        if not has_format(text):
            without.add(post)
            if len(without) > strays:
                return False
    return True


def _is_web_address(text: str) -> bool:
    return is_uri(text) and ("://" in text or text.startswith("mailto:"))


def _is_address(text: str) -> bool:
    return is_uri_reference(text) and (text.startswith(("/", "#", "./", "../")) or "://" in text)


def choices_of(texts: Texts, place: Place, strays: int) -> list[str]:
    """The values of a small closed vocabulary, sorted; none where it may be an open one.

    A rare value that is a common one in other letter case, or mistyped, is left out.
    """
    uses: dict[str, set[int]] = defaultdict(set)
    for post, text in texts:
        uses[text].add(post)
        if len(uses) > _MOST_CHOICES * 2 or len(text) > _LONGEST_CHOICE or "\n" in text:
            return []
    posts = len({post for post, _ in texts})
    if posts < _ENOUGH_FOR_CHOICES or words_of(place) & (NAMES | PROSE):
        return []
    common = [text for text in uses if len(uses[text]) >= _LEAST_USES]
    rare = [text for text in uses if len(uses[text]) < _LEAST_USES]
    misspelt = [text for text in rare if slip_of(text, common) is not None]
    if len(set().union(*(uses[text] for text in misspelt))) <= strays:
        rare = [text for text in rare if text not in misspelt]
    choices = sorted(common + rare)
    if sum(len(uses[text]) for text in rare) > _FEW * posts or not _are_closed(len(choices), posts):
        return []
    return choices


def _are_closed(choices: int, posts: int) -> bool:
    if choices == 1:
        return posts >= _ENOUGH_FOR_ONE_CHOICE
    return 1 < choices <= _MOST_CHOICES and choices * _USES <= posts


def slip_of(word: str, common: Sequence[str]) -> str | None:
    """The common word that `word` is in other letter case, with other dashes, or mistyped."""
    alike = [other for other in common if folded(other) == folded(word) and other != word]
    return alike[0] if alike else mistyped(word, frozenset(common))


def lengths_of(texts: Texts, place: Place, strays: int) -> dict[str, int]:
    """Limits to the number of characters that are wide, round, and tell a slip from a text. Only the prose of
    a field of the post itself has any."""
    if len(place) > 1 or words_of(place) & NAMES:
        return {}
    sizes = sorted(len(text) for _, text in texts)
    prose = {text for _, text in texts if " " in text.strip()}
    if len(sizes) < _ENOUGH_FOR_LENGTH or 2 * len(prose) <= len(sizes):
        return {}
    short, usual, longest = sizes[len(sizes) // 20], sizes[-1 - len(sizes) // 20], sizes[-1]
    far_out = _FAR_OUT * usual
    least = _rounded(short / 2, floor)
    most = _rounded(far_out if longest > far_out else max(2 * usual, 1.2 * longest), ceil)
    limits: dict[str, int] = {}
    if least >= _SHORTEST_LIMIT and sum(size < least for size in sizes) <= strays:
        limits["minLength"] = least
    if most <= _LONGEST_LIMIT and sum(size > most for size in sizes) <= strays:
        limits["maxLength"] = most
    return limits


def _rounded(size: float, towards: Callable[[float], int]) -> int:
    step = next(step for below, step in ((50, 5), (200, 10), (500, 50), (float("inf"), 100)) if size < below)
    return towards(size / step) * step
