"""A generated site has the faults that it is said to have, and no others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from generate_site import ROUND, RULES, Fault, Planted, generate, written

from postlint.config.model import Selection
from postlint.engine.run import check_paths
from postlint.engine.workspace import Settings
from postlint.model.findings import Diagnostic
from postlint.registry import all_rules

KNOWN = {rule.code for rule in all_rules()} & set(RULES.values())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    generate(folder, ROUND)
    return folder


@pytest.fixture(scope="module")
def planted(site: Path) -> list[Planted]:
    return [Planted(**each) for each in json.loads((site / "planted.json").read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def found(site: Path) -> list[Diagnostic]:
    selection = Selection(select=tuple(sorted(KNOWN)))
    settings = Settings(today=date(2026, 1, 1), selection=selection, isolated=True)
    return list(check_paths([str(site)], settings).report.diagnostics)


def places(site: Path, found: list[Diagnostic], code: str) -> Iterator[tuple[str, int]]:
    for each in found:
        if each.code == code:
            yield Path(each.place.path).relative_to(site).as_posix(), each.place.start.line


def test_each_fault_is_planted_once_in_a_round(planted: list[Planted]) -> None:
    assert [each.fault for each in planted] == list(Fault)


@pytest.mark.parametrize("code", sorted(KNOWN))
def test_faults_are_found_where_they_are_planted(
    site: Path, planted: list[Planted], found: list[Diagnostic], code: str
) -> None:
    """And nowhere else. What repeats another post may be found in either of the two."""
    [fault] = [each for each in planted if each.code == code]
    here = set(places(site, found, code))
    if fault.like:
        assert here
        assert {path for path, _ in here} <= {fault.path, fault.like}
    else:
        assert {(path, line if fault.line else 0) for path, line in here} == {(fault.path, fault.line)}


def test_a_larger_site_begins_with_the_smaller_one(site: Path, tmp_path: Path) -> None:
    generate(tmp_path, 10)
    generate(tmp_path, ROUND, first=10)
    files = sorted(file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(site) for file in site.rglob("*") if file.is_file())
    for file in files:
        assert (tmp_path / file).read_bytes() == (site / file).read_bytes()


def test_a_seed_gives_a_site_of_its_own() -> None:
    assert written(0, seed=1) != written(0, seed=2)
