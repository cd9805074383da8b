"""What git says of a working copy: which files differ from a revision or are staged, and in which lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.errors import PostlintError
from postlint.model.records import NamedTuple

if TYPE_CHECKING:
    from subprocess import CompletedProcess

#: the modes of what is no file: a submodule, a symbolic link
_SUBMODULE, _LINK = "160000", "120000"

#: a patch as it is without settings of the user's
_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv", "--text")

# matches "@@ -3,2 +3 @@ title: Mill"
_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(?P<first>\d+)(?:,(?P<count>\d+))? @@", re.MULTILINE)


class Lines(NamedTuple):
    """1-based lines of a file that differ, both ends included; `last` is before `first` where lines were
    taken out between the two."""

    first: int
    last: int


class Change(NamedTuple):
    """A file that differs: its path from the top of the working copy, and the path that it had before.
    `is_there` is False for one that was deleted, `is_new` True for one that was not there before."""

    path: str
    before: str
    is_there: bool = True
    is_new: bool = False
    is_submodule: bool = False
    is_in_conflict: bool = False


class WorkingCopy:
    """One working copy, asked through the program `git`. `top` is its root, without symbolic links."""

    def __init__(self, folder: str) -> None:
        """Raises PostlintError where git is not installed, or a folder is in no working copy."""
        self.top, self._git_folder = folder, ""
        self.top, self._git_folder = (
            os.fsdecode(self._said(["rev-parse", asked])).rstrip("\r\n")
            for asked in ("--show-toplevel", "--absolute-git-dir")
        )
        self._bases: dict[str, str] = {}

    def changes(self, since: str | None) -> Iterator[Change]:
        """The files that differ from a revision, those that git does not follow yet among them; for None
        those that are staged. Symbolic links are no files.

        Raises PostlintError for what is no revision, and for a merge that is not settled.
        """
        for change in self._differing([*self._compared(since), "--find-renames"]):
            if change.is_in_conflict and since is None:
                raise PostlintError(
                    f"git: {change.path} is in a merge conflict, which is to be settled first"
                )
            yield change
        if since is not None:
            yield from (Change(path, path) for path in self.unknown())

    def unstaged(self) -> Iterator[Change]:
        """The files that are on disk otherwise than they are staged; `is_there` is False for those that are
        not on disk. `is_new` are those of which only the name is staged."""
        yield from self._differing([])
        listed = os.fsdecode(self._said(["ls-files", "-t", "-z"])).split("\0")
        for path in (entry[2:] for entry in listed if entry.startswith("S ")):  # a sparse checkout
            yield Change(path, path, is_there=False)

    def unknown(self) -> Iterator[str]:
        """The files that git does not follow and is not told to ignore, and folders with a repository of
        their own."""
        raw = self._said(["ls-files", "--others", "--exclude-standard", "-z"])
        return (path.rstrip("/") for path in os.fsdecode(raw).split("\0") if path)

    def lines(self, change: Change, since: str | None) -> list[Lines]:
        """The lines of a file that differ; all of them where it is new."""
        command = ["diff", "-U0", "--inter-hunk-context=0", "--find-renames", *_PLAIN]
        paths = dict.fromkeys((change.before, change.path))
        patch = self._said([*command, *self._compared(since), "--", *paths])
        if not patch:  # git does not follow it yet
            return [Lines(1, 2**31)]
        return [_lines(int(found["first"]), int(found["count"] or 1)) for found in _HUNK.finditer(patch)]

    def staged(self, path: str) -> bytes:
        """What a commit would hold of a file."""
        return self._said(["show", f":0:{path}"])

    def _differing(self, compared: Sequence[str]) -> Iterator[Change]:
        raw = self._said(["diff", "--raw", "-z", "--no-abbrev", *compared, "--"])
        yield from _changes(os.fsdecode(raw).split("\0"))

    def _compared(self, since: str | None) -> list[str]:
        if since is None:
            return ["--cached"]
        if since not in self._bases:
            self._bases[since] = self._base(since)
        return [self._bases[since]]

    def _base(self, revision: str) -> str:
        """Where this branch and a revision part; the revision itself where they have nothing in common."""
        name = f"{revision}^{{commit}}"
        verified = self._run(["rev-parse", "--verify", "--quiet", "--end-of-options", name])
        if verified.returncode != 0:
            is_shallow = self._said(["rev-parse", "--is-shallow-repository"]).startswith(b"true")
            why = ", whose history is cut short here (in CI: fetch-depth: 0)" if is_shallow else ""
            raise PostlintError(f"git knows no revision {revision} in {self.top}{why}")
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
                ["git", "--literal-pathspecs", *command],
                cwd=self.top,
                env=_environment(self._git_folder),
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise PostlintError("git is not installed, so it cannot be asked what has changed") from error


def _environment(git_folder: str) -> dict[str, str]:
    """The environment for asking about the repository that a folder belongs to, whichever a hook is told of.

    What `git commit -a` would commit is in an index of its own, which its hook is told of too. Messages are
    in English, since one of them is read.
    """
    names = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_DIFF_OPTS"}
    environment = {name: value for name, value in os.environ.items() if name not in names}
    index = os.path.abspath(os.environ.get("GIT_INDEX_FILE") or "none")
    if os.path.realpath(os.path.dirname(index)) == os.path.realpath(git_folder):
        environment["GIT_INDEX_FILE"] = index
    return {**environment, "LC_ALL": "C"}


def _lines(first: int, count: int) -> Lines:
    return Lines(first, first + count - 1) if count else Lines(first + 1, first)


def _changes(fields: list[str]) -> Iterator[Change]:
    """`--raw -z` has a field with modes, names and status, and then one path, or two for a renamed file."""
    rest = iter(fields)
    for about in rest:
        if not about:
            return
        mode_before, mode, _, _, status = about.removeprefix(":").split(" ")
        before = path = next(rest)
        if status[0] in "RC":
            path = next(rest)
        if status[0] == "R" and mode_before != _LINK:
            yield Change(before, before, is_there=False)
        if _LINK not in (mode, mode_before if status[0] == "D" else ""):
            yield Change(
                path,
                before,
                is_there=status[0] != "D",
                is_new=status[0] == "A",
                is_submodule=mode == _SUBMODULE,
                is_in_conflict=status[0] == "U",
            )
