"""A command that is called again says what it said, at once, for as long as nothing has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest
from engine.test_cache import POST, write

from postlint.cli import checking, main
from postlint.engine import replay
from postlint.engine.cache import FOLDER

ROOT = Path(__file__).parents[2]

Site: TypeAlias = Path

#: says on standard error whether the rules were imported, and which heavy packages
PROBE = """\
import sys
from postlint.cli import main
from postlint.engine import replay
if "--trust" in sys.argv:
    sys.argv.remove("--trust")
    replay.TOO_FRESH = 0
try:
    main(sys.argv[1:])
finally:
    names = sys.modules
    print("REPLAYED" if "postlint.registry" not in names else "CHECKED", file=sys.stderr)
    for name in ("jsonschema", "ftfy", "rich", "pydantic", "yaml", "typer"):
        print("LOADED" if name in names else "SPARED", name, file=sys.stderr)
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    root = tmp_path / "site"
    write(root / "_config.yml", "title: Harbour\n")
    for number, name in enumerate(("boat", "crane", "ferry"), 1):
        text = POST.format(
            title=name.title(), month=number, image=f"/images/{name}.png", body=f"The {name} is new."
        )
        write(root / "_posts" / f"2025-0{number}-01-{name}.md", text)
        write(root / "images" / f"{name}.png", "\x89PNG")
    write(root / "images" / "icons" / "x.png", "\x89PNG")
    (root / "package.json").write_text("{}")
    return root


def environment_of(**variables: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name != "POSTLINT_NO_CACHE"}
    return {**inherited, "PYTHONPATH": str(ROOT), "TERM": "dumb", **variables}


class Answer(NamedTuple):
    """What a command said, and whether it only said again what it had said before."""

    out: str
    err: str
    status: int
    is_replayed: bool

    @property
    def said(self) -> tuple[str, str, int]:
        return self[:3]


Call: TypeAlias = Callable[..., Answer]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Call:
    """Calls postlint in a site, as the shell would do; a file that has just changed is trusted."""

    def call(site: Site, *words: str, **variables: str) -> Answer:
        checks = []
        check_and_say = checking.check_and_say
        with monkeypatch.context() as context:
            context.chdir(site)
            context.delenv("POSTLINT_NO_CACHE", raising=False)
            for name, value in {"TERM": "dumb", **variables}.items():
                context.setenv(name, value)
            context.setattr(replay, "TOO_FRESH", 0)
            context.setattr(
                checking, "check_and_say", lambda *given: checks.append(given) or check_and_say(*given)
            )
            with pytest.raises(SystemExit) as ended:
                main(words or ("check", "."))
        out, err = capfd.readouterr()
        return Answer(out, err, int(ended.value.code or 0), is_replayed=not checks)

    return call


def call_in_a_process(site: Site, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROBE, "--trust", *(words or ("check", "."))],
        cwd=site,
        env=environment_of(**variables),
        capture_output=True,
        text=True,
        check=False,
    )


def is_replayed(ran: subprocess.CompletedProcess[str]) -> bool:
    return "REPLAYED" in ran.stderr


@pytest.fixture
def settled(call: Call, site: Site) -> Site:
    """A site that has been checked."""
    first = call(site)
    assert not first.is_replayed
    return site


def test_the_same_is_said_again(call: Call, settled: Site) -> None:
    again = call(settled)
    assert again.is_replayed
    assert again.said == call(settled, "check", ".", "--no-cache").said
    assert again.status == 1
    assert "IM409" in again.out


def test_nothing_heavy_is_loaded_the_second_time(site: Site) -> None:
    first, again = call_in_a_process(site), call_in_a_process(site)
    assert not is_replayed(first)
    assert is_replayed(again)
    assert "LOADED" not in again.stderr
    assert (again.stdout, again.returncode) == (first.stdout, first.returncode)


