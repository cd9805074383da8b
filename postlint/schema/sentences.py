"""One sentence for each keyword of JSON Schema: what was found, and what was expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.schema.formats import WORDS
from postlint.schema.words import choice, count, found, kind, listing, quoted, shown

# matches the "07:30" of "2025-11-05 07:30", nothing in "2025-11-05" or "urn:isbn:1"
_CLOCK = late(r"\b\d{1,2}:\d{2}\b")


class Failure(NamedTuple):
    """One keyword that a value fails: what the keyword asks, the value, and the schema around it."""

    keyword: str
    asked: Any
    value: Any
    schema: Any


def sentence(failure: Failure, name: str) -> str:
    """What is wrong with the value called `name`; a general sentence for a keyword that has none."""
    speak = _SENTENCES.get(failure.keyword)
    return speak(failure, name) if speak else f"{name} is not as the schema asks ({failure.keyword})"


def expected_type(failure: Failure) -> list[str]:
    """The kinds that a broken `type` would have taken, in plain words."""
    types: Any = failure.asked
    words = [kind(each) for each in ([types] if isinstance(types, str) else types)]
    if len(words) > 1:
        # that a field may also be left empty is no help to somebody who filled it
        words = [word for word in words if word != "nothing"]
    format_words = WORDS.get(_keyword(failure, "format"))
    # "expected a date" says more than "expected text"
    return [format_words.noun if format_words and word == "text" else word for word in words]


def _keyword(failure: Failure, keyword: str) -> Any:
    return failure.schema.get(keyword) if isinstance(failure.schema, Mapping) else None


def _example(failure: Failure) -> str | None:
    """The schema's first example, or for a value with a time of day the first one that has a time too."""
    examples = _keyword(failure, "examples")
    if not isinstance(examples, list):
        return None
    plain = [each for each in examples if isinstance(each, str | int | float)]
    if _CLOCK.search(str(failure.value)):
        plain.sort(key=lambda each: _CLOCK.search(str(each)) is None)
    return shown(plain[0]) if plain else None


def _type(failure: Failure, name: str) -> str:
    return f"{name} is {found(failure.value)}, expected {choice(expected_type(failure))}"


def _enum(failure: Failure, name: str) -> str:
    return f"{name} {shown(failure.value)} is not one of {listing(list(failure.asked))}"


def _const(failure: Failure, name: str) -> str:
    return f"{name} is {shown(failure.value)}, expected {shown(failure.asked)}"


def _format(failure: Failure, name: str) -> str:
    wording = WORDS[str(failure.asked)]
    example = _example(failure) or quoted(wording.example)
    return f"{name} {shown(failure.value)} is not {wording.noun}{wording.manner} such as {example}"


def _pattern(failure: Failure, name: str) -> str:
    example = _example(failure)
    if example is not None:
        return f"{name} {shown(failure.value)} is not written like {example}"
    return f"{name} {shown(failure.value)} does not match the pattern {quoted(str(failure.asked))}"


def _minimum(failure: Failure, name: str) -> str:
    # draft-04 has a switch beside the limit
    more = "more than" if _keyword(failure, "exclusiveMinimum") is True else "at least"
    return _number(failure, name, more)


def _maximum(failure: Failure, name: str) -> str:
    less = "less than" if _keyword(failure, "exclusiveMaximum") is True else "at most"
    return _number(failure, name, less)


def _number(failure: Failure, name: str, limit: str) -> str:
    return f"{name} is {shown(failure.value)}, expected {limit} {shown(failure.asked)}"


def _size(noun: str, limit: str) -> Callable[[Failure, str], str]:
    def speak(failure: Failure, name: str) -> str:
        allowed: Any = failure.asked
        size = count(len(failure.value), noun)
        return f"{name} has {size}, expected {limit} {allowed:,}"

    return speak


def _slow(failure: Failure, name: str) -> str:
    return f"{name} was not checked: the pattern {quoted(failure.asked)} of the schema took too long on it"


def _no_more_items(failure: Failure, name: str) -> str:
    first = _keyword(failure, "prefixItems") or _keyword(failure, "items")
    allowed = len(first) if isinstance(first, list) else 0
    return f"{name} has {count(len(failure.value), 'item')}, expected at most {allowed}"


def _unevaluated_items(_failure: Failure, name: str) -> str:
    return f"{name} has items that are not allowed there"


def _contains(failure: Failure, name: str) -> str:
    wanted: Any = failure.asked
    if isinstance(wanted, dict) and "const" in wanted:
        return f"{name} lacks {shown(wanted['const'])}"
    if isinstance(wanted, dict) and isinstance(wanted.get("enum"), list):
        return f"{name} has none of {listing(wanted['enum'])}"
    return f"{name} has no item of the kind that the schema asks for"


def _min_contains(failure: Failure, name: str) -> str:
    return f"{name} has too few items of the kind that the schema asks for, expected {failure.asked}"


def _max_contains(failure: Failure, name: str) -> str:
    return f"{name} has too many items of one kind, expected at most {failure.asked}"


def _unique(failure: Failure, name: str) -> str:
    # a metaschema blames the whole list, as with the keys of `required`
    items = failure.value if isinstance(failure.value, list) else []
    counts = Counter(item for item in items if isinstance(item, str))
    twice = next((text for text, times in counts.items() if times > 1), None)
    if twice is not None:
        return f"{name} lists {quoted(twice)} twice"
    return f"{name} repeats {shown(failure.value)}"


def _not(failure: Failure, name: str) -> str:
    banned: Any = failure.asked
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
    return f"{name} has a value that the schema rules out ({shown(failure.value)})"


def _any_of(_failure: Failure, name: str) -> str:
    return f"{name} has none of the forms that the schema allows"


def _one_of(_failure: Failure, name: str) -> str:
    return f"{name} fits more than one of the forms that the schema allows, expected exactly one"


def _false(_failure: Failure, name: str) -> str:
    return f"{name} is not allowed here"


def _empty(_failure: Failure, name: str) -> str:
    return f"{name} is empty"


_SENTENCES: dict[str, Callable[[Failure, str], str]] = {
    "false": _false,
    "additionalItems": _no_more_items,
    "anyOf": _any_of,
    "const": _const,
    "contains": _contains,
    "empty": _empty,
    "enum": _enum,
    "exclusiveMaximum": lambda failure, name: _number(failure, name, "less than"),
    "exclusiveMinimum": lambda failure, name: _number(failure, name, "more than"),
    "format": _format,
    "items": _no_more_items,
    "limit": _slow,
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
    "multipleOf": lambda failure, name: _number(failure, name, "a multiple of"),
    "not": _not,
    "oneOf": _one_of,
    "pattern": _pattern,
    "type": _type,
    "unevaluatedItems": _unevaluated_items,
    "uniqueItems": _unique,
}
