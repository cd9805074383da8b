"""The text of a first configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postlint.config.show import as_toml

#: its name; it goes to the site's root
NAME = "postlint.toml"


def config_lines(generator: str | None, schema: Sequence[str], excluded: Sequence[str]) -> Iterator[str]:
    """What it says: the lines of its schema, the globs of what is left out, and the usual settings as
    comments."""
    yield "# What postlint checks here. `postlint config show` prints what counts for a post,"
    yield "# `postlint rules` lists the rules, and `postlint rule CODE` explains one."
    yield ""
    found = "found by its files" if generator else "no other was recognised"
    yield f'generator = "{generator or "none"}" # {found}'
    plain = [line for line in schema if not line.startswith("#")]
    tables = bool(plain) and plain[0].startswith("[[")
    if not tables:
        yield from plain
    if excluded:
        yield f"exclude = {as_toml(list(excluded))} # sites of their own"
    yield ""
    if not excluded:
        yield '# exclude = ["archive/**"]          # posts to leave alone'
    yield from _COMMENTED
    if tables:
        yield ""
        yield from plain


_COMMENTED = (
    '# asset-roots = ["media"]           # where else an address such as /boat.jpg may lead',
    '# ignore = ["SL304"]                # rules to do without: codes, names, or the letters of a family',
    '# extend-select = ["buzzwords"]     # rules that are off until they are chosen',
    "",
    "# [severity]",
    '# DT203 = "error"                   # error, warning, info or off',
    "",
    "# [[overrides]]                     # other settings for some posts",
    '# paths = ["_drafts/**"]',
    '# ignore = ["SC", "IM"]',
    "",
    "# [[phrases]]                       # phrases of your own; `postlint phrases mine` finds some",
    '# match = "utilize"',
    '# replace = "use"',
)
