"""Writes the schema of values: their types, and what the values of a type have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from postlint.model.records import NamedTuple
from postlint.model.values import Json
from postlint.schema.comparisons import identity
from postlint.schema.emptiness import is_empty
from postlint.schema.formats import CHECKS
from postlint.schema.inferring.records import Demand, Held, Limits, Place, posts_of
from postlint.schema.inferring.texts import choices_of, format_of, lengths_of

_KINDS = ("string", "integer", "number", "boolean", "array", "object", "null")
#: the keyword that says how much of a value there must be
_LEAST = {"string": "minLength", "array": "minItems", "object": "minProperties"}

#: keys and list items on the way to a value; what lies deeper is not described
_DEEPEST = 8
#: fields of one mapping
_MOST_FIELDS = 100
#: posts that show which fields a mapping within front matter always has, and that lists never repeat an item
_ENOUGH = 5


class Field(NamedTuple):
    """A key of mappings: its values, the posts of which no mapping lacks it, and its usual place among the
    keys."""

    key: str
    held: Held
    having: frozenset[int]
    rank: float


class Shapes:
    """Writes schemas of values. What was asked in vain, the `loosened` demands, is not asked again; `lost`
    are the posts' addresses of pictures that lead to no file."""

    def __init__(
        self, limits: Limits, loosened: Collection[Demand], lost: Collection[tuple[int, str]]
    ) -> None:
        self._limits = limits
        self._lost = frozenset(lost)
        self._loosened = frozenset(loosened)

    def of_posts(self, fields: Iterable[Field], posts: int) -> dict[str, Json]:
        """What front matter has to be, for so many posts with these fields."""
        return {"type": "object"} | self._of_fields(fields, posts, ())

    def _of_fields(self, fields: Iterable[Field], posts: int, place: Place) -> dict[str, Json]:
        """What a schema says of the fields of mappings that stand in so many posts, those required first."""
        least = self._limits.least(posts)
        described = [each for each in fields if len(posts_of(each.held)) >= least]
        described.sort(key=lambda each: (-len(each.having), each.rank, each.key))
        required: list[Field] = []
        schemas: dict[str, Json] = {}
        for field in described[:_MOST_FIELDS]:
            schema = self._of_values(field.held, (*place, field.key))
            if self._is_required(field, schema, posts, place):
                required.append(field)
            schemas[field.key] = schema
        if place and posts < _ENOUGH:
            required = []
        required.sort(key=lambda each: (each.rank, each.key))
        names = [each.key for each in required]
        order = dict.fromkeys([*names, *schemas])
        said: dict[str, Json] = {"required": [*names]} if names else {}
        return said | ({"properties": {key: schemas[key] for key in order}} if order else {})

    def _is_required(self, field: Field, schema: dict[str, Json], posts: int, place: Place) -> bool:
        """Whether a field is asked for; its schema then says where it may be there with nothing in it."""
        if not self._may_ask(place, "required", field.key):
            return False
        enough = posts - self._limits.strays(posts)
        empty = [(post, value) for post, value in field.held if is_empty(value)]
        if len(field.having - posts_of(empty)) >= enough:
            return True
        nulls = [] if "null" in _as_list(schema["type"]) else [each for each in empty if each[1] is None]
        if len(field.having - posts_of(nulls)) < enough:
            return False
        schema.update({_LEAST[_kind(value)]: 0 for _, value in empty if value is not None})
        return True

    def _of_values(self, held: Held, place: Place) -> dict[str, Json]:
        kinds = self._kinds(held, place)
        names: list[Json] = [kind for kind in _KINDS if kind in kinds]
        schema: dict[str, Json] = {"type": names[0] if len(names) == 1 else names}
        if "string" in kinds:
            schema |= self._of_texts(kinds["string"], place, choices_alone=kinds.keys() <= {"string", "null"})
            if "enum" in schema and "null" in kinds:
                schema["enum"] = [*_as_list(schema["enum"]), None]
        if len(place) < _DEEPEST and "array" in kinds:
            schema |= self._of_lists(kinds["array"], place)
        if len(place) < _DEEPEST and "object" in kinds:
            mappings = kinds["object"]
            schema |= self._of_fields(fields_of(mappings), len(posts_of(mappings)), place)
        return schema

    def _kinds(self, held: Held, place: Place) -> dict[str, list[tuple[int, Json]]]:
        """The values by their JSON type, without types that are too rare to be meant."""
        kinds: dict[str, list[tuple[int, Json]]] = defaultdict(list)
        for each in held:
            kinds[_kind(each[1])].append(each)
        whole = kinds.get("integer", [])
        if self._may_ask(place, "type"):
            strays = self._limits.strays(len(posts_of(held)))
            left_out: set[int] = set()
            for kind in sorted(kinds, key=lambda kind: (len(posts_of(kinds[kind])), _KINDS.index(kind))):
                left_out |= posts_of(kinds[kind])
                if len(left_out) > strays:
                    break
                del kinds[kind]
        if "number" in kinds:
            # whole numbers are numbers too
            kinds["number"] += whole
            kinds.pop("integer", None)
        return kinds

    def _of_texts(self, held: Held, place: Place, *, choices_alone: bool) -> dict[str, Json]:
        texts = [(post, text) for post, text in held if isinstance(text, str) and text.strip()]
        strays = self._limits.strays(len(posts_of(held)))
        has_blanks = len(posts_of(held) - posts_of(texts)) > strays
        if self._may_ask(place, "format"):
            found = format_of(texts, strays, self._lost)
            if found is not None and (CHECKS[found]("") or not has_blanks):
                return {"format": found}
        if choices_alone and not has_blanks and self._may_ask(place, "enum"):
            choices = choices_of(texts, place, strays)
            if choices:
                return {"enum": [*choices]}
        lengths = lengths_of(texts, place, strays)
        if has_blanks:
            lengths.pop("minLength", None)
        return {keyword: limit for keyword, limit in lengths.items() if self._may_ask(place, keyword)}

    def _of_lists(self, held: Held, place: Place) -> dict[str, Json]:
        lists = [(post, each) for post, each in held if isinstance(each, list)]
        items = [(post, item) for post, each in lists for item in each]
        said: dict[str, Json] = {"items": self._of_values(items, (*place, None))} if items else {}
        longer = [(post, each) for post, each in lists if len(each) > 1]
        repeating = {post for post, each in longer if _repeats_item(each)}
        strays = self._limits.strays(len(posts_of(lists)))
        is_unique = len(posts_of(longer)) >= _ENOUGH and len(repeating) <= strays
        if is_unique and self._may_ask(place, "uniqueItems"):
            said["uniqueItems"] = True
        return said

    def _may_ask(self, place: Place, keyword: str, key: str = "") -> bool:
        return Demand(place, keyword, key) not in self._loosened


def fields_of(mappings: Held) -> list[Field]:
    """The fields of mappings, in the order in which they are first met."""
    held: dict[str, list[tuple[int, Json]]] = defaultdict(list)
    ranks: dict[str, int] = defaultdict(int)
    for post, mapping in mappings:
        if isinstance(mapping, dict):
            for rank, (key, value) in enumerate(mapping.items()):
                held[key].append((post, value))
                ranks[key] += rank
    each_post = Counter(post for post, _ in mappings)
    return [
        Field(key, values, _having(each_post, values), ranks[key] / len(values))
        for key, values in held.items()
    ]


def _having(mappings: Counter[int], values: Held) -> frozenset[int]:
    """The posts that have as many values as mappings."""
    having = Counter(post for post, _ in values)
    return frozenset(post for post, number in having.items() if number == mappings[post])


def _kind(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"


def _repeats_item(items: list[Json]) -> bool:
    """Whether a list has an item twice, be it in other letter case, which the judge tells too."""
    return len({identity(item.casefold() if isinstance(item, str) else item) for item in items}) < len(items)


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]
