"""Holds a schema against the metaschema of its draft."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from postlint.model.values import KeyPath
from postlint.schema.dialects import AnySchema, Dialect
from postlint.schema.documents import Document, Fault
from postlint.schema.messages import violations
from postlint.schema.speech import Answers

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


def metaschema_faults(document: Document, place: KeyPath, schema: AnySchema, dialect: Dialect) -> list[Fault]:
    """Keywords whose values the draft does not allow."""
    validator = validator_of(dialect)
    try:
        errors = list(validator(validator.META_SCHEMA).iter_errors(schema))
    except RecursionError:
        return [Fault(document, place, "nested too deeply")]
    return [
        Fault(document, (*place, *found.path), found.message)
        for found in violations(errors, Answers(_fields_beside), whole="the schema", within=place)
    ]


@cache
def validator_of(dialect: Dialect) -> type[Validator]:
    """jsonschema's own validator of a draft."""
    from jsonschema import validators

    return validators.validator_for({"$schema": dialect.uri})


def _fields_beside(schema: Any) -> tuple[str, ...]:
    return tuple(schema.get("properties", ()))
