"""What a finding says, for people who want to open the other post that it names."""

from __future__ import annotations

from collections.abc import Callable

from postlint.model.findings import Diagnostic


def message_of(found: Diagnostic, named: Callable[[str], str] = str) -> str:
    """The message with the other post named as places are, where rules name it from the site's root.

    `named` makes of a place's path what the format shows.
    """
    for related in found.related:
        if related.site_path is None:
            continue
        before, path, after = found.message.rpartition(f" {related.site_path}")
        if path and (not after or after.startswith(" ")):
            return f"{before} {named(related.place.path)}{after}"
    return found.message
