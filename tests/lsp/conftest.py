"""A small site, and an editor that has it open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from language_client import Client, client_of

#: what most editors can do
ABILITIES = {
    "workspace": {
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True},
    },
    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
}


def post_of(
    title: str = "The harbour opens again",
    *,
    tags: str = "[harbour, boats]",
    excerpt: str = "The quay is open.",
    body: str = "It opens tomorrow.",
) -> str:
    return (
        f"---\nlayout: post\ntitle: {title}\ndate: 2025-03-12\nauthor: Ann Lee\nexcerpt: {excerpt}\n"
        f"image: /images/boat.jpg\ntags: {tags}\n---\n\n{body}\n"
    )


#: the name of a folder that is written otherwise in a URI
BLOG = "My blog é"


def make_site(folder: Path) -> Path:
    """A site of Jekyll with two posts and an image."""
    folder.mkdir(exist_ok=True)
    (folder / "_posts").mkdir()
    (folder / "images").mkdir()
    (folder / "_config.yml").write_text("title: Harbour\n")
    (folder / "images" / "boat.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "_posts" / "2025-03-12-harbour.md").write_text(post_of())
    (folder / "_posts" / "2025-03-13-quay.md").write_text(post_of("A new quay", excerpt="It is of stone."))
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that a test may change."""
    return make_site(tmp_path / BLOG)


@pytest.fixture
def quay(site: Path) -> Path:
    """A post of it."""
    return site / "_posts" / "2025-03-13-quay.md"


@pytest.fixture
def editor(site: Path) -> Iterator[Client]:
    """An editor that has the site open."""
    with client_of() as client:
        client.initialize(site, **ABILITIES)
        yield client


# to start a server takes longer than most tests
@pytest.fixture(scope="module", params=["utf-16", "utf-8"])
def writer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """An editor for tests that write nothing to the disk, which counts positions in one unit or another."""
    folder = make_site(tmp_path_factory.mktemp("site") / BLOG)
    with client_of(request.param) as client:
        client.initialize(folder, **ABILITIES)
        client.open(folder / "_posts" / "2025-03-12-harbour.md")
        yield client


@pytest.fixture
def draft(writer: Client) -> Path:
    """A post of the writer's site that is not saved yet, and that no other test has."""
    return writer.folders[0] / "_posts" / f"2025-03-12-draft-{next(_NUMBERS)}.md"


@pytest.fixture
def school(writer: Client) -> Path:
    """A site below the writer's, with a configuration of its own."""
    folder = writer.folders[0] / f"school-{next(_NUMBERS)}"
    folder.mkdir()
    (folder / "postlint.toml").write_text("")
    return make_site(folder)


_NUMBERS = count()
