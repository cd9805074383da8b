"""Reads configuration files, with all that they extend, and says everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from postlint.config.keys import DEFAULT_SCOPES, config_table
from postlint.config.model import (
    Config,
    FixTrust,
    Level,
    OptionValue,
    Override,
    SchemaChoice,
    Selection,
    Settings,
)
from postlint.config.paths import shown
from postlint.config.shapes import Fault, Table
from postlint.errors import ConfigError, SchemaError
from postlint.model.findings import Severity
from postlint.model.front_matter import Entries, Node
from postlint.model.front_matter import Sequence as NodeSequence
from postlint.model.records import dataclass
from postlint.model.text import LineIndex
from postlint.model.values import Json, KeyPath
from postlint.phrases.model import Phrase
from postlint.reading.toml_block import parse_toml
from postlint.reading.toml_places import TomlFault, toml_nodes
from postlint.rule import Rule
from postlint.schema.locate import NO_SCHEMA, locate_schema


def load_config(path: Path, rules: Sequence[Rule]) -> Config:
    """The configuration in a file and in those that it extends, checked against the rules there are.

    `path` is a `postlint.toml`, or a `pyproject.toml` with `[tool.postlint]`. Raises ConfigError
    with one line for each fault: the file, the 1-based line and column, and what is wrong.
    """
    loading = _Loading(config_table(rules))
    loading.read(path, chain=())
    if loading.faults:
        raise ConfigError("\n".join(loading.faults))
    return _merged(path, loading.files)


@dataclass(frozen=True)
class _File:
    """One configuration file: where it is and what its keys hold."""

    path: Path
    keys: Mapping[str, Any]


class _Loading:
    """Follows `extend` from file to file, gathering files and faults, the first file first."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.files: list[_File] = []
        self.faults: list[str] = []

    def read(self, path: Path, chain: tuple[Path, ...]) -> None:
        """`chain` holds the files that led here, for noticing a circle."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.faults.append(f"{shown(path)}: byte {error.start + 1} is not UTF-8")
            return
        except OSError as error:
            self.faults.append(f"{shown(path)}: {(error.strerror or str(error)).lower()}")
            return
        try:
            document = parse_toml(text)
        except TomlFault as error:
            self.faults.append(_placed(path, text, error.offset, error.message))
            return
        home = _home(path)
        values = _value_at(document, home)
        if values is None:
            self.faults.append(f"{shown(path)}: no table `[{'.'.join(home)}]`")
            return
        faults: list[Fault] = []
        keys = self._table.read(values, (), faults)
        faults += _schemas_not_there(values, path.parent)
        target = self._extended(path, keys, chain, faults)
        self.faults += _lines(path, text, home, faults)
        self.files.append(_File(path, keys))
        if target is not None:
            self.read(target, (*chain, path))

    def _extended(
        self, path: Path, keys: Mapping[str, Any], chain: tuple[Path, ...], faults: list[Fault]
    ) -> Path | None:
        written = keys.get("extend")
        if not isinstance(written, str) or not written:
            return None
        target = path.parent / written
        if not target.is_file():
            faults.append(Fault(("extend",), f"no file at {written}"))
            return None
        links = (*chain, path)
        for start, link in enumerate(links):
            if link.samefile(target):
                circle = " → ".join(shown(member) for member in (*links[start:], link))
                faults.append(Fault(("extend",), f"files extend each other in a circle: {circle}"))
                return None
        return target


def _schemas_not_there(values: Json, base: Path) -> Iterator[Fault]:
    """A fault for each schema that is named and is not there."""
    tables: list[tuple[KeyPath, Json]] = [((), values)]
    overrides = values.get("overrides") if isinstance(values, dict) else None
    if isinstance(overrides, list):
        tables += [(("overrides", index), table) for index, table in enumerate(overrides)]
    for place, table in tables:
        name = table.get("schema") if isinstance(table, dict) else None
        if isinstance(name, str) and name and name != NO_SCHEMA:
            try:
                locate_schema(name, base=base, within=None)
            except SchemaError as error:
                yield Fault((*place, "schema"), str(error))


def _home(path: Path) -> tuple[str, ...]:
    """The keys under which a file holds its configuration."""
    return ("tool", "postlint") if path.name == "pyproject.toml" else ()


def _value_at(document: Json, keys: tuple[str, ...]) -> Json:
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return document


# --- places ----------------------------------------------------------------------------------------


def _lines(path: Path, text: str, home: KeyPath, faults: Sequence[Fault]) -> Iterator[str]:
    """The faults in the order of the text."""
    if not faults:
        return
    root = toml_nodes(text)
    placed = [(_offset(root, (*home, *fault.path), at_key=fault.at_key), fault.message) for fault in faults]
    for offset, message in sorted(placed):
        yield _placed(path, text, offset, message)


def _offset(node: Node, path: KeyPath, *, at_key: bool) -> int:
    """Where the end of a key path is written; for what is missing, where its table is."""
    start = node.span.start
    for step in path:
        if isinstance(node, Entries) and isinstance(step, str):
            found = node.entry(step)
            assert found is not None, f"a fault at {path}, which is not written"
            start = found[0].span.start if at_key else found[1].span.start
            node = found[1]
        elif isinstance(node, NodeSequence) and isinstance(step, int):
            node = node.items[step]
            start = node.span.start
    return start


def _placed(path: Path, text: str, offset: int, message: str) -> str:
    place = LineIndex(text).position(offset)
    return f"{shown(path)}:{place.line}:{place.column}: {message}"


# --- records ---------------------------------------------------------------------------------------


def _merged(path: Path, files: Sequence[_File]) -> Config:
    """One configuration from a file and those that it extends, nearest first."""
    nearest: dict[str, Any] = {}
    for file in reversed(files):
        nearest |= file.keys
    base_first = list(reversed(files))
    return Config(
        root=path.parent,
        path=path,
        files=tuple(file.path for file in files),
        generator=nearest.get("generator"),
        exclude=tuple(glob for file in base_first for glob in file.keys.get("exclude", ())),
        posts=nearest.get("posts"),
        asset_roots=nearest.get("asset-roots", ()),
        settings=tuple(_settings(file.keys, file.path.parent) for file in base_first),
        overrides=tuple(
            Override(keys["paths"], _settings(keys, file.path.parent))
            for file in base_first
            for keys in file.keys.get("overrides", ())
        ),
        phrases=tuple(_phrase(keys) for file in base_first for keys in file.keys.get("phrases", ())),
    )


def _settings(keys: Mapping[str, Any], base: Path) -> Settings:
    return Settings(
        schema=SchemaChoice(keys["schema"], base) if "schema" in keys else None,
        selection=Selection(keys.get("select"), keys.get("extend-select", ()), keys.get("ignore", ())),
        fixes=FixTrust(**keys.get("fix", {})),
        levels=tuple(Level(code, severity) for code, severity in keys.get("severity", {}).items()),
        options=tuple(
            OptionValue(code, option.replace("-", "_"), value)
            for code, options in keys.get("rules", {}).items()
            for option, value in options.items()
        ),
    )


def _phrase(keys: Mapping[str, Any]) -> Phrase:
    return Phrase(
        keys["pattern"] if "pattern" in keys else keys["match"],
        severity=keys.get("severity", Severity.WARNING),
        scopes=keys.get("scope", DEFAULT_SCOPES),
        replacement=keys.get("replace"),
        reason=keys.get("message", ""),
        case_sensitive=keys.get("case-sensitive", False),
        language=keys.get("language"),
        safe=keys.get("safe", False),
        name=keys.get("name"),
        is_pattern="pattern" in keys,
    )
