"""Measure postlint against other programs that check posts, all of them in turn in one sitting.

    python benchmarks/compare.py --posts 5000
    python benchmarks/compare.py path/to/site --rounds 5 --json measured.json

The posts are those of the folders, which are copied first, or of a generated site. Programs are looked for
on the PATH, and one that is not there is left out. What is slow is measured on a sample of the posts. A ratio
above 1 says that postlint is faster. See `benchmarks/README.md` for what is measured and how.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from generate_site import generate
from measuring import Command, FailedError, Measured, Spent, output_of, peak_memory, spend
from peers import PEERS, MissingError, Peer, program_of, version_of
from tables import table

#: the parts of the folder in which everything is measured
SITE, MARKDOWN, SAMPLE = "site", "markdown", "sample"
CACHE = "cache"

#: families with rules that look at several posts, or at every pair of paragraphs
ACROSS = ("DU", "SL")

#: how many posts change between two runs, and how much more often one post is checked than a site
CHANGED, MORE_FOR_ONE = 5, 3


class Group(StrEnum):
    """What is checked in a run; only runs of one group are compared."""

    SITE = "the whole site"
    SAMPLE = "a sample of the posts"
    ONE = "one post"


class Kind(StrEnum):
    """Which work a run has to do."""

    PER_POST = "per post, cold"
    COLD = "cold"
    WARM = "warm"
    CHANGED = f"{CHANGED} posts changed"


class Run(NamedTuple):
    """One command to measure."""

    program: str
    kind: Kind
    group: Group
    command: Command

    @property
    def name(self) -> str:
        return f"{self.program}, {self.kind}"


class Posts(NamedTuple):
    """A folder with all that is measured, the posts of the site in it, the one of them that is measured
    by itself, and how many the sample has."""

    folder: Path
    all: Sequence[Path]
    one: Path
    in_sample: int

    def change(self) -> None:
        """Add a line to some posts, so that nothing remembered of them holds."""
        for post in self.all[:: max(1, len(self.all) // CHANGED)][:CHANGED]:
            with post.open("a", encoding="utf-8") as file:
                file.write("\nThe ferry came late again.\n")

    def target(self, group: Group, *, of: str = SITE) -> str:
        """What a program is told to check, seen from the folder; `of` is the copy of the site."""
        match group:
            case Group.SITE:
                return of
            case Group.SAMPLE:
                return SAMPLE
            case Group.ONE:
                return self.one.relative_to(self.folder).as_posix()


class Plan(NamedTuple):
    """The runs of a round in order, what is left out and why, and the version of each program."""

    runs: list[Run]
    left_out: dict[str, str]
    versions: dict[str, str]


Results = dict[Run, Measured]


def main() -> None:
    given = arguments().parse_args()
    with tempfile.TemporaryDirectory(prefix="postlint-benchmark-") as made:
        posts = lay_out(Path(made), given.folders, given.posts, given.seed, given.sample)
        chosen = plan(posts, given)
        results = measure(chosen, posts, given.rounds)
        measured = {
            **about(posts, given.rounds),
            "versions": chosen.versions,
            "left_out": chosen.left_out,
            "runs": [record(run, measured) for run, measured in results.items()],
            "ratios": list(ratios(results)),
        }
    for line in tables_of(measured):
        print(line)
    if given.json:
        given.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--posts", type=int, default=2000, help="how many posts to generate without a FOLDER")
    parser.add_argument("--seed", type=int, default=1, help="another site for each number")
    parser.add_argument("--rounds", type=int, default=3, help="how often each command is measured")
    parser.add_argument(
        "--sample", type=int, default=200, metavar="N", help="posts for programs that are slow; 0 for none"
    )
    parser.add_argument("--peers", help="measure against these only, with commas between")
    parser.add_argument("--postlint", default="postlint", help="the postlint to measure: a name or a path")
    parser.add_argument("--schema", help="the schema that postlint holds posts against")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured to a file as well")
    return parser


def lay_out(folder: Path, sites: Sequence[Path], posts: int, seed: int, sample: int) -> Posts:
    """Put the posts to measure into a folder of our own: all of a site, its Markdown alone, and a sample."""
    site = folder / SITE
    if sites:
        for given in sites:
            name = given.resolve().name
            shutil.copytree(given, site / name if len(sites) > 1 else site, symlinks=True, ignore=_ignored)
    else:
        generate(site, posts, seed)
    files = sorted(file for file in site.rglob("*") if file.is_file() and not file.is_symlink())
    every = [file for file in files if file.suffix == ".md"]
    if not every:
        raise SystemExit("there are no Markdown files to measure with")
    chosen = set(every[:: -(-len(every) // sample)]) if sample else set()
    for file in files:
        if file.suffix == ".md":
            _link(file, folder / MARKDOWN / file.relative_to(site))
        if file in chosen or file.suffix != ".md":
            _link(file, folder / SAMPLE / file.relative_to(site))
    by_length = sorted(every, key=_size)
    return Posts(folder, every, by_length[len(every) // 2], len(chosen))


def _ignored(folder: str, names: list[str]) -> set[str]:
    """What is not copied: hidden folders, which some of the programs enter, and what a build made."""
    hidden = {name for name in names if name.startswith(".") and Path(folder, name).is_dir()}
    return hidden | {"_site", "node_modules"}


def _link(file: Path, at: Path) -> None:
    at.parent.mkdir(parents=True, exist_ok=True)
    at.hardlink_to(file)


def plan(posts: Posts, given: argparse.Namespace) -> Plan:
    """What is there to be measured. Raises MissingError where postlint is not."""
    postlint = os.fspath(program_of(given.postlint).absolute())
    wanted = None if given.peers is None else {name.strip() for name in given.peers.split(",")}
    runs = list(runs_of_postlint(postlint, posts, given.schema))
    chosen = Plan(runs, {}, {"postlint": version_of(postlint, ("--version",))})
    if not any(run.kind is Kind.WARM for run in runs):
        chosen.left_out["postlint, warm"] = "this version keeps no cache"
    for peer in PEERS:
        if wanted is not None and peer.program not in wanted:
            continue
        try:
            program_of(peer.program)
            if peer.prepare is not None:
                peer.prepare(posts.folder)
        except MissingError as missing:
            chosen.left_out[peer.name] = str(missing)
        else:
            chosen.versions[peer.name] = version_of(peer.program, peer.version)
            runs += runs_of_peer(peer, posts)
    if not posts.in_sample:
        runs[:] = [run for run in runs if run.group is not Group.SAMPLE]
    runs.sort(key=_turn)
    return chosen


def _turn(run: Run) -> tuple[int, int]:
    return tuple(Group).index(run.group), tuple(Kind).index(run.kind)


def runs_of_postlint(program: str, posts: Posts, schema: str | None) -> Iterator[Run]:
    words = [program, "check", "--isolated"]
    if schema is not None:
        words += ["--schema", schema]
    codes = [rule["code"] for rule in json.loads(output_of([program, "rules", "--format", "json"]))]
    across = ",".join(family for family in ACROSS if any(code.startswith(family) for code in codes))
    keeps_cache = "--no-cache" in output_of([program, "check", "--help"])
    cold = ["--no-cache"] if keeps_cache else []
    warm = ["--cache-dir", CACHE]
    for group in Group:
        kinds = {Kind.PER_POST: [*cold, "--ignore", across], Kind.COLD: cold}
        if keeps_cache and group is not Group.SAMPLE:
            kinds[Kind.WARM] = warm
        if keeps_cache and group is Group.SITE:
            kinds[Kind.CHANGED] = warm
        for kind, more in kinds.items():
            command = Command((*words, *more, posts.target(group)), posts.folder)
            yield Run("postlint", kind, group, command)


def runs_of_peer(peer: Peer, posts: Posts) -> Iterator[Run]:
    words = [peer.program, *peer.check]
    for group in (Group.SAMPLE if peer.is_slow else Group.SITE, Group.ONE):
        target = posts.target(group, of=MARKDOWN if peer.reads_all else SITE)
        kinds = {Kind.COLD: peer.no_cache}
        if peer.no_cache and group is Group.SITE:
            kinds |= {Kind.WARM: (), Kind.CHANGED: ()}
        for kind, more in kinds.items():
            below = "" if group is Group.ONE else peer.below
            command = Command((*words, *more, target + below), posts.folder, peer.fine)
            yield Run(peer.name, kind, group, command)


def measure(chosen: Plan, posts: Posts, rounds: int) -> Results:
    """Run everything once to see its memory, which also fills the caches, and then in rounds.

    What fails is left out of all that follows.
    """
    peaks: dict[Run, int] = {}
    spent: dict[Run, list[Spent]] = {}
    for run in chosen.runs:
        _say(f"{run.group}: {run.name}")
        try:
            peaks[run] = peak_memory(run.command)
        except FailedError as failed:
            chosen.left_out[f"{run.name}, {run.group}"] = str(failed)
    for number in range(rounds):
        _say(f"round {number + 1} of {rounds}")
        before = None
        for run in peaks:
            if run.kind is Kind.CHANGED and before is not Kind.CHANGED:
                posts.change()
            before = run.kind
            for _ in range(MORE_FOR_ONE if run.group is Group.ONE else 1):
                spent.setdefault(run, []).append(spend(run.command))
    return {run: Measured(tuple(spent[run]), peaks[run]) for run in peaks}


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def about(posts: Posts, rounds: int) -> dict[str, Any]:
    """What was measured, and on which machine."""
    return {
        "posts": len(posts.all),
        "bytes": sum(map(_size, posts.all)),
        "posts_in_sample": posts.in_sample,
        "bytes_of_one_post": _size(posts.one),
        "rounds": rounds,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }


def _size(file: Path) -> int:
    return file.stat().st_size


def record(run: Run, measured: Measured) -> dict[str, Any]:
    return {
        "program": run.program,
        "kind": run.kind,
        "group": run.group,
        "wall_seconds": [round(each.wall, 4) for each in measured.rounds],
        "cpu_seconds": [round(each.cpu, 4) for each in measured.rounds],
        "peak_bytes": measured.peak,
    }


def ratios(results: Results) -> Iterator[dict[str, Any]]:
    """How many times the best time of postlint goes into that of each peer.

    A peer without a cache has the same to do in every run: its one time stands against each of postlint's.
    """
    for own, ours in results.items():
        if own.program != "postlint":
            continue
        theirs = {
            run: each
            for run, each in results.items()
            if run.group is own.group and run.program != own.program
        }
        for run, each in theirs.items():
            if run.kind is own.kind or (
                run.kind is Kind.COLD and (run.program, own.kind) not in kinds_of(theirs)
            ):
                yield {
                    "group": own.group,
                    "postlint": own.kind,
                    "peer": run.program,
                    "peer_run": run.kind,
                    "wall": round(each.best.wall / ours.best.wall, 2),
                    "cpu": round(each.best.cpu / ours.best.cpu, 2),
                }


def kinds_of(results: Results) -> set[tuple[str, Kind]]:
    return {(run.program, run.kind) for run in results}


def tables_of(measured: dict[str, Any]) -> Iterator[str]:
    """The measurements for people: of each group what every run took, then the ratios."""
    yield f"{measured['machine']}; {measured['rounds']} rounds, the best and (the middle one)"
    yield ", ".join(f"{name} {version}" for name, version in measured["versions"].items())
    sizes = {
        Group.SITE: f"{measured['posts']} posts, {measured['bytes'] / 1e6:.1f} MB",
        Group.SAMPLE: f"{measured['posts_in_sample']} posts",
        Group.ONE: f"{measured['bytes_of_one_post'] / 1e3:.1f} kB",
    }
    for group, size in sizes.items():
        runs = [run for run in measured["runs"] if run["group"] == group]
        if runs:
            yield f"\n{group} ({size})"
            yield from table(("", "wall s", "", "CPU s", "", "peak MB"), map(_row, runs))
            yield "\nhow many times as fast postlint is: wall / CPU time"
            yield from ratio_table([each for each in measured["ratios"] if each["group"] == group])
    yield ""
    for name, reason in measured["left_out"].items():
        yield f"left out: {name} ({reason})"


def _row(run: dict[str, Any]) -> tuple[str, ...]:
    peak = f"{run['peak_bytes'] / 1e6:.0f}" if run["peak_bytes"] else "?"
    times = (
        text
        for each in (run["wall_seconds"], run["cpu_seconds"])
        for text in (f"{min(each):.3f}", f"({median(each):.3f})")
    )
    return (f"{run['program']}, {run['kind']}", *times, peak)


def ratio_table(found: list[dict[str, Any]]) -> Iterator[str]:
    """A row for each peer, a column for each run of postlint."""
    kinds = list(dict.fromkeys(each["postlint"] for each in found))
    cells = {(each["peer"], each["postlint"]): f"{each['wall']:g} / {each['cpu']:g}" for each in found}
    peers = dict.fromkeys(each["peer"] for each in found)
    rows = ((f"against {peer}", *(cells.get((peer, kind), "") for kind in kinds)) for peer in peers)
    return table(("", *kinds), rows)


if __name__ == "__main__":
    main()
