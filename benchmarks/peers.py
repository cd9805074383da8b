"""The programs that postlint is measured against, and what each is given beside the posts."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

SCHEMA = Path(__file__).parents[1] / "schemas" / "post.schema.json"
DRAFT_07 = "http://json-schema.org/draft-07/schema#"

#: what draft-07 has no word for, or what only postlint knows
_OWN = ("x-", "$id", "$schema")

REMARK_CONFIGURATION = """\
import remarkFrontmatter from "remark-frontmatter";
import remarkLintFrontmatterSchema from "remark-lint-frontmatter-schema";

const schemas = { "./post.schema.json": ["**/*.md"] };
export default { plugins: [remarkFrontmatter, [remarkLintFrontmatterSchema, { schemas }]] };
"""


class Peer(NamedTuple):
    """A program. `check` and `version` are its words before the posts and those that ask for its version.

    `fine` is how it ends when it did its work. `reads_all` says that it reads every file of a folder, not
    only the Markdown, and `below` is what it wants after a folder's name; `is_slow` says that a whole site
    would take it minutes. With `no_cache` it works as if for the first time; where that is empty it always
    does. `prepare` writes what it needs into the folder that it is called in.
    """

    name: str
    program: str
    check: Sequence[str]
    version: Sequence[str] = ("--version",)
    fine: frozenset[int] = frozenset({0, 1})
    reads_all: bool = False
    below: str = ""
    is_slow: bool = False
    no_cache: Sequence[str] = ()
    prepare: Callable[[Path], None] | None = None


def prepare_remark(folder: Path) -> None:
    """Give remark its plugins, which are looked for beside its own package, and the schema of posts."""
    packages = next(
        (above for above in program_of("remark").resolve().parents if above.name == "node_modules"), None
    )
    if packages is None or not (packages / "remark-lint-frontmatter-schema").is_dir():
        raise MissingError("remark has no remark-lint-frontmatter-schema beside it")
    (folder / "node_modules").symlink_to(packages)
    (folder / ".remarkrc.mjs").write_text(REMARK_CONFIGURATION, encoding="utf-8")
    (folder / "post.schema.json").write_text(json.dumps(schema_in_draft_07()), encoding="utf-8")


class MissingError(Exception):
    """A program, or a part of it, that is not there."""


PEERS = (
    Peer("rumdl", "rumdl", ("check", "--isolated"), no_cache=("--no-cache",)),
    Peer("typos", "typos", ("--isolated",), fine=frozenset({0, 2}), reads_all=True),
    Peer("codespell", "codespell", (), fine=frozenset({0, 65}), reads_all=True),
    Peer("markdownlint-cli2", "markdownlint-cli2", ("--no-globs",), below="/**/*.md", is_slow=True),
    Peer(
        "remark with a schema",
        "remark",
        ("--quiet", "--frail", "--no-color"),
        is_slow=True,
        prepare=prepare_remark,
    ),
    Peer("proselint", "proselint", ("check",), version=("version",), is_slow=True),
    Peer(
        "pymarkdown",
        "pymarkdown",
        ("--enable-extensions", "front-matter", "--continue-on-error", "scan", "-r"),
        version=("version",),
        is_slow=True,
    ),
)


def program_of(name: str) -> Path:
    """Where the program is. Raises MissingError where PATH has none of this name."""
    found = shutil.which(name)
    if found is None:
        raise MissingError(f"no program {name} on the PATH")
    return Path(found)


def version_of(program: str, words: Sequence[str]) -> str:
    """The first number in what the program says of its version, "" where it does not say."""
    said = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    numbers = (word.strip("v,") for word in said.stdout.split())
    return next((number for number in numbers if number[:1].isdigit() and "." in number), "")


def schema_in_draft_07() -> Any:
    """The schema of posts for readers that know no newer draft, without formats that only postlint knows."""
    return {"$schema": DRAFT_07, **_in_draft_07(json.loads(SCHEMA.read_text(encoding="utf-8")))}


def _in_draft_07(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {
            key: _in_draft_07(inner)
            for key, inner in value.items()
            if not key.startswith(_OWN) and not (key == "format" and inner.startswith("postlint-"))
        }
        if "$defs" in kept:
            kept["definitions"] = kept.pop("$defs")
        if "$ref" in kept:
            # words beside a reference are not read in this draft
            kept = {"$ref": kept["$ref"].replace("#/$defs/", "#/definitions/")}
        return kept
    return [_in_draft_07(inner) for inner in value] if isinstance(value, list) else value
