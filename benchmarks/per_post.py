"""Measure what a post costs: python benchmarks/per_post.py FOLDER [FOLDER …]

Runs postlint over every Markdown file below the folders in one process, several times, and prints the
best time of each part in microseconds a post: reading, each rule, everything. Times of one machine
are no measure for another; compare runs of one sitting.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from postlint.config.plan import Plan
from postlint.engine.discover import discover
from postlint.engine.lint import Desk, lint_bytes
from postlint.engine.workspace import Settings, Workspace
from postlint.reading import read_post

Work = list[tuple[bytes, str, Desk]]


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="how often each part is run; the best counts")
    parser.add_argument("--schema", help="hold every post against this schema; `none` for no schema")
    parser.add_argument("--rules", action="store_true", help="measure each rule by itself as well")
    arguments = parser.parse_args()
    work = [each for folder in arguments.folders for each in gather(folder, arguments.schema)]
    print(f"{len(work)} posts, {sum(len(raw) for raw, _, _ in work) / 1e6:.1f} MB, {os.cpu_count()} cores")
    print(f"{'µs a post':>10}")
    for name, part in parts(work, each_rule=arguments.rules):
        print(f"{best(part, arguments.rounds) / len(work) * 1e6:10.1f}  {name}", flush=True)


def gather(folder: Path, schema: str | None = None) -> Iterator[tuple[bytes, str, Desk]]:
    """Every post below a folder with what is needed to lint it."""
    workspace = Workspace(Settings(isolated=True, schema=schema))
    found = discover([os.fspath(folder)], is_excluded=lambda _: False, excludes_named=False)
    for source in found.sources:
        desk, path = workspace.desk_for(source)
        yield Path(source.path).read_bytes(), path, desk


def parts(work: Work, *, each_rule: bool) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "read front matter", lambda: run(work, lambda raw, path, _: read_post(raw, path))
    yield "read all", lambda: run(work, lambda raw, path, _: read_post(raw, path).body.blocks)
    yield "all rules but the duplicates", lambda: lint(work, lambda family, _: family != "DU")
    yield "all rules", lambda: lint(work, lambda _family, _code: True)
    if each_rule:
        for active in work[0][2].plan.rules:
            code = active.rule.code
            yield f"{code} {active.rule.name}, with reading", partial(lint, work, partial(is_code, code))


def run(work: Work, step: Callable[[bytes, str, Desk], object]) -> None:
    for raw, path, desk in work:
        step(raw, path, desk)


def lint(work: Work, is_wanted: Callable[[str, str], bool]) -> None:
    desks: dict[int, Desk] = {}
    for raw, path, desk in work:
        chosen = desks.get(id(desk))
        if chosen is None:
            chosen = desks[id(desk)] = desk._replace(plan=only(desk.plan, is_wanted))
        lint_bytes(raw, path, chosen)


def is_code(wanted: str, _family: str, code: str) -> bool:
    return code == wanted


def only(plan: Plan, is_wanted: Callable[[str, str], bool]) -> Plan:
    rules = tuple(active for active in plan.rules if is_wanted(active.rule.family, active.rule.code))
    return plan._replace(rules=rules)


def best(part: Callable[[], None], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        part()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
