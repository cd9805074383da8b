"""The options and fixtures that all tests share."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# the first example pays for imports, and machines differ
settings.register_profile("postlint", deadline=None)
settings.load_profile("postlint")

# what keeps Python from storing the modules that it compiled would have each of the programs that tests start
# compile all of postlint again, which takes several times as long as what it is started for
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

#: no test leaves results beside the posts of this project; those about the cache ask for it
os.environ["POSTLINT_NO_CACHE"] = "1"


def pytest_collection_finish() -> None:
    """Let the garbage collector leave the tests themselves alone, which are more than all that they make."""
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="rewrite what the fixtures must yield; the diff is the review",
    )


@pytest.fixture
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which this postlint is the command `postlint`, for the search path of others."""
    command = tmp_path_factory.mktemp("bin") / "postlint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m postlint "$@"\n')
    command.chmod(0o755)
    return command.parent


@pytest.fixture
def update_expected(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--update-expected"))
