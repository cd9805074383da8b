"""What schema comes of which front matter, and which posts it leaves out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schema.conftest import Judge

from postlint.model.values import Json
from postlint.schema.inferring.infer import infer_schema
from postlint.schema.inferring.layout import schema_lines
from postlint.schema.inferring.records import Inferred, Limits, Sample

TOWNS = ("Ashford", "Brookdale", "Castleton", "Dalewick", "Eastmere", "Fairholm", "Glenwood", "Hartford")


def samples(all_values: Sequence[dict[str, Json]]) -> list[Sample]:
    return [Sample(f"{number}.md", values) for number, values in enumerate(all_values)]


def infer(all_values: Sequence[dict[str, Json]], limits: Limits | None = None) -> Inferred:
    return infer_schema(samples(all_values), limits or Limits())


def field(values: Sequence[Json], name: str = "field") -> Any:
    """The schema of a field that has these values, one in each post."""
    properties: Any = infer([{name: value} for value in values]).schema["properties"]
    return properties[name]


def told(inferred: Inferred) -> list[tuple[str, str]]:
    return [(outlier.path, outlier.violation.message) for outlier in inferred.outliers]


def test_what_nearly_all_posts_have_is_required() -> None:
    inferred = infer([{"title": "a", "author": "Ann"}] * 417 + [{"title": "a"}] * 3)
    assert inferred.schema["required"] == ["title", "author"]
    assert told(inferred) == [
        (f"{number}.md", "no `author`, which 417 of 420 posts have") for number in (417, 418, 419)
    ]
    assert (inferred.fitting, inferred.posts) == (417, 420)


def test_what_the_configuration_gives_is_not_missing() -> None:
    given_layout = [Sample(f"{n}.md", {"title": "a"}, frozenset({"layout"})) for n in range(10)]
    inferred = infer_schema([*samples([{"title": "a", "layout": "post"}] * 10), *given_layout], Limits())
    assert inferred.schema["required"] == ["title", "layout"]
    assert inferred.fitting == inferred.posts
    assert inferred.outliers == ()


def test_a_rare_type_does_not_widen() -> None:
    inferred = infer([{"tags": ["a"]}] * 99 + [{"tags": "a, b"}])
    assert inferred.schema["properties"]["tags"]["type"] == "array"  # type: ignore[index, call-overload]
    assert told(inferred) == [("99.md", "`tags` is the text “a, b”, expected a list; 99 of 100 posts fit")]


@pytest.mark.parametrize(
    ("values", "types"),
    [
        (["a", None], ["string", "null"]),
        ([1, 2], "integer"),
        ([1, 2.5], "number"),
        ([1, 2.0], "integer"),
        ([True, "a", ["a"]], ["string", "boolean", "array"]),
        ([{}], "object"),
    ],
)
def test_types(values: list[Json], types: Json) -> None:
    assert field(values * 10)["type"] == types


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2025-01-02", "2025-03-04"], "date"),
        (["2025-01-02T10:00:00Z", "2025-03-04 10:00:00+01:00"], "date-time"),
        (["2025-01-02", "2025-03-04 10:00", "5 May 2024"], "postlint-date"),
        (["https://example.org/a", "http://example.org"], "uri"),
        (["/about/", "https://example.org/a"], "uri-reference"),
        (["ann@example.org", "bob@example.org"], "email"),
        (["boat.jpg", "/img/mill.PNG?x=1", "https://example.org/a.webp"], "postlint-image"),
        (["urn", "14d0c552-29db-480e-80c1-7ea89d6d8e9c"], None),
        (["note: a", "std::move"], None),
        (["1.0", "2.5"], None),
        (["12:30", "2024"], None),
    ],
)
def test_formats(texts: list[Json], expected: str | None) -> None:
    assert field(texts * 10).get("format") == expected


def test_two_dates_do_not_show_that_there_is_never_a_time() -> None:
    assert field(["2025-01-02", "2025-03-04"])["format"] == "postlint-date"


def test_a_format_that_few_break() -> None:
    inferred = infer([{"date": f"2025-01-{day:02}"} for day in range(1, 29)] * 4 + [{"date": "soon"}])
    [(path, message)] = told(inferred)
    assert path == "112.md"
    assert message == "`date` “soon” is not a date such as “2025-11-05”; 112 of 113 posts fit"


def test_pictures_that_lie_nobody_knows_where_are_no_images() -> None:
    lost = [Sample(f"{n}.md", {"image": "boat.jpg"}, lost=frozenset({"boat.jpg"})) for n in range(10)]
    properties: Any = infer_schema(lost, Limits()).schema["properties"]
    assert "format" not in properties["image"]


NEWS = ["News", "Sport", "Culture"]


@pytest.mark.parametrize(
    ("values", "name", "expected"),
    [
        (NEWS * 20, "category", ["Culture", "News", "Sport"]),
        ([*NEWS, "News"] * 20, "category", ["Culture", "News", "Sport"]),
        ([*NEWS * 20, *[None] * 20], "category", [*sorted(NEWS), None]),
        # too few posts, too many values, values that come but once
        (NEWS * 5, "category", None),
        ([f"value {n}" for n in range(15)] * 20, "category", None),
        ([*NEWS * 10, "Weather", "Letters"], "category", None),
        # one value shows a vocabulary only where it was chosen very often
        (["post"] * 40, "layout", None),
        (["post"] * 60, "layout", ["post"]),
        # new ones come every day
        (NEWS * 20, "author", None),
        (NEWS * 20, "ms.author", None),
        (NEWS * 20, "photographerName", None),
        (NEWS * 20, "title", None),
        ([1, 2] * 40, "rating", None),
    ],
)
def test_small_vocabularies(values: list[Json], name: str, expected: list[Json] | None) -> None:
    assert field(values, name).get("enum") == expected


@pytest.mark.parametrize("slip", ["news", "Nwes"])
def test_a_slip_is_no_value_of_a_vocabulary(slip: str) -> None:
    inferred = infer([{"category": value} for value in [*NEWS * 40, slip]])
    [(path, message)] = told(inferred)
    assert path == "120.md"
    assert message.startswith(f"`category` “{slip}” is not one of “Culture”, “News”, “Sport”")


def test_a_rare_value_that_is_no_slip_is_one_of_the_vocabulary() -> None:
    assert field([*NEWS * 40, "Weather"], "category")["enum"] == ["Culture", "News", "Sport", "Weather"]


def test_a_text_that_is_far_too_long() -> None:
    titles = [f"{town} opens its {number}th harbour" for town in TOWNS for number in range(8)]
    inferred = infer([{"title": title} for title in [*titles, "very " * 100 + "long"]], Limits(0.9))
    properties: Any = inferred.schema["properties"]
    assert 40 < properties["title"]["maxLength"] < 150
    [(path, message)] = told(inferred)
    assert path == "64.md"
    assert "`title` has 504 characters, expected at most" in message


def test_lengths_of_words_and_names_say_nothing() -> None:
    for name, values in (
        ("slug", [f"boat-{n}" for n in range(40)]),
        ("author", [f"Ann {n}" for n in range(40)]),
    ):
        assert field(values, name) == {"type": "string"}


def test_lists_and_mappings() -> None:
    pictures = [{"src": f"{n}.png", "alt": f"Boat {n}"} for n in range(3)]
    posts: list[dict[str, Json]] = [
        {"tags": ["a", str(number)], "gallery": list(pictures), "cover": {"image": "a.jpg", "wide": True}}
        for number in range(10)
    ]
    assert infer(posts).schema["properties"] == {
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "gallery": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["src", "alt"],
                "properties": {
                    "src": {"type": "string", "format": "postlint-image"},
                    "alt": {"type": "string"},
                },
            },
            "uniqueItems": True,
        },
        "cover": {
            "type": "object",
            "required": ["image", "wide"],
            "properties": {
                "image": {"type": "string", "format": "postlint-image"},
                "wide": {"type": "boolean"},
            },
        },
    }


def test_lists_that_repeat_items() -> None:
    assert "uniqueItems" not in field([["a", "A"], ["a", "b"]] * 10)


def test_a_field_that_is_always_there_and_often_empty() -> None:
    for empty, more in (("", {"minLength": 0}), ([], {"minItems": 0}), (None, {})):
        inferred = infer([{"title": "a", "lead": value} for value in ["b", empty] * 20])
        properties: Any = inferred.schema["properties"]
        assert inferred.schema["required"] == ["title", "lead"]
        assert more.items() <= properties["lead"].items()
        assert inferred.fitting == 40


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("Date", "`Date` in place of `date`, which 99 of 100 posts have"),
        ("dtae", "`dtae` in place of `date`, which 99 of 100 posts have"),
    ],
)
def test_a_mistyped_key_of_a_required_field(key: str, message: str) -> None:
    inferred = infer([{"date": "2025-01-02"}] * 99 + [{key: "2025-01-02"}])
    assert told(inferred) == [("99.md", message)]
    assert inferred.schema["required"] == ["date"]
    assert [*inferred.schema["properties"]] == ["date"]  # type: ignore[misc, union-attr]


def test_a_mistyped_key_of_a_field_that_is_not_required() -> None:
    inferred = infer(
        [{"title": "a"}] * 100
        + [{"title": "a", "subtitle": "b"}] * 50
        + [{"title": "a", "subtitel": "b"}] * 3
    )
    assert told(inferred) == [
        (f"{n}.md", "`subtitel` in place of `subtitle`, which 50 of 153 posts have") for n in (150, 151, 152)
    ]
    assert inferred.fitting == 153


def test_words_that_are_like_each_other() -> None:
    inferred = infer([{"image": "a.jpg"}] * 100 + [{"image": "a.jpg", "images": ["b.jpg"]}] * 3)
    assert inferred.outliers == ()
    assert "images" in inferred.schema["properties"]  # type: ignore[operator]


def test_rare_outliers_come_first() -> None:
    posts: list[dict[str, Json]] = [{"title": "a", "date": "2025-01-02"} for _ in range(200)]
    posts[3] = posts[4] = {"date": "2025-01-02"}
    posts[5] = {"title": "a"}
    assert [path for path, _ in told(infer(posts))] == ["5.md", "3.md", "4.md"]


def test_demands_are_dropped_until_enough_posts_fit() -> None:
    fields = [f"f{number}" for number in range(10)]
    posts: list[dict[str, Json]] = [dict.fromkeys(fields, "a") for _ in range(100)]
    for number, name in enumerate(fields):
        del posts[number][name]
    inferred = infer(posts)
    assert inferred.fitting >= 98
    assert len(inferred.schema["required"]) == 2  # type: ignore[arg-type]


def test_what_is_asked_of_lists_is_dropped_too() -> None:
    posts: list[dict[str, Json]] = [{"title": "a", "tags": ["a", "a"]}] * 5
    posts += [{"title": "a", "tags": []}] * 5 + [{}] * 4
    inferred = infer(posts, Limits(0.5))
    assert inferred.fitting >= 7


@pytest.mark.parametrize(("share", "required"), [(0.9, ["title", "author"]), (0.98, ["title"])])
def test_the_required_share(share: float, required: list[str]) -> None:
    posts: list[dict[str, Json]] = [{"title": "a", "author": "Ann"}] * 19 + [{"title": "a"}]
    inferred = infer(posts, Limits(share))
    assert inferred.schema["required"] == required
    assert inferred.nearly_required == (() if "author" in required else (("author", 19),))


@pytest.mark.parametrize(
    ("least", "fields"), [(1, ["title", "lead", "rare"]), (2, ["title", "lead"]), (3, ["title"])]
)
def test_fields_of_few_posts(least: int, fields: list[str]) -> None:
    posts: list[dict[str, Json]] = [{"title": "a"}] * 7 + [{"title": "a", "lead": "b"}] * 2
    properties: Any = infer([*posts, {"title": "a", "rare": "c"}], Limits(posts=least)).schema["properties"]
    assert [*properties] == fields


def test_one_post_is_enough() -> None:
    assert infer([{"title": "a"}]).schema["required"] == ["title"]


def test_empty_front_matter() -> None:
    inferred = infer([{}])
    assert inferred.schema["type"] == "object"
    assert inferred.fitting == 1


def test_fields_stand_in_the_order_of_the_posts_the_required_ones_first() -> None:
    posts: list[dict[str, Json]] = [{"layout": "a", "lead": "b", "title": "c", "date": "d"}] * 9
    posts.append({"layout": "a", "title": "c", "date": "d"})
    properties: Any = infer(posts).schema["properties"]
    assert [*properties] == ["layout", "title", "date", "lead"]


def test_a_schema_that_a_post_names_is_no_field() -> None:
    assert "properties" not in infer([{"$schema": "post"}] * 5).schema


def test_the_lines_of_a_schema_are_its_json() -> None:
    schema = infer(
        [{"title": f"Boat {n}", "tags": ["a"], "cover": {"image": "a.jpg"}} for n in range(9)]
    ).schema
    lines = schema_lines(schema)
    assert json.loads("\n".join(lines)) == schema
    assert '    "title": {"type": "string"},' in lines
    assert max(map(len, lines)) <= 100


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([0.5, 1.0]),
    st.sampled_from(["", "a", "A", "News", "news", "2025-01-02", "https://example.org", "boat.jpg", "a b"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
FRONT_MATTER = st.dictionaries(
    st.sampled_from(["title", "Title", "date", "tags", "$schema"]), VALUES, max_size=4
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(FRONT_MATTER, min_size=1, max_size=6),
    times=st.lists(st.integers(1, 40), min_size=6, max_size=6),
    share=st.sampled_from([0.5, 0.9, 0.98, 1.0]),
)
def test_at_least_the_share_that_is_claimed_is_valid(
    judge: Judge, kinds: list[dict[str, Json]], times: list[int], share: float
) -> None:
    posts = [values for values, number in zip(kinds, times, strict=False) for _ in range(number)]
    inferred = infer(posts, Limits(share))
    invalid = [bool(judge(inferred.schema, values).violations) for values in kinds]
    valid = sum(number for number, is_bad in zip(times, invalid, strict=False) if not is_bad)
    assert inferred.fitting == valid
    assert inferred.fitting >= share * len(posts) - 1e-6
    assert infer(posts, Limits(share)) == inferred
