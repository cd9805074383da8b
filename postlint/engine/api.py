"""The library's doors: lint a text, lint paths, fix a text."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import AnyStr

from postlint.engine.run import Run, check_paths, check_text
from postlint.engine.workspace import Settings
from postlint.errors import PostlintError
from postlint.model.findings import Diagnostic


def lint_text(
    text: str | bytes, path: str | os.PathLike[str], settings: Settings | None = None
) -> tuple[Diagnostic, ...]:
    """The diagnostics of one post in the order of its text.

    `path` is where the post stands, or would: it decides the configuration and where its images are
    looked for; the file itself is not read. Raises PostlintError for a configuration, rule name or
    schema that cannot be used, and RuntimeError where a rule crashed.
    """
    raw = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    return _diagnostics(check_text(raw, os.fspath(path), settings or Settings()))


def fix_text(
    text: AnyStr, path: str | os.PathLike[str], settings: Settings | None = None, *, unsafe: bool = False
) -> AnyStr:
    """The post with the fixes made of what is found in it: the safe ones, and the others too where `unsafe`.
    A fix that does not do what it promises, or more, is left out.

    `path` is as in `lint_text`, and raised is what it raises.
    """
    from postlint.engine.mending.rounds import Fixing  # what does not fix need not load it
    from postlint.engine.mending.run import mend_text

    raw = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    mending = mend_text(raw, os.fspath(path), settings or Settings(), Fixing(unsafe), checks_again=False)
    _diagnostics(mending.run)
    if mending.unwritten:
        raise PostlintError("\n".join(mending.unwritten))
    fixed = mending.posts[0].mended.raw if mending.posts else raw
    return fixed.decode("utf-8", "surrogateescape") if isinstance(text, str) else fixed


def lint_paths(
    paths: Iterable[str | os.PathLike[str]], settings: Settings | None = None
) -> tuple[Diagnostic, ...]:
    """The diagnostics of all posts that the paths mean, file by file in the order found.

    Raises what `lint_text` raises, and PostlintError for a path that is not there or a file that
    cannot be read.
    """
    return _diagnostics(check_paths([os.fspath(path) for path in paths], settings or Settings()))


def _diagnostics(run: Run) -> tuple[Diagnostic, ...]:
    if run.unreadable:
        raise PostlintError("\n".join(run.unreadable))
    if run.report.crashes:
        raise RuntimeError("; ".join(crash.said for crash in run.report.crashes))
    return tuple(run.report.diagnostics)
