"""`postlint check`: options in, findings out, one exit status."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

from postlint.cli.choices import Color, FailOn
from postlint.cli.command import command_of
from postlint.cli.completing import complete_format, complete_rules, complete_schema_or_none
from postlint.cli.contradictions import refuse_contradictions
from postlint.cli.declared import COLOR, Argument, Option
from postlint.cli.writing import write
from postlint.engine.replay import said_before
from postlint.reporters import REPORTERS

# the sections of the help text
RULES = "Rules and schema"
FIXES = "Fixes"
NEW = "Only what is new"
FILES = "Files"
OUTPUT = "Output"
SPEED = "Speed"

EXAMPLES = """
    postlint check                                     # the folder you are in
    postlint check _posts/2025-03-04-library.md        # one post
    postlint check --select FM,SC --ignore SC104       # some rules only
    postlint check --diff                              # what --fix would change
    postlint check --fix                               # make every safe fix
    postlint check --staged                            # what a commit would hold
    postlint check --output-format concise             # one line a finding
    postlint check - --stdin-filename a.md < a.md      # as an editor does it
"""


def check(
    paths: Annotated[
        list[str] | None,
        Argument(help="Posts and folders to check; `-` reads one post from standard input.", default="."),
    ] = None,
    *,
    select: Annotated[
        list[str] | None,
        Option(
            metavar="RULES",
            panel=RULES,
            help="Run only these rules: codes, names or the letters of a family, with commas between.",
            complete=complete_rules,
        ),
    ] = None,
    extend_select: Annotated[
        list[str] | None,
        Option(
            metavar="RULES",
            panel=RULES,
            help="Run these rules as well as the chosen ones.",
            complete=complete_rules,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        Option(
            metavar="RULES",
            panel=RULES,
            help="Leave these rules out.",
            complete=complete_rules,
        ),
    ] = None,
    schema: Annotated[
        str | None,
        Option(
            panel=RULES,
            help="Hold every post against this schema: a bundled name or a file; `none` for no schema.",
            complete=complete_schema_or_none,
        ),
    ] = None,
    config: Annotated[
        Path | None,
        Option(panel=RULES, help="Read this configuration and look for no other."),
    ] = None,
    isolated: Annotated[bool, Option(panel=RULES, help="Read no configuration.")] = False,
    root: Annotated[
        Path | None,
        Option(
            metavar="FOLDER",
            panel=FILES,
            help="The folder of the site, where addresses such as /images/x.jpg begin.",
        ),
    ] = None,
    fix: Annotated[
        bool,
        Option(
            panel=FIXES,
            help="Make all fixes that are safe, in the files, and show what is left.",
        ),
    ] = False,
    unsafe_fixes: Annotated[
        bool,
        Option(
            panel=FIXES,
            help="With --fix or --diff: also fixes that may change what is said. Look at them afterwards.",
        ),
    ] = False,
    diff: Annotated[
        bool,
        Option(
            panel=FIXES,
            help="Show what --fix would change as a patch, and write nothing.",
        ),
    ] = False,
    add_suppressions: Annotated[
        bool,
        Option(
            panel=FIXES,
            help="Write comments into the files that silence all that is found today; --diff shows them.",
        ),
    ] = False,
    fail_on: Annotated[
        FailOn,
        Option(
            metavar="SEVERITY",
            panel=OUTPUT,
            help="Exit with status 1 for findings of this severity and above.",
        ),
    ] = FailOn.WARNING,
    output_format: Annotated[
        list[str] | None,
        Option(
            metavar="FORMAT[=FILE]",
            panel=OUTPUT,
            default="full",
            help=f"How findings are written: {', '.join(REPORTERS)}. With =FILE, into that file.",
            complete=complete_format,
        ),
    ] = None,
    statistics: Annotated[
        bool,
        Option(
            panel=OUTPUT,
            help="Count the findings of each rule instead of showing them, in files too.",
        ),
    ] = False,
    quiet: Annotated[
        bool,
        Option(
            short="-q",
            panel=OUTPUT,
            help="Write findings only, no notes and no summary.",
        ),
    ] = False,
    color: Annotated[Color, COLOR] = Color.AUTO,
    stdin_filename: Annotated[
        str | None,
        Option(
            metavar="PATH",
            panel=FILES,
            help="The path that a post from standard input has, or will have.",
        ),
    ] = None,
    today: Annotated[
        datetime | None,
        Option(panel=RULES, help="The day that counts as today."),
    ] = None,
    jobs: Annotated[
        int | None,
        Option(
            least=1,
            panel=SPEED,
            default="one for each processor when there are many files",
            help="How many processes check files at the same time.",
        ),
    ] = None,
    no_cache: Annotated[
        bool,
        Option(
            variable="POSTLINT_NO_CACHE",
            panel=SPEED,
            help="Check every file again, and keep no results.",
        ),
    ] = False,
    cache_dir: Annotated[
        Path | None,
        Option(
            metavar="FOLDER",
            variable="POSTLINT_CACHE_DIR",
            panel=SPEED,
            default="`.postlint_cache` in the site",
            help="The folder that keeps results, so that only what has changed is checked again.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        Option(
            metavar="PATH",
            panel=NEW,
            default="`.postlint-baseline.json` in the site or above it",
            help="The findings that are known, as `postlint baseline` wrote them: only others are reported.",
        ),
    ] = None,
    no_baseline: Annotated[
        bool,
        Option(panel=NEW, help="Report what the baseline knows as well."),
    ] = False,
    changed_since: Annotated[
        str | None,
        Option(
            metavar="REV",
            panel=NEW,
            help="Report only on posts that differ from this branch or commit, as git sees it: "
            "from where the two part, with what is not committed yet.",
        ),
    ] = None,
    staged: Annotated[
        bool,
        Option(panel=NEW, help="Report only on what is staged for the next commit."),
    ] = False,
    only_changed_lines: Annotated[
        bool,
        Option(
            panel=NEW,
            help="With --changed-since or --staged: report only on the lines that differ.",
        ),
    ] = False,
    force_exclude: Annotated[
        bool,
        Option(
            panel=FILES,
            help="Take files that are named as if they had been found: excluded ones are left out, and none "
            "is a post for being named. For hooks and editors.",
        ),
    ] = False,
) -> int:
    """Check posts, and say at the exact place what is wrong with them.

    Findings go to standard output, all else to standard error.

    Exits with 0 when nothing is found, or nothing as severe as --fail-on; with 1 for findings; with 2 for a
    mistake in the call, the configuration or a schema, or a file that cannot be read or written; with 3 when
    nothing was checked, unless only changed files were asked for or --force-exclude left them all out; with 4
    when a rule crashed.
    """
    given = dict(locals())  # all options by their names
    paths = paths or ["."]
    refuse_contradictions(given)
    by_git = staged or changed_since is not None
    formats = output_format or ["full"]
    writes_files = any("=" in each for each in formats)
    is_replayed = not (no_cache or by_git or fix or diff or add_suppressions or writes_files or "-" in paths)
    called = command_of(given, cache_dir, paths[0]) if is_replayed else None
    said = None if called is None else said_before(called)
    if said is None:
        # what follows imports the rules, which takes longer than to look whether anything has changed
        from postlint.cli.checking import check_and_say, day_of, selection_of
        from postlint.cli.outputs import Look, outputs_of
        from postlint.engine.workspace import Scope, Settings

        settings = Settings(
            today=day_of(today),
            selection=selection_of(select, ignore, extend_select),
            config=config,
            isolated=isolated,
            root=root,
            schema=schema,
            excludes_named=force_exclude,
            jobs=jobs,
            is_cached=not no_cache,
            cache=cache_dir,
            baseline=baseline,
            uses_baseline=not no_baseline,
            scope=Scope(changed_since, only_changed_lines) if by_git else None,
        )
        outputs = outputs_of(formats, statistics=statistics)
        look = Look(outputs, color, statistics=statistics, quiet=quiet)
        if fix or diff or add_suppressions:
            from postlint.cli.mending import fixes, mend_and_say, suppressions

            change = suppressions(diff=diff) if add_suppressions else fixes(unsafe=unsafe_fixes, diff=diff)
            said = mend_and_say(paths, settings, stdin_filename, look, fail_on, change)
        else:
            said = check_and_say(paths, settings, stdin_filename, look, fail_on, called)
    write(said.out, said.err)
    return said.status
