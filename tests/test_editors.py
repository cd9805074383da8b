"""The settings in `docs/editors.md`, each tried in its editor where that is to be had."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from small_site import run

from postlint import lint_text

PAGE = (Path(__file__).parent.parent / "docs" / "editors.md").read_text(encoding="utf-8")

POST = """---
layout: post
title: The mill turns again
date: 2025-04-02
excerpt: The wheel was repaired.
image: https://cdn.example.net/mill.jpg
---

“Über zehn Jahre”, said the the miller, and 🎡 of of the wheel.
"""
#: a colon, spaces, letters outside of ASCII, and what looks like the end of a path
NAMES = ["mill.md", "the mill: again.md", "Mühle/größer.md", "at 12:30:1 o'clock.md"]


class Found(NamedTuple):
    path: str
    line: int
    column: int
    severity: str
    code: str
    message: str


def expected(path: str) -> list[Found]:
    return [
        Found(path, *found.place.start[:2], found.severity.value, found.code, found.message)
        for found in lint_text(POST, path)
    ]


def block(language: str, containing: str = "") -> str:
    [found] = [
        text
        for text in re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
        if containing in text
    ]
    return str(found)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(POST, encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def nobodys_settings(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(site))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_the_post_shows_what_is_hard() -> None:
    assert {column for _, line, column, *_ in expected(NAMES[0]) if line == 9} == {29, 50}


def matched(regex: str, lines: str) -> list[Found]:
    """How Visual Studio Code reads lines; `regex` is one of JavaScript, and in Python means the same."""
    found = []
    for line in lines.splitlines():
        match = re.search(regex, line)
        assert match, line
        path, row, column, severity, code, message = match.groups()
        found.append(Found(path, int(row), int(column), severity, code, message))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_problem_matcher_of_visual_studio_code(site: Path, program: Path, name: str) -> None:
    [task] = json.loads(block("json", "problemMatcher"))["tasks"]
    ended = run(site, program, task["command"], *task["args"], name)
    pattern = task["problemMatcher"]["pattern"]
    assert [pattern[part] for part in ("file", "line", "column", "severity", "code", "message")] == list(
        range(1, 7)
    )
    assert matched(pattern["regexp"], ended.stdout) == expected(name)
    assert ended.stderr == ""


def test_the_task_checks_the_whole_site(site: Path, program: Path) -> None:
    [task] = json.loads(block("json", "problemMatcher"))["tasks"]
    ended = run(site, program, task["command"], *task["args"])
    found = matched(task["problemMatcher"]["pattern"]["regexp"], ended.stdout)
    assert {each.path for each in found} == set(NAMES)


def test_the_pattern_for_other_editors_is_that_of_visual_studio_code() -> None:
    [task] = json.loads(block("json", "problemMatcher"))["tasks"]
    assert f"\n```\n{task['problemMatcher']['pattern']['regexp']}\n```\n" in PAGE


def test_sublime_text(site: Path, program: Path) -> None:
    build = json.loads(block("json", "file_regex"))
    name = NAMES[1]
    ended = run(site, program, *(name if word == "$file" else word for word in build["cmd"]))
    places = [re.match(build["file_regex"], line) for line in ended.stdout.splitlines()]
    assert [(*place.groups()[:3],) for place in places if place] == [
        (name, str(found.line), str(found.column)) for found in expected(name)
    ]


VIM = """
set runtimepath^=.vim
edit {name}
compiler postlint
silent make!
let found = []
for entry in getqflist()
  call add(found, [bufname(entry.bufnr), entry.lnum, entry.type, entry.text, entry.valid])
endfor
for entry in range(1, len(found))
  execute 'silent cc' entry
  call add(found[entry - 1], strcharpart(getline('.')[col('.') - 1:], 0, 4))
