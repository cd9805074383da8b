"""Puts into words what is wrong with a value, once for each cause: jsonschema need not be there for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from postlint.model.hints import with_question
from postlint.model.records import NamedTuple, dataclass
from postlint.model.values import Json, KeyPath
from postlint.model.verdict import Violation
from postlint.model.yaml_text import TRUTHS
from postlint.schema.sentences import Failure, sentence
from postlint.schema.words import NEAR_CHOICE, NEAR_FIELD, named, nearest, shown


class Answers(NamedTuple):
    """What a schema is asked once a value has failed it, to say what may have been meant.

    `known_fields` are those that a schema describes for the mapping it judges; `default_of` is the
    value that a schema gives a key which is not there, None for no such value; `fits` says whether a
    schema takes another value.
    """

    known_fields: Callable[[Any], Sequence[str]]
    default_of: Callable[[Any, str], Json] = lambda _schema, _key: None
    fits: Callable[[Any, Json], bool] = lambda _schema, _value: False


class FieldFailure(NamedTuple):
    """A key that `mapping` lacks or must not have; `asked_by` is the key that asks for it, `asked` what
    the keyword says."""

    keyword: str
    key: str
    mapping: Any
    schema: Any
    asked: Any = None
    asked_by: str | None = None


#: the keywords whose key is not there; the others speak of a key that is
MISSING = ("required", "dependentRequired")

#: a post with more errors than that has other troubles than spelling
MOST_HINTS = 50


@dataclass(frozen=True)
class Speech:
    """What is known while the violations of one value are put into words.

    `whole` names the value that was judged, `within` is the way to it. Without `hints` nobody is asked
    what may have been meant.
    """

    ask: Answers
    whole: str = "the front matter"
    within: KeyPath = ()
    hints: bool = True

    def name(self, path: KeyPath) -> str:
        return named((*self.within, *path), whole=self.whole)

    def near_field(self, key: str, mapping: Any, schema: Any) -> str | None:
        """The field of the schema that `key` was meant for, unless the mapping has that one too."""
        if not self.hints:
            return None
        return self.near(key, [field for field in self.ask.known_fields(schema) if field not in mapping])

    def near_stranger(self, key: str, mapping: Any, schema: Any) -> str | None:
        """The key, unknown to the schema, under which the value of the missing `key` was written."""
        if not self.hints:
            return None
        known = self.ask.known_fields(schema)
        # `subtitle` is no slip for `title`
        first = key[:1].casefold()
        strangers = [each for each in mapping if each[:1].casefold() == first and each not in known]
        return self.near(key, strangers)

    def other_sort(self, failure: Failure) -> Json:
        """The value that a text stands for where the schema takes another sort: true for “true”; and
        the text that a number or a truth stands for."""
        if not self.hints or not isinstance(failure.value, str | bool | int | float):
            return None
        value = failure.value
        candidates = _other_sorts(value) if isinstance(value, str) else iter((shown(value),))
        return next((each for each in candidates if self.ask.fits(failure.schema, each)), None)

    def near(self, name: str, known: Iterable[str], closeness: float = NEAR_FIELD) -> str | None:
        return nearest(name, tuple(known), closeness=closeness) if self.hints else None


def about_value(failure: Failure, path: KeyPath, speech: Speech) -> Violation:
    message = sentence(failure, speech.name(path))
    suggestion = _meant_value(failure, speech)
    if suggestion is not None and failure.keyword == "enum":
        message = with_question(message, shown(suggestion))
    return Violation(path, failure.keyword, message, suggestion=suggestion)


def about_field(failure: FieldFailure, path: KeyPath, speech: Speech) -> Violation:
    keyword, key, mapping = failure.keyword, failure.key, failure.mapping
    name = speech.name((*path, key))
    if keyword == "propertyNames":
        names = _allowed_names(failure.asked)
        near = speech.near(key, (each for each in names if each not in mapping))
        return Violation(
            path, keyword, _unknown(f"{name} is not an allowed name for a field", near), key, near
        )
    if keyword in MISSING:
        message = f"{name} is missing"
        if failure.asked_by is not None:
            message += f": {speech.name((*path, failure.asked_by))} asks for it"
        written = speech.near_stranger(key, mapping, failure.schema)
        if written is not None:
            message += f", but there is `{written}`"
        default = None if written else speech.ask.default_of(failure.schema, key)
        return Violation(path, keyword, message, key, default, written)
    near = speech.near_field(key, mapping, failure.schema)
    return Violation(path, keyword, _unknown(f"{name} is not a known field", near), key, near)


def _unknown(message: str, near: str | None) -> str:
    return with_question(message, near and f"`{near}`")


def _allowed_names(schema: Any) -> list[str]:
    names = schema.get("enum", ()) if isinstance(schema, dict) else ()
    return [name for name in names if isinstance(name, str)]


def _meant_value(failure: Failure, speech: Speech) -> Json:
    if failure.keyword == "const":
        return failure.asked  # type: ignore[no-any-return]
    if failure.keyword == "type":
        return speech.other_sort(failure)
    if failure.keyword != "enum":
        return None
    texts = (each for each in failure.asked if isinstance(each, str))
    if isinstance(failure.value, str):
        return speech.near(failure.value, texts, NEAR_CHOICE)
    # 5 where "5" is allowed, true where "true" is
    return next((each for each in texts if each == shown(failure.value)), None)


#: as YAML 1.1 and people write them
_TRUTHS = {"true": True, "false": False, **TRUTHS}


def _other_sorts(text: str) -> Iterator[Json]:
    truth = _TRUTHS.get(text.casefold())
    if truth is not None:
        yield truth
    # `tags: harbour boats` is one tag to some generators and two to others
    if text and not any(mark.isspace() or mark == "," for mark in text):
        yield [text]


#: where several keywords speak of one value, the first of these says enough
_RANK = {
    **dict.fromkeys(("empty",), 0),
    **dict.fromkeys(("type", "false"), 1),
    **dict.fromkeys(("const", "enum"), 2),
    **dict.fromkeys(("anyOf", "oneOf"), 3),
    **dict.fromkeys(("format",), 4),
}
#: a list may be too short and repeat an item at once, a text too long and with a wrong letter in it:
#: those are two causes
_OWN_CAUSE = 5

#: the same for several keywords that speak of one key
_FIELD_RANK = {
    "required": 0,
    "additionalProperties": 1,
    "unevaluatedProperties": 2,
    "propertyNames": 3,
    "dependentRequired": 4,
    "deprecated": 5,
}


def in_order(spoken: list[Violation]) -> tuple[Violation, ...]:
    """One violation for each cause, by key path and keyword."""
    return tuple(sorted(_one_per_cause(spoken), key=_order))


def _one_per_cause(spoken: list[Violation]) -> list[Violation]:
    empty = {violation.path for violation in spoken if violation.keyword == "empty"}
    if empty:
        # an empty value breaks whatever else is asked of it
        spoken = [each for each in spoken if each.keyword == "empty" or not _lies_in(each.path, empty)]
    # a key under another name is one cause: it is missing, and the other name is not known
    renamed = {(each.path, each.written_as) for each in spoken if each.written_as is not None}
    spoken = [each for each in spoken if each.keyword in MISSING or (each.path, each.key) not in renamed]
    of_fields: dict[tuple[KeyPath, str], Violation] = {}
    for violation in sorted(spoken, key=lambda each: _FIELD_RANK.get(each.keyword, 0)):
        if violation.key is not None:
            of_fields.setdefault((violation.path, violation.key), violation)
    of_values = [each for each in spoken if each.key is None]
    loudest: dict[KeyPath, int] = {}
    for violation in of_values:
        rank = _RANK.get(violation.keyword, _OWN_CAUSE)
        loudest[violation.path] = min(rank, loudest.get(violation.path, rank))
    chosen: dict[tuple[KeyPath, int | str], Violation] = {}
    for violation in of_values:
        rank = _RANK.get(violation.keyword, _OWN_CAUSE)
        if rank == loudest[violation.path]:
            cause = violation.keyword if rank == _OWN_CAUSE else rank
            chosen.setdefault((violation.path, cause), violation)
    return [*of_fields.values(), *chosen.values()]


def _lies_in(path: KeyPath, others: set[KeyPath]) -> bool:
    return any(path[:end] in others for end in range(1, len(path) + 1))


def _order(violation: Violation) -> tuple[Any, ...]:
    steps = tuple((isinstance(step, str), step) for step in violation.path)
    return steps, violation.keyword, violation.key or ""
