"""The key paths that a schema marks as images."""

from __future__ import annotations

from typing import Any

import pytest

MARK = {"type": "string", "format": "postlint-image"}


@pytest.mark.parametrize(
    ("schema", "values", "paths"),
    [
        ({"properties": {"image": MARK}}, {"image": "a.png", "other": "b.png"}, [("image",)]),
        ({"properties": {"image": MARK}}, {"image": 5}, []),
        ({"properties": {"image": MARK}}, {"image": " "}, []),
        ({"properties": {"image": MARK}}, {}, []),
        (
            {"properties": {"images": {"items": {"properties": {"src": MARK}}}}},
            {"images": [{"src": "a.png"}, {"alt": "b"}, {"src": "c.png"}]},
            [("images", 0, "src"), ("images", 2, "src")],
        ),
        (
            {"properties": {"pair": {"prefixItems": [True, MARK], "items": MARK}}},
            {"pair": ["a", "b", "c"]},
            [("pair", 1), ("pair", 2)],
        ),
        (
            {
                "$schema": "http://json-schema.org/draft-07/schema#",
                "properties": {"pair": {"items": [{}, MARK]}},
            },
            {"pair": ["a", "b", "c"]},
            [("pair", 1)],
        ),
        (
            {"properties": {"image": {"$ref": "#/$defs/i"}}, "$defs": {"i": MARK}},
            {"image": "a"},
            [("image",)],
        ),
        ({"allOf": [{"properties": {"image": MARK}}]}, {"image": "a"}, [("image",)]),
        (
            {"properties": {"image": {"anyOf": [MARK, {"properties": {"src": MARK}}]}}},
            {"image": {"src": "a"}},
            [("image", "src")],
        ),
        (
            {"properties": {"image": MARK, "next": {"$ref": "#"}}},
            {"next": {"next": {"image": "a"}}},
            [("next", "next", "image")],
        ),
        ({"properties": {"image": {"description": "postlint-image"}}}, {"image": "a"}, []),
    ],
)
def test_marked_paths(judge: Any, schema: Any, values: Any, paths: Any) -> None:
    assert list(judge(schema, values).image_paths) == paths
