"""Checks one file of a run, in this process or in another one."""

from __future__ import annotations

import os
import stat

from postlint.engine.discover import Source
from postlint.engine.lint import Desk, lint_post, open_post
from postlint.engine.stored import encode_result, encoded
from postlint.engine.workspace import Workspace
from postlint.errors import PostlintError
from postlint.model.digests import blake2b
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.report import Crash, FileResult
from postlint.sites.files import DOUBT, Answer, Question

#: bytes; a larger file is no post, and reading it would only take memory
LARGEST_FILE = 64 * 1024 * 1024


class Task(NamedTuple):
    """A file to check. One that `is_context` is only looked at for what rules across posts want to know
    of it."""

    source: Source
    is_context: bool = False


class Outcome(NamedTuple):
    """What checking a file gave, as plain data.

    `content` is a digest of the file's bytes. `result` is a `FileResult` and `facts` the records of the
    rules across posts, a line for each, both as stored (`engine/stored.py`); `asked` and `asked_for_site`
    are what was asked about the world outside of the post, as lists of question and answer. `is_lasting` says
    that the same answers give the same result again, `is_recalled` that it comes from an earlier run. `fault`
    says why the file could not be read; there is nothing else then.
    """

    content: bytes = b""
    result: bytes = b""
    facts: bytes = b""
    asked: str = ""
    asked_for_site: str = ""
    is_lasting: bool = False
    is_recalled: bool = False
    fault: str = ""


def check_file(task: Task, workspace: Workspace) -> Outcome:
    """Read a file, and lint it or take its facts. What goes wrong with it is said of it alone.

    Raises PostlintError for a configuration or schema that cannot be used.
    """
    source = task.source
    try:
        raw = read_file(source.path)
    except OSError as error:
        return Outcome(fault=f"cannot read {source.shown}: {error.strerror or error}")
    return check_bytes(raw, task, workspace)


def crashed(task: Task, what: str, error: str) -> Outcome:
    """The outcome of a file on which something of ours broke."""
    result = FileResult("", crashes=(Crash(what, task.source.shown, error),))
    return Outcome(result=encode_result(result))


def check_bytes(raw: bytes, task: Task, workspace: Workspace) -> Outcome:
    """As `check_file`, for a file that holds these bytes, or will."""
    try:
        return _checked(raw, task, workspace)
    except PostlintError:
        raise
    except Exception as error:  # a fault of ours outside of any rule must not take the other files along
        return crashed(task, "reading", f"{type(error).__name__}: {error}")


def _checked(raw: bytes, task: Task, workspace: Workspace) -> Outcome:
    desk, path = workspace.desk_for(task.source)
    files = desk.site.files
    files.asked.clear()
    post = open_post(raw, path, desk)
    facts, crashes = collect_facts(post, desk)
    result = FileResult(path) if task.is_context else lint_post(post, desk)
    if crashes:
        result = result._replace(crashes=(*result.crashes, *crashes))
    is_in_doubt = DOUBT in files.asked
    asked, asked_for_site = _taken(files.asked), _taken(files.asked_for_site)
    return Outcome(
        content=digest_of(raw),
        result=encode_result(result),
        facts=facts,
        asked=asked,
        asked_for_site=asked_for_site,
        is_lasting=not (result.crashes or is_in_doubt),
    )


def _taken(asked: dict[Question, Answer]) -> str:
    """The questions with their answers as they are stored, none of which is left."""
    if not asked:
        return ""
    pairs = [(*question, answer) for question, answer in asked.items()]
    asked.clear()
    return encoded(pairs).decode("ascii")


def collect_facts(post: Post, desk: Desk) -> tuple[bytes, list[Crash]]:
    """What each of the plan's rules across posts wants to know of a post, as it is stored: a line for each,
    which begins with the rule's code. And the rules that raised."""
    facts: list[bytes] = []
    crashes: list[Crash] = []
    for active in desk.plan.site_rules:
        across = active.rule.across
        if across is None:
            continue
        try:
            found = across.collect(post, desk.site, active.options)
            if found is not None:
                facts.append(b"%s %s" % (active.rule.code.encode(), encoded(across.facts(*found))))
        except PostlintError:
            raise
        except Exception as error:  # as with the rules that look at one post: named, never hidden
            crashes.append(Crash(active.rule.name, post.path, f"{type(error).__name__}: {error}"))
    return b"\n".join(facts), crashes


def digest_of(raw: bytes) -> bytes:
    """16 bytes that tell one content from another."""
    return blake2b(raw, digest_size=16).digest()


def read_file(path: str) -> bytes:
    """Raises OSError also for what is no regular file: a pipe would be waited for without end."""
    of_file = os.stat(path)
    if not stat.S_ISREG(of_file.st_mode):
        raise OSError("it is no regular file")
    if of_file.st_size > LARGEST_FILE:
        raise OSError(f"it is larger than {LARGEST_FILE // 1024 // 1024} MB")
    with open(path, "rb", buffering=0) as file:
        return file.readall()
