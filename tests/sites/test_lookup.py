"""Where the addresses in a post lead."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from postlint.model.lookup import Found, Lookup
from postlint.reading import read_post
from postlint.sites.base import Site
from postlint.sites.files import HEAD, Files

FILES = (
    "assets/images/boat.jpg",
    "static/logo.svg",
    "public/robots.png",
    "blog/post/own.png",
    "blog/two words.png",
    "blog/100%.png",
    "blog/Mixed.PNG",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    return tmp_path / "site"


def look_up(
    root: Path, address: str, path: str = "blog/post.md", asset_roots: tuple[str, ...] = ()
) -> Lookup:
    site = Site(Files(root), date(2026, 1, 1), asset_roots=asset_roots)
    return site.lookup(read_post(b"", path), address)


def nearest(root: Path, address: str) -> str | None:
    return Site(Files(root), date(2026, 1, 1)).nearest(read_post(b"", "blog/post.md"), address)


@pytest.mark.parametrize(
    "address",
    [
        "/assets/images/boat.jpg",
        "assets/images/boat.jpg",
        "images/boat.jpg",
        "/logo.svg",
        "/static/logo.svg",
        "/robots.png",
        "own.png",
        "./post/own.png",
        "../assets/images/boat.jpg",
        "two words.png",
        "two%20words.png",
        "100%.png",
        "100%25.png",
        "two&#32;words.png",
        "Mixed\\.PNG",
        "lo&#103;o.svg",
        "assets/images\\/boat.jpg",
        "logo.svg?v=3",
        "logo.svg#icon",
        " logo.svg ",
        "{static}/assets/images/boat.jpg",
        "#top",
        "",
    ],
)
def test_found(root: Path, address: str) -> None:
    assert look_up(root, address) == Lookup(Found.YES)


@pytest.mark.parametrize(
    ("address", "actual"),
    [
        ("mixed.png", "Mixed.PNG"),
        ("/Assets/images/Boat.jpg?w=2", "/assets/images/boat.jpg?w=2"),
        ("../Assets/Images/boat.jpg", "../assets/images/boat.jpg"),
        ("Two%20Words.png", "two%20words.png"),
    ],
)
def test_other_case(root: Path, address: str, actual: str) -> None:
    assert look_up(root, address) == Lookup(Found.OTHER_CASE, actual=actual)


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/assets/images/boat.jpeg", "/assets/images/boat.jpg"),
        ("assets/images/baot.jpg#x", "assets/images/boat.jpg#x"),
        ("three%20words.png", None),
        ("two_words.png", "two%20words.png"),
        ("no-such/boat.jpg", None),
    ],
)
def test_absent(root: Path, address: str, near: str | None) -> None:
    assert look_up(root, address) == Lookup(Found.NO)
    assert nearest(root, address) == near


def test_two_spellings_on_disk_are_two_files(root: Path) -> None:
    (root / "Logo.svg").write_bytes(b"x")
    assert look_up(root, "/Logo.svg") == look_up(root, "/logo.svg") == Lookup(Found.YES)


@pytest.mark.parametrize(
    "address", ["../../secret.png", "/../secret.png", "../../../../etc/passwd", "%2e%2e/%2e%2e/x.png"]
)
def test_never_outside_the_root(root: Path, address: str) -> None:
    assert look_up(root, address).found in (Found.OUTSIDE, Found.NO)
    assert nearest(root, address) is None


def test_a_folder_linked_from_outside_is_not_looked_into(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "there.png").write_bytes(b"x")
    (root / "media").symlink_to(tmp_path / "elsewhere")
    assert look_up(root, "/media/there.png") == Lookup(Found.YES)
    assert look_up(root, "/media/not-there.png") == Lookup(Found.YES)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_linked_from_outside_is_not_looked_for(root: Path, tmp_path: Path, *, is_there: bool) -> None:
    if is_there:
        (tmp_path / "elsewhere.png").write_bytes(b"x")
    (root / "logo.png").symlink_to(tmp_path / "elsewhere.png")
    assert look_up(root, "/logo.png") == Lookup(Found.YES)


def test_a_link_that_leads_nowhere_is_no_file(root: Path) -> None:
    (root / "broken.png").symlink_to("nowhere.png")
    assert look_up(root, "/broken.png").found is Found.NO


@pytest.mark.parametrize("address", ["../images/boat.jpg", "../../../images/boat.jpg", "./../logo.svg"])
def test_relative_to_the_published_page(root: Path, address: str) -> None:
    (root / "content" / "news").mkdir(parents=True)
    assert look_up(root, address, path="content/news/post.md") == Lookup(Found.YES)


def test_asset_roots_of_the_configuration(root: Path) -> None:
    assert look_up(root, "/two words.png").found is Found.NO
    assert look_up(root, "/two words.png", asset_roots=("blog",)).found is Found.YES


@pytest.mark.parametrize(
    "address", ["a\0b.png", "a\0b/c.png", "x" * 5000 + ".png", "a/" * 3000 + "b.png", "\udc80.png"]
)
def test_strange_addresses_are_answered(root: Path, address: str) -> None:
    assert look_up(root, address).found is Found.NO


@pytest.mark.parametrize("folder", ["\0", "\ud800", "a/" * 100_000], ids=["nul", "surrogate", "endless"])
def test_nothing_is_there_where_no_system_has_a_name(root: Path, folder: str) -> None:
    assert look_up(root, f"{folder}/a.png") == Lookup(Found.NO)
    assert nearest(root, f"{folder}/a.png") is None
    assert Files(root).listing(folder).names == frozenset()


def test_only_plain_files_inside_the_root_are_read(root: Path) -> None:
    (root / "inside.png").symlink_to(root / "static" / "logo.svg")
    (root / "outside.png").symlink_to(root.parent / "secret.png")
    (root / "device.png").symlink_to("/dev/zero")
    os.mkfifo(root / "pipe.png")
    files = Files(root)
    assert files.head("inside.png") == b"x"
    names = ("outside.png", "device.png", "pipe.png", "blog", "absent.png", "\0", "../secret.png")
    assert [files.head(name) for name in names] == [None] * len(names)


def test_a_file_is_read_once_and_only_its_beginning(root: Path) -> None:
    (root / "big.png").write_bytes(b"x" * 10_000)
    files = Files(root)
    assert files.head("big.png") == b"x" * HEAD
    (root / "big.png").unlink()
    assert files.head("big.png") == b"x" * HEAD
