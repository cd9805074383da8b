"""Which files a path means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from postlint.engine.discover import Discovery, MissingPathError, discover


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str) -> None:
    for name in names:
        path, _, content = name.partition("=")
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(content)


def find(*paths: str, excluded: str = "", excludes_named: bool = False) -> Discovery:
    return discover(
        paths, is_excluded=lambda source: Path(source.path).name == excluded, excludes_named=excludes_named
    )


def shown(discovery: Discovery) -> list[str]:
    return [source.shown for source in discovery.sources]


@pytest.mark.usefixtures("folder")
class TestDiscover:
    def test_markdown_below_a_folder_by_name(self) -> None:
        write("b.md", "a.markdown", "c/d.mdx", "e.txt", "f.MD.bak", "g.html")
        assert shown(find(".")) == ["a.markdown", "b.md", "c/d.mdx"]

    def test_the_path_is_kept_as_the_user_wrote_it(self, folder: Path) -> None:
        write("site/a.md")
        assert shown(find("site")) == ["site/a.md"]
        assert shown(find("./site/")) == ["site/a.md"]
        assert shown(find(os.fspath(folder / "site"))) == [(folder / "site/a.md").as_posix()]

    def test_none_twice(self) -> None:
        write("site/a.md")
        assert shown(find("site/a.md", "site", ".")) == ["site/a.md"]

    def test_a_named_file_may_have_any_ending(self) -> None:
        write("a.txt")
        [source] = find("a.txt").sources
        assert source.is_named

    def test_what_was_made_or_hidden_is_not_walked(self) -> None:
        write("_site/a.md", "node_modules/x/a.md", ".cache/a.md", "a.md")
        assert shown(find(".")) == ["a.md"]

    def test_gitignore_of_every_level(self) -> None:
        write(
            ".git/HEAD",
            ".gitignore=drafts/\n*.tmp.md\n",
            "a.md",
            "b.tmp.md",
            "drafts/c.md",
            "sub/.gitignore=!keep.tmp.md\nd.md\n",
            "sub/keep.tmp.md",
            "sub/d.md",
            "sub/e.md",
        )
        found = find(".")
        assert shown(found) == ["a.md", "sub/e.md", "sub/keep.tmp.md"]
        assert found.left_out == {"ignored by git": 2}

    def test_gitignore_above_the_folder(self) -> None:
        write(".git/HEAD", ".gitignore=*.tmp.md\n", "sub/a.md", "sub/b.tmp.md")
        assert shown(find("sub")) == ["sub/a.md"]

    def test_an_ignored_folder_or_file_that_is_named_is_wanted(self) -> None:
        write(".git/HEAD", ".gitignore=drafts/\n", "drafts/a.md")
        assert shown(find("drafts")) == ["drafts/a.md"]
        assert shown(find("drafts/a.md")) == ["drafts/a.md"]

    def test_links_are_left_out_and_counted(self, folder: Path) -> None:
        write("a.md")
        (folder / "b.md").symlink_to("a.md")
        (folder / "loop").symlink_to(".")
        found = find(".")
        assert shown(found) == ["a.md"]
        assert found.left_out == {"behind a symbolic link": 1}

    def test_excluded_files_are_counted(self) -> None:
        write("a.md", "b.md")
        found = find(".", excluded="b.md")
        assert shown(found) == ["a.md"]
        assert found.left_out == {"excluded by the configuration": 1}

    def test_a_named_file_is_excluded_only_when_asked(self) -> None:
        write("b.md")
        assert shown(find("b.md", excluded="b.md")) == ["b.md"]
        assert shown(find("b.md", excluded="b.md", excludes_named=True)) == []

    def test_a_path_that_is_not_there(self) -> None:
        with pytest.raises(MissingPathError, match="no file or folder at nowhere"):
            find("nowhere")
