"""Cuts the body of a post into blocks, as CommonMark and the dialects of the generators do.

Most lines of a post are plain text. Whole runs of them are taken by one regular expression, and only
a line that begins with a mark (`#`, `-`, `<` …) is looked at by itself. Clause names such as "lazy
continuation" are those of https://spec.commonmark.org/0.31.2/.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from postlint.model.body import PROSE_KINDS, Block, BlockKind
from postlint.model.patterns import late
from postlint.model.text import Span
from postlint.reading.ahead import Ahead
from postlint.reading.templates import CODE, COMMENT, PLACEHOLDERS, TAG

#: lists in lists and quotes in quotes that are followed; what is nested deeper is read as plain text
_DEEPEST_LIST = 50
_DEEPEST_QUOTE = 16

_EOL = r"(?:\r\n?|\n|\Z)"
_END = r"[ \t]*+(?=[\r\n]|\Z)"

_BLANK_LINES = late(r"(?:[ \t]*+(?:\r\n?|\n))*+")
_INDENT = late(r"[ \t]*+")

# how a line begins that is text wherever it stands: "a", "**bold**", "*b*", "`code`", "1986 was"; not
# "* a", "*[abbr]: a", "```", "1986. a"
_TEXT = (
    rf"(?:[^ \t\r\n#>\-*+0-9`~<|{{:=_!?{PLACEHOLDERS}]"
    r"|\*(?:\*(?=[^\s*])|(?=[^\s*\[]))|_(?=[^\s_])|`(?!`)|!(?=\[)|[0-9]++(?![.)]))"
)
# and one that is text at the beginning of a block: "[a](b)" too; not "[a]: b", "[^1]: b"
_FIRST_TEXT = rf"(?!\[(?:\^|[^\[\]\\\r\n]*+(?:\\|\]:))){_TEXT}"
# the rest of a line, and the lines below that no mark begins
# takes "text\nmore (text)\n"; stops before "", "- item", "> quote", "| cell"
_TEXT_LINES = late(rf"[^\r\n]*+{_EOL}(?:[ \t]*+{_TEXT}[^\r\n]*+{_EOL})*+")
_LINE = late(rf"[^\r\n]*+{_EOL}")

# "## Title", "#" alone; not "#hashtag"
_ATX = late(r"#{1,6}(?:[ \t]++|(?=[\r\n]|\Z))")
# "===", "---"; not "--- x"
_SETEXT = late(rf"(?:=++|-++){_END}")
# "***", "- - -"; not "- - x"
_RULE = late(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)(?=[\r\n]|\Z)")
# "- x", "10) x", "*" alone; not "-x"
_MARKER = late(
    r"""
    (?P<mark> [-*+] | (?P<number>\d{1,9})[.)] )
    (?: [ \t]++ (?P<text> (?![\r\n]|\Z) ) | (?= [ \t]*+ (?:[\r\n]|\Z) ) )
    """,
    re.VERBOSE,
)
# an item that holds plain text, the common case: "- text"; not "- - x", "- # x", "- [x]: /address"
_PLAIN_ITEM = late(rf"[-*+][ ]{{1,4}}(?={_FIRST_TEXT})")
# elements that begin an HTML block, which goes on to a blank line (CommonMark 4.6)
_ELEMENTS = """
    address | article | aside | base | basefont | blockquote | body | caption | center | col
  | colgroup | dd | details | dialog | dir | div | dl | dt | fieldset | figcaption | figure
  | footer | form | frame | frameset | h[1-6] | head | header | hr | html | iframe | legend | li
  | link | main | menu | menuitem | nav | noframes | ol | optgroup | option | p | param | search
  | section | summary | table | tbody | td | tfoot | th | thead | title | tr | track | ul
