"""The words that close a run for a person: what was checked, what was found, what went wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from postlint.model.findings import Severity, Silencer
from postlint.model.report import Report
from postlint.reporters.style import Style
from postlint.reporters.visible import visible


def summary(report: Report, files_checked: int, *, tried: Collection[bool] = ()) -> str:
    """One line such as `checked 12 files: 3 errors, 1 warning in 2 of them and 1 other file`. `tried` are the
    kinds of fixes, safe (True) or not, that this run has made where it could."""
    checked = f"checked {counted(files_checked, 'file')}"
    severities = [(report.count(severity), severity.value) for severity in Severity]
    found = ", ".join(counted(count, word) for count, word in severities if count)
    crashes = f"{counted(len(report.crashes), 'rule')} crashed" if report.crashes else ""
    if not files_checked and not found:
        return "checked no files"
    first = f"{found}{_where(report, files_checked)}" if found else crashes or "all good"
    rest = (_mendable(report, tried), crashes if found else "", _known(report))
    return "; ".join(filter(None, (f"{checked}: {first}", *rest)))


def _where(report: Report, files_checked: int) -> str:
    """In how many files something was found. One that only touches a file that was checked is not among
    those."""
    touched = [result.is_context for result in report.results if result.diagnostics]
    others = sum(touched)
    own = len(touched) - others
    places = [f"{own} of them" if files_checked > 1 else "it"] if own else []
    if others:
        places.append(counted(others, "other file"))
    elif files_checked == 1:
        return ""
    return f" in {' and '.join(places)}"


def remarks(report: Report, style: Style) -> Iterator[str]:
    """The notes of a run and the rules that crashed, one line each, safe to print."""
    ink = style.ink
    for note in report.notes:
        yield f"{ink.note}note{ink.off}: {visible(note)}"
    for crash in report.crashes:
        yield f"{ink.severity[Severity.ERROR]}error{ink.off}: {visible(crash.said)}"


def _known(report: Report) -> str:
    known = sum(each.by is Silencer.BASELINE for result in report.results for each in result.silenced)
    return f"{known} known from the baseline" if known else ""


def _mendable(report: Report, tried: Collection[bool]) -> str:
    kinds = [found.fix.safe for found in report.diagnostics if found.fix is not None]
    safe, unsafe = (0 if kind in tried else kinds.count(kind) for kind in (True, False))
    if safe and unsafe:
        return f"{safe} can be fixed with --fix, {unsafe} more with --fix --unsafe-fixes"
    if safe or unsafe:
        return f"{safe or unsafe} can be fixed with --fix{'' if safe else ' --unsafe-fixes'}"
    return ""


def counted(count: int, one: str, many: str = "") -> str:
    """`1 file`, `2 files`; `many` where an s is not enough."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"
