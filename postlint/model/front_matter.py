"""Front matter as data with places: what each key holds and where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from postlint.model.records import NamedTuple, dataclass
from postlint.model.text import Span
from postlint.model.values import Json, KeyPath


class Format(StrEnum):
    """The language of a front-matter block."""

    YAML = "yaml"
    TOML = "toml"
    JSON = "json"
    JAVASCRIPT = "javascript"


class Scalar(NamedTuple):
    """A value that holds no others, or a key.

    `span` covers it as written, quotes included; `text` is what the author typed with quotes and
    escapes undone; `style` tells how it is written: "plain", "single", "double", "literal",
    "folded"; `tag` is a tag the author wrote, such as `!!binary`, else None.
    """

    span: Span
    text: str
    style: str
    tag: str | None = None

    @property
    def inner(self) -> Span:
        """Where the text itself stands: within the quotes when nothing in it is escaped, else `span`."""
        for quotes in (0, 1, 3):
            if self.span.end - self.span.start == len(self.text) + 2 * quotes:
                return Span(self.span.start + quotes, self.span.end - quotes)
        return self.span


class Sequence(NamedTuple):
    span: Span
    items: tuple[Node, ...]


class Entries(NamedTuple):
    """A mapping: its keys with their values in the order written, duplicates included."""

    span: Span
    entries: tuple[tuple[Scalar, Node], ...]

    def entry(self, key: str) -> tuple[Scalar, Node] | None:
        """The entry that counts for `key`: the last one, as generators read it."""
        for written, value in reversed(self.entries):
            if written.text == key:
                return written, value
        return None


Node: TypeAlias = Scalar | Sequence | Entries


def walk(
    node: Node, path: KeyPath = (), key: Scalar | None = None
) -> Iterator[tuple[KeyPath, Scalar | None, Node]]:
    """The way to each value of a tree, its key and itself, in the order written; a value that holds
    others comes before them. The key is None for an item of a list and for the tree itself."""
    yield path, key, node
    if isinstance(node, Entries):
        for name, value in node.entries:
            yield from walk(value, (*path, name.text), name)
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from walk(item, (*path, index), None)


@dataclass(frozen=True)
class FrontMatter:
    """One front-matter block.

    `span` is the whole block with its fences, `inner` the text between them, `close` the closing
    fence alone: the place to point at for something that is missing. `values` is None when the
    block does not parse or is not a mapping; the post's problems then say why.
    """

    format: Format
    span: Span
    inner: Span
    close: Span
    values: Mapping[str, Json] | None
    read_root: Callable[[], Node | None]
    """Gives the tree of places; asked once, and only when somebody wants a place."""

    @cached_property
    def root(self) -> Node | None:
        return self.read_root()

    def get(self, *keys: str | int) -> Json:
        """The value at a key path, None where there is none."""
        value: Json = None if self.values is None else dict(self.values)
        for key in keys:
            if isinstance(value, dict) and isinstance(key, str):
                value = value.get(key)
            elif isinstance(value, list) and isinstance(key, int) and -1 < key < len(value):
                value = value[key]
            else:
                return None
        return value

    def node(self, *keys: str | int) -> Node:
        """The node at a key path. Raises KeyError where nothing is written."""
        node = self.root
        for key in keys:
            node = _child(node, key)
        if node is None:
            raise KeyError(keys)
        return node

    def locate(self, *keys: str | int) -> Span:
        """Where the value at a key path is written. Raises KeyError where there is none."""
        return self.node(*keys).span

    def locate_text(self, *keys: str | int) -> Span:
        """Where the text of a value is written, without its quotes where that is certain."""
        node = self.node(*keys)
        return node.inner if isinstance(node, Scalar) else node.span

    def locate_key(self, *keys: str | int) -> Span:
        """Where the key at the end of a path is written; for a list item, the item itself."""
        *way, last = keys
        parent = self.node(*way)
        if isinstance(parent, Entries) and isinstance(last, str):
            found = parent.entry(last)
            if found is not None:
                return found[0].span
        return self.node(*keys).span

    def place_for_missing(self, path: KeyPath) -> Span:
        """Where to point when the mapping at `path` lacks something: the closing fence for the
        block itself, the mapping's own key for a nested one."""
        return self.locate_key(*path) if path else self.close


def _child(node: Node | None, key: str | int) -> Node | None:
    if isinstance(node, Entries) and isinstance(key, str):
        found = node.entry(key)
        return found[1] if found else None
    if isinstance(node, Sequence) and isinstance(key, int) and -1 < key < len(node.items):
        return node.items[key]
    return None
