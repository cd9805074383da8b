"""The keywords that postlint applies in its own way: bounded, one error for each key, empty is missing.

jsonschema's own functions search patterns without a limit of time, and report all unknown keys in
one error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema.exceptions import ValidationError

from postlint.model.values import Json
from postlint.schema.allowance import Allowance
from postlint.schema.assembly import Assembly
from postlint.schema.comparisons import (
    LIMITS,
    Errors,
    Keyword,
    alike_items,
    breadth,
    has_type,
    identity,
    lacking,
    multiple_of,
    unique_items,
)
from postlint.schema.emptiness import is_empty, may_be_empty
from postlint.schema.messages import FieldError, Remark

#: keywords that apply schemas to a value or to what it holds, and cost accordingly
_COUNTED = (
    "$dynamicRef",
    "$recursiveRef",
    "$ref",
    "additionalItems",
    "dependentSchemas",
    "items",
    "prefixItems",
    "properties",
)


class Keywords:
    """The keywords of one schema, beside the `stock` of its draft, held to an allowance."""

    def __init__(self, assembly: Assembly, stock: Mapping[str, Keyword], allowance: Allowance) -> None:
        self._assembly = assembly
        self._stock = stock
        self._is_dynamic = assembly.is_dynamic
        self._validators: dict[int, Any] = {}
        self._enums: dict[int, frozenset[Any]] = {}
        self._left = allowance

    def replacements(self) -> dict[str, Keyword]:
        """The functions to put in the place of jsonschema's own, as far as the draft knows them.

        Those that only remark are added to each draft: what a schema says to people is worth saying
        in all of them.
        """
        own: dict[str, Keyword] = {
            **LIMITS,
            "additionalProperties": self._additional_properties,
            "allOf": self._all_of,
            "anyOf": self._any_of,
            "const": self._const,
            "contains": self._contains,
            "dependencies": self._dependencies,
            "dependentRequired": self._dependent_required,
            "enum": self._enum,
            "if": self._if,
            "multipleOf": multiple_of,
            "not": self._not,
            "oneOf": self._one_of,
            "pattern": self._pattern,
            "patternProperties": self._pattern_properties,
            "propertyNames": self._property_names,
            "required": self._required,
            "type": has_type,
            "unevaluatedItems": self._unevaluated_items,
            "unevaluatedProperties": self._unevaluated_properties,
            "uniqueItems": self._unique_items,
        }
        if not self._is_dynamic:
            own |= {"$ref": self._ref, "items": self._items, "properties": self._properties}
        counted = {name: self._counted(self._stock[name]) for name in _COUNTED if name in self._stock}
        remarks: dict[str, Keyword] = {"deprecated": self._deprecated, "deprecationMessage": self._deprecated}
        own = {name: keyword for name, keyword in own.items() if name in self._stock}
        return {**counted, **own, **remarks}

    def _validator_for(self, validator: Any, schema: Any) -> Any:
        """The validator of a subschema. To make it takes jsonschema longer than to ask it."""
        made = self._validators.get(id(schema))
        if made is None:
            made = self._validators[id(schema)] = validator.evolve(schema=schema)
        return made

    def _descend(
        self,
        validator: Any,
        instance: Json,
        schema: Any,
        *,
        path: str | None = None,
        schema_path: str | int | None = None,
    ) -> Errors:
        if self._is_dynamic:
            yield from validator.descend(instance, schema, path=path, schema_path=schema_path)
            return
        for error in self._validator_for(validator, schema).iter_errors(instance):
            if path is not None:
                error.path.appendleft(path)
            if schema_path is not None:
                error.schema_path.appendleft(schema_path)
            yield error

    def _counted(self, stock: Keyword) -> Keyword:
        def keyword(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
            self._left.spend(breadth(value) + (breadth(instance) if isinstance(instance, list) else 0))
            return stock(validator, value, instance, schema)

        return keyword

    def _unevaluated_items(self, validator: Any, subschema: Any, instance: Any, schema: Any) -> Errors:
        """jsonschema's own, which asks whether schemas fit: a remark of theirs would count against them."""
        if isinstance(instance, list):
            self._left.spend(breadth(subschema) + len(instance))
            self._left.asides += 1
            errors = list(self._stock["unevaluatedItems"](validator, subschema, instance, schema) or ())
            self._left.asides -= 1
            yield from errors

    def _deprecated(self, _validator: Any, _said: Any, _instance: Any, schema: Any) -> Errors:
        message = schema.get("deprecationMessage")
        is_deprecated = schema.get("deprecated", isinstance(message, str) and message.strip() != "")
        if is_deprecated is True and not self._left.asides:
            yield Remark("", validator="deprecated")

    def _unique_items(self, validator: Any, is_asked: Any, instance: Any, schema: Any) -> Errors:
        yield from unique_items(validator, is_asked, instance, schema)
        if is_asked and isinstance(instance, list) and not self._left.asides:
            yield from alike_items(instance)

    def _holds(self, validator: Any, instance: Json, schema: Any) -> bool:
        """Whether a value fits a schema that is only asked, not demanded."""
        self._left.spend(1)
        self._left.asides += 1
        fits = next(self._descend(validator, instance, schema), None) is None
        self._left.asides -= 1
        return fits

    def _ref(self, validator: Any, address: str, instance: Any, schema: Any) -> Any:
        self._left.spend(1)
        target = self._assembly.targets.get((id(schema), "$ref"))
        if target is None:
            # it leads into a metaschema, or stands in the mapping that only carries the root's address
            return self._stock["$ref"](validator, address, instance, schema)
        return self._validator_for(validator, target).iter_errors(instance)

    def _properties(self, validator: Any, properties: Any, instance: Any, _schema: Any) -> Errors:
        if not isinstance(instance, dict):
            return
        self._left.spend(len(instance))
        for key, value in instance.items():
            if key in properties:
                for error in self._validator_for(validator, properties[key]).iter_errors(value):
                    error.path.appendleft(key)
                    error.schema_path.appendleft(key)
                    yield error

    def _items(self, validator: Any, items: Any, instance: Any, schema: Any) -> Errors:
        if not isinstance(instance, list):
            return
        self._left.spend(breadth(items) + len(instance))
        if not isinstance(items, dict) or "prefixItems" in schema:
            yield from self._stock["items"](validator, items, instance, schema) or ()
            return
        of_item = self._validator_for(validator, items)
        for index, item in enumerate(instance):
            for error in of_item.iter_errors(item):
                error.path.appendleft(index)
                yield error

    def _all_of(self, validator: Any, branches: Any, instance: Any, _schema: Any) -> Errors:
        self._left.spend(len(branches))
        for index, branch in enumerate(branches):
            yield from self._descend(validator, instance, branch, schema_path=index)

    def _any_of(self, validator: Any, branches: Any, instance: Any, _schema: Any) -> Errors:
        self._left.spend(len(branches))
        context: list[ValidationError] = []
        remarks: list[Remark] | None = None
        for index, branch in enumerate(branches):
            errors, said = self._judged(validator, instance, branch, index)
            if not errors and not said:
                return
            if not errors and remarks is None:
                # another form that the value fits may give no cause for remarks
                remarks = said
            context += errors
        if remarks is None:
            yield ValidationError("", context=context)
        else:
            yield from remarks

    def _one_of(self, validator: Any, branches: Any, instance: Any, _schema: Any) -> Errors:
        self._left.spend(len(branches))
        context: list[ValidationError] = []
        remarks: list[Remark] = []
        fitting = 0
        for index, branch in enumerate(branches):
            errors, said = self._judged(validator, instance, branch, index)
            if not errors:
                fitting += 1
                remarks += said
            context += errors
        if fitting == 1:
            yield from remarks
        else:
            yield ValidationError("", context=() if fitting else context)

    def _judged(
        self, validator: Any, instance: Json, branch: Any, index: int
    ) -> tuple[list[ValidationError], list[Remark]]:
        """The errors of one form out of several, and what is remarked of a value that has the form."""
        found = list(self._descend(validator, instance, branch, schema_path=index))
        remarks = [each for each in found if isinstance(each, Remark)]
        for remark in remarks:
            # what is remarked of the value itself is true of this form of it only
            remark.is_of_form = remark.is_of_form or not remark.relative_path
        return [each for each in found if not isinstance(each, Remark)], remarks

    def _not(self, validator: Any, banned: Any, instance: Any, _schema: Any) -> Errors:
        if self._holds(validator, instance, banned):
            yield ValidationError("")

    def _contains(self, validator: Any, wanted: Any, instance: Any, schema: Any) -> Errors:
        if not isinstance(instance, list):
            return
        matches = sum(self._holds(validator, item, wanted) for item in instance)
        # before 2019-09 nothing limits how many
        has_limits = self._assembly.dialect.has_ref_siblings
        least = schema.get("minContains", 1) if has_limits else 1
        most = schema.get("maxContains") if has_limits else None
        if most is not None and matches > most:
            yield ValidationError("", validator="maxContains", validator_value=most)
        if matches < least:
            if matches:
                yield ValidationError("", validator="minContains", validator_value=least)
            else:
                yield ValidationError("")

    def _enum(self, _validator: Any, allowed: Any, instance: Any, _schema: Any) -> Errors:
        identities = self._enums.get(id(allowed))
        if identities is None:
            identities = self._enums[id(allowed)] = frozenset(identity(value) for value in allowed)
        if identity(instance) not in identities:
            yield ValidationError("")

    def _const(self, _validator: Any, value: Any, instance: Any, _schema: Any) -> Errors:
        if identity(instance) != identity(value):
            yield ValidationError("")

    def _if(self, validator: Any, condition: Any, instance: Any, schema: Any) -> Errors:
        branch = "then" if self._holds(validator, instance, condition) else "else"
        if branch in schema:
            yield from self._descend(validator, instance, schema[branch], schema_path=branch)

    def _pattern(self, _validator: Any, pattern: str, instance: Any, _schema: Any) -> Errors:
        if not isinstance(instance, str) or self._left.slow_pattern is not None:
            return
        matches = self._left.matches(pattern, instance)
        if matches is None:
            yield ValidationError("", validator="limit")
        elif not matches:
            yield ValidationError("")

    def _pattern_properties(self, validator: Any, patterns: Any, instance: Any, _schema: Any) -> Errors:
        if not isinstance(instance, dict):
            return
        self._left.spend(len(patterns) * len(instance))
        for pattern, subschema in patterns.items():
            for key, value in instance.items():
                if self._left.matches(pattern, key):
                    yield from self._descend(validator, value, subschema, path=key, schema_path=pattern)

    def _additional_properties(self, validator: Any, subschema: Any, instance: Any, schema: Any) -> Errors:
        if not isinstance(instance, dict):
            return
        self._left.spend(len(instance))
        described = schema.get("properties", {})
        patterns = schema.get("patternProperties", {})
        for key, value in instance.items():
            # a key that a pattern had no time for may well be described by it
            if key in described or any(self._left.matches(pattern, key) is not False for pattern in patterns):
                continue
            if subschema is False:
                yield FieldError(key, keyword="additionalProperties")
            else:
                yield from self._descend(validator, value, subschema, path=key)

    def _unevaluated_properties(self, validator: Any, subschema: Any, instance: Any, schema: Any) -> Errors:
        if not isinstance(instance, dict):
            return
        if "additionalProperties" in schema:
            return
        evaluated = self._evaluated_inside(validator, instance, schema)
        for key, value in instance.items():
            if key in evaluated:
                continue
            if subschema is False:
                yield FieldError(key, keyword="unevaluatedProperties")
            else:
                yield from self._descend(validator, value, subschema, path=key)

    def _evaluated(self, validator: Any, instance: dict[str, Json], schema: Any) -> set[str]:
        """The keys that `schema` has judged: section 11.3 of the core specification, draft 2020-12."""
        if not isinstance(schema, dict):
            return set()
        if "additionalProperties" in schema or "unevaluatedProperties" in schema:
            return set(instance)
        return self._evaluated_inside(validator, instance, schema)

    def _evaluated_inside(
        self, validator: Any, instance: dict[str, Json], schema: dict[str, Any]
    ) -> set[str]:
        self._left.spend(1 + len(instance))
        keys: set[str] = schema.get("properties", {}).keys() & instance.keys()
        for pattern in schema.get("patternProperties", ()):
            keys |= {key for key in instance if self._left.matches(pattern, key) is not False}
        for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
            target = self._assembly.targets.get((id(schema), keyword))
            if target is not None and keyword != "$ref":
                # where it leads depends on the way here; rather miss a key than doubt a good one
                return set(instance)
            if target is not None:
                keys |= self._evaluated(validator, instance, target)
        for part in self._applied(validator, instance, schema):
            keys |= self._evaluated(validator, instance, part)
        return keys

    def _applied(self, validator: Any, instance: dict[str, Json], schema: dict[str, Any]) -> Iterator[Any]:
        """The schemas inside `schema` that apply to `instance` and fit."""
        for keyword in ("allOf", "anyOf", "oneOf"):
            for part in schema.get(keyword, ()):
                if self._holds(validator, instance, part):
                    yield part
        for key, part in schema.get("dependentSchemas", {}).items():
            if key in instance:
                yield part
        if "if" in schema:
            if self._holds(validator, instance, schema["if"]):
                yield schema["if"]
                yield schema.get("then", True)
            else:
                yield schema.get("else", True)

    def _property_names(self, validator: Any, names: Any, instance: Any, _schema: Any) -> Errors:
        if isinstance(instance, dict):
            self._left.spend(len(instance))
            for key in instance:
                if not self._holds(validator, key, names):
                    yield FieldError(key, keyword="propertyNames")

    def _required(self, _validator: Any, required: Any, instance: Any, schema: Any) -> Errors:
        if not isinstance(instance, dict):
            return
        for key in required:
            if key not in instance:
                yield FieldError(key, keyword="required")
            # where a schema only asks ("if it has an image, then …"), an empty value is there
            elif (
                not self._left.asides
                and is_empty(instance[key])
                and not may_be_empty(key, instance[key], schema)
            ):
                yield ValidationError("", validator="empty", path=[key])

    def _dependent_required(self, _validator: Any, dependents: Any, instance: Any, _schema: Any) -> Errors:
        if isinstance(instance, dict):
            for key, required in dependents.items():
                yield from lacking(key, required, instance)

    def _dependencies(self, validator: Any, dependencies: Any, instance: Any, _schema: Any) -> Errors:
        if not isinstance(instance, dict):
            return
        self._left.spend(len(dependencies))
        for key, dependency in dependencies.items():
            if isinstance(dependency, list):
                yield from lacking(key, dependency, instance)
            elif key in instance:
                yield from self._descend(validator, instance, dependency, schema_path=key)
