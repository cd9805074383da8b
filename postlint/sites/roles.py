"""Decides which Markdown files of a site are posts.

From each generator's documentation of where content lives; a generator that is not in the table
takes posts from anywhere, so front matter decides.
"""

from __future__ import annotations

from postlint.model.post import Role

#: folders, relative to the site root or below any folder of it, whose Markdown files are posts
_POST_FOLDERS: dict[str, tuple[str, ...]] = {
    "astro": ("src/content",),
    "docusaurus": ("blog",),
    "hexo": ("source/_posts", "source/_drafts"),
    "hugo": ("content",),
    "jekyll": ("_posts", "_drafts"),
    "zola": ("content",),
}

#: folders, relative to the site root, of templates that the generator copies for a new post: their
#: front matter holds tags in place of values
_TEMPLATE_FOLDERS = {"hexo": "scaffolds/", "hugo": "archetypes/"}

#: section pages: they stand among the posts and have rules of their own
_SECTION_PAGES = frozenset({"_index.md", "_index.markdown"})


def role_of(path: str, *, generator: str | None, has_front_matter: bool, is_named: bool) -> Role:
    """What the file at `path`, relative to the site root, is.

    Without a known generator a file is a post when it has front matter or was named by the user.
    """
    folders = _POST_FOLDERS.get(generator or "")
    if folders is None:
        return Role.POST if has_front_matter or (is_named and generator is None) else Role.PAGE
    folder, _, name = f"/{path}".rpartition("/")
    is_among_posts = any(f"{folder}/".find(f"/{posts}/") >= 0 for posts in folders)
    return Role.POST if is_among_posts and name not in _SECTION_PAGES else Role.PAGE


def is_template(path: str, *, generator: str | None) -> bool:
    """Whether the file at `path`, relative to the site root, is what new posts are copied from."""
    folder = _TEMPLATE_FOLDERS.get(generator or "")
    return folder is not None and path.startswith(folder)
