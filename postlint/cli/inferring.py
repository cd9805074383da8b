"""Makes schemas of the posts there are and puts into words what is rare, for `postlint schema infer`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from math import floor
from pathlib import Path

from postlint.cli.checking import EXIT_CLEAN, EXIT_NOTHING_CHECKED
from postlint.cli.progress import progress
from postlint.cli.writing import encoded, print_lines, print_note
from postlint.config.show import as_toml
from postlint.engine.inferring import Grounds, read_grounds
from postlint.engine.workspace import Settings
from postlint.errors import PostlintError
from postlint.model.records import NamedTuple
from postlint.reporters.visible import visible
from postlint.schema.inferring.infer import infer_schema
from postlint.schema.inferring.layout import schema_lines
from postlint.schema.inferring.records import Inferred, Limits, Sample
from postlint.schema.inferring.sections import Section, sections_of
from postlint.schema.words import count, named

#: outliers that are shown
_MOST_OUTLIERS = 20


class Made(NamedTuple):
    """The schema of a section, and the file it goes to; None for standard output."""

    section: Section
    inferred: Inferred
    file: Path | None


class Wish(NamedTuple):
    """What the caller asks for: limits, and where schemas go: a file or folder, None for standard output.

    Where a file is there already, and may not be replaced, `otherwise` says what to do, with {} for the file.
    """

    limits: Limits
    output: str | None
    may_replace: bool
    otherwise: str = "--force writes over it"


def infer_and_say(paths: Sequence[str], wish: Wish, settings: Settings) -> int:
    """Write schemas of the posts that the paths mean, tell what is rare in them, and give the exit status."""
    with progress(is_wanted=True) as on_progress:
        grounds = read_grounds(paths, settings, on_progress)
    _tell_what_is_left_out(grounds)
    if not grounds.samples:
        print_note(f"no post with front matter among {count(grounds.files, 'file')}")
        return EXIT_NOTHING_CHECKED
    sections = sections_of(grounds.samples)
    made = schemas_of(grounds, sections, wish)
    for each in made:
        put(each)
    if wish.output is not None:
        print_lines(configuration(made, grounds))
    for line in (*_outlier_lines(made, grounds), *fit_lines(made), *_notes(made, sections)):
        print_note(visible(line))
    return EXIT_CLEAN


def schemas_of(grounds: Grounds, sections: Sequence[Section], wish: Wish) -> list[Made]:
    """The schemas, which are not written yet. Raises PostlintError for a file that is not to be written."""
    destinations = _destinations(wish.output, sections, grounds.samples)
    for _, file in destinations:
        _refuse(file, wish)
    return [Made(section, _inferred(section, wish.limits), file) for section, file in destinations]


def _destinations(
    output: str | None, sections: Sequence[Section], samples: Sequence[Sample]
) -> list[tuple[Section, Path | None]]:
    """The posts that get a schema of their own, each with the file that it goes to: in a folder
    posts.schema.json, and others that are named for their section."""
    whole = Section(("",), tuple(samples))
    if output is None:
        return [(whole, None)]
    if not output.endswith(("/", os.sep)) and not Path(output).is_dir():
        return [(whole, Path(output))]
    names: list[str] = []
    for section in sections:
        name = section.main_folder.rpartition("/")[2] if names else "posts"
        names.append(f"{name}-{len(names)}" if name in names else name)
    return [
        (section, Path(output) / f"{name}.schema.json") for section, name in zip(sections, names, strict=True)
    ]


def _refuse(file: Path | None, wish: Wish) -> None:
    """Raise PostlintError for a file that is not to be written."""
    if file is not None and file.suffix != ".json":
        raise PostlintError(f"the name of a schema ends in .json, that of a new folder in a slash: {file}")
    if file is not None and file.exists() and not wish.may_replace:
        raise PostlintError(f"{file} exists already; {wish.otherwise.format(file)}")


def _inferred(section: Section, limits: Limits) -> Inferred:
    folders = ", ".join(filter(None, section.folders))
    return infer_schema(section.samples, limits, title=f"Posts in {folders}" if folders else "Posts")


def put(made: Made) -> None:
    """Write a schema where it goes to."""
    lines = schema_lines(made.inferred.schema)
    if made.file is None:
        print_lines(lines)
    else:
        made.file.parent.mkdir(parents=True, exist_ok=True)
        made.file.write_bytes(encoded(lines))


def configuration(made: Sequence[Made], grounds: Grounds) -> Iterator[str]:
    """What the configuration has to say, so that the posts are held against the schemas."""
    config = grounds.config
    is_pyproject = config is not None and config.name == "pyproject.toml"
    if len(made) == 1:
        place = "below [tool.postlint]" if is_pyproject else "at the top"
        yield f"# {place} of {config.name if config else 'postlint.toml'}"
        yield f"schema = {as_toml(_from_root(made[0].file, grounds))}"
        return
    for number, (section, _, file) in enumerate(made):
        if number:
            yield ""
        yield "[[tool.postlint.overrides]]" if is_pyproject else "[[overrides]]"
        yield f"paths = {as_toml([glob_for(folder) for folder in section.folders])}"
        yield f"schema = {as_toml(_from_root(file, grounds))}"


def _from_root(file: Path | None, grounds: Grounds) -> str:
    assert file is not None
    assert grounds.site is not None
    return Path(os.path.relpath(file, grounds.site.root)).as_posix()


def glob_for(folder: str) -> str:
    """The glob for all that is in a folder."""
    escaped = "".join(f"\\{char}" if char in "*?[\\!" else char for char in folder)
    return f"{escaped}/**" if folder else "**"


def _tell_what_is_left_out(grounds: Grounds) -> None:
    for fault in grounds.faults:
        print_note(visible(f"postlint: {fault}"))
    if grounds.unread:
        print_note(f"left out {count(grounds.unread, 'post')} whose front matter cannot be read")


def _outlier_lines(made: Sequence[Made], grounds: Grounds) -> Iterator[str]:
    outliers = grounds.rarest_first(outlier for each in made for outlier in each.inferred.outliers)
    for path, place, message in grounds.placed(outliers[:_MOST_OUTLIERS]):
        yield f"{path}:{place.line}:{place.column}: {message}"
    if len(outliers) > _MOST_OUTLIERS:
        yield f"… and {len(outliers) - _MOST_OUTLIERS:,} more"


def fit_lines(made: Sequence[Made]) -> Iterator[str]:
    """How many posts fit each schema."""
    for _, inferred, file in made:
        fit = f"{inferred.fitting:,} of {count(inferred.posts, 'post')} fit"
        where = "this schema" if file is None else str(file)
        # rounded down, so that nothing is 100 % that is not
        share = floor(1000 * inferred.fitting / inferred.posts) / 10
        yield f"{fit} {where} ({share} %)"


def _notes(made: Sequence[Made], sections: Sequence[Section]) -> Iterator[str]:
    """What the caller may want to do otherwise."""
    for _, inferred, file in made:
        nearly = [
            f"{named((key,))} ({number:,} of {inferred.posts:,} posts)"
            for key, number in inferred.nearly_required
        ]
        if nearly:
            where = f" in {file}" if len(made) > 1 else ""
            yield f"note: not required{where}: {', '.join(nearly)}; a lower --required-share asks for more"
    if len(sections) > len(made):
        folders = ", ".join(section.main_folder for section in sections[1:])
        yield f"note: posts have other fields in {folders}; `--output FOLDER/` makes a schema for each sort"
