"""Tells what a stored result depends on beside its post: postlint itself, and what is asked of the post."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from postlint.engine.itself import postlint_itself, state_of_file
from postlint.engine.lint import Desk
from postlint.model.digests import blake2b
from postlint.registry import all_rules, files_of


def fingerprint_of(desk: Desk, schema_texts: Iterable[str]) -> bytes:
    """16 bytes that stay the same for as long as the same is asked of a post in the same way.

    What a rule asks the file system is not in it: that is noted with each result.
    """
    site, plan = desk.site, desk.plan
    rules = [
        (
            active.rule.code,
            active.severity.value,
            active.severity_is_set,
            active.has_safe_fix,
            active.options,
            *map(state_of_file, files_of(active.rule)),
        )
        for active in plan.rules
    ]
    asked = (site.generator, site.asset_roots, plan.schema, plan.is_post, plan.is_unmatched, desk.is_named)
    digest = blake2b(digest_size=16)
    for part in (*postlint_itself(), repr(asked), repr(rules), *schema_texts):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.digest()


@cache
def rules_of_today() -> str:
    """Text that stays the same for as long as the rules do."""
    files = [state_of_file(file) for rule in all_rules() for file in files_of(rule)]
    return blake2b(
        repr((postlint_itself(), files)).encode("utf-8", "surrogatepass"), digest_size=16
    ).hexdigest()
