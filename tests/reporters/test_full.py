"""The excerpt under a finding: the caret stands under the culprit, whatever the line is made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from postlint.model.findings import Diagnostic, Edit, Fix, RelatedPlace, Severity
from postlint.model.report import FileResult, Report
from postlint.model.text import Span
from postlint.reporters import REPORTERS
from postlint.reporters.cells import laid_out
from postlint.reporters.style import Style

Make = Callable[..., Diagnostic]


def shown(finding: Diagnostic, width: int | None = None, *, color: bool = False) -> list[str]:
    report = Report((FileResult(finding.path, (finding,)),))
    return list(REPORTERS["full"](report, Style(color=color, width=width)))


def excerpt(finding: Diagnostic, width: int | None = None) -> list[str]:
    """The source line and the caret line."""
    return shown(finding, width)[4:6]


@pytest.mark.parametrize(
    ("before", "culprit", "source", "caret"),
    [
        pytest.param("a ", "bad", "a bad end", "  ^^^", id="ascii"),
        pytest.param("It’s £ – ", "bad", "It’s £ – bad end", "         ^^^", id="one-cell-each"),
        pytest.param("船 ", "bad", "船 bad end", "   ^^^", id="wide-before"),
        pytest.param("a ", "船船", "a 船船 end", "  ^^^^", id="wide-culprit"),
        pytest.param("Ａ ", "bad", "Ａ bad end", "   ^^^", id="fullwidth-latin"),
        pytest.param("ｱ ", "bad", "ｱ bad end", "  ^^^", id="halfwidth-kana"),
        pytest.param("cafe\u0301 ", "bad", "cafe\u0301 bad end", "     ^^^", id="combining-before"),
        pytest.param("a ", "e\u0301", "a e\u0301 end", "  ^", id="combining-culprit"),
        pytest.param("🚢 ", "bad", "🚢 bad end", "   ^^^", id="emoji"),
        pytest.param("👩‍👩‍👧 ", "bad", "👩‍👩‍👧 bad end", "   ^^^", id="emoji-family"),
        pytest.param("👍🏽 ", "bad", "👍🏽 bad end", "   ^^^", id="skin-tone"),
        pytest.param("❤️ ", "bad", "❤️ bad end", "   ^^^", id="emoji-style"),
        pytest.param("🇫🇷 ", "bad", "🇫🇷 bad end", "   ^^^", id="flag"),
        pytest.param("한국 ", "bad", "한국 bad end", "     ^^^", id="hangul"),
        pytest.param(
            "\u1112\u1161\u11ab ", "bad", "\u1112\u1161\u11ab bad end", "   ^^^", id="hangul-by-letter"
        ),
        pytest.param("\t", "bad", "    bad end", "    ^^^", id="tab-before"),
        pytest.param("a", "\t", "a     end", " ^^^^", id="tab-culprit"),
        pytest.param("a\x1b[1m", "bad", "a<U+001B>[1mbad end", "            ^^^", id="escape-before"),
        pytest.param("a", "\x1b", "a<U+001B> end", " ^^^^^^^^", id="escape-culprit"),
        pytest.param("a", "\u202e", "a<U+202E> end", " ^^^^^^^^", id="bidi-culprit"),
        pytest.param("a", "\udce9", "a<0xE9> end", " ^^^^^^", id="byte-that-is-no-utf-8"),
        pytest.param("a\u200d", "bad", "a<U+200D>bad end", "         ^^^", id="joiner-of-nothing"),
        pytest.param("می\u200cروم ", "bad", "می\u200cروم bad end", "      ^^^", id="joiner-of-persian"),
        pytest.param("x", "", "x end", " ^", id="insertion"),
    ],
)
def test_the_caret_stands_under_the_culprit(
    make_finding: Make, before: str, culprit: str, source: str, caret: str
) -> None:
    text = f"{before}{culprit} end\nnext\n"
    finding = make_finding(text, Span(len(before), len(before + culprit)))
    assert excerpt(finding) == [f"  1 | {source}", f"    | {caret}"]


@pytest.mark.parametrize(
    ("span", "source", "caret"),
    [
        pytest.param(Span(4, 16), "one two three", "    ^^^^^^^^^ … to line 2", id="two-lines"),
        pytest.param(Span(4, 24), "one two three", "    ^^^^^^^^^ … to line 3", id="three-lines"),
        pytest.param(Span(4, 14), "one two three", "    ^^^^^^^^^", id="with-its-line-break"),
        pytest.param(Span(4, 21), "one two three", "    ^^^^^^^^^ … to line 2", id="two-whole-lines"),
        pytest.param(Span(13, 13), "one two three", "             ^", id="end-of-line"),
        pytest.param(Span(13, 14), "one two three", "             ^", id="line-break-alone"),
    ],
)
def test_a_culprit_of_many_lines_is_marked_in_its_first(
    make_finding: Make, span: Span, source: str, caret: str
) -> None:
    finding = make_finding("one two three\nfour 6\nseven eight\n", span)
    assert excerpt(finding) == [f"  1 | {source}", f"    | {caret}"]


def test_an_empty_line_has_a_caret_too(make_finding: Make) -> None:
    assert excerpt(make_finding("a\n\nb\n", Span(2, 2))) == ["  2 |", "    | ^"]


@pytest.mark.parametrize(
    ("span", "source", "caret"),
    [
        pytest.param(Span(0, 2), "00 01 02 03 04 05 06 07 08 09 1…", "^^", id="start"),
        pytest.param(Span(15, 17), "00 01 02 03 04 05 06 07 08 09 1…", "               ^^", id="still-fits"),
        pytest.param(Span(60, 62), "… 15 16 17 18 19 20 21 22 23 24…", "                 ^^", id="middle"),
        pytest.param(
            Span(117, 119), "… 30 31 32 33 34 35 36 37 38 39", "                             ^^", id="end"
        ),
        pytest.param(Span(0, 119), "00 01 02 03 04 05 06 07 08 09 1…", "^" * 32, id="all-of-it"),
        pytest.param(
            Span(60, 119), "…16 17 18 19 20 21 22 23 24 25 …", "             " + "^" * 19, id="to-the-end"
        ),
    ],
)
def test_a_long_line_is_cut_around_the_culprit(
    make_finding: Make, span: Span, source: str, caret: str
) -> None:
    text = " ".join(f"{number:02}" for number in range(40))
    assert excerpt(make_finding(text, span), width=38) == [f"  1 | {source}", f"    | {caret}"]


@pytest.mark.parametrize("culprit", ["bad", "船", "\u202e", "cafe\u0301", "👩‍👩‍👧"])
@pytest.mark.parametrize("filling", ["word ", "船の ", "e\u0301", "\t", "\x1b", "👍🏽"])
@pytest.mark.parametrize("width", [0, 30, 80])
def test_no_excerpt_is_wider_than_the_terminal(
    make_finding: Make, filling: str, culprit: str, width: int
) -> None:
    text = filling * 50 + culprit + filling * 50
    finding = make_finding(text, Span(len(filling) * 50, len(filling) * 50 + len(culprit)))
    source, caret = excerpt(finding, width)
    assert sum(laid_out(source).widths) <= max(width, 30)
    assert len(caret) <= max(width, 30)
    assert "^" in caret
    assert culprit[0] in source or f"<U+{ord(culprit[0]):04X}>" in source


def test_a_cut_line_says_so_on_either_side(make_finding: Make) -> None:
    text = "word " * 2000
    source, caret = excerpt(make_finding(text, Span(5000, 5004)))
    assert source.startswith("  1 | …")
    assert source.endswith("…")
    assert source[caret.index("^") : caret.rindex("^") + 1] == "word"


def test_the_end_of_a_long_line_is_shown_as_its_end(make_finding: Make) -> None:
    text = "word " * 2000 + "last."
    source, caret = excerpt(make_finding(text, Span(10000, 10005)))
    assert source.endswith(" last.")
    assert source[caret.index("^") :] == "last."


def test_a_culprit_of_many_lines_leaves_room_for_its_end(make_finding: Make) -> None:
    source, caret = excerpt(make_finding("word " * 30 + "\nnext\n", Span(0, 155)), width=60)
    assert len(source) <= 60
    assert len(caret) <= 60
    assert caret.endswith("^ … to line 2")


@pytest.mark.parametrize(
    ("text", "edits", "change"),
    [
        pytest.param("it costs Â£89m now", [Edit(Span(9, 11), "£")], ["- Â£89m", "+ £89m"], id="word"),
        pytest.param("in order to go", [Edit(Span(0, 11), "to")], ["- in order to", "+ to"], id="words"),
        pytest.param("a very big day", [Edit(Span(2, 7), "")], ["- very big", "+ big"], id="removal"),
        pytest.param("the end .", [Edit(Span(7, 9), "")], ["- end .", "+ end"], id="removal-at-the-end"),
        pytest.param(
            "date: 12 May",
            [Edit(Span(6, 6), '"'), Edit(Span(12, 12), '"')],
            ["- 12 May", '+ "12 May"'],
            id="two",
        ),
        pytest.param("---\n", [Edit(Span(0, 0), "layout: post\r\n")], ["+ layout: post"], id="new-line"),
        pytest.param("a  b", [Edit(Span(2, 2), "and")], ["+ and"], id="insertion-apart"),
        pytest.param("a b", [Edit(Span(2, 3), "b\nc")], [], id="many-lines"),
        pytest.param("a b", [Edit(Span(2, 3), "b" * 90)], [], id="too-long"),
        pytest.param("a b\nc d", [Edit(Span(4, 5), "x")], [], id="on-another-line"),
        pytest.param("a b\nc d", [Edit(Span(0, 4), "")], [], id="whole-line"),
        pytest.param("a b", [Edit(Span(2, 3), "\x1b")], ["- b", "+ <U+001B>"], id="unseen"),
        pytest.param("Ada b", [Edit(Span(0, 0), "  ")], ["- Ada", "+ ··Ada"], id="indented"),
        pytest.param("\ttags: a", [Edit(Span(0, 1), "  ")], ["- →tags:", "+ ··tags:"], id="tab"),
        pytest.param("a,b c", [Edit(Span(2, 2), " ")], ["- a,b", "+ a,·b"], id="blank-between"),
        pytest.param("a b  ", [Edit(Span(3, 5), "")], ["- b··", "+ b"], id="blanks-at-the-end"),
    ],
)
def test_a_short_fix_is_shown(make_finding: Make, text: str, edits: list[Edit], change: list[str]) -> None:
    finding = make_finding(text, Span(0, 1), fix=Fix("mend it", tuple(edits), safe=True))
    assert shown(finding)[6:-1] == ["    help: mend it (safe fix)", *(f"      {line}" for line in change)]


def test_a_fix_without_edits_is_named(make_finding: Make) -> None:
    drop = Fix("save it without the mark", (), safe=True, drops_bom=True)
    assert shown(make_finding("a bad end", Span(0, 0), fix=drop))[-2:] == [
        "    help: save it without the mark (safe fix)",
        "",
    ]


def test_related_places_share_the_gutter(make_finding: Make) -> None:
    text = "\n".join(["first", *("-" * 8), "second"])
    first = make_finding(text, Span(0, 5)).place
    finding = make_finding(text, Span(22, 28), related=(RelatedPlace(first, "the first is here"),))
    assert shown(finding)[3:-1] == [
        "     |",
        "  10 | second",
        "     | ^^^^^^",
        "     note: the first is here",
        "   1 | first",
        "     | -----",
    ]


@pytest.mark.parametrize(
    ("first", "second", "note", "marks"),
    [
        pytest.param(
            "Boats sail at noon.",
            "Ships sail at noon.",
            ", ~ where the words differ",
            ("~~~~~--------------", "~~~~~^^^^^^^^^^^^^^"),
            id="another-word",
        ),
        pytest.param(
            "Boats sail.",
            "Boats 船 sail.",
            ", ~ where the words differ",
            ("-----------", "^^^^^^~~^^^^^^"),
            id="one-more",
        ),
        pytest.param(
            "Boats sail at noon\nor later.",
            "Boats sail\nat noon or later.",
            ", words differ further on",
            ("------------------ … to line 2", "^^^^^^^^^^ … to line 5"),
            id="only-broken-otherwise",
        ),
    ],
)
def test_words_by_which_two_versions_differ_are_marked(
    make_finding: Make, first: str, second: str, note: str, marks: tuple[str, str]
) -> None:
    text = f"{first}\n\n{second}"
    place = make_finding(text, Span(0, len(first))).place
    related = (RelatedPlace(place, "first here", is_version=True),)
    lines = shown(make_finding(text, Span(len(first) + 2, len(text)), related=related))
    assert f"    note: first here{note}" in lines
    assert [line.partition("| ")[2] for line in (lines[8], lines[5])] == list(marks)


def test_a_version_in_another_post_is_shown_too(make_finding: Make) -> None:
    place = make_finding("x\nBoats sail at noon.", Span(2, 21)).place._replace(path="old.md")
    related = (RelatedPlace(place, "here", is_version=True),)
    assert shown(make_finding("Boats sail at one.", Span(0, 18), related=related))[3:-1] == [
        "    |",
        "  1 | Boats sail at one.",
        "    | ^^^^^^^^^^^^^^~~~~",
        "    note: here (old.md:2:1), ~ where the words differ",
        "  2 | Boats sail at noon.",
        "    | --------------~~~~~",
    ]


def test_color_marks_the_parts_and_changes_no_word(make_finding: Make) -> None:
    finding = make_finding(
        "a bad end",
        Span(2, 5),
        severity=Severity.ERROR,
        fix=Fix("mend it", (Edit(Span(2, 5), "good"),), safe=False),
    )
    assert shown(finding, color=True) == [
        "\x1b[1mpost.md\x1b[0m",
        "",
        "  1:3 \x1b[1;31merror TX701\x1b[0m something is wrong \x1b[2m(filler-phrase)\x1b[0m",
        "    \x1b[36m|\x1b[0m",
        "  \x1b[36m1 |\x1b[0m a bad end",
        "    \x1b[36m|\x1b[0m   \x1b[1;31m^^^\x1b[0m",
        "    \x1b[1;32mhelp:\x1b[0m mend it (unsafe fix)",
        "      \x1b[31m- bad\x1b[0m",
        "      \x1b[32m+ good\x1b[0m",
        "",
    ]
    assert not any("\x1b" in line for line in shown(finding))
