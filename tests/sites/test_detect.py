"""Recognising a generator, the site's root and its posts."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.model.post import Role
from postlint.sites.detect import SiteFinder, generator_of
from postlint.sites.roles import role_of


def write(root: Path, *names: str) -> Path:
    for name in names:
        path, _, content = name.partition("=")
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
    return root


@pytest.mark.parametrize(
    ("files", "generator"),
    [
        (["_config.yml"], "jekyll"),
        (["_posts/a.md"], "jekyll"),
        (["_config.yml", "scaffolds/post.md", "source/_posts/a.md"], "hexo"),
        (["hugo.toml"], "hugo"),
        (["config.toml=baseURL = 'x'", "content/a.md", "layouts/a.html"], "hugo"),
        (["config/_default/hugo.yaml", "content/a.md"], "hugo"),
        (["config.toml=base_url = 'x'", "content/a.md", "templates/a.html"], "zola"),
        (["astro.config.mjs"], "astro"),
        (["eleventy.config.js"], "eleventy"),
        ([".eleventy.js"], "eleventy"),
        (["docusaurus.config.ts"], "docusaurus"),
        (["mkdocs.yml"], "mkdocs"),
        (["pelicanconf.py"], "pelican"),
        (["_quarto.yml"], "quarto"),
        (["conf.py=BLOG_TITLE = 'x'"], "nikola"),
        (["conf.py=extensions = []"], None),
        (["config.toml=x = 1"], None),
        (["README.md"], None),
    ],
)
def test_generator(tmp_path: Path, files: list[str], generator: str | None) -> None:
    assert generator_of(write(tmp_path, *files)) == generator


def test_root_is_the_nearest_folder_with_signs(tmp_path: Path) -> None:
    write(tmp_path, ".git/HEAD", "docs/_config.yml", "docs/_posts/a.md")
    assert SiteFinder().find(tmp_path / "docs" / "_posts", tmp_path) == (tmp_path / "docs", "jekyll")


def test_root_is_the_repository_without_signs(tmp_path: Path) -> None:
    write(tmp_path, ".git/HEAD", "notes/a.md")
    assert SiteFinder().find(tmp_path / "notes", tmp_path / "notes") == (tmp_path, None)


def test_root_is_the_given_folder_without_a_repository(tmp_path: Path) -> None:
    write(tmp_path, "notes/a.md")
    assert SiteFinder().find(tmp_path / "notes", tmp_path) == (tmp_path, None)


@pytest.mark.parametrize(
    ("path", "generator", "has_front_matter", "is_named", "role"),
    [
        ("_posts/a.md", "jekyll", False, False, Role.POST),
        ("news/_posts/a.md", "jekyll", False, False, Role.POST),
        ("README.md", "jekyll", False, True, Role.PAGE),
        ("about.md", "jekyll", True, False, Role.PAGE),
        ("my_posts/a.md", "jekyll", True, False, Role.PAGE),
        ("content/blog/a.md", "hugo", False, False, Role.POST),
        ("content/blog/_index.md", "hugo", True, False, Role.PAGE),
        ("content/LICENSE.md", "hugo", False, False, Role.PAGE),
        ("content/blog/README.de.md", "hugo", False, True, Role.PAGE),
        ("content/blog/readme.md", "hugo", False, False, Role.PAGE),
        ("content/blog/security.md", "hugo", False, False, Role.POST),
        ("content/blog/README.md", "hugo", True, False, Role.POST),
        ("content/blog/README.md", "zola", False, False, Role.POST),
        ("a.md", "eleventy", True, False, Role.POST),
        ("a.md", "eleventy", False, True, Role.PAGE),
        ("a.md", None, True, False, Role.POST),
        ("a.md", None, False, False, Role.PAGE),
        ("a.md", None, False, True, Role.POST),
    ],
)
def test_role(path: str, generator: str | None, has_front_matter: bool, is_named: bool, role: Role) -> None:
    found = role_of(path, generator=generator, has_front_matter=has_front_matter, is_named=is_named)
    assert found is role
