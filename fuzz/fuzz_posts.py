"""Fuzzes the reading of a post and every rule with atheris, beginning with the posts of the fixtures.

    pip install -e '.[fuzz]'
    python fuzz/fuzz_posts.py -max_total_time=600

The numbers that libFuzzer takes (`-runs=`, `-max_len=`, `-timeout=`) go behind; what it learns is kept in
`fuzz/learned/`. An input that breaks a promise is written to a file called `crash-…`, and
`python fuzz/fuzz_posts.py crash-…` shows it again.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["postlint"]):
    from postlint import Selection, Settings, lint_text
    from postlint.registry import all_rules

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "tests" / "fixtures"
LEARNED = HERE / "learned"

#: all rules, those that are off too; nothing of this machine's configuration
SETTINGS = Settings(today=date(2026, 1, 1), isolated=True, selection=Selection(("ALL",)))


def lint(raw: bytes) -> None:
    """Raises AssertionError for a place outside the text, and whatever a rule raises."""
    for name in ("post.md", "_posts/2025-01-01-post.md", "content/post.mdx"):
        for found in lint_text(raw, name, SETTINGS):
            # every byte becomes one character at most
            assert 0 <= found.span.start <= found.span.end <= len(raw), found
            assert found.place.start <= found.place.end, found
            assert found.message, found
            if found.fix is not None:
                assert all(0 <= edit.span.start <= edit.span.end <= len(raw) for edit in found.fix.edits)


def main() -> None:
    all_rules()
    arguments = sys.argv
    if not any(Path(given).exists() for given in arguments[1:]):
        LEARNED.mkdir(exist_ok=True)
        arguments = [*arguments, str(LEARNED), str(FIXTURES)]
    atheris.Setup(arguments, lint)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
