"""Reads YAML front matter as JSON-shaped values, with the place of every key and value.

libyaml parses, because it accepts what the generators accept. Its resolver is switched off: values
are typed here as the core schema of YAML 1.2 does (https://yaml.org/spec/1.2.2/#103-core-schema), so
dates, times, `yes` and `no` stay text, and what a generator makes of them is its own affair.

libyaml composes its nodes itself and forgets where an alias stands. So a block that may hold one, and
one so large that it could hold too many nodes, is composed from events instead, which takes three
times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from postlint.model.front_matter import Entries, Node, Scalar, Sequence
from postlint.model.patterns import late
from postlint.model.post import Problem, ProblemKind
from postlint.model.text import LineIndex, Span
from postlint.model.values import Json
from postlint.reading.limits import (
    MAX_BLOCK,
    MAX_DEPTH,
    MAX_NODES,
    TOO_DEEP,
    TOO_LONG,
    TOO_MANY,
)
from postlint.reading.parsed import Parsed, failed
from postlint.reading.places import duplicate_message
from postlint.reading.written_dates import date_fault
from postlint.reading.yaml_scalars import NUMERIC, WORDS, TooManyDigitsError, number_of

try:
    from yaml._yaml import CParser as _LibraryParser
except ImportError:
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _LibraryParser(Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]
        """The same parser in Python, for machines without libyaml."""

        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)


#: libyaml's words, since 0.2.6, for a thousand levels
_BEYOND_LIBRARY = "maximum nesting depth"
_QUOTED = ""
#: what a key can begin with that is a number or a merge
_ODD = frozenset("0123456789+-.<")
# matches "a: *b", "[&a x"; must not match "Q & A", "**bold**"
_MAYBE_ALIAS = late(r"(?:^|[\s,\[{:?-])[&*][^\s&*]", re.MULTILINE)
_UNREADABLE = late("[\0\ud800-\udfff]")
# matches "!!binary" of "&a !!binary x"; must not match "x!"
_TAG = late(r"(?:&\S+\s+)?(!\S*)")
# matches "&a !!str " of "&a !!str 'x'"; what is so marked begins behind it
_PROPERTIES = late(r"(?:[&!][^\s,\[\]{}]*[ \t]+)+")
_STYLES = {"'": "single", '"': "double", "|": "literal", ">": "folded"}


class Unreadable(Exception):  # noqa: N818 - not an error of the program
    """A block that is YAML and beyond what is read."""


class _TooBig(Unreadable):
    def __init__(self, message: str, start: int) -> None:
        self.message = message
        self.start = start


class _Endless(Unreadable):
    def __init__(self, alias: _Alias) -> None:
        self.alias = alias


class _Parser(_LibraryParser):
    """Keeps what the author wrote: the tag is None for a plain value, "" for a quoted one."""

    def resolve(self, kind: type, value: object, implicit: Any) -> str | None:  # noqa: ARG002
        return None if kind is not ScalarNode or implicit[0] else _QUOTED

    def descend_resolver(self, node: object, index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class _Alias:
    """`*name`, where it stands."""

    __slots__ = ("end_mark", "name", "start_mark", "tag", "target", "value")

    def __init__(self, event: AliasEvent, target: Any) -> None:
        self.name = event.anchor
        self.start_mark: Any = event.start_mark
        self.end_mark: Any = event.end_mark
        self.tag = None
        self.target = target
        self.value = target.value


def read_exactly(text: str, inner: Span) -> Parsed:
    """The YAML between two fences of `text`; spans are offsets into the whole text. Never raises.

    What is simple is read faster by `yaml_simple`, with the same outcome.

    An empty block has no values and is no mistake.
    """
    if inner.end - inner.start > MAX_BLOCK:
        return failed(ProblemKind.TOO_BIG, Span(inner.start, inner.start), TOO_LONG)
    block = inner.of(text)
    try:
        return _read(text, block, inner)
    except (YAMLError, UnicodeEncodeError, RecursionError) as error:
        readable = _UNREADABLE.sub("\ufffd", block)
        if readable != block:
            return read_exactly(text[: inner.start] + readable + text[inner.end :], inner)
        from postlint.reading.yaml_faults import explain

        return explain(error, text, inner)
    except _TooBig as limit:
        start = inner.start + limit.start
        return failed(ProblemKind.TOO_BIG, Span(start, start), limit.message)
    except _Endless as endless:
        span = Span(endless.alias.start_mark.index, endless.alias.end_mark.index).shifted(inner.start)
        return failed(
            ProblemKind.SYNTAX, span, f"*{endless.alias.name} stands inside the value that it repeats"
        )


def compose(block: str) -> Any:
    """The yaml node of a block, None for an empty one. Raises what the library raises, and Unreadable."""
    try:
        return _composed(block)
    except MarkedYAMLError as error:
        if _BEYOND_LIBRARY in (error.problem or ""):
            raise _too_deep_for_library(block, error) from error
        raise


def _composed(block: str) -> Any:
    # two looks for a character are much faster than one search for a pattern
    if len(block) > MAX_NODES or (("*" in block or "&" in block) and _MAYBE_ALIAS.search(block)):
        return _EventComposer(_Parser(block)).document()
    return _Parser(block).get_single_node()


def _too_deep_for_library(block: str, error: MarkedYAMLError) -> Unreadable:
    """Where a block that the library gave up on is deeper than we allow, which is less."""
    try:
        _EventComposer(_Parser(block)).document()
    except Unreadable as limit:
        return limit
    except MarkedYAMLError:  # of the brackets in a line all are looked at before the first is told
        fault = error.problem_mark.index if error.problem_mark else 0
        line = block.rfind("\n", 0, fault) + 1
        openings = [place for place in range(line, fault) if block[place] in "[{"]
        return _TooBig(TOO_DEEP, openings[:MAX_DEPTH][-1] if openings else fault)
    raise error


def _read(text: str, block: str, inner: Span) -> Parsed:
    node = compose(block)
    if node is None:
        return Parsed({}, (), lambda: Entries(Span(inner.start, inner.start), ()))
    read_root = partial(_read_tree, text, inner.start, node)
    builder = _Builder(text, inner.start)
    if type(node) is not MappingNode:
        builder.value(node, 1)  # for its limits
        span = read_root().span
        if type(node) is not SequenceNode:
            from postlint.reading.yaml_faults import text_fault

            return Parsed(None, (text_fault(text, inner, span),), read_root)
        message = "front matter is a list, not “key: value” lines"
        return Parsed(None, (Problem(ProblemKind.NOT_A_MAPPING, span, message),), read_root)
    values = builder.mapping(node, 1)
    if builder.template is not None:
        from postlint.reading.yaml_faults import template_fault

        return template_fault(text, inner, builder.template)
    if " #" in block:
        from postlint.reading.yaml_comments import cut_values

        builder.problems += cut_values(text, inner.start, node)
    if ": &" in block or ": !" in block:
        from postlint.reading.yaml_comments import marked_values

        marked = marked_values(text, inner.start, node)
        told = {problem.span.start for problem in marked}
        builder.problems = [each for each in builder.problems if each.span.start not in told] + marked
    return Parsed(values, tuple(builder.problems), read_root)


class _EventComposer:
    """Composes the nodes of one document from events, with aliases in their places and within limits."""

    def __init__(self, parser: Any) -> None:
        self._next: Any = parser.get_event
        self._anchors: dict[str, Any] = {}
        self._open: set[str] = set()
        self._left = MAX_NODES

    def document(self) -> Any:
        self._next()  # the stream starts
        if isinstance(self._next(), StreamEndEvent):
            return None
        node = self._node(self._next(), 1)
        self._next()  # the document ends
        more = self._next()
        if not isinstance(more, StreamEndEvent):
            raise MarkedYAMLError(None, None, "expected a single document in the stream", more.start_mark)
        return node

    def _node(self, event: Any, depth: int) -> Any:
        self._left -= 1
        if self._left < 0:
            raise _TooBig(TOO_MANY, event.start_mark.index)
        if depth > MAX_DEPTH:
            raise _TooBig(TOO_DEEP, event.start_mark.index)
        if isinstance(event, AliasEvent):
            return self._alias(event)
        anchor = event.anchor
        node = self._empty(event)
        if anchor is not None:
            self._anchors[anchor] = node
            self._open.add(anchor)
        if isinstance(event, SequenceStartEvent):
            node.value = [self._node(item, depth + 1) for item in self._until(SequenceEndEvent, node)]
        elif isinstance(event, MappingStartEvent):
            node.value = [
                (self._node(key, depth + 1), self._node(self._next(), depth + 1))
                for key in self._until(MappingEndEvent, node)
            ]
        self._open.discard(anchor)
        return node

    def _until(self, last: Any, node: Any) -> Iterator[Any]:
        event: Any = self._next()
        while type(event) is not last:
            yield event
            event = self._next()
        node.end_mark = event.end_mark

    def _empty(self, event: Any) -> Any:
        marks = (event.start_mark, event.end_mark)
        tag: Any = None if event.tag in (None, "!") else event.tag
        if isinstance(event, ScalarEvent):
            if tag is None and not event.implicit[0]:
                tag = _QUOTED
            return ScalarNode(tag, event.value, *marks, style=event.style)
        kind: Any = SequenceNode if isinstance(event, SequenceStartEvent) else MappingNode
        return kind(tag, [], *marks, flow_style=event.flow_style)

    def _alias(self, event: AliasEvent) -> _Alias:
        if event.anchor not in self._anchors:
            mark: Any = event.start_mark
            raise MarkedYAMLError(None, None, "found undefined alias", mark)
        alias = _Alias(event, self._anchors[event.anchor])
        if event.anchor in self._open:
            raise _Endless(alias)
        return alias


class _Builder:
    """Makes values of nodes and notes on the way what a rule may want to report."""

    def __init__(self, text: str, base: int) -> None:
        self.problems: list[Problem] = []
        self.template: int | None = None
        """where a template tag begins that YAML takes for a mapping"""
        self._text = text
        self._base = base
        self._aliased = 0
        self._in_alias = False
        #: where the outermost alias stands whose values are being read
        self._alias_start = 0
        self._first_keys: dict[int, dict[str, Span]] = {}

    def mapping(self, node: Any, depth: int) -> dict[str, Json]:
        if depth > MAX_DEPTH:
            raise self._too_deep(node)
        values: dict[str, Json] = {}
        merged: dict[str, Json] = {}
        for key, item in node.value:
            name, is_plain = key.value, key.tag is None
            if type(key) is not ScalarNode or (is_plain and (name in WORDS or name[0] in _ODD)):
                if name == "<<" and is_plain:
                    self._merge(key, item, merged, depth)
                    continue
                name = self._odd_key(key)
            if name in values and not self._in_alias:
                self._note_duplicate(node, key, name)
            values[name] = self.value(item, depth + 1)
        return {**merged, **values} if merged else values

    def value(self, node: Any, depth: int) -> Json:
        if self._in_alias:
            self._count(node)
        kind: type = type(node)
        if kind is ScalarNode:
            return self._scalar(node)
        if kind is MappingNode:
            if node.tag:
                self._note_tag(node)
            return self.mapping(node, depth)
        if kind is _Alias:
            return self._repeated(node, depth)
        if depth > MAX_DEPTH:
            raise self._too_deep(node)
        if node.tag:
            self._note_tag(node)
        return [self.value(item, depth + 1) for item in node.value]

    def _scalar(self, node: Any) -> Json:
        text: str = node.value
        tag = node.tag
        if tag is None:
            if text in WORDS:
                return WORDS[text]
            if text[0] not in NUMERIC:
                return text
            number = self._number(node, text)
            if number is not None:
                return number
        elif tag:
            self._note_tag(node)
            return self._tagged(node, text)
        if len(text) > 7 and text[4] in "-/" and not self._in_alias:
            fault = date_fault(text)
            if fault is not None:
                self.problems.append(Problem(ProblemKind.IMPOSSIBLE_DATE, self._span(node), fault))
        return text

    def _number(self, node: Any, text: str) -> int | float | None:
        try:
            return number_of(text)
        except TooManyDigitsError as error:
            raise _TooBig(f"a number of {error.digits:,} digits", node.start_mark.index) from error

    def _tagged(self, node: Any, text: str) -> Json:
        if node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
            number = self._number(node, text)
            return text if number is None else number
        if node.tag in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"):
            return WORDS.get(text, text)
        return text

    def _repeated(self, alias: _Alias, depth: int) -> Json:
        if not self._in_alias:
            self.problems.append(Problem(ProblemKind.ALIAS, self._span(alias), f"*{alias.name} is an alias"))
            self._alias_start = alias.start_mark.index
        outer, self._in_alias = self._in_alias, True
        value = self.value(alias.target, depth)
        self._in_alias = outer
        return value

    def _count(self, node: Any) -> None:
        self._aliased += 1
        if self._aliased > MAX_NODES:
            start = self._alias_start if self._in_alias else node.start_mark.index
            raise _TooBig(f"what is repeated with “*” comes to more than {MAX_NODES:,} values", start)

    def _merge(self, key: Any, item: Any, merged: dict[str, Json], depth: int) -> None:
        if not self._in_alias:
            self.problems.append(Problem(ProblemKind.MERGE, self._span(key), "<< merges another mapping"))
        value = self.value(item, depth + 1)
        # of several mappings in a list the first has the last word: https://yaml.org/type/merge.html
        for source in value if isinstance(value, list) else [value]:
            if isinstance(source, dict):
                for name, inherited in source.items():
                    if self._in_alias or type(item) is not MappingNode:
                        self._count(key)
                    merged.setdefault(name, inherited)

    def _odd_key(self, key: Any) -> str:
        """The text of a key that may be something else for YAML, which is noted."""
        name = self._name(key)
        if self._in_alias:
            return name
        span = _trimmed(self._span(key), self._text)
        target: Any = key
        if isinstance(key, _Alias):
            self.problems.append(Problem(ProblemKind.ALIAS, span, f"*{key.name} is an alias"))
            target = key.target
        is_plain = target.tag is None
        if not isinstance(target, ScalarNode):
            if self._text.startswith("{{", span.start - 1):
                self.template = self.template or span.start - 1
            kind = "list" if type(target) is SequenceNode else "mapping"
            self.problems.append(
                Problem(
                    ProblemKind.KEY_NOT_TEXT, span, f"a {kind} as a key gets another name from each generator"
                )
            )
        elif is_plain and not isinstance(self._plain(target), str):
            written = f"the key {name} is no text" if name else "there is no key before the “:”"
            self.problems.append(Problem(ProblemKind.KEY_NOT_TEXT, span, written))
        return name

    def _name(self, key: Any) -> str:
        target = key.target if isinstance(key, _Alias) else key
        if isinstance(target, ScalarNode):
            name: str = target.value
            return name
        return self._span(key).of(self._text).rstrip()

    def _plain(self, node: Any) -> Json:
        text: str = node.value
        if text in WORDS:
            return WORDS[text]
        number = self._number(node, text)
        return text if number is None else number

    def _note_duplicate(self, node: Any, key: Any, name: str) -> None:
        firsts = self._first_keys.get(id(node))
        if firsts is None:
            firsts = {self._name(other): self._span(other) for other, _ in reversed(node.value)}
            self._first_keys[id(node)] = firsts
        first = firsts[name]
        message = duplicate_message(name, first, self._lines)
        self.problems.append(Problem(ProblemKind.DUPLICATE_KEY, self._span(key), message, first))

    @cached_property
    def _lines(self) -> LineIndex:
        return LineIndex(self._text)

    def _note_tag(self, node: Any) -> None:
        if self._in_alias:
            return
        start = node.start_mark.index + self._base
        written = _TAG.match(self._text, start)
        span = Span(*written.span(1)) if written else self._span(node)
        self.problems.append(Problem(ProblemKind.TAG, span, f"{span.of(self._text)} is a tag"))

    def _span(self, node: Any) -> Span:
        return Span(node.start_mark.index + self._base, node.end_mark.index + self._base)

    def _too_deep(self, node: Any) -> _TooBig:
        return _TooBig(TOO_DEEP, node.start_mark.index)


def _trimmed(span: Span, text: str) -> Span:
    return Span(span.start, span.start + len(span.of(text).rstrip()))


def read_places(text: str, inner: Span) -> Node:
    """Where each key and value of a block stands that can be read."""
    return _read_tree(text, inner.start, compose(inner.of(text)))


def _read_tree(text: str, base: int, root: Any) -> Node:
    return _Tree(text, base).node(root)


class _Tree:
    """Turns the library's nodes into ours, with exact ends: the library lets a block end where the
    next token begins."""

    def __init__(self, text: str, base: int) -> None:
        self._text = text
        self._base = base
        self._made: dict[int, Node] = {}

    def node(self, node: Any) -> Node:
        made = self._made.get(id(node))
        if made is None:
            made = self._made[id(node)] = self._make(node)
        return made

    def _make(self, node: Any) -> Node:
        kind: type = type(node)
        start, end = node.start_mark.index + self._base, node.end_mark.index + self._base
        if kind is ScalarNode:
            return self._scalar(node, start, end)
        if kind is _Alias:
            return self._at_alias(self.node(node.target), Span(start, end))
        if kind is SequenceNode:
            items = tuple(self.node(item) for item in node.value)
            last = end if node.flow_style or not items else items[-1].span.end
            return Sequence(Span(start, last), items)
        entries = tuple(self._entries(node))
        last = end if node.flow_style or not node.value else self.node(node.value[-1][1]).span.end
        return Entries(Span(start, last), entries)

    def _scalar(self, node: Any, start: int, end: int) -> Scalar:
        style = _STYLES.get(node.style, "plain")
        if node.style in ("|", ">"):
            start, end = _trimmed(Span(start, end), self._text)
        tag = _TAG.match(self._text, start, end) if node.tag else None
        properties = _PROPERTIES.match(self._text, start, end)
        start = properties.end() if properties else start
        return Scalar(Span(start, end), node.value, style, tag[1] if tag else None)

    def _entries(self, node: Any) -> Iterator[tuple[Scalar, Node]]:
        """Own entries last, so that they count where a merged mapping has the same key."""
        own = []
        for key, item in node.value:
            place = self.node(item)
            if key.tag is None and key.value == "<<":
                sources = place.items if isinstance(place, Sequence) else (place,)
                for source in reversed(sources):
                    if isinstance(source, Entries):
                        yield from source.entries
            else:
                own.append((self._key(key), place))
        yield from own

    def _key(self, key: Any) -> Scalar:
        if isinstance(key.target if isinstance(key, _Alias) else key, ScalarNode):
            place = self.node(key)
            assert isinstance(place, Scalar)
            return place
        # not as a tree: nothing limits how deep a mapping nests that is a key
        span = Span(key.start_mark.index + self._base, key.end_mark.index + self._base)
        span = _trimmed(span, self._text)
        return Scalar(span, span.of(self._text), "plain")

    def _at_alias(self, target: Node, span: Span) -> Node:
        if isinstance(target, Scalar):
            return Scalar(span, target.text, target.style, target.tag)
        if isinstance(target, Sequence):
            return Sequence(span, target.items)
        return Entries(span, target.entries)
