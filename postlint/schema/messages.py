"""Turns the errors of jsonschema into violations: one for each cause, in our own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jsonschema.exceptions import ValidationError

from postlint.model.hints import with_question
from postlint.model.values import Json, KeyPath
from postlint.model.verdict import Violation
from postlint.model.yaml_text import TRUTHS
from postlint.schema.deprecation import deprecation_reason, replacement
from postlint.schema.sentences import Failure, expected_type, sentence
from postlint.schema.words import NEAR_CHOICE, NEAR_FIELD, choice, found, listing, named, nearest, shown


class Answers(NamedTuple):
    """What a schema is asked once a value has failed it, to say what may have been meant.

    `known_fields` are those that a schema describes for the mapping it judges; `default_of` is the
    value that a schema gives a key which is not there, None for no such value; `fits` says whether a
    schema takes another value.
    """

    known_fields: Callable[[Any], Sequence[str]]
    default_of: Callable[[Any, str], Json] = lambda _schema, _key: None
    fits: Callable[[Any, Json], bool] = lambda _schema, _value: False


#: the keywords whose key is not there; the others speak of a key that is
_MISSING = ("required", "dependentRequired")

#: a post with more errors than that has other troubles than spelling
_MOST_HINTS = 50


class FieldError(ValidationError):
    """A key that a mapping lacks or must not have; `asked_by` is the key that asks for it."""

    def __init__(self, key: str, *, asked_by: str | None = None, keyword: str) -> None:
        super().__init__(key, validator=keyword)
        self.key = key
        self.asked_by = asked_by


class Remark(ValidationError):  # noqa: N818 - it is none
    """Something to tell of a value that the schema allows: it is no error, and counts against nothing.

    `is_of_form` says that it is true of one of the forms only that the value may have.
    """

    is_of_form = False


@dataclass(frozen=True)
class _Speech:
    ask: Answers
    whole: str
    within: KeyPath
    hints: bool

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
        known = set(self.ask.known_fields(schema))
        # `subtitle` is no slip for `title`
        first = key[:1].casefold()
        strangers = [each for each in mapping if each not in known and each[:1].casefold() == first]
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


def violations(
    errors: Sequence[ValidationError],
    ask: Answers,
    *,
    whole: str = "the front matter",
    within: KeyPath = (),
) -> tuple[Violation, ...]:
    """The violations behind `errors`, ordered by key path and keyword.

    `whole` names the value that was judged; `within` is the way to it, which the messages name too.
    """
    speech = _Speech(ask, whole, within, hints=len(errors) <= _MOST_HINTS)
    spoken = [_violation(error, speech) for error in errors]
    return tuple(sorted(_one_per_cause(spoken), key=_order))


def _violation(error: ValidationError, speech: _Speech) -> Violation:
    path: KeyPath = tuple(error.absolute_path)
    failure = _failure(error)
    keyword = failure.keyword
    if isinstance(error, Remark):
        return _remarked(error, path, failure, speech)
    if isinstance(error, FieldError):
        return _about_field(error, path, keyword, speech)
    if keyword in ("anyOf", "oneOf") and error.context:
        return _about_branches(error, path, keyword, speech)
    message = sentence(failure, speech.name(path))
    suggestion = _meant_value(failure, speech)
    if suggestion is not None and keyword == "enum":
        message = with_question(message, shown(suggestion))
    return Violation(path, keyword, message, suggestion=suggestion)


def _failure(error: ValidationError) -> Failure:
    # the schema `false` has no keyword
    keyword = "false" if error.validator is None else str(error.validator)
    return Failure(keyword, error.validator_value, error.instance, error.schema)


def _meant_value(failure: Failure, speech: _Speech) -> Json:
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


def _about_field(error: FieldError, path: KeyPath, keyword: str, speech: _Speech) -> Violation:
    mapping: Any = error.instance
    name = speech.name((*path, error.key))
    if keyword == "propertyNames":
        names = _allowed_names(error.validator_value)
        near = speech.near(error.key, (each for each in names if each not in mapping))
        return Violation(
            path, keyword, _unknown(f"{name} is not an allowed name for a field", near), error.key, near
        )
    if keyword in _MISSING:
        message = f"{name} is missing"
        if error.asked_by is not None:
            message += f": {speech.name((*path, error.asked_by))} asks for it"
        written = speech.near_stranger(error.key, mapping, error.schema)
        if written is not None:
            message += f", but there is `{written}`"
        default = None if written else speech.ask.default_of(error.schema, error.key)
        return Violation(path, keyword, message, error.key, default, written)
    near = speech.near_field(error.key, mapping, error.schema)
    return Violation(path, keyword, _unknown(f"{name} is not a known field", near), error.key, near)


def _remarked(error: Remark, path: KeyPath, failure: Failure, speech: _Speech) -> Violation:
    if failure.keyword == "uniqueItems":
        message = (
            f"{speech.name(path)} {shown(failure.value)} differs from {shown(failure.asked)} by case only"
        )
        return Violation(path, failure.keyword, message)
    key = path[-1] if path else None
    if not isinstance(key, str) or error.is_of_form:
        reason = deprecation_reason(failure.schema)
        message = f"{speech.name(path)} is {shown(failure.value)}, which is deprecated"
        return Violation(path, "deprecated", f"{message}: {reason}" if reason else message)
    instead = replacement(failure.schema, key)
    reason = deprecation_reason(failure.schema) if instead is None else f"use `{instead}`"
    message = f"{speech.name(path)} is deprecated"
    return Violation(path[:-1], "deprecated", f"{message}: {reason}" if reason else message, key, instead)


def _unknown(message: str, near: str | None) -> str:
    return with_question(message, near and f"`{near}`")


def _allowed_names(schema: Any) -> list[str]:
    names = schema.get("enum", ()) if isinstance(schema, dict) else ()
    return [name for name in names if isinstance(name, str)]


def _about_branches(error: ValidationError, path: KeyPath, keyword: str, speech: _Speech) -> Violation:
    """One violation for a value that fits no branch: what all branches want, or the closest one."""
    # nothing fits the branch `false`, so it tells nothing
    context = [each for each in error.context if each.validator is not None or each.relative_path]
    if not context:
        return Violation(path, keyword, sentence(_failure(error), speech.name(path)))
    branches: dict[Any, list[ValidationError]] = defaultdict(list)
    for each in context:
        branches[each.relative_schema_path[0]].append(each)
    flat = [each for each in context if not each.relative_path]
    keywords = {str(each.validator) for each in flat}
    if len(flat) == len(context) and keywords == {"type"}:
        options = [option for each in flat for option in expected_type(_failure(each))]
        options = [option for option in options if option != "nothing"] or options
        message = f"{speech.name(path)} is {found(_failure(error).value)}, expected {choice(options)}"
        meant = (speech.other_sort(_failure(each)) for each in flat)
        suggestion = next((each for each in meant if each is not None), None)
        return Violation(path, "type", message, suggestion=suggestion)
    if len(flat) == len(context) and keywords <= {"type", "enum", "const"}:
        return _about_values(error, flat, path, keyword, speech)
    if all(isinstance(each, FieldError) and each.validator == "required" for each in flat) and flat:
        missing = [each.key for each in flat if isinstance(each, FieldError)]
        if len(flat) == len(context) and len(missing) == len(branches) > 1:
            names = choice(speech.name((*path, key)) for key in missing)
            return Violation(path, keyword, f"{names} is missing")
    closest = min(branches.values(), key=_distance)
    culprit = max(closest, key=lambda each: len(each.relative_path))
    violation = _violation(culprit, speech)
    # a key that is only missing from one branch has no place of its own
    key = None if violation.keyword in _MISSING else violation.key
    return violation._replace(keyword=keyword, key=key, written_as=None)


def _about_values(
    error: ValidationError, flat: list[ValidationError], path: KeyPath, keyword: str, speech: _Speech
) -> Violation:
    values: list[Json] = []
    kinds: list[str] = []
    for each in flat:
        if each.validator == "type":
            kinds += expected_type(_failure(each))
        else:
            allowed: Any = each.validator_value
            values += [allowed] if each.validator == "const" else allowed
    if isinstance(error.instance, str):
        kinds = [each for each in kinds if each != "text"]
    near = None
    if isinstance(error.instance, str):
        near = speech.near(error.instance, [each for each in values if isinstance(each, str)], NEAR_CHOICE)
    message = (
        f"{speech.name(path)} is {found(_failure(error).value)}, expected {choice([*kinds, listing(values)])}"
    )
    message = with_question(message, near and shown(near))
    return Violation(path, keyword, message, suggestion=near)


def _distance(errors: list[ValidationError]) -> tuple[bool, bool, int]:
    """How far a value is from a branch: another type is farthest, then another kind of mapping."""
    return (
        any(each.validator == "type" and not each.relative_path for each in errors),
        any(each.validator in ("const", "enum") and len(each.relative_path) == 1 for each in errors),
        len(errors),
    )


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


def _one_per_cause(spoken: list[Violation]) -> list[Violation]:
    empty = {violation.path for violation in spoken if violation.keyword == "empty"}
    if empty:
        # an empty value breaks whatever else is asked of it
        spoken = [each for each in spoken if each.keyword == "empty" or not _lies_in(each.path, empty)]
    # a key under another name is one cause: it is missing, and the other name is not known
    renamed = {(each.path, each.written_as) for each in spoken if each.written_as is not None}
    spoken = [each for each in spoken if each.keyword in _MISSING or (each.path, each.key) not in renamed]
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
