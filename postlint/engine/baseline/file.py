"""The file that holds a baseline, written so that git can merge it."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from postlint.engine.baseline.sifting import EMPTY, Baseline, Key
from postlint.errors import PostlintError
from postlint.model.known import KnownFinding
from postlint.model.text import Span

#: raised when files of this version could not be read any more
_VERSION = 1

_CONFLICT_MARK = "<<<<<<<"
_CONFLICT = "a merge conflict; keep the lines of both sides, and then `postlint baseline --update`"
_NO_BASELINE = "no baseline that can be read; delete it, and `postlint baseline` writes it anew"


def read_baseline(file: Path) -> Baseline:
    """The baseline in a file; an empty one where there is none. Raises PostlintError for what is none."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return EMPTY
    except (OSError, UnicodeDecodeError) as error:
        raise PostlintError(f"cannot read {file}: {getattr(error, 'strerror', '') or error}") from error
    try:
        head, *entries = json.loads(text)
        if head["postlint-baseline"] != _VERSION:
            raise PostlintError(f"{file}: a baseline of another version of postlint")
        return Baseline(*_columns(entries))
    except json.JSONDecodeError as error:
        why = _CONFLICT if _CONFLICT_MARK in text else _NO_BASELINE
        raise PostlintError(f"{file}:{error.lineno}: {why}") from error
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise PostlintError(f"{file}: {_NO_BASELINE}") from error


def _columns(entries: Iterable[Mapping[str, object]]) -> tuple[dict[Key, int], dict[Key, str]]:
    counts: dict[Key, int] = {}
    says: dict[Key, str] = {}
    for entry in entries:
        key = Key(str(entry["path"]), str(entry["rule"]), str(entry["mark"]))
        count = entry["count"]
        if not isinstance(count, int):
            raise TypeError
        # two branches that were merged may have the same entry
        counts[key] = max(count, counts.get(key, 0))
        says[key] = str(entry.get("says", ""))
    return counts, says


def entries_in(text: str, counts: Mapping[Key, int]) -> Iterator[KnownFinding]:
    """The entries of these findings in the text of a baseline, with how many of each are meant. An entry that
    is not on a line of its own is not found."""
    start = 0
    for line in text.split("\n"):
        entry = line.strip().removeprefix(",")
        for key in _keys_in(entry):
            if key in counts:
                first = start + line.index(entry)
                yield KnownFinding(Span(first, first + len(entry)), key.path, key.code, counts[key])
        start += len(line) + 1


def _keys_in(line: str) -> Collection[Key]:
    if '"mark"' not in line:
        return ()
    try:
        return _columns([json.loads(line)])[0]
    except (TypeError, ValueError, KeyError, AttributeError):  # somebody has written it otherwise
        return ()


def write_baseline(file: Path, baseline: Baseline) -> None:
    """Write a baseline, each entry on a line of its own that no other line changes: so git can merge it.

    Raises PostlintError where the file cannot be written.
    """
    lines = [json.dumps({"postlint-baseline": _VERSION}), *_entries(baseline)]
    raw = ("[\n " + "\n,".join(lines) + "\n]\n").encode("utf-8", "backslashreplace")
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(raw)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise PostlintError(f"cannot write {file}: {error.strerror or error}") from error


def _entries(baseline: Baseline) -> Iterator[str]:
    for key in sorted(baseline.counts):
        path, code, mark = key
        says = baseline.says.get(key, "")
        entry = {"path": path, "rule": code, "mark": mark, "count": baseline.counts[key], "says": says}
        # a byte that is no UTF-8 is written as an escape (PEP 383), which JSON has for it too
        yield json.dumps(entry, ensure_ascii=False)
