"""Asks the file system for names in folders and for what files hold, each once, and notes what was asked."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from postlint.model.digests import blake2b
from postlint.model.records import NamedTuple, dataclass, field


class Listing(NamedTuple):
    """The names in one folder: as they are, and folded so that another spelling can be found."""

    names: frozenset[str]
    by_fold: dict[str, str]


#: what a folder outside the site answers: we do not look, so we do not know
UNKNOWN = Listing(frozenset(), {})

#: code points of a path that systems open at most
LONGEST_PATH = 4096

#: bytes that tell what a file is
HEAD = 512

#: bytes; a larger file is no configuration
LARGEST = 1_000_000

_EMPTY = Listing(frozenset(), {})


def fold(name: str) -> str:
    """Equal for names that differ in letter case or Unicode normal form only."""
    return unicodedata.normalize("NFC", name).casefold()


def _digest_of(content: bytes | None) -> Answer:
    return None if content is None else blake2b(content, digest_size=8).hexdigest()


def _digest_of_names(listing: Listing) -> Answer:
    return _digest_of("\0".join(sorted(listing.names)).encode("utf-8", "surrogateescape"))


def _may_exist(path: str) -> bool:
    """Whether a system can be asked for a path: NUL and most lone surrogates stand in no name, and
    asking for one raises."""
    try:
        return len(path) <= LONGEST_PATH and b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


class Question(NamedTuple):
    """What was asked about the world outside of a post: the "spelling" of a path, the "names" in a folder,
    the "head" or all the "content" of a file; or which "day" or "year" it is, where there is no path.
    `path` is relative to the root."""

    about: str
    path: str


#: stands for all that a result depends on and that cannot be told
DOUBT = Question("doubt", "")

#: plain enough to be stored: the spelling, or a digest of the names or bytes; None where nothing is
Answer: TypeAlias = str | None


@dataclass(frozen=True)
class Overlay:
    """How the file system is to look otherwise than it does: absolute paths, without symbolic links, of files
    and folders that are not to be seen, and of those that are taken to be there; and what gives the content
    of files that hold something else."""

    hidden: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    contents: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)

    def names_in(self, folder: str, names: list[str]) -> list[str]:
        """The names in a folder, which has these."""
        seen = [name for name in names if os.path.join(folder, name) not in self.hidden]
        return [*seen, *(name for name in self._absent_names.get(folder, ()) if name not in names)]

    @cached_property
    def _absent_names(self) -> Mapping[str, Sequence[str]]:
        names: dict[str, list[str]] = {}
        for path in sorted(self.absent):
            names.setdefault(os.path.dirname(path), []).append(os.path.basename(path))
        return names


NO_OVERLAY = Overlay()


@dataclass(frozen=True)
class Files:
    """What is below one root. Nothing outside the root is looked at, not even through a link.

    What is asked is noted with its answer, so that a stored result holds for as long as the same
    questions are answered the same: in `asked` what was asked for a post, until somebody clears it; in
    `asked_for_site` what holds for all posts and is asked once.
    """

    root: Path
    asked: dict[Question, Answer] = field(default_factory=dict)
    asked_for_site: dict[Question, Answer] = field(default_factory=dict)
    overlay: Overlay = NO_OVERLAY
    _listings: dict[str, Listing] = field(default_factory=dict)
    _heads: dict[str, bytes | None] = field(default_factory=dict)
    _contents: dict[str, bytes | None] = field(default_factory=dict)
    _spellings: dict[str, str | None] = field(default_factory=dict)
    _real_folders: dict[str, str] = field(default_factory=dict)

    def answer(self, question: Question) -> Answer:
        """The answer that a question gets today."""
        about, path = question
        if about == "spelling":
            return self._spelling(path)
        if about == "names":
            return _digest_of_names(self._listing(path))
        return _digest_of(self._head(path) if about == "head" else self._content(path))

    def spelling(self, path: str) -> str | None:
        """A path as the disk spells it, None where there is no such file in any spelling."""
        actual = self._spelling(path)
        self.asked[Question("spelling", path)] = actual
        return actual

    def names_in(self, folder: str) -> Listing:
        """The names in a folder given relative to the root ("" is the root itself), for a rule that looks
        through them. Who wants to know one file asks for its spelling: then no other file changes the
        answer.

        An absent or unreadable folder is empty; a folder that a symbolic link puts outside the
        root gives `UNKNOWN`.
        """
        listing = self._listing(folder)
        self.asked[Question("names", folder)] = _digest_of_names(listing)
        return listing

    def listing(self, folder: str) -> Listing:
        """As `names_in`, for what holds for the whole site and is asked once."""
        listing = self._listing(folder)
        self.asked_for_site[Question("names", folder)] = _digest_of_names(listing)
        return listing

    def head(self, file: str) -> bytes | None:
        """The first `HEAD` bytes of a file given relative to the root.

        None for what is absent, unreadable or outside the root, and for what is no plain file: to
        open a pipe or a device could wait for ever.
        """
        head = self._head(file)
        self.asked[Question("head", file)] = _digest_of(head)
        return head

    def note_content(self, file: str) -> None:
        """Note that a post's result depends on what a file holds that somebody else reads."""
        self.asked[Question("content", file)] = _digest_of(self._content(file))

    def note_doubt(self) -> None:
        """Note that a post's result depends on more than can be said, so that it must not be stored."""
        self.asked[DOUBT] = None

    def content(self, file: str) -> bytes | None:
        """All that a file of the site's configuration or data holds, to be asked once for the whole site.

        None where `head` gives None, and for a file of more than `LARGEST` bytes.
        """
        content = self._content(file)
        self.asked_for_site[Question("content", file)] = _digest_of(content)
        return content

    def _spelling(self, path: str) -> str | None:
        if path not in self._spellings:
            self._spellings[path] = self._spelled(path)
        return self._spellings[path]

    def _spelled(self, path: str) -> str | None:
        folder = ""
        for name in path.split("/"):
            listing = self._listing(folder)
            if listing is UNKNOWN:
                return path
            if name not in listing.names:
                found = listing.by_fold.get(fold(name))
                if found is None:
                    return None
                name = found
            folder = f"{folder}/{name}" if folder else name
        return folder

    def _listing(self, folder: str) -> Listing:
        known = self._listings.get(folder)
        if known is None:
            known = self._listings[folder] = self._read(folder)
        return known

    def _head(self, file: str) -> bytes | None:
        if file not in self._heads:
            self._heads[file] = self._read_file(file, HEAD)
        return self._heads[file]

    def _content(self, file: str) -> bytes | None:
        if file not in self._contents:
            content = self._read_file(file, LARGEST + 1)
            self._contents[file] = None if content is None or len(content) > LARGEST else content
        return self._contents[file]

    def _read_file(self, file: str, most: int) -> bytes | None:
        if not _may_exist(file):
            return None
        path = self._inside(file)
        given = self.overlay.contents.get(path) if path is not None else None
        if given is not None:
            return given()[:most]
        try:
            if path is None or not stat.S_ISREG(os.stat(path).st_mode):
                return None
            with open(path, "rb", buffering=0) as opened:
                return opened.read(most)
        except OSError:
            return None

    def _inside(self, relative: str) -> str | None:
        """The real path of a file or folder below the root, None where a link leads out of it."""
        folder, _, name = relative.rpartition("/")
        real = os.path.join(self._real_folder(folder), name)
        if name in ("", ".", "..") or os.path.islink(real):
            real = os.path.realpath(real)
        root = self._real_folder("")
        return real if real == root or real.startswith(root.rstrip(os.sep) + os.sep) else None

    def _real_folder(self, folder: str) -> str:
        real = self._real_folders.get(folder)
        if real is None:
            real = self._real_folders[folder] = os.path.realpath(os.path.join(self.root, folder))
        return real

    def _may_lead(self, link: str) -> bool:
        """Whether something is behind a link, as far as we look: one to nowhere shows nothing on the
        page either."""
        return self._inside(link) is None or os.path.exists(link)

    def _read(self, folder: str) -> Listing:
        if not _may_exist(folder):
            return _EMPTY
        path = self._inside(folder)
        if path is None:
            return UNKNOWN
        names = []
        try:
            with os.scandir(path) as entries:
                names = [e.name for e in entries if not e.is_symlink() or self._may_lead(e.path)]
        except OSError:
            pass  # there may be something all the same
        if self.overlay is not NO_OVERLAY:
            names = self.overlay.names_in(path, names)
        return Listing(frozenset(names), {fold(name): name for name in sorted(names)})
