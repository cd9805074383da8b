"""Where in a post somebody writes, how editors count places, and how days are written."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from lsprotocol.types import Position

from postlint.lsp.completion import like
from postlint.lsp.cursor import spot_at
from postlint.lsp.positions import Places
from postlint.model.text import Span
from postlint.reading import read_post


@pytest.mark.parametrize(
    ("written", "path", "is_key", "typed"),
    [
        ("---\ntitle: a\n|\n---\n", (), True, ""),
        ("---\ntitle: a\nda|\n---\n", (), True, "da"),
        ("---\ncover:\n  al|\n---\n", ("cover",), True, "al"),
        ("---\ncover:\n  image: a\n  al|\ntitle: b\n---\n", ("cover",), True, "al"),
        ("---\nauthors:\n  - na|\n---\n", ("authors", 0), False, "na"),
        ("---\nauthors:\n  - name: a\n    em|\n---\n", ("authors", 0), True, "em"),
        ("---\ntags: ha|\n---\n", ("tags",), False, "ha"),
        ("---\ntags: [a, ha|\n---\n", ("tags", 0), False, "ha"),
        ("---\ntags:\n- a\n- ha|\n---\n", ("tags", 0), False, "ha"),
        ("---\ntags:\n  - a\n  - ha|\n---\n", ("tags", 0), False, "ha"),
        ('---\ntitle: "Ha|\n---\n', ("title",), False, "Ha"),
        ("---\ncover:\n  image: /im|\n---\n", ("cover", "image"), False, "/im"),
        ("---\ntags: [\n  a,\n  ha|\n---\n", ("tags", 0), False, "ha"),
        ("---\ntags: [\n'a, b', 'ha|\n---\n", ("tags", 0), False, "ha"),
        ('---\ntags: ["a, s|"]\n---\n', ("tags", 0), False, "a, s"),
        ("---\ntags: [C#, s|]\n---\n", ("tags", 0), False, "s"),
        ("---\ntags: ['a, b', s|]\n---\n", ("tags", 0), False, "s"),
        ("---\ntitle: \"it's ha|\n---\n", ("title",), False, "it's ha"),
        ('---\ntitle: "Ha #\\"1\\" |\n---\n', ("title",), False, 'Ha #\\"1\\" '),
        ("---\ntitle: 'it''s|\n---\n", ("title",), False, "it''s"),
        ("---\ncover: # the cover\n  al|\n---\n", ("cover",), True, "al"),
        ("---\ncover: &cover\n  al|\n---\n", ("cover",), True, "al"),
        ("---\nauthors:\n  -\n    em|\n---\n", ("authors", 0), True, "em"),
        ("---\ntags: [a]\nda|\n---\n", (), True, "da"),
        ("---\ntags: [\n  a\n]\nda|\n---\n", (), True, "da"),
        ("---\ntitle: 'a\n\n  b'\nda|\n---\n", (), True, "da"),
        ("---\nexcerpt: |\n  a: [\nda|\n---\n", (), True, "da"),
        ("---\nexcerpt: some\n  text\nda|\n---\n", (), True, "da"),
        ("---\ntags:\n- a\nda|\n---\n", (), True, "da"),
        ("+++\nda|\n+++\n", (), True, "da"),
        ('+++\ntext = """\na"""\nda|\n+++\n', (), True, "da"),
        ("+++\na = \"it's\" # don't '''\ntags = ['[']\nda|\n+++\n", (), True, "da"),
        ("+++\ntitle = 'Ha|'\n+++\n", ("title",), False, "Ha"),
        ("+++\ntags = ['a', 'ha|']\n+++\n", ("tags", 0), False, "ha"),
        ("+++\ntags = [\n  'a',\n  'ha|'\n]\n+++\n", ("tags", 0), False, "ha"),
        ("+++\ntitle = 'a'\n[cover]\nal|\n+++\n", ("cover",), True, "al"),
        ("+++\n[[authors]]\nname = 'A|'\n+++\n", ("authors", 0, "name"), False, "A"),
    ],
)
def test_where_somebody_writes(written: str, path: tuple[str | int, ...], is_key: bool, typed: str) -> None:
    text, offset = cursor_in(written)
    spot = spot_at(read_post(text.encode(), "post.md"), offset)
    assert spot is not None
    assert (spot.path, spot.is_key, spot.typed.of(text)) == (path, is_key, typed)


@pytest.mark.parametrize(
    "written",
    [
        "---\n# ti|\n---\n",
        "---\ntitle:|\n---\n",
        "---\ntitle: 'a' |\n---\n",
        "---\ntitle: a\n---\n\nti|\n",
        # the text of a block, of quotes, and one that goes on
        "---\nexcerpt: |\n  ti|\n---\n",
        "---\nexcerpt: |\n  note:\n    ti|\n---\n",
        "---\nexcerpt: |\n  some\n\n  # a\n  ti|\n---\n",
        "---\nexcerpt: >-\n  tags: s|\n---\n",
        "---\nexcerpt: >-\n  - s|\n---\n",
        "---\nexcerpt: some\n  ti|\n---\n",
        '---\nexcerpt: "ab\n  ti|\n---\n',
        '---\nexcerpt: "ab\nti|\n---\n',
        "---\ntags:\n  - |\n    a\n    ti|\n---\n",
        "---\ntags:\n  - some\n    ti|\n---\n",
        "---\nexcerpt: some\n- ti|\n---\n",
        "---\ncover: {\n  al|\n---\n",
        "---\nauthors: [\n  {name: a,\n  em|\n---\n",
        "---\ntags: ['a'|]\n---\n",
        "---\ntags: [a # b|\n---\n",
        "---\ndraft: t # no|\n---\n",
        "---\ntitle: a\n|---\n",
        '+++\ntext = """\nti|\n+++\n',
        "+++\ntext = '''\na = 1\nti|'''\n+++\n",
        "+++\ntags = [\n  'a',\n  'b'|\n]\n+++\n",
        "+++\ncover = {\nal|\n+++\n",
        '{\n  "ti|": 1\n}\n',
        "ti|\n",
    ],
)
def test_where_nothing_can_be_said(written: str) -> None:
    text, offset = cursor_in(written)
    assert spot_at(read_post(text.encode(), "post.md"), offset) is None


