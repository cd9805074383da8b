"""A whole news site, checked as its owner would: every fault is found, and nothing else."""

from __future__ import annotations

from fixture_cases import FIXTURES, TODAY, report_on

from postlint.engine.workspace import Settings

SITE = FIXTURES / "site"
SIDECAR = FIXTURES / "site.expected"


def test_site(*, update_expected: bool) -> None:
    report = report_on([SITE], Settings(today=TODAY))
    found = "".join(
        f"{one.path.removeprefix(f'{SITE}/')}:{one.place.start.line}:{one.place.start.column} {one.code}\n"
        for one in report.diagnostics
    )
    if update_expected:
        SIDECAR.write_text(found, encoding="utf-8", newline="\n")
    assert found == SIDECAR.read_text(encoding="utf-8")
