"""Keeps account, down the blocks of a page, of what is shown instead of each other or quoted."""

from __future__ import annotations

import re
from functools import cached_property

from postlint.model.body import Block, BlockKind
from postlint.model.patterns import late
from postlint.model.records import NamedTuple

# bound here because asking the enumeration for each block would cost as much as the rest
_TEMPLATE = BlockKind.TEMPLATE
_HTML = BlockKind.HTML
_HEADING = BlockKind.HEADING
_RULE = BlockKind.RULE

#: how deep containers are followed
_DEEPEST = 50

#: `:::note Title`, `::: moniker range="x"`, `:::row:::`, `::: {.wide}`; the closing `:::`, `::: row-end`
_CONTAINER = late(r":{3,}[ \t]*(?P<name>[A-Za-z]*(?:-[A-Za-z]+)*)[ \t]*(?P<rest>[^\r\n]*)")
#: containers that go on below although their line ends with `:::`
_OPEN_THOUGH_CLOSED = ("row", "column")

#: `{% tab one %}`, `{{< tab "one" >}}`, `{% endtab %}`, `{{% /tab %}}`; not `{{ tab }}`
_TAG = late(r"\{(?:%[-+]?|\{[<%])[ \t]*(?P<end>/[ \t]*|end)?(?P<name>\w+)")
_END_TAG = late(r"\{(?:%[-+]?[ \t]*end|\{[<%][ \t]*/[ \t]*)(\w+)")
#: `<TabItem value="a">`, `</details>`; not `<table>`, `<Tab name="a" />`
_ELEMENT = late(r"<(?P<end>/?)(?P<name>blockquote|details|tabitem|tab)\b(?![^<>]*/>)", re.IGNORECASE)
#: the sign of a tab in the heading that begins it, as Microsoft Learn has it: `# [Linux](#tab/linux)`
TAB_HEADING = "](#tab/"
_TAB = "#tab"

#: the role of an element that is a tab: `<div id="linux" role="tabpanel">`
_TAB_ROLE = "tabpanel"

_ASIDES = frozenset({"image", "blockquote", "details"})


class _Open(NamedTuple):
    name: str
    number: int


class Panels:
    """Where a walk down the blocks of a page stands.

    `here` numbers the innermost open container (`:::`), tab, template tag or quotation, and is 0
    outside of all. `is_aside` says that no prose of the page is here, but a quotation, a `<details>`
    or the description of an image.
    """

    def __init__(self, text: str) -> None:
        self.here = 0
        self.is_aside = False
        self._text = text
        self._open: list[_Open] = []
        self._opened = 0

    @cached_property
    def _paired(self) -> frozenset[str]:
        """The names of the tags that others end; `{% include map.html %}` holds nothing."""
        return frozenset(_END_TAG.findall(self._text))

    def go_on(self, block: Block) -> None:
        """Take account of a block that is a heading, a rule, HTML or a template's tag; and, inside an
        aside, of any."""
        kind, (_, end), start = block
        if kind is _TEMPLATE:
            if container := _CONTAINER.match(self._text, start, end):
                self._pass_container(container["name"], container["rest"])
            else:
                for tag in _TAG.finditer(self._text, start, end):
                    if tag["name"] in self._paired:
                        self._pass("{" + tag["name"], is_end=bool(tag["end"]))
        elif kind is _HTML or self.is_aside:
            for tag in _ELEMENT.finditer(self._text, start, end):
                if kind is _HTML or tag["end"]:
                    self._pass(tag["name"].lower(), is_end=bool(tag["end"]))
            if kind is _HTML and self._text.find(_TAB_ROLE, start, end) >= 0:
                self._begin_tab()
        elif kind is _HEADING and self._text.find(TAB_HEADING, start, end) >= 0:
            self._begin_tab()
        elif self._open and (kind is _HEADING or kind is _RULE):
            self._pass(_TAB, is_end=True)

    def _begin_tab(self) -> None:
        """Begin a panel that the next one, a heading or a rule ends."""
        self._pass(_TAB, is_end=True)
        self._pass(_TAB, is_end=False)

    def _pass_container(self, name: str, rest: str) -> None:
        if name == "image-end":
            self._pass("image", is_end=True)
        elif name.endswith("-end") or not (name or rest.strip(" \t:")):
            self._pass(":::", is_end=True)
        elif name == "image":
            if 'type="complex"' in rest:
                self._pass(name, is_end=False)
        elif name in _OPEN_THOUGH_CLOSED or not rest.rstrip().endswith(":::"):
            self._pass(":::", is_end=False)

    def _pass(self, name: str, *, is_end: bool) -> None:
        if is_end:
            names = [container.name for container in self._open]
            if name in names:
                del self._open[len(names) - 1 - names[::-1].index(name) :]
        elif len(self._open) < _DEEPEST:
            self._opened += 1
            self._open.append(_Open(name, self._opened))
        self.here = self._open[-1].number if self._open else 0
        self.is_aside = any(container.name in _ASIDES for container in self._open)
