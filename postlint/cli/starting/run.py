"""Writes the first configuration of a site: the work of `postlint init`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from postlint.cli.inferring import fit_lines, glob_for, put
from postlint.cli.starting.config import NAME, config_lines
from postlint.cli.starting.look import FirstLook, check_below, look_at
from postlint.cli.starting.next_steps import next_steps
from postlint.cli.starting.schema import Choice, choose_schema
from postlint.cli.writing import print_lines, print_note
from postlint.config.paths import as_argument, shown
from postlint.reporters.summary import counted
from postlint.reporters.visible import visible
from postlint.schema.inferring.layout import schema_lines
from postlint.sites.detect import NAMES


def start(folder: Path, wanted: str | None, *, dry_run: bool) -> int:
    """Write the first configuration of a site, unless it is a `dry_run`, and give the exit status.

    Raises PostlintError where there is one already, for a schema that is not there, and for a folder that is
    no site and only holds some.
    """
    look = look_at(folder)
    schema = choose_schema(wanted, look)
    inner = [site.relative_to(look.root).as_posix() for site in look.inner]
    config = look.root / NAME
    lines = list(config_lines(look.generator, schema.lines, [glob_for(site) for site in inner]))
    if dry_run:
        _show(config, lines, schema)
    else:
        for made in schema.made:
            put(made)
        _write(config, lines)
    files = [config, *(made.file for made in schema.made if made.file)]
    print_note(f"{'would write' if dry_run else 'wrote'} {', '.join(visible(shown(file)) for file in files)}")
    for line in (*_described(look), schema.why, *fit_lines(schema.made)):
        print_note(visible(line))
    # what is found depends on the schema, which a dry run has not written
    found = None if dry_run else sum(1 for _ in check_below(look.root, isolated=False).diagnostics)
    print_lines(next_steps(look.root, found))
    return 0


def _described(look: FirstLook) -> Iterator[str]:
    kind = f"a site of {NAMES[look.generator]}" if look.generator else "a site of no generator that is known"
    yield f"{kind}, with {counted(len(look.posts), 'post')} among {counted(len(look.results), 'file')}"
    for site in look.inner:
        yield f"{shown(site)} is a site of its own: `postlint init {as_argument(site)}` configures it"


def _write(file: Path, lines: Sequence[str]) -> None:
    with file.open("x", encoding="utf-8", newline="\n") as written:
        written.writelines(f"{line}\n" for line in lines)


def _show(file: Path, lines: Sequence[str], schema: Choice) -> None:
    contents = [(file, lines), *((made.file, schema_lines(made.inferred.schema)) for made in schema.made)]
    for path, content in contents:
        if path is not None:
            print_lines([visible(f"# {shown(path)}"), *content, ""])