endfor
call writefile([json_encode(found)], 'found.json')
quitall!
"""


@pytest.mark.parametrize("name", NAMES[1:3])
def test_vim(site: Path, program: Path, name: str) -> None:
    (site / ".vim" / "compiler").mkdir(parents=True)
    (site / ".vim" / "compiler" / "postlint.vim").write_text(block("vim"))
    escaped = re.sub(r"([ '])", r"\\\1", name)
    (site / "script.vim").write_text(VIM.format(name=escaped), encoding="utf-8")
    run(site, program, "vim", "-Nu", "NONE", "-es", "-S", "script.vim")
    listed = json.loads((site / "found.json").read_text(encoding="utf-8"))
    assert [tuple(entry[:-1]) for entry in listed] == [
        (found.path, found.line, found.severity[0], f"{found.code} {found.message}", 1)
        for found in expected(name)
    ]
    lines = POST.splitlines()
    marked = [lines[found.line - 1][found.column - 1 :][:4] for found in expected(name)]
    # Vim counts cells, and the last finding stands behind an emoji, which is two of them
    assert [entry[-1] for entry in listed] == [*marked[:-1], f" {marked[-1][:3]}"]


#: nvim-lint calls the program with the text of the buffer, and the parser with what it writes
NVIM = """
package.loaded.lint = { linters = {}, linters_by_ft = {}, try_lint = function() end }
dofile('snippet.lua')
local linter = package.loaded.lint.linters.postlint
assert(package.loaded.lint.linters_by_ft.markdown[1] == 'postlint')
local command = { linter.cmd }
for _, word in ipairs(linter.args) do
  table.insert(command, type(word) == 'function' and word() or word)
end
local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n') .. '\\n'
local found = linter.parser(vim.fn.system(command, text), 0)
for _, each in ipairs(found) do
  each.marked = vim.api.nvim_buf_get_text(0, each.lnum, each.col, each.end_lnum, each.end_col, {})
end
vim.fn.writefile({ vim.json.encode(found) }, 'found.json')
"""


@pytest.mark.parametrize("name", NAMES[1:3])
def test_neovim(site: Path, program: Path, name: str) -> None:
    (site / "snippet.lua").write_text(block("lua", "lint.linters"), encoding="utf-8")
    (site / "script.lua").write_text(NVIM, encoding="utf-8")
    ended = run(site, program, "nvim", "--clean", "--headless", name, "+luafile script.lua", "+quitall!")
    assert "Error" not in ended.stderr
    listed = json.loads((site / "found.json").read_text(encoding="utf-8"))
    assert [(each["lnum"] + 1, each["code"], each["message"]) for each in listed] == [
        (found.line, found.code, found.message) for found in expected(name)
    ]
    assert [each["severity"] for each in listed] == [
        ["error", "warning", "info"].index(found.severity) + 1 for found in expected(name)
    ]
    assert [each["marked"] for each in listed if each["code"] == "DU605"] == [["the"], ["of"]]


EMACS = """
(load (expand-file-name "snippet.el") nil t)
(find-file (expand-file-name (getenv "POST")))
(let ((answer 'none))
  (postlint-flymake (lambda (found &rest _) (setq answer found)))
  (with-timeout (30) (while (eq answer 'none) (accept-process-output nil 0.1)))
  (dolist (each answer)
    (goto-char (flymake-diagnostic-beg each))
    (princ (format "%d\\t%d\\t%s\\t%s\\n" (line-number-at-pos) (1+ (current-column))
                   (flymake-diagnostic-type each) (flymake-diagnostic-text each)))))
"""


def test_emacs(site: Path, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = NAMES[1]
    monkeypatch.setenv("POST", name)
    (site / "snippet.el").write_text(block("elisp", "flymake"), encoding="utf-8")
    (site / "script.el").write_text(EMACS, encoding="utf-8")
    ended = run(site, program, "emacs", "-Q", "--batch", "-l", "script.el")
    shown = [line.split("\t") for line in ended.stdout.splitlines()]
    types = {"error": ":error", "warning": ":warning", "info": ":note"}
    assert [(int(line), kind, text) for line, _, kind, text in shown] == [
        (found.line, types[found.severity], f"{found.code} {found.message}") for found in expected(name)
    ]
    assert int(shown[-2][1]) == expected(name)[-2].column


def test_an_unsaved_post_is_mended_by_a_filter(site: Path, program: Path) -> None:
    command = re.search(r"`:%!(postlint .*?)`", PAGE)
    assert command
    (site / "script.vim").write_text(
        f"edit mill.md\n%!{command[1]}\nwrite! mended.md\nquitall!\n", encoding="utf-8"
    )
    (site / "mill.md").write_text(POST.replace("The wheel", "Â£5"), encoding="utf-8")
    run(site, program, "vim", "-Nu", "NONE", "-es", "-S", "script.vim")
    assert (site / "mended.md").read_text(encoding="utf-8") == POST.replace("The wheel", "£5")
