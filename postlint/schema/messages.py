"""Turns the errors of jsonschema into violations: one for each cause, in our own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from jsonschema.exceptions import ValidationError

from postlint.model.hints import with_question
from postlint.model.values import Json, KeyPath
from postlint.model.verdict import Violation
from postlint.schema.deprecation import deprecation_reason, replacement
from postlint.schema.sentences import Failure, expected_type, sentence
from postlint.schema.speech import (
    MISSING,
    MOST_HINTS,
    Answers,
    FieldFailure,
    Speech,
    about_field,
    about_value,
    in_order,
)
from postlint.schema.words import NEAR_CHOICE, choice, found, listing, shown


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
    speech = Speech(ask, whole, within, hints=len(errors) <= MOST_HINTS)
    spoken = [_violation(error, speech) for error in errors]
    return in_order(spoken)


def _violation(error: ValidationError, speech: Speech) -> Violation:
    path: KeyPath = tuple(error.absolute_path)
    failure = _failure(error)
    keyword = failure.keyword
    if isinstance(error, Remark):
        return _remarked(error, path, failure, speech)
    if isinstance(error, FieldError):
        return about_field(_field_failure(error, keyword), path, speech)
    if keyword in ("anyOf", "oneOf") and error.context:
        return _about_branches(error, path, keyword, speech)
    return about_value(failure, path, speech)


def _field_failure(error: FieldError, keyword: str) -> FieldFailure:
    return FieldFailure(
        keyword, error.key, error.instance, error.schema, error.validator_value, error.asked_by
    )


def _failure(error: ValidationError) -> Failure:
    # the schema `false` has no keyword
    keyword = "false" if error.validator is None else str(error.validator)
    return Failure(keyword, error.validator_value, error.instance, error.schema)


def _remarked(error: Remark, path: KeyPath, failure: Failure, speech: Speech) -> Violation:
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


def _about_branches(error: ValidationError, path: KeyPath, keyword: str, speech: Speech) -> Violation:
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
    key = None if violation.keyword in MISSING else violation.key
    return violation._replace(keyword=keyword, key=key, written_as=None)


def _about_values(
    error: ValidationError, flat: list[ValidationError], path: KeyPath, keyword: str, speech: Speech
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
