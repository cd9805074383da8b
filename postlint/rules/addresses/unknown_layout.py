"""A layout for which the site has no template.

## Why
The page is published without the site's frame, or the build stops.

## Bad
    # _layouts of a Jekyll site has post.html
    ---
    title: The harbour opens again
    layout: pots
    ---

## Good
    # _layouts of a Jekyll site has post.html
    ---
    title: The harbour opens again
    layout: post
    ---

## Limits
Only for Jekyll (`_layouts`), Eleventy (`_includes`), Hugo (`layouts`, also of themes) and Zola
(`template` and `templates`), and only where all templates are the site's own: with a theme that is
installed elsewhere, a module, or a configuration that renames layouts, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.hints import with_question
from postlint.model.post import Post
from postlint.model.triggers import has_key
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site
from postlint.sites.layouts import own_layouts


class Options(OptionSet):
    allow: tuple[str, ...] = option((), "layouts that need no template")


@rule(
    "SL309",
    severity=Severity.WARNING,
    since="0.1.0",
    options=Options,
    trigger=has_key("layout", "template"),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    layouts = own_layouts(site)
    if layouts is None or post.front is None:
        return
    name = post.front.get(layouts.field)
    if not isinstance(name, str) or not name or "{" in name or layouts.knows(name) or name in options.allow:
        return
    folder = name.rpartition("/")[0]
    if folder and not any(known.startswith(f"{folder}/") for known in layouts.known):
        return  # a folder of templates that is made by the build, or is not checked out
    ending = name.rpartition(".")[1:]
    if ending[0] and not any(known.endswith("".join(ending)) for known in layouts.known):
        return  # as with a folder of templates of which some are not there
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(layouts.known), 1, 0.75)
    message = with_question(f"no template `{name}` in {layouts.place}", near[0] if near else None)
    yield Finding(post.front.locate_text(layouts.field), message)
