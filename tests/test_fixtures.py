"""Every case in `fixtures/<rule>/{bad,good,known}/` yields what stands beside it, or nothing."""

from __future__ import annotations

import pytest
from fixture_cases import Case, expected_in, find_cases, fixed_in, found_in

CASES = find_cases()
WRONG_TODAY = pytest.mark.xfail(reason="a known wrong answer; once it is right, move it to bad/ or good/")


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.id, marks=[WRONG_TODAY] if case.kind == "known" else []) for case in CASES],
)
def test_case(case: Case, *, update_expected: bool) -> None:
    found = found_in(case)
    if update_expected and case.kind == "bad":
        case.sidecar.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected_in(case)
    if case.kind == "bad":
        assert found, "nothing is found here: move the case to good/"
    if case.kind == "good":
        assert not case.sidecar.exists(), "nothing may be found here, and so no sidecar is needed"


@pytest.mark.parametrize("case", find_cases("bad"), ids=lambda case: case.id)
def test_fixes(case: Case, *, update_expected: bool) -> None:
    fixed = fixed_in(case)
    if update_expected:
        if fixed:
            case.fixed.write_bytes(fixed)
        else:
            case.fixed.unlink(missing_ok=True)
    assert fixed == (case.fixed.read_bytes() if case.fixed.exists() else b"")


def test_case_names_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert ids == sorted(set(ids))
