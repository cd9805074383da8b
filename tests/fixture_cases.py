"""Finds the fixture cases of the rules, runs them, and writes what was found as a sidecar."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from postlint.model.findings import Diagnostic, Place, PlacedFix
from postlint.model.text import Position

FIXTURES = Path(__file__).parent / "fixtures"
ENDINGS = (".md", ".markdown", ".mdx")
KINDS = ("bad", "good", "known")


@dataclass(frozen=True)
class Case:
    """One post, or one folder of posts with what surrounds them, and what the rule must say of it."""

    rule: str
    kind: str
    path: Path

    @property
    def id(self) -> str:
        return f"{self.rule}/{self.kind}/{self.path.stem}"

    @property
    def sidecar(self) -> Path:
        return self.path / "expected" if self.path.is_dir() else self.path.with_suffix(".expected")

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


def find_cases(*kinds: str) -> list[Case]:
    """Every case of these kinds (all, when none is named), in the order of their ids.

    `fixtures/site` has no `bad`, `good` or `known`, and so no cases.
    """
    cases = [
        Case(entry.parts[-3], entry.parts[-2], entry)
        for entry in FIXTURES.glob("*/*/*")
        if entry.parts[-2] in (kinds or KINDS) and (entry.is_dir() or entry.suffix in ENDINGS)
    ]
    return sorted(cases, key=lambda case: case.id)


def in_words(found: Iterable[Diagnostic], *, with_path: bool) -> str:
    """The findings as a sidecar holds them; nothing for none."""
    return "\n".join("\n".join([*_entry(one, with_path=with_path), ""]) for one in found)


def _entry(found: Diagnostic, *, with_path: bool) -> Iterator[str]:
    path = f"{found.path}:" if with_path else ""
    place = found.place
    yield f"{path}{_range(place.start, place.end)} {found.code} {_visible(found.message)}"
    yield from _line_with_carets(place)
    for related in found.related:
        path = f"{related.place.path}:" if related.place.path != found.path else ""
        yield f"  also {path}{_range(related.place.start, related.place.end)} {related.message}"
    if found.fix is not None:
        yield from _fix(found.fix)


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
