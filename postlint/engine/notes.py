"""What a person should hear at the end of a run beside the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from postlint.model.report import FileResult

#: a field that more than half of at least this many posts lack is told once
_MANY_POSTS = 4

#: the rule that says which field a post lacks
_MISSING_FIELD = "SC101"


def notes(
    results: Sequence[FileResult], left_out: Mapping[str, int], without_schema: Collection[str]
) -> Iterator[str]:
    """Whole sentences about what was not checked.

    `left_out` gives the reasons for leaving files out with how many of each, `without_schema` the
    generators for whose posts there is no schema.
    """
    if left_out:
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(left_out.items()))
        yield f"left out: {reasons}"
    posts = sum(result.is_post for result in results)
    if results and not posts:
        yield "none of these files is a post, so no fields were asked of them"
    if posts and without_schema:
        yield (
            f"no schema is known for posts of {' and '.join(sorted(without_schema))}, so their fields were "
            "not checked: make one with `postlint schema infer`, and name it with `schema` in postlint.toml "
            "or with --schema"
        )
    unknown = sum(result.unknown_images for result in results)
    if unknown:
        images = "1 image address is" if unknown == 1 else f"{unknown} image addresses are"
        yield f"{images} only known when the site is built, and not checked"


def doubt_of_schema(results: Sequence[FileResult]) -> str:
    """A sentence about a schema that seems not to fit what is reported; "" where it does."""
    posts = sum(result.is_post for result in results if not result.is_context)
    missing = Counter(
        found.message for result in results for found in result.diagnostics if found.code == _MISSING_FIELD
    )
    wanting = [message for message, count in sorted(missing.items()) if count * 2 > posts >= _MANY_POSTS]
    if not wanting:
        return ""
    return (
        f"in most of the {posts} posts {', '.join(wanting)}: the schema may not be meant for this site; "
        "choose another with `schema` in postlint.toml or with --schema, make one with "
        "`postlint schema infer`, or say --schema none"
    )