"""
# a whole block of a common kind, where lines end at LF alone: most blocks of most posts are found by this
# and nothing else. One of text ends where the next line is empty or is no text for certain. The group
# that closes last names the sort of the block and ends where its text begins
_PLAIN_LINES = rf"{_FIRST_TEXT} .*+ (?: \n[ \t]*+{_TEXT}.*+ )*+"
_ITEM_BELOW = rf"[-*+][ ]{_FIRST_TEXT}"
_END_OF_TEXT = r"\n\n | \n?\Z | \n\#{1,6}[ ] | \n```[^`\n]*+(?:\n|\Z) | \n>"
_COMMON_BLOCK = late(
    rf"""
    (?!\n) (?:
        (?P<heading> \#{{1,6}}[ \t]++ ) .*+
      | (?P<paragraph>) (?! import\b | export\b ) {_PLAIN_LINES}
        (?= {_END_OF_TEXT} | \n[ ]{{0,3}}{_ITEM_BELOW} )
      | (?P<item> (?: [-*+] | [0-9]{{1,2}}[.)] ) [ ]{{1,4}} ) {_PLAIN_LINES}
        (?= {_END_OF_TEXT} | \n[ ]{{0,3}}{_ITEM_BELOW} | \n[0-9]{{1,2}}[.)][ ]{_FIRST_TEXT} )
      | (?= (?P<ticks>```++) ) (?P<code>) (?P=ticks) [^`\n]*+
        (?: \n (?! [ \t]{{0,3}} (?P=ticks) `*+ [ \t]*+ (?:\n|\Z) ) .*+ )*+
        \n [ \t]{{0,3}} (?P=ticks) `*+ [ \t]*+
      | (?P<quote> >[ ]?+ ) (?! import\b | export\b ) {_FIRST_TEXT} .*+
        (?: \n>[ \t]*+{_TEXT}.*+ )*+ (?= \n\n | \n?\Z )
      | (?P<comment>) <!--(?!-?>) (?: [^-] | -(?!->) )*+ --> [ \t]*+ (?=\n|\Z)
      | (?P<html>) <
        (?: /?+ (?:{_ELEMENTS}) (?= [ \t\n>] | /> )
          | /?+ (?! (?i: script | pre | style | textarea ) ) [A-Za-z][\w.-]*+ > [ \t]*+ (?=\n|\Z) )
        .*+ (?: \n[ \t]*+[^ \t\n].*+ )*+
      | (?P<definition>) \[ (?!\^) [^\[\]\\\n]{{1,999}}+ \]: [ ] [^\s<]\S*+ (?= \n(?![ \t]*+["'(]) | \Z )
      | (?P<tags>) {TAG} [{PLACEHOLDERS} \t]*+ (?=\n|\Z)
      | (?P<table>) \| .*+ (?: \n[^\n|]*+\|.*+ )*+
      | (?P<container>) :::.*+
      | (?P<nested> (?P<indent> [ ]++ ) (?: [-*+] | [0-9]{{1,2}}[.)] ) [ ]{{1,4}} ) {_PLAIN_LINES}
        (?= {_END_OF_TEXT} | \n(?P=indent)?{_ITEM_BELOW} )
      | (?P<indented> [ ]++ ) {_PLAIN_LINES} (?= {_END_OF_TEXT} | \n[ ]{{0,3}}{_ITEM_BELOW} )
      | (?P<nested_code> (?P<margin> [ ]++ ) (?= (?P<marks>```++) ) ) (?P=marks) [^`\n]*+
        (?: \n (?! [ \t]*+ (?P=marks) `*+ [ \t]*+ (?:\n|\Z) ) (?: (?=\n) | (?P=margin) .*+ ) )*+
        \n (?P=margin) (?P=marks) `*+ [ \t]*+ (?=\n|\Z)
      | (?P<other> . )
    )
    """,
    re.VERBOSE,
)
#: what those are that begin at the left margin and look the same in any list, which they end
_COMMON_KINDS = {
    "heading": BlockKind.HEADING,
    "paragraph": BlockKind.PARAGRAPH,
    "code": BlockKind.FENCED_CODE,
    "quote": BlockKind.QUOTE,
    "comment": BlockKind.COMMENT,
    "definition": BlockKind.DEFINITION,
    "table": BlockKind.TABLE,
    "container": BlockKind.TEMPLATE,
}
# "``` python", "~~~"; not "```a```"
_FENCE = late(r"(?P<ticks>`{3,}+)[^`\r\n]*+(?=[\r\n]|\Z)|(?P<tildes>~{3,}+)[^\r\n]*+")
# "|---|:-:|", "--- | ---"; not "| a |"
_DELIMITER_ROW = late(rf"(?=[^\r\n|]*+\|)\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?{_END}")
_ROWS = late(rf"(?:[^\r\n|]*+\|[^\r\n]*+{_EOL})*+")
# "[label]: /address 'title'"; not "[label]: two words", "[^1]: note"
_DEFINITION = late(
    rf"""
    \[ (?!\^) (?: [^\[\]\\\r\n] | \\. ){{1,999}}+ \]:
    [ \t]*+ (?: (?:\r\n?|\n) [ \t]*+ )?+
    (?: < [^<>\r\n]*+ > | [^\s<] \S*+ )
    (?:
        {_END}
        (?: (?:\r\n?|\n) [ \t]*+ (?: "[^"\r\n]*+" | '[^'\r\n]*+' | \([^()\r\n]*+\) ) {_END} )?+
      | [ \t]++ (?: "[^"\r\n]*+" | '[^'\r\n]*+' | \([^()\r\n]*+\) ) {_END}
    )
    """,
    re.VERBOSE,
)
# "[^note]: text"
_FOOTNOTE = late(r"\[\^[^\]\s]++\]:[ \t]*+")
# "*[HTML]: Hypertext Markup Language"
_ABBREVIATION = late(r"\*\[[^\]\r\n]++\]:")
# ": the meaning of the term above"
_MEANING = late(r":[ \t]++(?=[^\s])")
# ":::note Title", ":::"
_CONTAINER = late(r":{3,}")
# "!!! note", '??? "Title"', '=== "Tab"' of Python-Markdown's extensions; not "!!!"
_ADMONITION = late(r"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]++[^\s=]")
# "{: .wide}"; not "{:x} and more"
_ATTRIBUTES = late(rf"\{{:[^{{}}\r\n]*+\}}{_END}")
# a line of nothing but tags
_TAGS_ALONE = late(rf"[{PLACEHOLDERS}][{PLACEHOLDERS} \t]*+(?=[\r\n]|\Z)")
# "import Chart from './chart'", "export const x = 1"; not "import taxes from China rose"
_MODULE = late(
    r"""
    import \s++ (?: [\w*{}$,\s]++ (?<=[\s}]) from \s*+ )?+ ["'][^"'\r\n]++["']
  | import \s++ (?: \w++ | \* | \{[^{}]*+\} ) [^"'\r\n]*? \bfrom \s*+ ["'][^"'\r\n]++["']
  | export \s++ (?:
        (?: const | let | var ) \s++ [\w$]++ \s*+ [=:]
      | (?: const | let | var ) \s*+ [{\[]
      | (?: default \s++ )?+ (?: async \s++ )?+ (?: function | class ) \b [^.\r\n]*+ [({]
      | default \s++ [({\w]
      | [{*]
    )
    """,
    re.VERBOSE,
)
_UNTIL_BLANK = late(rf"(?:[ \t]*+[^ \t\r\n][^\r\n]*+{_EOL})*+")

# how the seven kinds of HTML block begin (CommonMark 4.6)
_HTML_LITERAL = late(r"<(?P<name>script|pre|style|textarea)(?=[ \t>\r\n]|\Z)", re.IGNORECASE)
_HTML_INSTRUCTION = late(r"<(?:\?|!\[CDATA\[|![A-Za-z])")
_HTML_ELEMENT = late(
    rf"</?(?: {_ELEMENTS} )(?= [ \t\r\n>] | /> | \Z )",
    re.VERBOSE | re.IGNORECASE,
)
# a tag that stands alone on its line, JSX included: "<Intro>", "</a>", "<Image src={x} />", and the
# first line of a JSX tag that goes on below; not "<b>bold</b> text"
_HTML_ALONE = late(
    rf"""
    < (?:
        [A-Za-z][\w.-]*+
        (?: [ \t]++ [A-Za-z_:{{][\w.:-]*+
            (?: [ \t]*+ = [ \t]*+
                (?: "[^"\r\n]*+" | '[^'\r\n]*+' | [^\s"'=<>`{{}}]++
                  | \{{ (?: [^{{}}\r\n] | \{{[^{{}}\r\n]*+\}} )*+ \}} )
            )?+
        )*+
        [ \t]*+ /?>
      | / [A-Za-z][\w.-]*+ [ \t]*+ >
      | [A-Z][\w.]*+ (?: [ \t]++ [\w:-]++ = [^>\r\n]*+ )?+
      | >
      | />
    ) {_END}
    """,
    re.VERBOSE,
)
_INSTRUCTION_ENDS = {"<?": re.compile(r"\?>"), "<![": re.compile(r"\]\]>"), "<!": re.compile(">")}
_LITERAL_END = late(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_COMMENT_END = late(r"-->")
_EXPRESSION_END = late(r"\*/\}")

_QUOTED = late(rf"[ \t]*+>[ ]?([^\r\n]*+{_EOL})")
_DEEPLY_QUOTED = late(rf"[ \t]*+(?:>[ ]{{0,4}})++([^\r\n]*+{_EOL})")

_new = tuple.__new__

_BEGINNINGS = {"#": _ATX, "`": _FENCE, "~": _FENCE, "{": _ATTRIBUTES, "!": _ADMONITION, "?": _ADMONITION}

_PLACEHOLDER_KINDS = {
    TAG: BlockKind.TEMPLATE,
    CODE: BlockKind.FENCED_CODE,
    COMMENT: BlockKind.COMMENT,
}


def read_blocks(text: str, start: int) -> tuple[Block, ...]:
    """The blocks of `text` from `start`, the beginning of a line, to the end; in order, apart.

    Template tags must be covered (`mask_templates`). Lines end at LF, CRLF or a lone CR.
    """
    return tuple(_Scanner(text).scan(start))


class _Scanner:
    """Goes down the lines of one text.

    `lists` holds, for each list item that is open, the column where its content begins, and
    `paragraph_kinds` what a paragraph in it is. An offset called `line` is the beginning of a
    line, and `at` the first mark of the block on that line. A method that takes a block returns
    the beginning of the line below it.
    """

    def __init__(self, text: str, quote_depth: int = 0) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.lists: list[int] = []
        self.paragraph_kinds = [BlockKind.PARAGRAPH]
        self.quote_depth = quote_depth
        self.has_cr = "\r" in text
        self.has_tab = "\t" in text
        self._ahead: dict[re.Pattern[str], Ahead] = {}

    def scan(self, line: int) -> list[Block]:
        """The blocks from the beginning of a line to the end."""
        end = len(self.text)
        while line < end:
            line = self.take_any(line) if self.has_cr else self.take_common(line)
        return self.blocks

    def take_common(self, line: int) -> int:
        """Take blocks up to the first that is not common, and that one."""
        lists, add, kind_of = self.lists, self.blocks.append, _COMMON_KINDS.get
        for found in _COMMON_BLOCK.finditer(self.text, line):
            sort = found.lastgroup or "other"
            kind = kind_of(sort)
            if kind is None:
                kind = self.kind_here(found)
                if kind is None:
                    return self.take_any(found.start())
            elif lists:
                self.leave_lists(0)
            # half of a post's reading would be the making of these records by their constructors
            add(_new(Block, (kind, _new(Span, found.span()), found.end(sort))))
        return len(self.text)

    def kind_here(self, found: re.Match[str]) -> BlockKind | None:
        """What a common block is in the lists that are open, which it may open or leave; None where that
        takes a closer look."""
        sort = found.lastgroup
        if sort == "tags":  # may stand anywhere in a list
            return BlockKind.TEMPLATE
        if sort == "item":
            self.leave_lists(0)
            self.enter_list(len(found["item"]), BlockKind.LIST_ITEM)
            return BlockKind.LIST_ITEM
        if sort == "html":
            self.leave_lists(0)
            return None if "<!--" in found[0] else BlockKind.HTML
        if sort == "nested" and self.may_stand_at(len(found["indent"])):
            self.enter_list(len(found["nested"]), BlockKind.LIST_ITEM)
            return BlockKind.LIST_ITEM
        if sort == "indented" and self.may_stand_at(len(found["indented"])):
            return self.paragraph_kinds[-1]
        if sort == "nested_code" and self.may_stand_at(len(found["margin"])):
            return BlockKind.FENCED_CODE
        return None

    def may_stand_at(self, column: int) -> bool:
        """Whether what begins at `column` is no code but part of an open list, which then is the
        innermost, or of none."""
        depth = bisect_right(self.lists, column)
        if column - (self.lists[depth - 1] if depth else 0) >= 4 or depth >= _DEEPEST_LIST:
            return False
        self.leave_lists(depth)
        return True

    def take_any(self, line: int) -> int:
        """Take the block that begins at a line, after blank lines above it."""
        text, mark = self.text, self.text[line]
        if mark in " \t\r\n":
            line = _BLANK_LINES.match(text, line).end()  # type: ignore[union-attr]
            at = _INDENT.match(text, line).end()  # type: ignore[union-attr]
            return self.take_block(line, at) if at < len(text) else at
        if self.lists or mark in _TAKERS:
            return self.take_block(line, line)
        return self.take_paragraph(line, line)

    def take_block(self, line: int, at: int) -> int:
        column = self.column(line, at)
        if self.lists and column < self.lists[-1] and self.text[at] not in PLACEHOLDERS:
            self.leave_lists(bisect_right(self.lists, column))
        if column >= 4 and column - self.list_column() >= 4 and not self.is_below_tags(line):
            return self.take_indented_code(line, at)
        take = _TAKERS.get(self.text[at])
        return take(self, line, at) if take else self.take_paragraph(line, at)

    def is_below_tags(self, line: int) -> bool:
        """Whether the line above is a template's: what is indented below it belongs to the tag
        (`{% if %}`, `:::column`) and is no code."""
        if not self.blocks or self.blocks[-1].kind is not BlockKind.TEMPLATE:
            return False
        return self.end_of_line(self.blocks[-1].span.end) == line

    # lists and columns

    def list_column(self) -> int:
        return self.lists[-1] if self.lists else 0

    def leave_lists(self, depth: int) -> None:
        del self.lists[depth:]
        del self.paragraph_kinds[depth + 1 :]

    def enter_list(self, column: int, kind: BlockKind) -> None:
        self.lists.append(column)
        self.paragraph_kinds.append(kind)

    def column(self, line: int, at: int) -> int:
        """The column of `at`, counted from 0; tabs stop at every fourth."""
        if not self.has_tab:
            return at - line
        return len(self.text[line:at].expandtabs(4))

    def end_of_item(self, offset: int) -> int:
        """Where the list item ends for what does not go on with lazy lines: the beginning of the
        next line that is indented less."""
        dedent = self.next(_dedent(self.lists[-1]), offset) if self.lists else None
        if dedent is None:
            return len(self.text)
        return dedent[0] + (2 if self.text.startswith("\r\n", dedent[0]) else 1)

    # what every block needs

    def add(self, kind: BlockKind, line: int, end: int, text_start: int) -> int:
        """Note the block from `line` to `end`, where the next line begins."""
        last = end
        if self.text[last - 1] == "\n":
            last -= 1
        if self.has_cr and self.text[last - 1] == "\r":
            last -= 1
        span = _new(Span, (line, last))
        self.blocks.append(_new(Block, (kind, span, min(text_start, last))))
        return end

    def end_of_line(self, offset: int) -> int:
        """The beginning of the line below the one of `offset`."""
        if not self.has_cr:
            return self.text.find("\n", offset) + 1 or len(self.text)
        return _LINE.match(self.text, offset).end()  # type: ignore[union-attr]

    def next(self, pattern: re.Pattern[str], offset: int) -> tuple[int, int] | None:
        if pattern not in self._ahead:
            self._ahead[pattern] = Ahead(self.text, pattern)
        return self._ahead[pattern].after(offset)

    def take_line(self, kind: BlockKind, line: int, at: int) -> int:
        return self.add(kind, line, self.end_of_line(at), at)

    # paragraphs

    def take_paragraph(self, line: int, at: int) -> int:
        end = _TEXT_LINES.match(self.text, at).end()  # type: ignore[union-attr]
        if not self.text.startswith(("\n", "\r"), end) and end < len(self.text):
            end = self.end_of_text(end)
            mark = _INDENT.match(self.text, end).end()  # type: ignore[union-attr]
            if self.text.startswith(("-", "=", "|", ":"), mark) and not _PLAIN_ITEM.match(self.text, mark):
                if self.is_underline(end, mark):
                    return self.add(BlockKind.HEADING, line, self.end_of_line(mark), at)
                if _DELIMITER_ROW.match(self.text, mark):
                    return self.take_table_below(line, at, end)
        return self.add(self.paragraph_kinds[-1], line, end, at)

    def end_of_text(self, end: int) -> int:
        """The first line, from `end` on, that does not go on with the paragraph above `end`."""
        text = self.text
        while end < len(text) and text[end] not in "\r\n":
            mark = _INDENT.match(text, end).end()  # type: ignore[union-attr]
            if mark == len(text) or text[mark] in "\r\n" or self.interrupts(end, mark):
                break
            end = _TEXT_LINES.match(text, mark).end()  # type: ignore[union-attr]
        return end

    def interrupts(self, line: int, at: int) -> bool:
        """Whether a line with a mark ends the paragraph above it."""
        text = self.text
        column = self.column(line, at)
        depth = bisect_right(self.lists, column)
        if column - (self.lists[depth - 1] if depth else 0) >= 4:
            return False
        mark = text[at]
        if mark in "-*+_=0123456789":
            return _PLAIN_ITEM.match(text, at) is not None or self.list_or_rule_interrupts(
                line, at, is_lazy=depth < len(self.lists)
            )
        if mark == "<":
            return text.startswith("<!--", at) or any(
                begin.match(text, at) for begin in (_HTML_ELEMENT, _HTML_LITERAL, _HTML_INSTRUCTION)
            )
        if mark == "|":
            return bool(_DELIMITER_ROW.match(text, at) or self.is_header_row(at))
        if mark in PLACEHOLDERS:
            return _TAGS_ALONE.match(text, at) is not None
        if mark == ":":
            return any(begin.match(text, at) for begin in (_CONTAINER, _MEANING, _DELIMITER_ROW))
        begin = _BEGINNINGS.get(mark)
        return mark == ">" or (begin is not None and begin.match(text, at) is not None)

    def list_or_rule_interrupts(self, line: int, at: int, *, is_lazy: bool) -> bool:
        text = self.text
        if _RULE.match(text, at) or _DELIMITER_ROW.match(text, at) or self.is_underline(line, at):
            return True
        marker = _MARKER.match(text, at)
        if marker is None:
            return False
        # CommonMark 5.2: only a list that has text and begins with 1 may interrupt a paragraph
        return is_lazy or (marker["text"] is not None and marker["number"] in (None, "1"))

    def is_underline(self, line: int, at: int) -> bool:
        """Whether a line makes a heading of the paragraph above: never for a lazy line."""
        column = self.column(line, at) - self.list_column()
        return 0 <= column < 4 and _SETEXT.match(self.text, at) is not None

    # tables

    def is_header_row(self, at: int) -> bool:
        below = self.end_of_line(at)
        mark = _INDENT.match(self.text, below).end()  # type: ignore[union-attr]
        return _DELIMITER_ROW.match(self.text, mark) is not None

    def take_table_below(self, line: int, at: int, delimiter: int) -> int:
        """Take a paragraph whose last line may be the header of the table that goes on below it."""
        text = self.text
        above = text[at:delimiter].rstrip("\r\n")
        header = at + max(above.rfind("\n"), above.rfind("\r")) + 1
        if "|" not in text[header:delimiter]:
            return self.add(self.paragraph_kinds[-1], line, delimiter, at)
        if header > at:
            self.add(self.paragraph_kinds[-1], line, header, at)
            line = header
        end = _ROWS.match(text, delimiter).end()  # type: ignore[union-attr]
        return self.add(BlockKind.TABLE, line, end, header)

    def take_table(self, line: int, at: int) -> int:
        end = _ROWS.match(self.text, at).end()  # type: ignore[union-attr]
        return self.add(BlockKind.TABLE, line, end, at)

    # headings, rules and lists

    def take_heading(self, line: int, at: int) -> int:
        mark = _ATX.match(self.text, at)
        if mark is None:
            return self.take_paragraph(line, at)
        return self.add(BlockKind.HEADING, line, self.end_of_line(mark.end()), mark.end())

    def take_list_item(self, line: int, at: int) -> int:
        text = self.text
        plain = _PLAIN_ITEM.match(text, at)
        if plain and len(self.lists) < _DEEPEST_LIST:
            self.enter_list(self.column(line, plain.end()), BlockKind.LIST_ITEM)
            return self.take_paragraph(line, plain.end())
        if _RULE.match(text, at):
            return self.take_line(BlockKind.RULE, line, at)
        marker = _MARKER.match(text, at)
        if marker is None or len(self.lists) >= _DEEPEST_LIST:
            kind = BlockKind.DEFINITION if _ABBREVIATION.match(text, at) else None
            return self.take_line(kind, line, at) if kind else self.take_paragraph(line, at)
        mark_end = self.column(line, marker.end("mark"))
        if marker["text"] is None:
            self.enter_list(mark_end + 1, BlockKind.LIST_ITEM)
            return self.end_of_line(at)
        content = self.column(line, marker.end())
        # CommonMark 5.2: five blanks and more begin indented code, one column right of the marker
        self.enter_list(content if content - mark_end < 5 else mark_end + 1, BlockKind.LIST_ITEM)
        return self.take_block(line, marker.end())

    def take_thematic_break(self, line: int, at: int) -> int:
        if _RULE.match(self.text, at):
            return self.take_line(BlockKind.RULE, line, at)
        return self.take_paragraph(line, at)

    def take_colons(self, line: int, at: int) -> int:
        if _CONTAINER.match(self.text, at):
            return self.take_line(BlockKind.TEMPLATE, line, at)
        meaning = _MEANING.match(self.text, at)
        if meaning is None:
            return self.take_paragraph(line, at)
        content = min(self.column(line, meaning.end()), self.column(line, at) + 4)
        self.enter_list(content, BlockKind.LIST_ITEM)
        return self.take_paragraph(line, meaning.end())

    def take_admonition(self, line: int, at: int) -> int:
        if not _ADMONITION.match(self.text, at):
            return self.take_paragraph(line, at)
        self.enter_list(self.column(line, at) + 4, self.paragraph_kinds[-1])
        return self.take_line(BlockKind.TEMPLATE, line, at)

    # code

    def take_fence(self, line: int, at: int) -> int:
        fence = _FENCE.match(self.text, at)
        if fence is None:
            return self.take_paragraph(line, at)
        marks = fence["ticks"] or fence["tildes"]
        limit = self.end_of_item(fence.end())
        closing = _closing_fence(marks[0], len(marks), self.list_column() + 3).search(
            self.text, fence.end(), limit
        )
        end = self.end_of_line(closing.end()) if closing else limit
        return self.add(BlockKind.FENCED_CODE, line, end, at)

    def take_indented_code(self, line: int, at: int) -> int:
        end = _indented_lines(self.list_column() + 4).match(self.text, self.end_of_line(at)).end()  # type: ignore[union-attr]
        return self.add(BlockKind.INDENTED_CODE, line, end, at)

    # HTML and JSX

    def take_html(self, line: int, at: int) -> int:
        text = self.text
        if text.startswith("<!--", at):
            return self.take_comment(line, at, self.next(_COMMENT_END, at + 2))
        if _HTML_LITERAL.match(text, at):
            closing = self.next(_LITERAL_END, at)
            return self.add_html(line, at, self.end_of_line(closing[1]) if closing else len(text))
        instruction = _HTML_INSTRUCTION.match(text, at)
        if instruction:
            pattern = next(
                end for begin, end in _INSTRUCTION_ENDS.items() if instruction[0].startswith(begin)
            )
            closing = self.next(pattern, at)
            return self.add_html(line, at, self.end_of_line(closing[1]) if closing else len(text))
        if _HTML_ELEMENT.match(text, at) or _HTML_ALONE.match(text, at):
            end = _UNTIL_BLANK.match(text, at).end()  # type: ignore[union-attr]
            return self.add_html(line, at, min(end, self.end_of_item(at)))
        return self.take_paragraph(line, at)

    def add_html(self, line: int, at: int, end: int) -> int:
        # a browser hides everything up to the end of a comment, blank lines and Markdown included
        opening = self.text.rfind("<!--", at, end)
        if opening >= 0 and self.text.find("-->", opening, end) < 0:
            closing = self.next(_COMMENT_END, end)
            end = self.end_of_line(closing[1]) if closing else end
        return self.add(BlockKind.HTML, line, end, at)

    def take_comment(self, line: int, at: int, closing: tuple[int, int] | None) -> int:
        if closing is None:
            return self.add(BlockKind.COMMENT, line, len(self.text), at)
        end = self.end_of_line(closing[1])
        rest = self.text[closing[1] : end]
        return self.add(BlockKind.COMMENT if not rest.strip() else BlockKind.HTML, line, end, at)

    def take_brace(self, line: int, at: int) -> int:
        if _ATTRIBUTES.match(self.text, at):
            return self.take_line(BlockKind.TEMPLATE, line, at)
        if self.text.startswith("{/*", at):
            closing = self.next(_EXPRESSION_END, at + 3)
            if closing is not None:
                end = self.end_of_line(closing[1])
                if not self.text[closing[1] : end].strip():
                    return self.add(BlockKind.COMMENT, line, end, at)
        return self.take_paragraph(line, at)

    def take_module(self, line: int, at: int) -> int:
        if line == at and _MODULE.match(self.text, at):
            end = _UNTIL_BLANK.match(self.text, at).end()  # type: ignore[union-attr]
            return self.add(BlockKind.TEMPLATE, line, end, at)
        return self.take_paragraph(line, at)

    # the rest

    def take_tags(self, line: int, at: int) -> int:
        if _TAGS_ALONE.match(self.text, at):
            return self.take_line(_PLACEHOLDER_KINDS[self.text[at]], line, at)
        return self.take_paragraph(line, at)

    def take_bracket(self, line: int, at: int) -> int:
        definition = _DEFINITION.match(self.text, at)
        if definition:
            return self.add(BlockKind.DEFINITION, line, self.end_of_line(definition.end()), at)
        footnote = _FOOTNOTE.match(self.text, at)
        if footnote is None:
            return self.take_paragraph(line, at)
        self.enter_list(self.column(line, at) + 4, BlockKind.LIST_ITEM)
        return self.take_paragraph(line, footnote.end())

    def take_quote(self, line: int, at: int) -> int:
        """Take the lines that begin with `>` and cut what they quote into blocks of its own."""
        quoted = _QuotedLines(self, line, at)
        inner = _Scanner(quoted.text, self.quote_depth + 1).scan(0)
        for block in inner:
            kind = BlockKind.QUOTE if block.kind in PROSE_KINDS else block.kind
            self.add(kind, *quoted.places(block))
        if not inner or inner[-1].kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE):
            return quoted.end
        if inner[-1].span.end != len(quoted.text.rstrip("\r\n")):
            return quoted.end
        return self.take_lazy_lines(quoted.end)

    def take_lazy_lines(self, line: int) -> int:
        """Let the quote above go on with lines that lack the `>`."""
        mark = _INDENT.match(self.text, line).end()  # type: ignore[union-attr]
        if mark == len(self.text) or self.text[mark] in "\r\n" or self.interrupts(line, mark):
            return line
        above = self.blocks.pop()
        return self.add(
            above.kind, above.span.start, self.end_of_text(self.end_of_line(mark)), above.text_start
        )


class _QuotedLines:
    """The lines of one quote without their `>`, and the way back to where they stand."""

    def __init__(self, scanner: _Scanner, line: int, at: int) -> None:
        pattern = _QUOTED if scanner.quote_depth < _DEEPEST_QUOTE else _DEEPLY_QUOTED
        base = scanner.list_column()
        self.lines: list[int] = []
        self.contents: list[int] = []
        self.starts: list[int] = []
        pieces: list[str] = []
        length = 0
        match = pattern.match(scanner.text, at)
        while match:
            self.lines.append(line)
            self.contents.append(match.start(1))
            self.starts.append(length)
            pieces.append(match[1])
            length += len(match[1])
            line = match.end()
            match = pattern.match(scanner.text, line)
            if match:
                mark = _INDENT.match(scanner.text, line).end()  # type: ignore[union-attr]
                if not base <= scanner.column(line, mark) < base + 4:
                    break
        self.text = "".join(pieces)
        self.end = line

    def places(self, block: Block) -> tuple[int, int, int]:
        """Where a block of the quoted text begins, ends and has its own text, in the post."""
        first = bisect_right(self.starts, block.span.start) - 1
        return self.lines[first], self.place(block.span.end), self.place(block.text_start)

    def place(self, offset: int) -> int:
        row = bisect_right(self.starts, offset) - 1
        return self.contents[row] + offset - self.starts[row]


@lru_cache(maxsize=64)
def _closing_fence(mark: str, length: int, indent: int) -> re.Pattern[str]:
    """A line break and the fence that closes one of `length` marks, at most `indent` columns in."""
    return re.compile(rf"[\r\n][ \t]{{0,{indent}}}{mark}{{{length},}}+[ \t]*+(?=[\r\n]|\Z)")


@lru_cache(maxsize=64)
def _dedent(column: int) -> re.Pattern[str]:
    """A line break and a line whose text begins left of `column`: the list item is over."""
    return re.compile(rf"(?:\r\n|\n|\r)[ ]{{0,{column - 1}}}+[^ \t\r\n]")


@lru_cache(maxsize=64)
def _indented_lines(column: int) -> re.Pattern[str]:
    """Lines whose text begins at `column` or right of it, blank lines between them included."""
    indent = rf"(?:[ ]{{{column}}}|[ ]*+\t)"
    return re.compile(rf"(?:(?:[ \t]*+(?:\r\n?|\n))*+{indent}[ \t]*+[^ \t\r\n][^\r\n]*+{_EOL})*+")


_TAKERS: dict[str, Callable[[_Scanner, int, int], int]] = {
    "#": _Scanner.take_heading,
    ">": _Scanner.take_quote,
    "|": _Scanner.take_table,
    "<": _Scanner.take_html,
    "{": _Scanner.take_brace,
    "[": _Scanner.take_bracket,
    ":": _Scanner.take_colons,
    "_": _Scanner.take_thematic_break,
    "`": _Scanner.take_fence,
    "~": _Scanner.take_fence,
    "i": _Scanner.take_module,
    "e": _Scanner.take_module,
    **dict.fromkeys("-*+0123456789", _Scanner.take_list_item),
    **dict.fromkeys("!?=", _Scanner.take_admonition),
    **dict.fromkeys(PLACEHOLDERS, _Scanner.take_tags),
}
