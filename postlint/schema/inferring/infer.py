"""Infers a schema from the front matter of posts, and holds it against them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from postlint.model.values import Json, path_text
from postlint.model.verdict import Breach, Violation
from postlint.schema.dialects import NEWEST
from postlint.schema.inferring.records import Demand, Inferred, Limits, Outlier, Sample, posts_of
from postlint.schema.inferring.shapes import Field, Shapes, fields_of
from postlint.schema.inferring.texts import slip_of
from postlint.schema.judge import schema_of
from postlint.schema.words import named

#: what demands are sorted by, so that the same posts always give the same schema
_Order: TypeAlias = tuple[str, str, list[tuple[bool, str]]]

#: the key by which a post names its schema is no field of the post
_OWN_SCHEMA = "$schema"
#: the keyword of an outlier that no schema forbids: a key that is probably another one mistyped
MISTYPED = "mistyped"
#: a field that is so many times as common as one that is like it is the one that was meant
_TIMES_AS_COMMON = 10
#: the share of posts that makes a reader wonder why a field is not required
_NEARLY = 0.9


def infer_schema(samples: Sequence[Sample], limits: Limits, *, title: str = "Posts") -> Inferred:
    """The schema that at least the required share of the posts is valid against.

    What is rare does not widen it: those posts are its outliers. Where they would be too many, taken
    together, the demands that cost the most are dropped. A pure function; there must be a sample.
    """
    fields, slips = _without_slips(_top_fields(samples), len(samples), limits)
    head: dict[str, Json] = {"$schema": NEWEST.uri, "title": title}
    lost = [(post, address) for post, sample in enumerate(samples) for address in sample.lost]
    loosened: set[Demand] = set()
    while True:
        schema = head | Shapes(limits, loosened, lost).of_posts(fields, len(samples))
        violations = _violations(schema, samples)
        costliest = _costliest([set(map(_demand, each)) for each in violations], limits) - loosened
        if not costliest:
            break
        loosened |= costliest
    fitting = sum(not each for each in violations)
    having = {field.key: len(field.having) for field in fields}
    return Inferred(
        schema,
        len(samples),
        fitting,
        tuple(_outliers(samples, violations, having, slips)),
        tuple(_nearly_required(schema, having, len(samples))),
    )


def _top_fields(samples: Sequence[Sample]) -> list[Field]:
    """The fields of the posts, which also have what the site's configuration gives to them."""
    held: list[tuple[int, Json]] = [
        (post, {key: value for key, value in sample.values.items() if key != _OWN_SCHEMA})
        for post, sample in enumerate(samples)
    ]
    given: dict[str, set[int]] = defaultdict(set)
    for post, sample in enumerate(samples):
        for key in sample.given:
            given[key].add(post)
    return [field._replace(having=field.having | given[field.key]) for field in fields_of(held)]


def _without_slips(fields: list[Field], posts: int, limits: Limits) -> tuple[list[Field], dict[str, str]]:
    """The fields but for those that are probably others mistyped, and what these were to be."""
    most = max(limits.strays(posts), limits.least(posts) - 1)
    common = {field.key: field for field in fields if len(field.held) >= _TIMES_AS_COMMON}
    slips: dict[str, str] = {}
    for rare in fields:
        having = posts_of(rare.held)
        if len(having) > most:
            continue
        least = _TIMES_AS_COMMON * len(having)
        meant = slip_of(rare.key, [key for key, field in common.items() if len(field.held) >= least])
        if meant is not None and having.isdisjoint(common[meant].having):
            slips[rare.key] = meant
    return [field for field in fields if field.key not in slips], slips


def _violations(schema: dict[str, Json], samples: Sequence[Sample]) -> list[tuple[Violation, ...]]:
    """What the schema says of each post."""
    judge = schema_of(schema, "the schema that was inferred")
    return [
        tuple(
            violation
            for violation in judge.violations_of(sample.values)
            if violation.path or violation.breach is not Breach.MISSING or violation.key not in sample.given
        )
        for sample in samples
    ]


