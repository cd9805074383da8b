"""Every post in `hostile_posts/` gets the findings that stand beside it, and does nothing else.

Each file holds the posts of one theme. A post is written in one of these ways:

- `front`: YAML, set between fences above a line of text; its first line is line 2 of the post
- `toml`: the same between `+++`
- `body`: what stands below front matter; its first line is line 5
- `text`: the whole file, encoded as `encoding`, UTF-8 where none is named
- `escaped`: the whole file, in which `\\xE9` is a byte
- `parts`: the whole file in pieces; `["[", 1000]` is a thousand brackets, and `["k%d: x\\n", 1000]` numbers
  a thousand keys from 0

`files` are neighbours: `png`, `folder`, `pipe`, `link to …`, else their text. `findings` are all that must
be found, each as `line:column CODE`; `known` says why a post gets another answer today.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from postlint import Diagnostic, Selection, Settings, lint_paths

TABLES = Path(__file__).parent / "hostile_posts"
SECRET = "nobody outside may read this"
#: every post here is short; the default schema would ask each of them for the same five fields
LEFT_OUT, SCHEMA = ("very-short-body",), "none"
#: seconds of CPU time, generous for slow machines: the usual post takes a hundredth of one
LONGEST = 5.0
#: bytes of address space for all posts in one process
MOST_MEMORY = 1024**3
#: characters of a message, however long what it speaks of
LONGEST_MESSAGE = 400

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde"
_BYTE = re.compile(rb"\\x([0-9A-F]{2})")


@dataclass(frozen=True)
class HostilePost:
    """One entry of a table."""

    theme: str
    name: str
    findings: Sequence[str]
    front: str | None = None
    toml: str | None = None
    body: str | None = None
    text: str | None = None
    escaped: str | None = None
    parts: Sequence[str | tuple[str, int]] = ()
    encoding: str = "utf-8"
    path: str = "post.md"
    generator: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    known: str | None = None

    @property
    def raw(self) -> bytes:
        """The bytes of the file."""
        if self.escaped is not None:
            return _BYTE.sub(lambda found: bytes([int(found[1], 16)]), self.escaped.encode())
        if self.front is not None:
            text = f"---\n{self.front}\n---\n\nBoats lie in the harbour.\n"
        elif self.toml is not None:
            text = f"+++\n{self.toml}\n+++\n\nBoats lie in the harbour.\n"
        elif self.body is not None:
            text = f"---\ntitle: The harbour\n---\n\n{self.body}\n"
        elif self.parts:
            text = "".join(part if isinstance(part, str) else repeated(*part) for part in self.parts)
        else:
            assert self.text is not None
            text = self.text
        return text.encode(self.encoding)


def repeated(part: str, times: int) -> str:
    if "%d" not in part:
        return part * times
    return "".join(part.replace("%d", str(number)) for number in range(times))


def read_tables() -> list[HostilePost]:
    return [
        HostilePost(theme=table.stem, **entry)
        for table in sorted(TABLES.glob("*.toml"))
        for entry in tomllib.loads(table.read_text(encoding="utf-8"))["post"]
    ]


POSTS = read_tables()
each_post = pytest.mark.parametrize(
    "post",
    [
        pytest.param(
            post,
            id=f"{post.theme}/{post.name}",
            marks=[pytest.mark.xfail(reason=post.known, strict=True)] if post.known else [],
        )
        for post in POSTS
    ],
)


def build_site(post: HostilePost, root: Path) -> Path:
    """A site of its own for a post; gives back where the post stands."""
    path = root / post.path
    path.parent.mkdir(parents=True)
    path.write_bytes(post.raw)
    if post.generator is not None:
        (root / "postlint.toml").write_text(f'generator = "{post.generator}"\n', encoding="utf-8")
    for name, sort in post.files.items():
        neighbour = root / name
        neighbour.parent.mkdir(parents=True, exist_ok=True)
        build_neighbour(neighbour, sort)
    return path


def build_neighbour(path: Path, sort: str) -> None:
    if sort == "png":
        path.write_bytes(_PNG)
    elif sort == "folder":
        path.mkdir()
    elif sort == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no named pipes")
        os.mkfifo(path)
    elif sort.startswith("link to "):
        path.symlink_to(sort.removeprefix("link to "))
    else:
        path.write_text(sort, encoding="utf-8")


def lint(post: HostilePost, root: Path, path: Path) -> tuple[Diagnostic, ...]:
    settings = Settings(
        today=date(2026, 1, 1),
        selection=Selection(("ALL",), ignore=LEFT_OUT),
        config=None if post.generator is None else root / "postlint.toml",
        isolated=post.generator is None,
        root=root,
        schema=SCHEMA,
    )
    return lint_paths([path], settings)


def told(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    found = (f"{one.place.start.line}:{one.place.start.column} {one.code}" for one in diagnostics)
    return sorted(found, key=place_of)


def hide_secrets(folder: Path) -> None:
    """Put beside the site what its posts may not reach."""
    (folder / "secret").mkdir()
    for name in ("secret.png", "secret.md", "secret/boat.png"):
        (folder / name).write_text(SECRET, encoding="utf-8")


def everything_below(folder: Path) -> list[str]:
    return sorted(f"{above}/{name}" for above, _, names in os.walk(folder) for name in names)


@each_post
def test_post(post: HostilePost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "site"
    path = build_site(post, root)
    alone = lint(post, root, path)
    assert told(alone) == sorted(post.findings, key=place_of)
    assert all(len(one.message) <= LONGEST_MESSAGE for one in alone)

    hide_secrets(tmp_path)
    there = everything_below(tmp_path)
    started = time.process_time()
    beside_secrets = lint(post, root, path)
    assert time.process_time() - started < LONGEST
    assert beside_secrets == alone, "what lies outside of the site makes a difference"
    assert SECRET not in repr(beside_secrets)
    assert everything_below(tmp_path) == there, "a post has run something"


def place_of(finding: str) -> tuple[int, int, str]:
    place, code = finding.split()
    line, column = place.split(":")
    return int(line), int(column), code


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit no address space")
def test_all_posts_together_need_little_memory(tmp_path: Path) -> None:
    """One run over all posts, held against the default schema, which the other test leaves out."""
    import resource

    for number, post in enumerate(POSTS):
        (tmp_path / f"{number}.md").write_bytes(post.raw)
    run = subprocess.run(
        [sys.executable, "-m", "postlint", "check", "--isolated", "--select", "ALL", "."],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)),
    )
    # 4 would say that a rule crashed
    assert run.returncode == 1, run.stderr
    assert b"Traceback" not in run.stderr
