"""What counts as a paragraph, a list item, code … in the body of a post."""

from __future__ import annotations

import pytest

from postlint.model.body import BlockKind
from postlint.reading.body import read_body

P, H, LI, Q = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE
FENCE, CODE, TABLE = BlockKind.FENCED_CODE, BlockKind.INDENTED_CODE, BlockKind.TABLE
HTML, COMMENT, TEMPLATE = BlockKind.HTML, BlockKind.COMMENT, BlockKind.TEMPLATE
DEFINITION, RULE = BlockKind.DEFINITION, BlockKind.RULE

CASES = {
    # paragraphs and headings
    "two-paragraphs": ("One\ntwo.\n\nThree.\n", [(P, "One\ntwo."), (P, "Three.")]),
    "no-last-line-break": ("One", [(P, "One")]),
    "blank-lines-hold-spaces": ("One\n  \t\nTwo\n   ", [(P, "One"), (P, "Two")]),
    "atx": ("# A\n## B #\ntext\n", [(H, "# A"), (H, "## B #"), (P, "text")]),
    "atx-ends-a-paragraph": ("text\n# A\n", [(P, "text"), (H, "# A")]),
    "hashtag-is-text": ("#boat\n", [(P, "#boat")]),
    "seven-hashes-are-text": ("####### x\n", [(P, "####### x")]),
    "setext": ("A\nB\n===\ntext\n", [(H, "A\nB\n==="), (P, "text")]),
    "setext-with-dashes": ("A\n---\n", [(H, "A\n---")]),
    "rules": ("***\n\n- - -\n\n___\n", [(RULE, "***"), (RULE, "- - -"), (RULE, "___")]),
    # lists
    "items": ("- a\n- b\n", [(LI, "- a"), (LI, "- b")]),
    "ordered-items": ("1. a\n2) b\n", [(LI, "1. a"), (LI, "2) b")]),
    "item-goes-on-lazily": ("- a\nb\n", [(LI, "- a\nb")]),
    "nested-item": ("- a\n  - b\n", [(LI, "- a"), (LI, "  - b")]),
    "items-on-one-line": ("- - a\n", [(LI, "- - a")]),
    "paragraph-in-item": ("- a\n\n  b\n\nc\n", [(LI, "- a"), (LI, "  b"), (P, "c")]),
    "item-ends-a-paragraph": ("text\n- a\n", [(P, "text"), (LI, "- a")]),
    "year-does-not-end-a-paragraph": ("In\n1986. x\n", [(P, "In\n1986. x")]),
    "second-item-may-have-any-number": ("1. a\n7. b\n", [(LI, "1. a"), (LI, "7. b")]),
    "rule-ends-a-list": ("- a\n---\n", [(LI, "- a"), (RULE, "---")]),
    "heading-in-item": ("- # A\n", [(H, "- # A")]),
    "task": ("- [ ] do\n", [(LI, "- [ ] do")]),
    "emphasis-is-no-item": ("*a* b\n", [(P, "*a* b")]),
    "empty-item": ("-\n\ntext\n", [(P, "text")]),
    "definition-list": ("Term\n: Meaning\n", [(P, "Term"), (LI, ": Meaning")]),
    "footnote": ("[^1]: Note.\n\n    More.\n\nText\n", [(LI, "[^1]: Note."), (LI, "    More."), (P, "Text")]),
    # quotes
    "quote": ("> a\n> b\n\nc\n", [(Q, "> a\n> b"), (P, "c")]),
    "quote-goes-on-lazily": ("> a\nb\n", [(Q, "> a\nb")]),
    "paragraphs-of-a-quote": ("> a\n>\n> b\n", [(Q, "> a"), (Q, "> b")]),
    "quote-ends-a-paragraph": ("a\n> b\n", [(P, "a"), (Q, "> b")]),
    "quote-in-quote": ("> > a\n", [(Q, "> > a")]),
    "quote-in-item": ("- > a\n  > b\n", [(Q, "- > a\n  > b")]),
    "code-in-quote": ("> ```\n> a\n> ```\n> b\n", [(FENCE, "> ```\n> a\n> ```"), (Q, "> b")]),
    "unclosed-code-ends-with-quote": ("> ```\n> a\n\nb\n", [(FENCE, "> ```\n> a"), (P, "b")]),
    # code
    "fence": ("```py\n# a\n\n- b\n```\nc\n", [(FENCE, "```py\n# a\n\n- b\n```"), (P, "c")]),
    "tildes": ("~~~\n```\n~~~\n", [(FENCE, "~~~\n```\n~~~")]),
    "longer-fence": ("````\n```\n````\n", [(FENCE, "````\n```\n````")]),
    "unclosed-fence": ("```\na\n\nb", [(FENCE, "```\na\n\nb")]),
    "fence-ends-a-paragraph": ("a\n```\nb\n```\n", [(P, "a"), (FENCE, "```\nb\n```")]),
    "code-span-is-no-fence": ("```a``` b\n", [(P, "```a``` b")]),
    "fence-in-item": (
        "- a\n  ```\n  b\n  ```\n- c\n",
        [(LI, "- a"), (FENCE, "  ```\n  b\n  ```"), (LI, "- c")],
    ),
    "unclosed-fence-ends-with-item": ("- ```\n  a\nb\n", [(FENCE, "- ```\n  a"), (P, "b")]),
    "indented": ("a\n\n    b\n\n    c\n\nd\n", [(P, "a"), (CODE, "    b\n\n    c"), (P, "d")]),
    "indented-by-tab": ("\tb\n", [(CODE, "\tb")]),
    "indented-line-goes-on": ("a\n    b\n", [(P, "a\n    b")]),
    "indented-in-item-is-text": ("- a\n\n    b\n", [(LI, "- a"), (LI, "    b")]),
    "indented-code-in-item": ("- a\n\n      b\n", [(LI, "- a"), (CODE, "      b")]),
    # tables
    "table": (
        "| a | b |\n|---|---|\n| c | d |\n\ne\n",
        [(TABLE, "| a | b |\n|---|---|\n| c | d |"), (P, "e")],
    ),
    "table-without-outer-pipes": ("a | b\n--|--\nc | d\n", [(TABLE, "a | b\n--|--\nc | d")]),
    "table-below-text": ("See:\n|a|b|\n|-|-|\n", [(P, "See:"), (TABLE, "|a|b|\n|-|-|")]),
    "table-below-text-no-pipes": ("See:\na | b\n--|--\n", [(P, "See:"), (TABLE, "a | b\n--|--")]),
    "pipe-in-text": ("a | b\nc\n", [(P, "a | b\nc")]),
    # HTML, JSX and comments
    "div": ("<div>\na\n</div>\n\nb\n", [(HTML, "<div>\na\n</div>"), (P, "b")]),
    "markdown-in-div": (
        '<div markdown="1">\n\na\n\n</div>\n',
        [(HTML, '<div markdown="1">'), (P, "a"), (HTML, "</div>")],
    ),
    "script-with-blank-line": (
        "<script>\n\na\n</script>\nb\n",
        [(HTML, "<script>\n\na\n</script>"), (P, "b")],
    ),
    "inline-tag-is-text": ("<b>a</b> b\n", [(P, "<b>a</b> b")]),
    "tag-alone": ("<x-y>\na\n", [(HTML, "<x-y>\na")]),
    "tag-alone-does-not-end-a-paragraph": ("a\n<x-y>\n", [(P, "a\n<x-y>")]),
    "address-is-text": ("<https://a.b>\n", [(P, "<https://a.b>")]),
    "jsx": (
        "<Tabs items={['a', 'b']}>\n\na\n\n</Tabs>\n",
        [(HTML, "<Tabs items={['a', 'b']}>"), (P, "a"), (HTML, "</Tabs>")],
    ),
    "jsx-over-lines": ("<Image\n  src={a}\n/>\n", [(HTML, "<Image\n  src={a}\n/>")]),
    "html-in-item-ends-with-it": (
        "- a\n  <ol>\n  b\n- c\n",
        [(LI, "- a"), (HTML, "  <ol>\n  b"), (LI, "- c")],
    ),
    "comment": ("<!-- a\n\nb -->\nc\n", [(COMMENT, "<!-- a\n\nb -->"), (P, "c")]),
    "unclosed-comment": ("<!-- a\n\nb", [(COMMENT, "<!-- a\n\nb")]),
    "comment-opened-in-html": ("<p>\n<!--\n\na\n\n-->\nb\n", [(HTML, "<p>\n<!--\n\na\n\n-->"), (P, "b")]),
    "mdx-comment": ("{/* a\n\nb */}\nc\n", [(COMMENT, "{/* a\n\nb */}"), (P, "c")]),
    "mdx-modules": (
        "import A from './a'\nexport const b = 1\n\nc\n",
        [(TEMPLATE, "import A from './a'\nexport const b = 1"), (P, "c")],
    ),
    "import-in-prose": ("import taxes from China rose\n", [(P, "import taxes from China rose")]),
    # templates
    "liquid-tag": (
        "a\n{% if b %}\nc\n{% endif %}\n",
        [(P, "a"), (TEMPLATE, "{% if b %}"), (P, "c"), (TEMPLATE, "{% endif %}")],
    ),
    "tag-in-text": ("a {% b %} c\n", [(P, "a {% b %} c")]),
    "tag-begins-text": ("{{ a }} c\n", [(P, "{{ a }} c")]),
    "shortcode-over-lines": ("{{< a\n\n  b >}}\nc\n", [(TEMPLATE, "{{< a\n\n  b >}}"), (P, "c")]),
    "highlight": (
        "{% highlight js %}\na\n\n# b\n{% endhighlight %}\n",
        [(FENCE, "{% highlight js %}\na\n\n# b\n{% endhighlight %}")],
    ),
    "hugo-highlight": (
        "{{< highlight go >}}\n\n{{< /highlight >}}\n",
        [(FENCE, "{{< highlight go >}}\n\n{{< /highlight >}}")],
    ),
    "raw": ("{% raw %}\na\n\n{% endraw %}\n", [(TEMPLATE, "{% raw %}\na\n\n{% endraw %}")]),
    "liquid-comment": (
        "{% comment %}\na\n{% endcomment %}\n",
        [(COMMENT, "{% comment %}\na\n{% endcomment %}")],
    ),
    "nunjucks-comment": ("{# a\n\nb #}\n", [(COMMENT, "{# a\n\nb #}")]),
    "unclosed-raw": ("{% raw %}\n\na\n", [(TEMPLATE, "{% raw %}"), (P, "a")]),
    "unclosed-braces": ("a {{ b\n\nc }}\n", [(P, "a {{ b"), (P, "c }}")]),
    "indented-below-a-tag": ("{% if a %}\n    b\n", [(TEMPLATE, "{% if a %}"), (P, "    b")]),
    "fence-around-tag": ("```\n{% if a %}\n```\n", [(FENCE, "```\n{% if a %}\n```")]),
    "container": (":::note A\nb\n:::\n", [(TEMPLATE, ":::note A"), (P, "b"), (TEMPLATE, ":::")]),
    "admonition": ('!!! note "A"\n    b\n\nc\n', [(TEMPLATE, '!!! note "A"'), (P, "    b"), (P, "c")]),
    "attributes": ("a\n{: .wide}\n", [(P, "a"), (TEMPLATE, "{: .wide}")]),
    # definitions
    "definition": (
        "[a]: /b 'c'\n[d]: <e f>\ntext\n",
        [(DEFINITION, "[a]: /b 'c'"), (DEFINITION, "[d]: <e f>"), (P, "text")],
    ),
    "definition-with-title-below": ("[a]: /b\n  'c'\n", [(DEFINITION, "[a]: /b\n  'c'")]),
    "no-definition": ("[a]: two words\n", [(P, "[a]: two words")]),
    "definition-does-not-end-a-paragraph": ("a\n[b]: c\n", [(P, "a\n[b]: c")]),
    "abbreviation": ("*[HTML]: Hypertext\n", [(DEFINITION, "*[HTML]: Hypertext")]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_blocks(text: str, expected: list[tuple[BlockKind, str]]) -> None:
    blocks = read_body(text, 0).blocks
    assert [(block.kind, block.span.of(text)) for block in blocks] == expected


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_blocks_with_other_line_breaks(
    text: str, expected: list[tuple[BlockKind, str]], newline: str
) -> None:
    text = text.replace("\n", newline)
    blocks = read_body(text, 0).blocks
    assert [(block.kind, block.span.of(text).replace(newline, "\n")) for block in blocks] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Boats\n", "Boats"),
        ("  3. Boats\n", "Boats"),
        ("> Boats\n", "Boats"),
        ("- > Boats\n", "Boats"),
        ("- ## Boats\n", "Boats"),
        ("> > - Boats\n", "Boats"),
        ("[^1]: Boats\n", "Boats"),
        (": Boats\n", "Boats"),
        ("   Boats\n", "Boats"),
        ("#\n", ""),
    ],
)
def test_text_begins_after_the_mark(text: str, expected: str) -> None:
    (block,) = read_body(text, 0).blocks
    assert text[block.text_start : block.span.end] == expected


def test_body_begins_where_it_is_told() -> None:
    text = "---\ntitle: a\n---\nText\n"
    (block,) = read_body(text, 17).blocks
    assert block.span.of(text) == "Text"


def test_empty_body() -> None:
    assert read_body("", 0).blocks == ()
