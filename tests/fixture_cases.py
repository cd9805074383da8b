"""Finds the fixture cases of the rules, runs them, and writes what was found as a sidecar."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from postlint.config.model import Selection
from postlint.engine.mending.rounds import Fixing
from postlint.engine.mending.run import MendedPost, mend_paths
from postlint.engine.run import Run, check_paths
from postlint.engine.workspace import Settings
from postlint.model.findings import Diagnostic, Place, PlacedFix
from postlint.model.report import Report
from postlint.model.text import Position
from postlint.registry import find_rule
from postlint.reporters.diff import patch
from postlint.reporters.style import Style

FIXTURES = Path(__file__).parent / "fixtures"
ENDINGS = (".md", ".markdown", ".mdx")
KINDS = ("bad", "good", "known")
TODAY = date(2026, 1, 1)

#: the rules that cases of rules about comments silence
SILENCED = ("TX701", "TX713", "DU605", "DU607")

#: cases with a fix that is not made, since an alias would repeat it elsewhere
KEPT_BACK = frozenset(
    f"{rule}/bad/repeated-by-alias"
    for rule in ("empty-value", "invisible-character", "smart-quote-delimiter")
)


@dataclass(frozen=True)
class Case:
    """One post, or one folder of posts with what surrounds them, and what the rule must say of it."""

    rule: str
    kind: str
    path: Path

    @property
    def id(self) -> str:
        name = self.path.name if self.path.is_dir() else self.path.stem
        return f"{self.rule}/{self.kind}/{name}"

    @property
    def folder(self) -> Path:
        """The root of the site that the case is."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def sidecar(self) -> Path:
        return self.path / "expected" if self.path.is_dir() else self.path.with_suffix(".expected")

    @property
    def fixed(self) -> Path:
        """What the post is with all fixes made; of a folder the changes, as a patch."""
        if self.path.is_dir():
            return self.path / "fixed.diff"
        return self.path.with_name(f"{self.path.stem}.fixed{self.path.suffix}")

    @property
    def settings(self) -> Path | None:
        """The `postlint.toml` of a folder."""
        file = self.path / "postlint.toml"
        return file if file.is_file() else None

    @property
    def posts(self) -> tuple[Path, ...]:
        if self.path.is_file():
            return (self.path,)
        return tuple(sorted(file for file in self.path.rglob("*") if file.suffix in ENDINGS))


@cache
def find_cases(*kinds: str) -> tuple[Case, ...]:
    """Every case of these kinds (all, when none is named), in the order of their ids.

    `fixtures/site` has no `bad`, `good` or `known`, and so no cases.
    """
    cases = [
        Case(entry.parts[-3], entry.parts[-2], entry)
        for entry in FIXTURES.glob("*/*/*")
        if entry.parts[-2] in (kinds or KINDS) and (entry.is_dir() or entry.suffix in ENDINGS)
        if not entry.stem.endswith(".fixed")
    ]
    return tuple(sorted(cases, key=lambda case: case.id))


def expected_in(case: Case) -> str:
    """What the sidecar says must be found; nothing for a case that needs none."""
    if case.kind == "bad" and not case.sidecar.exists():
        raise AssertionError("the sidecar is missing; write it with: python -m pytest --update-expected")
    return case.sidecar.read_text(encoding="utf-8") if case.sidecar.exists() else ""


def settings_of(case: Case) -> Settings:
    """The case's rule and no other; with rules about comments those whose silence the cases ask for."""
    rule = find_rule(case.rule)
    others = SILENCED if rule is not None and rule.close is not None else ()
    return Settings(
        today=TODAY,
        selection=Selection(select=(case.rule, *others)),
        config=case.settings,
        isolated=case.settings is None,
        root=case.folder,
    )


def found_in(case: Case) -> str:
    """What the case's rule, and no other, says of its posts, as a sidecar holds it."""
    return _sidecar(report_on(case.posts, settings_of(case)), case)


class Answer(NamedTuple):
    """What the case's rule says of its posts, as a sidecar holds it, and what it makes of its post, or the
    changes that it makes in a folder, as `Case.fixed` holds them; nothing where it makes none."""

    found: str
    fixed: bytes


def answer_to(case: Case) -> Answer:
    paths = [str(path) for path in case.posts]
    mending = mend_paths(paths, settings_of(case), Fixing(unsafe=True), writes=False)
    assert mending.unwritten == ()
    assert any(post.mended.kept for post in mending.posts) is (case.id in KEPT_BACK)
    changed = [post for post in mending.posts if post.mended.raw != post.raw]
    # what a baseline knows counts only when all has been found
    rule = find_rule(case.rule)
    is_of_baseline = rule is not None and rule.gone is not None
    report = report_on(case.posts, settings_of(case)) if is_of_baseline else _faultless(mending.run)
    return Answer(_sidecar(report, case), _fixed(changed, case))


def _fixed(changed: Sequence[MendedPost], case: Case) -> bytes:
    if not case.path.is_dir():
        return changed[0].mended.raw if changed else b""
    return b"".join(
        line
        for post in changed
        for line in patch(_inside(post.shown, case), post.raw, post.mended.raw, Style())
    )


def report_on(paths: Iterable[Path], settings: Settings) -> Report:
    """The report of a run in which everything could be read and no rule crashed."""
    return _faultless(check_paths([str(path) for path in paths], settings))


def _faultless(run: Run) -> Report:
    assert run.report.crashes == ()
    assert run.unreadable == ()
    return run.report


def _sidecar(report: Report, case: Case) -> str:
    of_rule = [found for found in report.diagnostics if found.name == case.rule]
    return "\n".join("".join(f"{line}\n" for line in _entry(found, case)) for found in of_rule)


def _entry(found: Diagnostic, case: Case) -> Iterator[str]:
    place = found.place
    path = f"{_inside(found.path, case)}:" if len(case.posts) > 1 else ""
    # only a severity that is not the rule's own is worth a word
    rule = find_rule(found.code)
    severity = "" if rule is not None and rule.severity is found.severity else f" ({found.severity})"
    yield f"{path}{_range(place.start, place.end)} {found.code}{severity} {_visible(found.message)}"
    yield from _line_with_carets(place)
    for related in found.related:
        other = "" if related.place.path == found.path else f"{_inside(related.place.path, case)}:"
        yield f"  also {other}{_range(related.place.start, related.place.end)} {_visible(related.message)}"
    if found.fix is not None:
        yield from _fix(found.fix)


def _inside(path: str, case: Case) -> str:
    return Path(path).relative_to(case.folder).as_posix()


def _line_with_carets(place: Place) -> Iterator[str]:
    line, first = place.excerpt
    start = place.start.column - first
    end = place.end.column - first if place.end.line == place.start.line else len(line)
    before, culprit, after = line[:start], line[start:end], line[end:]
    if line:
        yield f"  {_visible(before)}{_visible(culprit)}{_visible(after)}"
    yield f"  {' ' * len(_visible(before))}{'^' * max(1, len(_visible(culprit)))}"


def _fix(fix: PlacedFix) -> Iterator[str]:
    yield f"  fix ({'safe' if fix.safe else 'unsafe'}): {_visible(fix.title)}"
    for edit in fix.edits:
        replacement = json.dumps(edit.replacement, ensure_ascii=False)
        yield f"  {_range(edit.start, edit.end)} -> {_visible(replacement)}"


def _range(start: Position, end: Position) -> str:
    return f"{start.line}:{start.column}-{end.line}:{end.column}"


def _visible(text: str) -> str:
    """Escapes for what no reader of a diff can see: tabs, zero-width characters, broken bytes."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text
    )
