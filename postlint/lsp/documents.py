"""An open document: its text as the editor has it, and what was last found in it."""

from __future__ import annotations

from functools import cached_property

from lsprotocol import types

from postlint.engine.session import Checked
from postlint.lsp.diagnostics import as_diagnostic
from postlint.lsp.positions import Places
from postlint.model.findings import Diagnostic, Edit, PlacedEdit

#: findings of one document that are shown
_MOST_SHOWN = 1_000


class Document:
    """One version of an open document, checked. `version` is the editor's number for it."""

    def __init__(self, uri: str, text: str, version: int | None, checked: Checked, encoding: str) -> None:
        self.uri = uri
        self.text = text
        self.version = version
        self.checked = checked
        self._encoding = encoding

    @cached_property
    def places(self) -> Places:
        return Places(self.text, self._encoding)

    @cached_property
    def diagnostics(self) -> list[tuple[Diagnostic, types.Diagnostic]]:
        """The first findings, each with its form for the editor."""
        return [
            (found, as_diagnostic(found, self.places, self.uri, self._encoding))
            for found in self.checked.diagnostics[:_MOST_SHOWN]
        ]

    def text_edits(self, edits: tuple[Edit, ...] | tuple[PlacedEdit, ...]) -> list[types.TextEdit]:
        """Edits of the post as edits of the document."""
        return [types.TextEdit(self.places.range(edit.span), edit.replacement) for edit in edits]

    def change(self, edits: list[types.TextEdit], *, is_versioned: bool) -> types.WorkspaceEdit:
        """Edits of this version of the document, and of no other where the editor keeps count of them."""
        if not is_versioned:
            return types.WorkspaceEdit(changes={self.uri: edits})
        identifier = types.OptionalVersionedTextDocumentIdentifier(self.uri, self.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, list(edits))])
