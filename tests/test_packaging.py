"""The wheel holds what an installed postlint needs, and nothing of the tests."""

from __future__ import annotations

import tomllib
import zipfile
from email import message_from_string
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import postlint

ROOT = Path(__file__).parent.parent
SCHEMAS = sorted(file.name for file in (ROOT / "schemas").glob("*.json"))
METADATA = f"postlint-{postlint.__version__}.dist-info"
#: what is installed beside the package
BESIDE = f"postlint-{postlint.__version__}.data"
PACKS = sorted(file.name for file in (ROOT / "postlint" / "phrases").rglob("*.toml"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    [built] = WheelBuilder(str(ROOT)).build(
        directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"]
    )
    return zipfile.ZipFile(built)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_schemas_are_inside(wheel: zipfile.ZipFile, schema: str) -> None:
    assert wheel.read(f"postlint/schemas/{schema}") == (ROOT / "schemas" / schema).read_bytes()


def test_the_schema_of_posts_is_among_them() -> None:
    assert "post.schema.json" in SCHEMAS


@pytest.mark.parametrize("pack", PACKS)
def test_phrase_packs_are_inside(wheel: zipfile.ZipFile, pack: str) -> None:
    assert any(name.startswith("postlint/phrases/") and name.endswith(pack) for name in wheel.namelist())


def test_there_are_phrase_packs() -> None:
    assert PACKS


def test_types_are_offered(wheel: zipfile.ZipFile) -> None:
    assert "postlint/py.typed" in wheel.namelist()


def test_the_command_is_there(wheel: zipfile.ZipFile) -> None:
    entry_points = wheel.read(f"{METADATA}/entry_points.txt").decode()
    assert "postlint = postlint.cli:main" in entry_points


def test_the_version_is_the_one_of_the_module(wheel: zipfile.ZipFile) -> None:
    metadata = message_from_string(wheel.read(f"{METADATA}/METADATA").decode())
    assert metadata["Version"] == postlint.__version__
    assert metadata["License-Expression"] == "MIT"


def test_the_man_page_goes_where_man_looks(wheel: zipfile.ZipFile) -> None:
    page = wheel.read(f"{BESIDE}/data/share/man/man1/postlint.1")
    assert page == (ROOT / "docs" / "postlint.1").read_bytes()


def test_nothing_else_is_inside(wheel: zipfile.ZipFile) -> None:
    rooms = {name.partition("/")[0] for name in wheel.namelist()}
    assert rooms == {"postlint", METADATA, BESIDE}
    assert [name for name in wheel.namelist() if name.startswith(BESIDE)] == [
        f"{BESIDE}/data/share/man/man1/postlint.1"
    ]


def test_dependency_groups_repeat_the_extras() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    for name in ("test", "lint"):
        assert project["dependency-groups"][name] == [f"postlint[{name}]"]
        assert extras[name]
