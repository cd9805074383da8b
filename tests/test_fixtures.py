"""Every case in `fixtures/<rule>/{bad,good,known}/` yields what stands beside it, or nothing."""

from __future__ import annotations

import pytest
from fixture_cases import Answer, Case, answer_to, expected_in, find_cases

CASES = find_cases()
WRONG_TODAY = pytest.mark.xfail(reason="a known wrong answer; once it is right, move it to bad/ or good/")


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.id, marks=[WRONG_TODAY] if case.kind == "known" else []) for case in CASES],
)
def test_case(case: Case, *, update_expected: bool) -> None:
    answer = answer_to(case)
    if update_expected and case.kind == "bad":
        update(case, answer)
    assert answer.found == expected_in(case)
    assert answer.fixed == (case.fixed.read_bytes() if case.fixed.exists() else b"")
    if case.kind == "bad":
        assert answer.found, "nothing is found here: move the case to good/"
    if case.kind == "good":
        assert not case.sidecar.exists(), "nothing may be found here, and so no sidecar is needed"


def update(case: Case, answer: Answer) -> None:
    case.sidecar.write_text(answer.found, encoding="utf-8", newline="\n")
    if answer.fixed:
        case.fixed.write_bytes(answer.fixed)
    else:
        case.fixed.unlink(missing_ok=True)


def test_case_names_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert ids == sorted(set(ids))
