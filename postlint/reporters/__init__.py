"""The output formats by name: each turns a report into lines and loads only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TypeAlias

from postlint.model.report import Report
from postlint.reporters.style import Style

#: lines without their line break, in the order they are to be written; nothing is printed
Render: TypeAlias = Callable[[Report, Style], Iterator[str]]


def _from_module(name: str) -> Render:
    def render(report: Report, style: Style) -> Iterator[str]:
        lines: Iterator[str] = import_module(f"postlint.reporters.{name}").render(report, style)
        return lines

    return render


REPORTERS: Mapping[str, Render] = {
    "full": _from_module("full"),
    "concise": _from_module("concise"),
    "json": _from_module("json_object"),
    "jsonl": _from_module("json_lines"),
    "github": _from_module("github"),
    "sarif": _from_module("sarif"),
    "github-sarif": _from_module("sarif_for_github"),
    "gitlab": _from_module("gitlab"),
    "junit": _from_module("junit"),
    "checkstyle": _from_module("checkstyle"),
    "rdjson": _from_module("rdjson"),
    "azure": _from_module("azure"),
    "markdown": _from_module("markdown"),
}
