"""Bytes become text, and what is no UTF-8 is told."""

import pytest

from postlint.model.post import ProblemKind
from postlint.reading.decode import decode, likely_codec

RUSSIAN = "Сегодня мы поговорим о том, как устроена наша новая страница и почему она быстрая."


@pytest.mark.parametrize(
    ("raw", "text", "bom", "newline"),
    [
        (b"", "", False, "\n"),
        (b"no break", "no break", False, "\n"),
        (b"a\nb\r\n", "a\nb\r\n", False, "\n"),
        (b"a\r\nb\n", "a\r\nb\n", False, "\r\n"),
        (b"a\rb\r\n", "a\rb\r\n", False, "\r"),
        (b"a\r", "a\r", False, "\r"),
        (b"\xef\xbb\xbfa\r\n", "a\r\n", True, "\r\n"),
        ("caf\u00e9 \U0001f600\n".encode(), "caf\u00e9 \U0001f600\n", False, "\n"),
    ],
)
def test_utf8_is_text_without_problems(raw: bytes, text: str, bom: bool, newline: str) -> None:
    assert decode(raw) == (text, bom, newline, ())


@pytest.mark.parametrize(
    ("raw", "culprit", "message"),
    [
        (b"10\x9620", "\udc96", "byte 0x96 at offset 2 is not UTF-8, looks like “–” in Windows-1252"),
        (
            b"\xef\xbb\xbfa\n\xe9t\xe9",
            "\udce9",
            "byte 0xE9 at offset 5 is not UTF-8, looks like “é” in Windows-1252",
        ),
        (
            "naïve – ".encode() + b"\xe2\x80 x",
            "\udce2\udc80",
            "bytes 0xE2 0x80 at offset 11 are not UTF-8, look like a character cut in the middle",
        ),
        (b"x\x81", "\udc81", "byte 0x81 at offset 1 is not UTF-8"),
    ],
)
def test_a_bad_byte_is_named_with_its_offset_in_the_file(raw: bytes, culprit: str, message: str) -> None:
    decoded = decode(raw)
    problem = decoded.problems[0]
    assert problem.kind is ProblemKind.INVALID_BYTES
    assert problem.span.of(decoded.text) == culprit
    assert problem.message == message


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        ("これはペンです。あれは本です。", "shift_jis", "Shift JIS"),
        ("これはペンです。あれは本です。", "euc_jp", "EUC-JP"),
        ("今天天气很好我们去公园玩", "gb18030", "GB 18030"),
    ],
)
def test_a_file_in_another_encoding_is_told_which(text: str, codec: str, name: str) -> None:
    assert likely_codec(text.encode(codec)) == codec
    assert decode(text.encode(codec)).problems[0].message.endswith(f"; the file looks like {name}")


@pytest.mark.parametrize(
    ("raw", "codec"),
    [
        ("“Très bien”, a dit Noël".encode("cp1252"), "cp1252"),
        (b"caf\xe9 \x81", "latin-1"),
        ("Ελληνικά γλώσσα και αλφάβητο".encode("iso8859-7"), None),
        (b"plain", None),
    ],
)
def test_a_guess_is_made_only_with_a_sign(raw: bytes, codec: str | None) -> None:
    assert likely_codec(raw) == codec


def test_many_bad_bytes_are_counted_and_not_listed() -> None:
    problems = decode(b"\xe9 " * 500).problems
    assert len(problems) == 20
    assert problems[-1].message.endswith("; 480 more like it follow")


@pytest.mark.parametrize("raw", [b"\xff", b"a\xe9\x80\x00b", b"\xef\xbb\xbf\xc3(", bytes(range(256))])
def test_the_text_can_be_written_back_as_it_was(raw: bytes) -> None:
    decoded = decode(raw)
    mark = b"\xef\xbb\xbf" if decoded.bom else b""
    assert mark + decoded.text.encode("utf-8", "surrogateescape") == raw


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_read_and_told(codec: str) -> None:
    decoded = decode("---\r\ntitle: Grüße\r\n---\r\n".encode(codec))
    assert decoded.text == "---\r\ntitle: Grüße\r\n---\r\n"
    assert decoded.newline == "\r\n"
    assert [problem.kind for problem in decoded.problems] == [ProblemKind.UTF16]


@pytest.mark.parametrize(
    ("raw", "offset", "start"), [(b"ab\0c", 2, 2), ("é\0".encode(), 2, 1), (b"\xef\xbb\xbf\0x\xff", 3, 0)]
)
def test_a_nul_byte_is_told_with_its_offset(raw: bytes, offset: int, start: int) -> None:
    problem = next(problem for problem in decode(raw).problems if problem.kind is ProblemKind.BINARY)
    assert problem.message == f"a NUL byte at offset {offset}: this is no text file"
    assert problem.span == (start, start + 1)
