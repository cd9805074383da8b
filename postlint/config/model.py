"""A configuration, read and checked: records that can be shared, cached and sent to a worker."""

from __future__ import annotations

from pathlib import Path

from postlint.model.findings import Severity
from postlint.model.records import NamedTuple, dataclass, field
from postlint.phrases.model import Phrase


class Selection(NamedTuple):
    """Which rules to run, as codes, names, family prefixes (`DU`, `TX7`) or `ALL`.

    `select` chooses anew, None keeps what was chosen before; `extend_select` adds, `ignore` takes
    away.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class FixTrust(NamedTuple):
    """The rules, in the words of a `Selection`, whose fixes are to count as safe, or as unsafe."""

    safe: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()


class SchemaChoice(NamedTuple):
    """A bundled schema's name, or a path; a relative path counts from `base`."""

    name: str
    base: Path


class Level(NamedTuple):
    """How much the findings of a rule matter; a `severity` of None is "off"."""

    code: str
    severity: Severity | None


class OptionValue(NamedTuple):
    """A value for one field of a rule's `Options`, already of the field's type."""

    code: str
    option: str
    value: object


@dataclass(frozen=True)
class Settings:
    """What one file, or one override, says about rules and the schema."""

    schema: SchemaChoice | None = None
    selection: Selection = field(default_factory=Selection)
    fixes: FixTrust = field(default_factory=FixTrust)
    levels: tuple[Level, ...] = ()
    options: tuple[OptionValue, ...] = ()


class Override(NamedTuple):
    """Settings for the posts whose path one of the globs matches."""

    paths: tuple[str, ...]
    settings: Settings


@dataclass(frozen=True)
class Config:
    """What the configuration says. `Config(root)` is the configuration of a site that has none.

    `root` is the site root, the folder that holds the file; all globs and `asset_roots` count from
    it, those of an extended file too. `files` are the files that were read, `path` and then those
    that it extends, nearest first. `settings` has one record for each file that was read, the
    extended ones first, so that later records win. `posts` is None where nothing is said of what a
    post is.
    """

    root: Path
    path: Path | None = None
    files: tuple[Path, ...] = ()
    generator: str | None = None
    exclude: tuple[str, ...] = ()
    posts: tuple[str, ...] | None = None
    asset_roots: tuple[str, ...] = ()
    settings: tuple[Settings, ...] = ()
    overrides: tuple[Override, ...] = ()
    phrases: tuple[Phrase, ...] = ()
