"""One sentence for each keyword of JSON Schema: what was found, and what was expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from postlint.schema.formats import WORDS
from postlint.schema.words import choice, count, found, kind, listing, quoted, shown

#: what `pattern` gives instead of a verdict when the time for patterns is used up
SLOW_PATTERN = "slow pattern"


class Breach(NamedTuple):
    """One keyword that a value breaks: what the keyword asks, the value, and the schema around it."""

    keyword: str
    asked: Any
    value: Any
    schema: Any
    note: str = ""


def sentence(breach: Breach, name: str) -> str:
    """What is wrong with the value called `name`; a general sentence for a keyword that has none."""
    speak = _SENTENCES.get(breach.keyword)
    return speak(breach, name) if speak else f"{name} is not as the schema asks ({breach.keyword})"


def expected_type(breach: Breach) -> list[str]:
    """The kinds that a broken `type` would have taken, in plain words."""
    types: Any = breach.asked
    words = [kind(each) for each in ([types] if isinstance(types, str) else types)]
    if len(words) > 1:
        # that a field may also be left empty is no help to somebody who filled it
        words = [word for word in words if word != "nothing"]
    format_words = WORDS.get(_keyword(breach, "format"))
    # "expected a date" says more than "expected text"
    return [format_words[0] if format_words and word == "text" else word for word in words]


def _keyword(breach: Breach, keyword: str) -> Any:
    return breach.schema.get(keyword) if isinstance(breach.schema, Mapping) else None


def _example(breach: Breach) -> str | None:
    examples = _keyword(breach, "examples")
    if isinstance(examples, list) and examples and isinstance(examples[0], str | int | float):
        return shown(examples[0])
    return None


def _type(breach: Breach, name: str) -> str:
    return f"{name} is {found(breach.value)}, expected {choice(expected_type(breach))}"


def _enum(breach: Breach, name: str) -> str:
    return f"{name} {shown(breach.value)} is not one of {listing(list(breach.asked))}"


def _const(breach: Breach, name: str) -> str:
    return f"{name} is {shown(breach.value)}, expected {shown(breach.asked)}"


def _format(breach: Breach, name: str) -> str:
    words, example = WORDS[str(breach.asked)]
    return f"{name} {shown(breach.value)} is not {words} such as {_example(breach) or quoted(example)}"


def _pattern(breach: Breach, name: str) -> str:
    if breach.note == SLOW_PATTERN:
        return f"{name} was not checked: the pattern of the schema took too long on it"
    example = _example(breach)
    if example is not None:
        return f"{name} {shown(breach.value)} is not written like {example}"
    return f"{name} {shown(breach.value)} does not match the pattern {quoted(str(breach.asked))}"


def _minimum(breach: Breach, name: str) -> str:
    # draft-04 has a switch beside the limit
    more = "more than" if _keyword(breach, "exclusiveMinimum") is True else "at least"
    return _number(breach, name, more)


def _maximum(breach: Breach, name: str) -> str:
    less = "less than" if _keyword(breach, "exclusiveMaximum") is True else "at most"
    return _number(breach, name, less)


def _number(breach: Breach, name: str, limit: str) -> str:
    return f"{name} is {shown(breach.value)}, expected {limit} {shown(breach.asked)}"


def _size(noun: str, limit: str) -> Callable[[Breach, str], str]:
    def speak(breach: Breach, name: str) -> str:
        allowed: Any = breach.asked
        size = count(len(breach.value), noun)
        return f"{name} has {size}, expected {limit} {allowed:,}"

    return speak


def _no_more_items(breach: Breach, name: str) -> str:
    first = _keyword(breach, "prefixItems") or _keyword(breach, "items")
    allowed = len(first) if isinstance(first, list) else 0
    return f"{name} has {count(len(breach.value), 'item')}, expected at most {allowed}"


def _unevaluated_items(_breach: Breach, name: str) -> str:
    return f"{name} has items that are not allowed there"


def _contains(breach: Breach, name: str) -> str:
    wanted: Any = breach.asked
    if isinstance(wanted, dict) and "const" in wanted:
        return f"{name} lacks {shown(wanted['const'])}"
    if isinstance(wanted, dict) and isinstance(wanted.get("enum"), list):
        return f"{name} has none of {listing(wanted['enum'])}"
    return f"{name} has no item of the kind that the schema asks for"


def _min_contains(breach: Breach, name: str) -> str:
    return f"{name} has too few items of the kind that the schema asks for, expected {breach.asked}"


def _max_contains(breach: Breach, name: str) -> str:
    return f"{name} has too many items of one kind, expected at most {breach.asked}"


def _unique(breach: Breach, name: str) -> str:
    return f"{name} repeats {shown(breach.value)}"


def _not(breach: Breach, name: str) -> str:
    banned: Any = breach.asked
    if isinstance(banned, dict) and len(banned) == 1:
        match banned:
            case {"const": value}:
                return f"{name} must not be {shown(value)}"
            case {"enum": [*values]}:
                return f"{name} must not be {choice(shown(value) for value in values[:6])}"
            case {"required": [*keys]}:
                fields = choice(f"`{key}`" for key in keys).replace(" or ", " and ")
                return f"{name} must not have {fields}{' together' if len(keys) > 1 else ''}"
            case {"type": str(banned_type)}:
                return f"{name} must not be {kind(banned_type)}"
    return f"{name} has a value that the schema rules out ({shown(breach.value)})"


def _any_of(_breach: Breach, name: str) -> str:
    return f"{name} has none of the forms that the schema allows"


def _one_of(_breach: Breach, name: str) -> str:
    return f"{name} fits more than one of the forms that the schema allows, expected exactly one"


def _false(_breach: Breach, name: str) -> str:
    return f"{name} is not allowed here"


def _empty(_breach: Breach, name: str) -> str:
    return f"{name} is empty"


_SENTENCES: dict[str, Callable[[Breach, str], str]] = {
    "false": _false,
    "additionalItems": _no_more_items,
    "anyOf": _any_of,
    "const": _const,
    "contains": _contains,
    "empty": _empty,
    "enum": _enum,
    "exclusiveMaximum": lambda breach, name: _number(breach, name, "less than"),
    "exclusiveMinimum": lambda breach, name: _number(breach, name, "more than"),
    "format": _format,
    "items": _no_more_items,
    "maxContains": _max_contains,
    "maxItems": _size("item", "at most"),
    "maxLength": _size("character", "at most"),
    "maxProperties": _size("field", "at most"),
    "maximum": _maximum,
    "minContains": _min_contains,
    "minItems": _size("item", "at least"),
    "minLength": _size("character", "at least"),
    "minProperties": _size("field", "at least"),
    "minimum": _minimum,
    "multipleOf": lambda breach, name: _number(breach, name, "a multiple of"),
    "not": _not,
    "oneOf": _one_of,
    "pattern": _pattern,
    "type": _type,
    "unevaluatedItems": _unevaluated_items,
    "uniqueItems": _unique,
}