def cursor_in(written: str) -> tuple[str, int]:
    """A text without its last bar, and where that stands."""
    before, _, behind = written.rpartition("|")
    return before + behind, len(before)


TEXT = "é😀a\r\nb\u2028c\rd\n\n"


@pytest.mark.parametrize(
    ("encoding", "units"), [("utf-8", (0, 2, 6, 7)), ("utf-16", (0, 1, 3, 4)), ("utf-32", (0, 1, 2, 3))]
)
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_places(encoding: str, units: tuple[int, ...], bom: str) -> None:
    places = Places(bom + TEXT, encoding)
    shift = {"utf-8": 3, "utf-16": 1, "utf-32": 1}[encoding] if bom else 0
    for offset, unit in enumerate(units):
        assert places.position(offset) == Position(0, unit + shift)
        assert places.offset(Position(0, unit + shift)) == offset
    # in any order
    assert places.position(len(TEXT)) == Position(4, 0)
    assert places.position(TEXT.index("c")).line == 1
    assert places.position(TEXT.index("d")) == Position(2, 0)
    assert places.span(places.range(Span(1, 7))) == Span(1, 7)
    # within a character, and outside of the text
    assert places.offset(Position(0, units[2] - 1 + shift)) == 1
    assert places.offset(Position(0, 99)) == 3
    assert places.offset(Position(99, 0)) == len(TEXT)


@pytest.mark.parametrize(
    ("example", "written"),
    [
        ("2025-03-12", "2026-01-02"),
        ("2025/03/12", "2026/01/02"),
        ("2025-03-12 10:00", "2026-01-02 07:08"),
        ("2025-03-12 10:00:00 +0000", "2026-01-02 07:08:09 +0100"),
        ("2025-03-12T10:00:00+00:00", "2026-01-02T07:08:09+01:00"),
        ("2025-03-12T10:00:00Z", "2026-01-02T06:08:09Z"),
        ("2025-03-12T10:00:00.000Z", "2026-01-02T06:08:09.000Z"),
        ("12 March 2025", "2026-01-02"),
        ("", "2026-01-02"),
    ],
)
def test_days_are_written_as_an_example_is(example: str, written: str) -> None:
    now = datetime(2026, 1, 2, 7, 8, 9, tzinfo=timezone(timedelta(hours=1)))
    assert like(example, now) == written