def test_one_file_loads_nothing_heavy_the_second_time(site: Site) -> None:
    file = "_posts/2025-01-01-boat.md"
    call_in_a_process(site, "check", file)
    again = call_in_a_process(site, "check", file)
    assert is_replayed(again)
    assert "LOADED" not in again.stderr


def test_the_version_loads_nothing(site: Site) -> None:
    ran = call_in_a_process(site, "--version")
    assert "LOADED" not in ran.stderr


def test_a_package_in_any_folder_may_bring_rules(
    call: Call, settled: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call(settled).is_replayed
    packages = tmp_path / "packages"
    packages.mkdir()
    monkeypatch.syspath_prepend(packages)
    assert not call(settled).is_replayed
    assert call(settled).is_replayed
    (packages / "rules-1.0.dist-info").mkdir()
    assert not call(settled).is_replayed


def test_a_damaged_database_is_told_of(call: Call, settled: Site) -> None:
    """Nothing can be said again, and it is the run that follows which says why."""
    before = call(settled)
    (settled / FOLDER / "results.sqlite3").write_bytes(b"no database at all" * 100)
    again = call(settled)
    assert not again.is_replayed
    assert again.out == before.out
    assert "was damaged, and has been begun anew" in again.err


def test_another_command_is_another(call: Call, settled: Site) -> None:
    assert not call(settled, "check", ".", "--ignore", "IM").is_replayed
    assert not call(settled, FORCE_COLOR="1").is_replayed
    assert not call(settled, "check", ".", "--no-cache").is_replayed
    assert call(settled).is_replayed


CHANGES: dict[str, Callable[[Site], object]] = {
    "post": lambda site: write(site / "_posts" / "2025-01-01-boat.md", "---\ntitle: Boat\n---\n"),
    "new-post": lambda site: write(site / "_posts" / "2025-09-01-new.md", "---\ntitle: New\n---\n"),
    "removed-post": lambda site: (site / "_posts" / "2025-01-01-boat.md").unlink(),
    "new-folder": lambda site: (site / "_posts" / "more").mkdir(),
    "image": lambda site: (site / "images" / "boat.png").unlink(),
    "image-content": lambda site: (site / "images" / "boat.png").write_bytes(b"\x89PNG\r\n\x1a\n"),
    "configuration": lambda site: (site / "postlint.toml").write_text("ignore = ['IM']\n"),
    "configuration-of-a-folder": lambda site: (site / "_posts" / "postlint.toml").write_text(
        "ignore = ['IM']\n"
    ),
    "configuration-above": lambda site: (site.parent / "postlint.toml").write_text("ignore = ['IM']\n"),
    "repository-above": lambda site: (site.parent / ".git").mkdir(),
    "generator-above": lambda site: (site.parent / "mkdocs.yml").write_text("site_name: Quay\n"),
    "ignored": lambda site: (site / ".gitignore").write_text("_posts\n"),
    "generator": lambda site: (site / "hugo.toml").write_text(""),
    "sign-of-a-generator": lambda site: (site / "package.json").write_text('{"hexo": 1}'),
    "defaults": lambda site: (site / "_config.yml").write_text("title: Quay\n"),
    "same-size-and-time": lambda site: write(
        site / "_posts" / "2025-01-01-boat.md",
        (site / "_posts" / "2025-01-01-boat.md").read_text().replace("is new", "is old"),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_looked_at(call: Call, settled: Site, change: Callable[[Site], object]) -> None:
    change(settled)
    again = call(settled)
    assert not again.is_replayed
    assert again.said == call(settled, "check", ".", "--no-cache").said


def test_the_configuration_that_only_addresses_depend_on_is_watched(call: Call, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    write(site / "hugo.toml", "title = 'Harbour'\n")
    for section in ("news", "posts"):
        write(site / "content" / section / "boat.md", "---\ntitle: Boat\n---\n\nIt sails at noon.\n")
    assert "SL301" not in call(site).out
    assert call(site).is_replayed
    write(site / "hugo.toml", "title = 'Harbour'\n[permalinks]\nnews = '/:slug/'\nposts = '/:slug/'\n")
    assert "SL301" in call(site).out


def test_a_schema_that_is_mended_is_seen(call: Call, site: Site) -> None:
    post = site / "_posts" / "2025-01-01-boat.md"
    write(post, "---\n$schema: own.schema.json\ntitle: Boat\n---\n\nThe boat is new.\n")
    write(site / "own.schema.json", '{"type": ')
    assert "SC19" in call(site).out
    write(site / "own.schema.json", '{"type": "object"}')
    assert "SC19" not in call(site).out


def test_a_folder_in_another_letter_case_is_watched(call: Call, site: Site) -> None:
    post = site / "_posts" / "2025-01-01-boat.md"
    write(post, POST.format(title="Boat", month=1, image="/Icons/boat.png", body="New."))
    write(site / "icons" / "x.txt", "")
    words = ("check", str(post), "--select", "IM", "--root", ".")
    assert "IM402" in call(site, *words).out
    write(site / "icons" / "boat.png", "\x89PNG")
    assert "IM403" in call(site, *words).out


def test_a_new_package_is_looked_for_rules(
    call: Call, settled: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = settled.parent / "site-packages"
    packages.mkdir()
    monkeypatch.syspath_prepend(packages)
    assert not call(settled).is_replayed
    assert call(settled).is_replayed
    (packages / "more").mkdir()
    assert not call(settled).is_replayed


def test_what_is_quite_new_is_looked_at_again(site: Site) -> None:
    """A file that changes twice within what the clock of the file system tells apart looks unchanged."""
    words = [sys.executable, "-c", PROBE, "check", "."]
    for _ in range(2):
        ran = subprocess.run(
            words, cwd=site, env=environment_of(), capture_output=True, text=True, check=False
        )
        assert not is_replayed(ran)


#: prints all that a run opens below the working folder and its inputs do not name
OPENED = """\
import os, sys
from pathlib import Path
from postlint.engine.run import check_paths
from postlint.engine.workspace import Settings
opened = []
EVENTS = ("open", "os.listdir", "os.scandir")
sys.addaudithook(lambda event, args: event in EVENTS and opened.append(args[0]))
run = check_paths(["."], Settings(is_cached=True))
seen = {os.path.abspath(path) for path in opened if isinstance(path, (str, os.PathLike))}
ours = {path for path in seen if path.startswith(os.getcwd()) and ".postlint_cache" not in path}
print(*sorted(path for path in ours if os.path.exists(path)), sep="\\n")
print("--")
print(*sorted(run.inputs()), sep="\\n")
"""


def test_all_that_was_opened_is_watched(site: Site) -> None:
    """Whatever a run opens on the site's side must, when it changes, be seen by the next."""
    write(site / "postlint.toml", "extend = 'shared/base.toml'\nschema = 'shared/news.schema.json'\n")
    write(site / "shared" / "base.toml", "ignore = ['DU']\n")
    write(site / "shared" / "news.schema.json", '{"$ref": "part.json", "required": ["colour"]}')
    write(site / "shared" / "part.json", '{"required": ["depth"]}')
    write(site / "_posts" / ".gitignore", "*.bak\n")
    words = [sys.executable, "-c", OPENED]
    ran = subprocess.run(words, cwd=site, env=environment_of(), capture_output=True, text=True, check=True)
    opened, inputs = (set(part.split()) for part in ran.stdout.split("--"))
    assert {Path(path).name for path in opened} >= {
        "base.toml",
        "news.schema.json",
        "part.json",
        "_config.yml",
        ".gitignore",
        "2025-01-01-boat.md",
        "boat.png",
    }
    assert opened - inputs == set()


def test_what_else_happens_above_the_site_does_not_matter(call: Call, settled: Site) -> None:
    (settled.parent / "letter.txt").write_text("Dear harbour master")
    assert call(settled).is_replayed