def _demand(violation: Violation) -> Demand:
    """The demand that was not met."""
    place = tuple(step if isinstance(step, str) else None for step in violation.path)
    if violation.keyword == "empty":
        return Demand(place[:-1], "required", place[-1] or "")
    if violation.keyword == "uniqueItems":
        # asked of the list, told of its item
        return Demand(place[:-1], violation.keyword)
    return Demand(place, violation.keyword, violation.key or "")


def _costliest(unmet: Iterable[set[Demand]], limits: Limits) -> set[Demand]:
    """The few costliest demands without which enough posts are valid; none where enough are with them."""
    left = list(unmet)
    strays = limits.strays(len(left))
    dropped: set[Demand] = set()
    while sum(bool(demands) for demands in left) > strays:
        alone = Counter(demand for demands in left if len(demands) == 1 for demand in demands)
        times = Counter(demand for demands in left for demand in demands)
        worst = max(times, key=lambda demand: (alone[demand], times[demand], _order(demand)))
        dropped.add(worst)
        left = [demands - {worst} for demands in left]
    return dropped


def _order(demand: Demand) -> _Order:
    return demand.keyword, demand.key, [(step is None, step or "") for step in demand.place]


def _outliers(
    samples: Sequence[Sample],
    violations: Sequence[tuple[Violation, ...]],
    having: Mapping[str, int],
    slips: Mapping[str, str],
) -> Iterator[Outlier]:
    """What is rare, the rarest first, then in the order of the posts; of each post's faults of one kind the
    first. `having` are the numbers of posts that have a field."""
    found: list[tuple[Demand, Sample, Violation]] = []
    for sample, each in zip(samples, violations, strict=True):
        by_demand = {_demand(violation): violation for violation in reversed(each)}
        by_demand |= {_demand(slip): slip for slip in _mistyped(sample, each, slips)}
        found += [
            (demand, sample, violation) for demand, violation in sorted(by_demand.items(), key=_by_path)
        ]
    alike = Counter(demand for demand, _, _ in found)
    for demand, sample, violation in sorted(found, key=lambda one: alike[one[0]]):
        posts = alike[demand]
        message = _message(violation, posts, having, len(samples))
        yield Outlier(sample.path, violation._replace(message=message), posts)


def _by_path(found: tuple[Demand, Violation]) -> tuple[str, _Order]:
    return path_text(found[1].path), _order(found[0])


def _mistyped(
    sample: Sample, violations: Iterable[Violation], slips: Mapping[str, str]
) -> Iterator[Violation]:
    """The keys that are probably others mistyped, without those that were told of as missing."""
    told = {violation.written_as for violation in violations if not violation.path}
    for key in sample.values:
        if key in slips and key not in told:
            yield Violation((), MISTYPED, "", key=key, suggestion=slips[key])


def _message(violation: Violation, alike: int, having: Mapping[str, int], posts: int) -> str:
    """What is rare, with what is usual."""
    if violation.path:
        holder = having.get(str(violation.path[0]), posts)
        return f"{violation.message}; {holder - alike:,} of {holder:,} posts fit"
    if violation.breach is Breach.MISSING:
        return _instead(violation.written_as, str(violation.key), having, posts)
    if violation.keyword == MISTYPED:
        return _instead(violation.key, str(violation.suggestion), having, posts)
    return violation.message


def _instead(written: str | None, usual: str, having: Mapping[str, int], posts: int) -> str:
    what = f"{named((usual,))}, which {having.get(usual, 0):,} of {posts:,} posts have"
    return f"no {what}" if written is None else f"{named((written,))} in place of {what}"


def _nearly_required(
    schema: Mapping[str, Json], having: Mapping[str, int], posts: int
) -> Iterator[tuple[str, int]]:
    described, required = schema.get("properties", {}), schema.get("required", [])
    for key, number in having.items():
        is_described = isinstance(described, dict) and key in described
        is_required = isinstance(required, list) and key in required
        if is_described and not is_required and number >= _NEARLY * posts:
            yield key, number
