"""The man page: every help page, one behind the other, as troff reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer
from typer.main import get_command

from postlint import __version__
from postlint.cli.app import build_app
from postlint.cli.help_page import HelpPage, Section, help_page


def man_page(note: str) -> Iterator[str]:
    """The lines of `postlint.1`; `note` is a remark for those who read its source."""
    root, *others = help_pages()
    summary, *paragraphs = root.paragraphs
    yield f'.\\" {note}'
    yield f'.TH POSTLINT 1 "" "postlint {__version__}" "User Commands"'
    # words are not broken, for option names are words
    yield ".nh"
    yield ".SH NAME"
    yield f"postlint \\- {_text(summary[:1].lower() + summary[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    for page in (root, *others):
        if not _is_group(page) or page is root:
            yield from _usage(page)
    yield ".SH DESCRIPTION"
    yield from _paragraphs(paragraphs)
    for section in root.sections:
        yield f".SH {section.title.upper()}"
        yield from _entries(section)
    for page in others:
        yield f".SH {_text(page.name.upper())}"
        yield from _body(page)
    yield ".SH EXAMPLES"
    yield from _examples(root)


def help_pages() -> list[HelpPage]:
    """The page of `postlint`, and those of all its commands, each before the commands that it has itself."""
    root = get_command(build_app(None))
    return list(_pages(root, typer.Context(root, info_name="postlint", **root.context_settings)))


def _pages(command: Any, context: Any) -> Iterator[HelpPage]:
    yield help_page(command, context)
    for name, each in getattr(command, "commands", {}).items():
        yield from _pages(each, typer.Context(each, parent=context, info_name=name))


def _is_group(page: HelpPage) -> bool:
    return any(section.title == "Commands" for section in page.sections)


def _usage(page: HelpPage) -> Iterator[str]:
    rest = page.usage.removeprefix(page.name)
    yield f".B {_text(page.name)}"
    yield f"{_text(rest.strip())}"
    yield ".br"


def _body(page: HelpPage) -> Iterator[str]:
    yield from _paragraphs(page.paragraphs)
    for section in page.sections:
        yield f".SS {_text(section.title)}"
        yield from _entries(section)
    if page.examples:
        yield ".SS Examples"
        yield from _examples(page)


def _paragraphs(paragraphs: list[str] | tuple[str, ...]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield ".PP"
        yield _text(paragraph)


def _entries(section: Section) -> Iterator[str]:
    for entry in section.entries:
        yield ".TP"
        yield f"\\fB{_text(entry.term)}\\fR"
        yield _text(entry.text)


def _examples(page: HelpPage) -> Iterator[str]:
    yield ".EX"
    for example in page.examples:
        yield _escaped(example)
    yield ".EE"


def _text(text: str) -> str:
    """Text in which `code` is bold."""
    return re.sub(r"`([^`]+)`", r"\\fB\1\\fR", _escaped(text))


def _escaped(text: str) -> str:
    """Text that is read as it stands: hyphens can be searched for and copied, and no line is a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in text)
    return f"\\&{text}" if text.startswith((".", "'")) else text
