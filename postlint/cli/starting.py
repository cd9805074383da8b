"""Looks at a site that has no configuration yet, and writes one: the work of `postlint init`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from postlint import __version__
from postlint.cli.inferring import Made, Wish, configuration, fit_lines, put, schemas_of
from postlint.cli.progress import progress
from postlint.cli.writing import print_lines, print_note
from postlint.config.paths import shown
from postlint.config.show import as_toml
from postlint.engine.discover import named_source
from postlint.engine.inferring import read_grounds
from postlint.engine.run import check_paths
from postlint.engine.workspace import Settings, Workspace
from postlint.errors import PostlintError
from postlint.model.findings import Severity
from postlint.model.report import FileResult, Report
from postlint.reporters.summary import counted
from postlint.reporters.visible import visible
from postlint.schema.inferring.layout import schema_lines
from postlint.schema.inferring.records import Limits
from postlint.schema.inferring.sections import sections_of
from postlint.schema.locate import bundled_names
from postlint.sites.detect import NAMES

_CONFIG = "postlint.toml"

#: a schema that is made of fewer posts would only say what these happen to be
_FEWEST_POSTS = 8

#: where the bundled schema is meant to fit
_FOR_POST_SCHEMA = (None, "jekyll")


class _Schema(NamedTuple):
    """What the configuration says of schemas, why, and the files that it needs."""

    lines: tuple[str, ...]
    why: str
    made: tuple[Made, ...] = ()


def start(folder: Path, wanted: str | None, *, dry_run: bool) -> int:
    """Write the first configuration of a site, unless it is a `dry_run`, and give the exit status.

    Raises PostlintError where there is one already, and for a schema that is not there.
    """
    if not folder.is_dir():
        raise PostlintError(f"no folder at {folder}")
    settings = Settings(uses_baseline=False, jobs=None)
    workspace = Workspace(settings)
    source = named_source(os.fspath(folder / "post.md"))
    config = workspace.config_for(source).path
    if config is not None:
        raise PostlintError(f"there is a configuration already: {shown(config)}")
    site = workspace.site_of(source)
    with progress(is_wanted=True) as on_progress:
        report = check_paths([shown(site.root)], settings, on_progress).report
    schema = _schema(wanted, site.root, site.generator, report)
    lines = list(_config(site.generator, schema))
    if dry_run:
        _show(site.root / _CONFIG, lines, schema)
    else:
        for made in schema.made:
            put(made)
        _write(site.root / _CONFIG, lines)
    files = [site.root / _CONFIG, *(made.file for made in schema.made if made.file)]
    print_note(f"{'would write' if dry_run else 'wrote'} {' and '.join(map(visible, map(shown, files)))}")
    for line in (_site(site.generator, report), schema.why, *fit_lines(schema.made)):
        print_note(visible(line))
    print_lines(_next_steps(site.root, report))
    return 0


def _site(generator: str | None, report: Report) -> str:
    kind = f"a site of {NAMES[generator]}" if generator else "a site of no generator that is known"
    posts = sum(result.is_post for result in report.results)
    return f"{kind}, with {counted(posts, 'post')} among {counted(len(report.results), 'file')}"


# the schema


def _schema(wanted: str | None, root: Path, generator: str | None, report: Report) -> _Schema:
    if wanted == "infer":
        return _inferred(root, "a schema was made of the posts there are")
    if wanted is not None:
        return _named(wanted, root)
    posts = [result for result in report.results if result.is_post]
    if not posts:
        why = "there are no posts yet; the bundled schema `post` is for those that come"
        return _Schema(('schema = "post"',), why)
    fitting = sum(not _breaks_schema(result) for result in posts)
    fits = f"{fitting:,} of {counted(len(posts), 'post')} fit the bundled schema `post`"
    if generator in _FOR_POST_SCHEMA and (fitting * 2 > len(posts) or len(posts) < _FEWEST_POSTS):
        return _Schema(('schema = "post"',), f"{fits}; --schema chooses another")
    if len(posts) < _FEWEST_POSTS:
        return _Schema(('schema = "none"',), "no schema is known for these posts; --schema names one")
    why = f"{fits}, so one was made" if generator in _FOR_POST_SCHEMA else "a schema was made"
    return _inferred(root, f"{why} of the posts there are; --schema chooses another")


def _breaks_schema(result: FileResult) -> bool:
    found = result.diagnostics
    return any(each.code.startswith("SC") and each.severity is Severity.ERROR for each in found)


def _named(name: str, root: Path) -> _Schema:
    if name in (*bundled_names(), "none"):
        return _Schema((f"schema = {as_toml(name)}",), f"the schema is `{name}`")
    if not Path(name).is_file():
        raise PostlintError(f"no schema at {name}; bundled are {', '.join(bundled_names())}")
    path = Path(os.path.relpath(name, root)).as_posix()
    return _Schema((f"schema = {as_toml(path)}",), f"the schema is {name}")


def _inferred(root: Path, why: str) -> _Schema:
    grounds = read_grounds([shown(root)], Settings())
    if not grounds.samples:
        raise PostlintError(f"no posts with front matter in {shown(root)} to make a schema of")
    sections = sections_of(grounds.samples)
    # the name of a folder ends in a slash; several schemas have one of their own
    folder = f"{shown(root / 'schemas' if len(sections) > 1 else root)}/"
    wish = Wish(Limits(), folder, may_replace=False)
    made = tuple(schemas_of(grounds, sections, wish))
    return _Schema(tuple(configuration(made, grounds)), why, made)


# the configuration


def _config(generator: str | None, schema: _Schema) -> Iterator[str]:
    yield "# What postlint checks here. `postlint config show` prints what counts for a post,"
    yield "# `postlint rules` lists the rules, and `postlint rule CODE` explains one."
    yield ""
    found = "found by its files" if generator else "no other was recognised"
    yield f'generator = "{generator or "none"}" # {found}'
    plain = [line for line in schema.lines if not line.startswith("#")]
    tables = bool(plain) and plain[0].startswith("[[")
    if not tables:
        yield from plain
    yield from _COMMENTED
    if tables:
        yield ""
        yield from plain


_COMMENTED = (
    "",
    '# exclude = ["archive/**"]          # posts to leave alone',
    '# asset-roots = ["media"]           # where else an address such as /boat.jpg may lead',
    '# ignore = ["SL304"]                # rules to do without: codes, names, or the letters of a family',
    '# extend-select = ["buzzwords"]     # rules that are off until they are chosen',
    "",
    "# [severity]",
    '# DT203 = "error"                   # error, warning, info or off',
    "",
    "# [[overrides]]                     # other settings for some posts",
    '# paths = ["_drafts/**"]',
    '# ignore = ["SC", "IM"]',
    "",
    "# [[phrases]]                       # phrases of your own; `postlint phrases mine` finds some",
    '# match = "utilize"',
    '# replace = "use"',
)


def _write(file: Path, lines: Sequence[str]) -> None:
    with file.open("x", encoding="utf-8", newline="\n") as written:
        written.writelines(f"{line}\n" for line in lines)


def _show(file: Path, lines: Sequence[str], schema: _Schema) -> None:
    contents = [(file, lines), *((made.file, schema_lines(made.inferred.schema)) for made in schema.made)]
    for path, content in contents:
        if path is not None:
            print_lines([visible(f"# {shown(path)}"), *content, ""])


# what comes next


def _next_steps(root: Path, report: Report) -> Iterator[str]:
    found = sum(1 for _ in report.diagnostics)
    yield "Next:"
    yield ""
    yield f"  postlint check{_in(root)}"
    if found:
        today = f"# to begin with what is new: {counted(found, 'finding')} today"
        yield f"  postlint baseline{_in(root)}    {today}"
    yield ""
    yield from _pre_commit(root)
    yield ""
    yield from _ci(root)


def _in(root: Path) -> str:
    return "" if root == Path.cwd() else f" {shown(root)}"


def _pre_commit(root: Path) -> Iterator[str]:
    file = ".pre-commit-config.yaml"
    is_there = any((folder / file).is_file() for folder in (root, *root.parents))
    yield f"In {file}{', below `repos:`' if is_there else ''}:"
    yield ""
    if not is_there:
        yield "  repos:"
    for line in _HOOK:
        yield f"  {line}"


_HOOK = (
    "- repo: local",
    "  hooks:",
    "    - id: postlint",
    "      name: postlint",
    "      entry: postlint check --force-exclude",
    "      language: python",
    f"      additional_dependencies: [postlint=={__version__}]",
    "      types_or: [markdown, mdx]",
    "      require_serial: true",
)


def _ci(root: Path) -> Iterator[str]:
    for names, place, lines in _SERVICES:
        if any((folder / name).exists() for folder in (root, *root.parents) for name in names):
            yield f"In {place}:"
            yield ""
            yield from (f"  {line}" for line in lines)
            return
    yield "In CI:"
    yield ""
    yield f"  pip install postlint=={__version__}"
    yield "  postlint check"


_SERVICES = (
    (
        (".github",),
        "a workflow below .github/workflows, among the steps",
        (
            "- uses: actions/setup-python@v5",
            "  with:",
            '    python-version: "3.13"',
            f"- run: pip install postlint=={__version__}",
            "- run: postlint check --output-format github",
        ),
    ),
    (
        (".gitlab-ci.yml",),
        ".gitlab-ci.yml",
        (
            "postlint:",
            "  image: python:3.13",
            "  script:",
            f"    - pip install postlint=={__version__}",
            "    - postlint check --output-format concise --output-format gitlab=postlint.json",
            "  artifacts:",
            "    when: always",
            "    reports:",
            "      codequality: postlint.json",
        ),
    ),
    (
        ("azure-pipelines.yml",),
        "azure-pipelines.yml, among the steps",
        (
            f"- script: pip install postlint=={__version__}",
            "- script: postlint check --output-format azure",
        ),
    ),
)
