"""An image in the body whose file is not there.

## Why
The page shows an empty frame, and no build step complains.

## Bad
    ---
    title: The harbour
    ---

    ![Boats at dawn](images/boats.png)

## Good
    ---
    title: The harbour
    ---

    ![Boats at dawn](https://example.com/boats.png)

## Limits
Remote addresses are not fetched. Left alone is what only the build knows: `{{ page.image }}`, an
alias such as `@/`, a relative address in a shortcode of the site's own or by way of another post's
dated page; and an address without a file ending. `/static/boats.png` on a site of Hugo leads nowhere,
since what `static/` holds is published as `/boats.png`; so it is with `public/` of Astro. Embeds such
as `![[boats/a.png]]` count in a vault of Obsidian and on sites of Quartz, where they name a folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site
from postlint.sites.images import body_images, missing_image


class Options(OptionSet):
    skip: tuple[str, ...] = option((), "addresses to leave alone; `*` stands for any text")


@rule("IM401", severity=Severity.ERROR, options=Options, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for image in body_images(post, site, options.skip):
        finding = missing_image(post, site, image)
        if finding is not None:
            yield finding
