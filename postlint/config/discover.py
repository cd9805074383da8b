"""Finds the configuration file that counts for a file or a folder."""

from __future__ import annotations

from pathlib import Path

#: in the order asked within one folder; `pyproject.toml` counts when it holds `[tool.postlint]`
FILE_NAMES = (".postlint.toml", "postlint.toml", "pyproject.toml")


def find_config(start: Path) -> Path | None:
    """The configuration for a file or folder: the nearest above it, up to the repository's root.

    Nothing is merged: the nearest file is the only one that counts. The repository's root is the
    folder that holds `.git`; where there is none, the search ends at the root of the file system.
    """
    return ConfigFinder().find(start if start.is_dir() else start.parent)


class ConfigFinder:
    """Answers for many folders and asks the file system once for each."""

    def __init__(self) -> None:
        self._found: dict[Path, Path | None] = {}

    def find(self, folder: Path) -> Path | None:
        """The configuration for the files in this folder, as `find_config` finds it."""
        if folder not in self._found:
            self._found[folder] = self._look(folder.absolute())
        return self._found[folder]

    def _look(self, folder: Path) -> Path | None:
        for name in FILE_NAMES:
            file = folder / name
            if file.is_file() and (name != "pyproject.toml" or _is_meant_for_us(file)):
                return file
        if folder.parent == folder or (folder / ".git").exists():
            return None
        return self.find(folder.parent)


def _is_meant_for_us(pyproject: Path) -> bool:
    """Whether the file holds `[tool.postlint]`.

    One that names postlint and cannot be read as TOML counts too: loading it then says what is
    wrong, where passing it over would run with the wrong rules and say nothing.
    """
    from postlint.reading.toml_block import parse_toml
    from postlint.reading.toml_places import TomlFault

    content = pyproject.read_bytes()
    if b"postlint" not in content:
        return False
    try:
        tool = parse_toml(content.decode("utf-8-sig")).get("tool")
    except (TomlFault, UnicodeDecodeError):
        return True
    return isinstance(tool, dict) and "postlint" in tool
