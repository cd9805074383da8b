"""Where front matter begins and ends, and what only looks like it."""

import pytest

from postlint.model.front_matter import Format
from postlint.model.post import Problem, ProblemKind
from postlint.reading.fences import FencedBlock, find_block


@pytest.mark.parametrize(
    ("text", "format", "inner", "close", "body"),
    [
        ("---\na: 1\n---\nbody", Format.YAML, "a: 1\n", "---", "body"),
        ("--- \t\r\na: 1\r\n---  \r\nbody", Format.YAML, "a: 1\r\n", "---", "body"),
        ("---\ra: 1\r---\rbody", Format.YAML, "a: 1\r", "---", "body"),
        ("---\na: 1\n...\nbody\n---\n", Format.YAML, "a: 1\n", "...", "body\n---\n"),
        ("---\n---\n", Format.YAML, "", "---", ""),
        ("---\n---", Format.YAML, "", "---", ""),
        ("---\n\n\n---\n", Format.YAML, "\n\n", "---", ""),
        ("---\n# only a comment\n---\n", Format.YAML, "# only a comment\n", "---", ""),
        ("---\na: b\n--- c\n----\n---\nx", Format.YAML, "a: b\n--- c\n----\n", "---", "x"),
        ("---yaml\na: 1\n---\n", Format.YAML, "a: 1\n", "---", ""),
        ("---toml\na = 1\n---\n", Format.TOML, "a = 1\n", "---", ""),
        ('---json\n{"a": 1}\n---\n', Format.JSON, '{"a": 1}\n', "---", ""),
        ("---js\n\n{ a: 1 }\n---\nbody", Format.JAVASCRIPT, "\n{ a: 1 }\n", "---", "body"),
        ("---javascript\n{ a: 1 }\n---\n", Format.JAVASCRIPT, "{ a: 1 }\n", "---", ""),
        ("+++\na = 1\n+++\nbody", Format.TOML, "a = 1\n", "+++", "body"),
        (';;;\n"a": 1\n;;;\nbody', Format.JSON, '"a": 1\n', ";;;", "body"),
        ('{"a": {"b": "}"}} \nbody', Format.JSON, '"a": {"b": "}"}', "}", "body"),
        ('{\n  "a": "\\"}"\n}\nbody', Format.JSON, '\n  "a": "\\"}"\n', "}", "body"),
        ("{}\nbody", Format.JSON, "", "}", "body"),
    ],
)
def test_a_block_is_found_with_its_parts(
    text: str, format: Format, inner: str, close: str, body: str
) -> None:
    block = find_block(text)
    assert isinstance(block, FencedBlock)
    assert block.format is format
    assert block.inner.of(text) == inner
    assert block.close.of(text) == close
    assert block.span == (0, block.close.end)
    assert text[block.body_start :] == body


@pytest.mark.parametrize("before", ["<!-- a -->\n", "<!-- a\n--b -->\r\n{# c #} \n\n", "{/* a */}\n"])
@pytest.mark.parametrize("block", ["---\na: 1\n---\n", "+++\na = 1\n+++\n"])
def test_comments_before_the_fence_show_in_the_span(before: str, block: str) -> None:
    found = find_block(before + block)
    assert isinstance(found, FencedBlock)
    assert found.span.start == len(before)


@pytest.mark.parametrize("before", ["\n", " \n\t\n", "\r\n\r\n", "  "])
@pytest.mark.parametrize("block", ["---\na: 1\n---\n", '{"a": 1}\n', "+++\na = 1\n+++\n"])
def test_blank_lines_before_the_fence_show_in_the_span(before: str, block: str) -> None:
    found = find_block(before + block)
    assert isinstance(found, FencedBlock)
    assert found.span.start == len(before)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "# A heading\n\n---\na: 1\n---\n",
        "---\n\nSome text.\n\n---\n\nMore text.\n",
        "---\n\n# A heading\n\n---\n",
        "---\n\nA sentence with a colon: here.\n\n---\n",
        "---\nA sentence and no other line\n",
        "---\n\ntitle: after a blank line and never closed\n",
        "<!-- a -->\n---\nSome text.\n\n---\n",
        "<!-- a -->\n---\nNote: this\n",
        "<!-- a\n---\na: 1\n---\n",
        "<p>a</p>\n---\na: 1\n---\n",
        "- - -\n\n---\n",
        "--- # comment\na: 1\n---\n",
        "----\na sentence\n----\n",
        "- a: 1\nb: 2\n- c\n",
        "***A bold beginning***\nNote: this\n***\n",
        "    ---\n    a: 1\n    ---\n",
        "+++\nprose\n",
        "{{ page.title }}\n",
        "{% include note.html %}\n",
        "{: .note}\n",
        '{"a": 1} is an object\n',
    ],
)
def test_other_beginnings_are_no_front_matter(text: str) -> None:
    assert find_block(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "---\n\ntitle: x\n\n---\n",
        "---\n\n# note\ntitle: x\n---\n",
        "---\nno colon anywhere\n---\n",
        "---\n- a list\n---\n",
    ],
)
def test_an_attempt_at_front_matter_does_not_vanish(text: str) -> None:
    assert isinstance(find_block(text), FencedBlock)


@pytest.mark.parametrize(
    ("text", "fence", "closing"),
    [
        ("---\ntitle: x\n\nbody\n", "---", "---"),
        ("\n---\r\n'title': x\r\n", "---", "---"),
        ("---yaml\ntitle: x\n", "---yaml", "---"),
        ("+++\ntitle = 1\n", "+++", "+++"),
        ("+++\n[extra]\n", "+++", "+++"),
        (';;;\n"title": "x"\n', ";;;", ";;;"),
        ('{\n"title": "x"\n', "{", "}"),
        ('{"title": "x}\n', "{", "}"),
    ],
)
def test_a_block_that_never_closes_is_told_at_its_fence(text: str, fence: str, closing: str) -> None:
    problem = find_block(text)
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.UNCLOSED
    assert problem.span.of(text) == fence
    assert problem.message == f"front matter without a closing {closing}"
