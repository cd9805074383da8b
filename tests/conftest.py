"""The options and fixtures that all tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

# the first example pays for imports, and machines differ
settings.register_profile("postlint", deadline=None)
settings.load_profile("postlint")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="rewrite what the fixtures must yield; the diff is the review",
    )


@pytest.fixture
def update_expected(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--update-expected"))
