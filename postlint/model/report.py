"""The outcome of a run, as the reporters get it."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Diagnostic, Severity, Silenced
from postlint.model.records import NamedTuple


class Crash(NamedTuple):
    """A rule that raised; the others still ran. `path` is the post's, None where it raised on all posts
    together."""

    rule: str
    path: str | None
    error: str

    @property
    def said(self) -> str:
        """What a person should read of it."""
        return f"rule {self.rule} crashed on {self.path or 'the posts of the site'}: {self.error}"


class FileResult(NamedTuple):
    """What one file gave: its diagnostics in the order of the text.

    `unknown_images` counts the images whose address is only known when the site is built. `is_context`:
    the user did not name the file, and what is said of it touches one that was named. `silenced` are the
    findings that nobody wants to hear of, for formats that list them all the same.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    crashes: tuple[Crash, ...] = ()
    is_post: bool = True
    unknown_images: int = 0
    is_context: bool = False
    silenced: tuple[Silenced, ...] = ()


class Report(NamedTuple):
    """All files of a run in the order they were found, with the notes a person should read.

    `notes` are whole sentences for the terminal: files left out and why, a schema that does not fit.
    `site_crashes` are the rules that raised on all posts together, and what raised while posts were mended.
    """

    results: tuple[FileResult, ...]
    notes: tuple[str, ...] = ()
    site_crashes: tuple[Crash, ...] = ()

    @property
    def checked(self) -> int:
        """How many files the user named were checked."""
        return sum(not result.is_context for result in self.results)

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        for result in self.results:
            yield from result.diagnostics

    @property
    def crashes(self) -> tuple[Crash, ...]:
        return (*(crash for result in self.results for crash in result.crashes), *self.site_crashes)

    def count(self, severity: Severity) -> int:
        return sum(found.severity is severity for found in self.diagnostics)
