"""What git says of a working copy: which files differ from a revision or are staged, and in which lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from postlint.errors import PostlintError

if TYPE_CHECKING:
    from subprocess import CompletedProcess

#: the mode of a submodule
_SUBMODULE = "160000"

#: variables that `git commit` sets for its hooks
_PLACES = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")

# matches "@@ -3,2 +3 @@ title: Mill"
_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(?P<first>\d+)(?:,(?P<count>\d+))? @@", re.MULTILINE)


class Lines(NamedTuple):
    """1-based lines of a file that differ, both ends included; `last` is before `first` where lines were
    taken out between the two."""

    first: int
    last: int


class Change(NamedTuple):
    """A file that differs: its path from the top of the working copy. `is_there` is False for one that was
    deleted or has another name now."""

    path: str
    is_there: bool = True
    is_submodule: bool = False


class WorkingCopy:
    """One working copy, asked through the program `git`."""

    def __init__(self, folder: str) -> None:
        """Raises PostlintError where git is not installed, or a folder is in no working copy."""
        self.top = folder
        self.top = os.fsdecode(self._said(["rev-parse", "--show-toplevel"])).rstrip("\r\n")

    def changes(self, since: str | None) -> Iterator[Change]:
        """The files that differ from a revision, those that git does not follow yet among them; for None
        those that are staged. Raises PostlintError for what is no revision."""
        compared = self._compared(since)
        raw = self._said(["diff", "--raw", "-z", "--find-renames", "--no-abbrev", *compared, "--"])
        yield from _changes(os.fsdecode(raw).split("\0"))
        if since is not None:
            unknown = self._said(["ls-files", "--others", "--exclude-standard", "-z"])
            yield from (Change(path) for path in os.fsdecode(unknown).split("\0") if path)

    def lines(self, path: str, since: str | None) -> list[Lines]:
        """The lines of a file that differ; all of them where the revision has no such file."""
        command = ["diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--text"]
        patch = self._said([*command, *self._compared(since), "--", path])
        if not patch:  # git does not follow it yet
            return [Lines(1, 2**31)]
        hunks = ((int(found["first"]), int(found["count"] or 1)) for found in _HUNK.finditer(patch))
        return [
            Lines(first, first + count - 1) if count else Lines(first + 1, first) for first, count in hunks
        ]

    def staged(self, path: str) -> bytes:
        """What a commit would hold of a file."""
        return self._said(["show", f":{path}"])

    def _compared(self, since: str | None) -> list[str]:
        return ["--cached"] if since is None else [self._base(since)]

    def _base(self, revision: str) -> str:
        """Where this branch and a revision part; the revision itself where they have nothing in common."""
        verified = self._run(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
        )
        if verified.returncode != 0:
            raise PostlintError(f"git knows no revision {revision} in {self.top}")
        commit = verified.stdout.decode().strip()
        base = self._run(["merge-base", commit, "HEAD"])
        return base.stdout.decode().strip() if base.returncode == 0 else commit

    def _said(self, command: Sequence[str]) -> bytes:
        done = self._run(command)
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            if said and "not a git repository" in said[0]:
                raise PostlintError(f"no git repository at {self.top} or above it to tell what has changed")
            raise PostlintError(f"git: {said[0].removeprefix('fatal: ') if said else command[0]}")
        return done.stdout

    def _run(self, command: Sequence[str]) -> CompletedProcess[bytes]:
        import subprocess  # what most runs do not need

        try:
            return subprocess.run(
                ["git", *command], cwd=self.top, env=_environment(), capture_output=True, check=False
            )
        except FileNotFoundError as error:
            raise PostlintError("git is not installed, so it cannot be asked what has changed") from error


def _environment() -> dict[str, str]:
    """The environment with what a hook is told of its repository, also where that counts from the folder of
    the hook; messages are in English, since one of them is read."""
    absolute = {name: os.path.abspath(os.environ[name]) for name in _PLACES if os.environ.get(name)}
    return {**os.environ, **absolute, "LC_ALL": "C"}


def _lines(first: int, count: int) -> Lines:
    return Lines(first, first + count - 1) if count else Lines(first + 1, first)


def _changes(fields: list[str]) -> Iterator[Change]:
    """`--raw -z` has a field with modes, names and status, and then one path, or two for a renamed file."""
    rest = iter(fields)
    for about in rest:
        if not about:
            return
        _, mode, _, _, status = about.removeprefix(":").split(" ")
        path = next(rest)
        if status[0] in "RC":
            if status[0] == "R":
                yield Change(path, is_there=False)
            path = next(rest)
        yield Change(path, is_there=status[0] != "D", is_submodule=mode == _SUBMODULE)
