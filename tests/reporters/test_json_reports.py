"""The JSON formats keep to the schema that is published for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from postlint.model.findings import Diagnostic
from postlint.model.report import Crash, FileResult, Report
from postlint.model.text import Span
from postlint.reporters import REPORTERS
from postlint.reporters.statistics import statistics_json
from postlint.reporters.style import Style

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/report.schema.json").read_bytes())


def published(definition: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]})


def whole(report: Report) -> Any:
    return json.loads("\n".join(REPORTERS["json"](report, Style())))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_object_keeps_to_the_schema(report: Report) -> None:
    Draft202012Validator(SCHEMA).validate(whole(report))


def test_a_rule_that_crashed_on_all_posts_keeps_to_the_schema() -> None:
    shape = whole(Report((), site_crashes=(Crash("duplicate-post", None, "KeyError: 'a'"),)))
    Draft202012Validator(SCHEMA).validate(shape)
    assert shape["crashes"] == [{"rule": "duplicate-post", "path": None, "error": "KeyError: 'a'"}]


def test_an_empty_report_keeps_to_the_schema() -> None:
    Draft202012Validator(SCHEMA).validate(whole(Report(())))


def test_each_line_keeps_to_the_schema(report: Report) -> None:
    for line in REPORTERS["jsonl"](report, Style()):
        published("finding").validate(json.loads(line))


def test_statistics_keep_to_the_schema(report: Report) -> None:
    published("statistics").validate(json.loads("".join(statistics_json(report, Style()))))


@pytest.mark.parametrize(
    ("definition", "pick"),
    [
        ("finding", lambda shape: shape["findings"][0]),
        ("fix", lambda shape: shape["findings"][0]["fix"]),
        ("edit", lambda shape: shape["findings"][0]["fix"]["edits"][0]),
        ("related", lambda shape: shape["findings"][4]["related"][0]),
        ("crash", lambda shape: shape["crashes"][0]),
    ],
)
def test_every_field_is_documented(report: Report, definition: str, pick: Callable[[Any], Any]) -> None:
    assert list(pick(whole(report))) == list(SCHEMA["$defs"][definition]["properties"])


def test_the_object_holds_what_the_lines_hold(report: Report) -> None:
    lines = [json.loads(line) for line in REPORTERS["jsonl"](report, Style())]
    assert whole(report)["findings"] == lines
    assert len(lines) == 7


def test_counts_and_notes_are_told(report: Report) -> None:
    shape = whole(report)
    assert shape["files"] == 3
    assert shape["summary"] == {"error": 3, "warning": 3, "info": 1}
    assert shape["notes"] == ["2 files are no posts and were left out"]


def test_a_byte_that_is_no_utf_8_survives(make_finding: Callable[..., Diagnostic]) -> None:
    finding = make_finding("caf\udce9", Span(3, 4), "a byte \udce9", path="caf\udce9.md")
    (line,) = REPORTERS["jsonl"](Report((FileResult("caf\udce9.md", (finding,)),)), Style())
    assert line.isascii()
    assert json.loads(line)["path"] == "caf\udce9.md"
    assert json.loads(line)["message"] == "a byte \udce9"
