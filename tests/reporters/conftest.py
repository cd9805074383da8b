"""A hand-made report that every format must be able to show. Its rules are invented, so that what the true
ones say of themselves changes nothing here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from postlint.model.findings import (
    Diagnostic,
    Edit,
    Fix,
    Place,
    PlacedEdit,
    PlacedFix,
    RelatedPlace,
    Severity,
    Silenced,
    Silencer,
)
from postlint.model.report import Crash, FileResult, Report
from postlint.model.text import LineIndex, Span

Diagnose: TypeAlias = Callable[..., Diagnostic]

FERRY_PATH = "_posts/2025-02-28-ferry.md"
FERRY = """\
---
title: "Update: Ferry to the island stays in port"
date: 2025-02-30
image: images/ferry.png
---

Let's dive into the details: the ferry will not sail this week.

It is not known how long the repair will take or what it will cost.

The engine costs Â£89m, the council says.

It's not known how long the repair will take or what it will cost.
"""

HARBOUR_PATH = "_posts/2025-03-01-港.md"
HARBOUR = """\
---
title: 港の新しい船
---

見て👩‍👩‍👧 the “Hoffnung”:\tarrives\x1b[31m
tomorrow
at noon.
"""


def place(path: str, text: str, span: Span) -> Place:
    lines = LineIndex(text)
    start = lines.position(span.start)
    return Place(path, start, lines.position(span.end), lines.excerpt(start))


def placed_fix(text: str, fix: Fix) -> PlacedFix:
    lines = LineIndex(text)
    edits = (
        PlacedEdit(lines.position(e.span.start), lines.position(e.span.end), e.replacement, e.span)
        for e in fix.edits
    )
    return PlacedFix(fix.title, fix.safe, tuple(edits), fix.drops_bom)


def diagnose(
    text: str,
    span: Span,
    message: str = "something is wrong",
    *,
    path: str = "post.md",
    rule: str = "TX701 filler-phrase",
    severity: Severity = Severity.WARNING,
    fix: Fix | None = None,
    related: tuple[RelatedPlace, ...] = (),
) -> Diagnostic:
    """A finding as the engine would make it, at `span` of `text`."""
    code, name = rule.split()
    return Diagnostic(
        place=place(path, text, span),
        code=code,
        name=name,
        severity=severity,
        message=message,
        span=span,
        fix=None if fix is None else placed_fix(text, fix),
        related=related,
    )


def span_of(text: str, part: str) -> Span:
    """Where `part` stands in `text`, which must hold it exactly once."""
    before, _, after = text.partition(part)
    assert part not in after
    return Span(len(before), len(before) + len(part))


def ferry_findings() -> tuple[Diagnostic, ...]:
    def found(
        part: str,
        message: str,
        rule: str,
        severity: Severity,
        fix: Fix | None = None,
        related: tuple[RelatedPlace, ...] = (),
    ) -> Diagnostic:
        span = span_of(FERRY, part)
        return diagnose(
            FERRY, span, message, path=FERRY_PATH, rule=rule, severity=severity, fix=fix, related=related
        )

    prefix, mangled = span_of(FERRY, "Update: "), span_of(FERRY, "Â£")
    fence = Span(FERRY.index("---\n\n"), FERRY.index("---\n\n"))
    twin = "It is not known how long the repair will take or what it will cost."
    first = place(FERRY_PATH, FERRY, span_of(FERRY, twin))
    return (
        found(
            "Update:",
            "title prefix “Update:”",
            "ZZ703 title-prefix",
            Severity.WARNING,
            fix=Fix("drop “Update:”", (Edit(prefix, ""),), safe=False),
        ),
        found("2025-02-30", "no such day: 2025-02-30", "ZZ201 impossible-date", Severity.ERROR),
        diagnose(
            FERRY,
            Span(fence.start, fence.start + 3),
            "required field “excerpt” is missing",
            path=FERRY_PATH,
            rule="ZZ301 missing-field",
            severity=Severity.ERROR,
            fix=Fix("add “excerpt”", (Edit(fence, 'excerpt: ""\n'),), safe=False),
        ),
        found(
            "Â£",
            "“Â£” is “£” in UTF-8 read as Windows-1252",
            "ZZ501 mojibake",
            Severity.ERROR,
            fix=Fix("write “£”", (Edit(mangled, "£"),), safe=True),
        ),
        found(
            twin.replace("It is", "It's"),
            "nearly the same paragraph as in line 9",
            "ZZ602 near-duplicate",
            Severity.WARNING,
            related=(RelatedPlace(first, "the first is here"),),
        ),
    )


def harbour_findings() -> tuple[Diagnostic, ...]:
    span = Span(HARBOUR.index("arrives"), HARBOUR.index("noon"))
    title = span_of(HARBOUR, "港の新しい船")
    twin = place(FERRY_PATH, FERRY, span_of(FERRY, "Ferry to the island stays in port"))
    return (
        diagnose(
            HARBOUR,
            title,
            "the same title as another post",
            path=HARBOUR_PATH,
            rule="ZZ603 same-title",
            severity=Severity.WARNING,
            related=(RelatedPlace(twin, "the other title is here"),),
        ),
        diagnose(
            HARBOUR,
            span,
            "100% sure: “arrives\x1b[31m”, maybe",
            path=HARBOUR_PATH,
            rule="ZZ704 empty-claim",
            severity=Severity.INFO,
        ),
    )


def silenced_findings() -> tuple[Silenced, ...]:
    place = span_of(FERRY, "this week")
    found = diagnose(FERRY, place, "which week?", path=FERRY_PATH, rule="ZZ709 vague-time")
    return (Silenced(found, Silencer.COMMENT, "said so"), Silenced(found, Silencer.BASELINE))


@pytest.fixture
def report() -> Report:
    return Report(
        results=(
            FileResult(FERRY_PATH, ferry_findings(), silenced=silenced_findings()),
            FileResult("_posts/2025-02-28-clean.md"),
            FileResult(
                HARBOUR_PATH,
                harbour_findings(),
                (Crash("broken-rule", HARBOUR_PATH, "ZeroDivisionError: division by zero"),),
            ),
        ),
        notes=("2 files are no posts and were left out",),
    )


@pytest.fixture
def make_finding() -> Diagnose:
    return diagnose


@pytest.fixture
def matches_snapshot(update_expected: bool) -> Callable[[str, list[str]], bool]:
    """Compares lines with `snapshots/<name>.txt`; `--update-expected` writes them there instead."""

    def matches(name: str, lines: list[str]) -> bool:
        snapshot = Path(__file__).parent / "snapshots" / f"{name}.txt"
        shown = "".join(f"{line}\n" for line in lines)
        if update_expected:
            snapshot.write_bytes(shown.encode())
        assert shown == snapshot.read_bytes().decode()
        return True

    return matches
