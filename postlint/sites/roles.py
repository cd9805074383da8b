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

#: files for those who look into the repository, not for readers of the site: most of them are named in
#: https://docs.github.com/communities/setting-up-your-project-for-healthy-contributions
_FOR_THE_REPOSITORY = frozenset(
    {
        "AUTHORS",
        "CHANGELOG",
        "CODE_OF_CONDUCT",
        "CONTRIBUTING",
        "COPYING",
        "LICENCE",
        "LICENSE",
        "README",
        "SECURITY",
    }
)

#: generators that stop at a file without front matter, whatever it is called:
#: https://www.getzola.org/documentation/content/page/#front-matter
_ASKS_ALL_FILES = frozenset({"zola"})


def role_of(path: str, *, generator: str | None, has_front_matter: bool, is_named: bool) -> Role:
    """What the file at `path`, relative to the site root, is.

    Without a known generator a file is a post when it has front matter or was named by the user. A licence or
    a README among posts is none, unless it has front matter: nobody meant it to be a post, though generators
    publish it, untitled.
    """
    folders = _POST_FOLDERS.get(generator or "")
    if folders is None:
        return Role.POST if has_front_matter or (is_named and generator is None) else Role.PAGE
    folder, _, name = f"/{path}".rpartition("/")
    is_among_posts = any(f"{folder}/".find(f"/{posts}/") >= 0 for posts in folders)
    if not is_among_posts or name in _SECTION_PAGES:
        return Role.PAGE
    if not has_front_matter and generator not in _ASKS_ALL_FILES and _is_for_the_repository(name):
        return Role.PAGE
    return Role.POST


def _is_for_the_repository(name: str) -> bool:
    """Whether a file is a `README.md`, `LICENSE.md` or the like; `README.de.md` is one in German. In small
    letters only the first has no other meaning: `security.md` may be a page about locks."""
    stem = name.partition(".")[0]
    return stem in _FOR_THE_REPOSITORY or stem.upper() == "README"


def is_template(path: str, *, generator: str | None) -> bool:
    """Whether the file at `path`, relative to the site root, is what new posts are copied from."""
    folder = _TEMPLATE_FOLDERS.get(generator or "")
    return folder is not None and path.startswith(folder)
