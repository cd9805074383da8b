"""TOML of our own is read as the library reads it, mostly without it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import postlint
from postlint.reading.own_toml import own_toml

PACKS = sorted((Path(postlint.__file__).parent / "phrases").rglob("*.toml"))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_packs_are_read_as_the_library_reads_them(pack: Path) -> None:
    text = pack.read_text(encoding="utf-8")
    assert own_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = '''\nx\ny\n'''\n",
        "a = '''x\ny'''\n",
        "a = '''\nx'''\n",
        "a = 'x'\n",
        "a=1\n",
        'a = "x" # why\n',
        'a = [\n  "x",\n  "y",\n]\n',
        "a = [\n]\n",
        'a = [\n  "x", # why\n]\n',
        'a = ["x",\n  "y"]\n',
        '"a b" = "\\u00e9"\n',
        "[t]\na = 1\n",
        "[[t]]\na = 1\n[t.u]\nb = 2\n[[t]]\na = 3\n",
        "a.b = 1\n",
        "a = 2025-03-04\n",
        "a = nan\n",
        "  a = 1\n",
        'a = """x\\ty"""\n',
    ],
)
def test_whatever_is_written(text: str) -> None:
    assert repr(own_toml(text)) == repr(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        *("a\n", 'a = "1"\na = "2"\n', "a = '''\nx\n", "[t\n", 'a = "x\n', "[[t]]\n[[t]\n", "a = null\n"),
        *("a = [null]\n", 'a = [\n"x"\n', 'a = [\n"x" "y"\n]\n', "[[t]]\n[t.u]\n[t.u]\n"),
    ],
)
def test_mistakes(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        own_toml(text)


def test_the_library_is_not_loaded() -> None:
    probe = (
        "from postlint.phrases.packs import load_packs, pack_names; import sys; load_packs(pack_names())\n"
        "sys.exit('tomllib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
