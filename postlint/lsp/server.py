"""The language server: hears what happens in the editor, and says what is found."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from postlint import __version__
from postlint.config.discover import FILE_NAMES
from postlint.engine.baseline import FILE_NAME as BASELINE
from postlint.engine.cache import FOLDER as CACHE
from postlint.engine.discover import MADE, MARKDOWN
from postlint.engine.session import Session
from postlint.engine.workspace import Settings
from postlint.errors import PostlintError
from postlint.lsp.actions import KINDS, code_actions
from postlint.lsp.completion import TRIGGERS, completion
from postlint.lsp.cursor import with_closing_fence
from postlint.lsp.diagnostics import SOURCE
from postlint.lsp.documents import Document
from postlint.lsp.hover import hover
from postlint.lsp.links import document_links
from postlint.lsp.surveyor import Surveyor
from postlint.model.body import PICTURE_ENDINGS

LOG = logging.getLogger("postlint.server")

#: seconds without a keystroke before a text is checked
PAUSE = 0.1
#: of a text that takes long to check, the pause is so many times as long as that, up to some seconds
_TIMES_AS_LONG, _LONGEST_PAUSE = 2, 3.0
#: seconds after which files are looked at again where the editor does not tell of changes, and where it
#: does: of what lies outside of its folders, and of layouts of themes, no editor tells
_TRUSTED, _TRUSTED_IF_TOLD = 5.0, 30.0
#: code points; what is longer is not checked while it is written
LONGEST_TEXT = 2_000_000

#: what Markdown is called by editors
_LANGUAGES = frozenset({"markdown", "mdx", "md", "quarto", "rmd", "pandoc"})
#: files by whose change a post may be right or wrong: those of postlint; schemas, data and configurations
#: of generators, whatever their name; posts, images, layouts
_WATCHED = (
    *(f"**/{name}" for name in (*FILE_NAMES, BASELINE)),
    "**/*.{json,toml,yml,yaml,js,mjs,cjs,ts,mts,cts,py}",
    f"**/*{{{','.join(MARKDOWN)}}}",
    f"**/*.{{{','.join(PICTURE_ENDINGS)}}}",
    "**/{_layouts,layouts,_includes,templates}/**",
)
#: folders of which editors tell too, though nothing in them bears on a post
_OF_NO_ACCOUNT = frozenset({*MADE, ".git", CACHE})
_SEE_LOG = "the log of the server says why"

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class PostlintServer(LanguageServer):
    """Keeps the open documents and checks them: each when nobody has typed for a moment, the newest text
    only; and the folders around them in another process, whenever a file has been saved."""

    def __init__(self, settings: Settings) -> None:
        # the whole text with each change: libraries count lines of U+2028 and its like in their own way
        super().__init__("postlint", __version__, types.TextDocumentSyncKind.Full)
        self.session = Session(settings)
        self.surveyor = Surveyor(self.session, self.check_all_soon)
        self._documents: dict[str, Document] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._pauses: dict[str, float] = {}
        self._faults: dict[str, str] = {}
        self._read_at = 0.0
        self.is_told_of_changes = False

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Told in the log: a window for each half-written message helps nobody."""
        LOG.error("%s: %s", getattr(source, "__name__", source), error)

    # documents

    def document(self, uri: str) -> Document | None:
        """An open document, checked as it is now; None for one that is none of ours, or cannot be checked."""
        opened = self._opened(uri)
        if opened is None or not _is_markdown(opened) or len(opened.source) > LONGEST_TEXT:
            return None
        known = self._documents.get(uri)
        if known is None or known.text != opened.source or known.version != opened.version:
            known = self._documents[uri] = self._checked(opened)
        return known

    def _opened(self, uri: str) -> TextDocument | None:
        """What the editor has open at a URI, as the editor writes that: pygls keeps them by another way of
        writing it."""
        opened = self.workspace.get_text_document(uri)
        # one that is not open is made up from the disk, and has no version
        return None if opened.version is None else opened

    def _checked(self, opened: TextDocument) -> Document:
        checked = self.session.check(opened.source, self._path_of(opened.uri))
        for crash in checked.crashes:
            LOG.error("%s", crash.said)
        return Document(opened.uri, opened.source, opened.version, checked, self._encoding)

    @property
    def _encoding(self) -> str:
        return str(self.workspace.position_encoding or types.PositionEncodingKind.Utf16.value)

    def being_written(self, uri: str) -> Document | None:
        """An open document as `document` gives it, but without findings where it has changed since: for what
        is asked with each keystroke."""
        opened = self._opened(uri)
        if opened is None or not _is_markdown(opened) or len(opened.source) > LONGEST_TEXT:
            return None
        known = self._documents.get(uri)
        if known is not None and known.text == opened.source:
            return known
        return self._unchecked(opened.uri, opened.source, opened.version)

    def with_closing_fence(self, document: Document, position: types.Position) -> Document:
        """A document with the fence that its front matter still lacks where somebody writes in it; a document
        without that as it is."""
        text = with_closing_fence(document.checked.post, document.places.offset(position))
        return document if text is None else self._unchecked(document.uri, text, document.version)

    def _unchecked(self, uri: str, text: str, version: int | None) -> Document:
        return Document(uri, text, version, self.session.read(text, self._path_of(uri)), self._encoding)

    def _path_of(self, uri: str) -> str:
        """Where a document stands; one that has no file yet would stand in the first folder."""
        path = to_fs_path(uri)
        if path is not None:
            return str(Path(path).absolute())
        folder = self.session.folders[0] if self.session.folders else Path.cwd()
        return str(folder / "untitled.md")

    def mended(self, document: Document) -> str:
        """The text of a document with all safe fixes made."""
        return self.session.mended(document.text, self._path_of(document.uri))

    # checking

    def check_soon(self, uri: str) -> None:
        """Check a document when nobody has typed for a moment."""
        self._forget_timer(uri)
        pause = self._pauses.get(uri, PAUSE)
        self._waiting[uri] = asyncio.get_running_loop().call_later(pause, self.check_now, uri)

    def check_now(self, uri: str) -> None:
        """Check a document and say what is found."""
        self._forget_timer(uri)
        started = time.perf_counter()
        trusted = _TRUSTED_IF_TOLD if self.is_told_of_changes else _TRUSTED
        if started - self._read_at > trusted:
            self._read_anew()
        try:
            self._publish(uri)
        except PostlintError as error:
            self._tell(uri, str(error))
            self._show_fault(uri, str(error))
        except Exception:  # a fault of ours must not end the server: it is in the log, and the next text is
            LOG.exception("checking %s", uri)
            self._show_fault(uri, f"checking failed; {_SEE_LOG}")
        took = time.perf_counter() - started
        self._pauses[uri] = min(max(PAUSE, took * _TIMES_AS_LONG), _LONGEST_PAUSE)

    def files_changed(self) -> None:
        """Check all open documents again, against what the disk holds now, and the folders."""
        self._read_anew()
        self.take_folders()
        self.check_all_soon()
        self.surveyor.survey_soon()

    def _read_anew(self) -> None:
        """Forget what was read from disk."""
        self.session.renew()
        self._documents.clear()
        self._read_at = time.perf_counter()

    def check_all_soon(self) -> None:
        """Check all open documents again."""
        self._documents.clear()
        for opened in self.workspace.text_documents.values():
            self.check_soon(opened.uri)

    def forget(self, uri: str) -> None:
        """Let go of a document that was closed."""
        self._forget_timer(uri)
        self._documents.pop(uri, None)
        self._pauses.pop(uri, None)
        self._faults.pop(uri, None)
        self._clear(uri)

    def _publish(self, uri: str) -> None:
        opened = self._opened(uri)
        if opened is None or not _is_markdown(opened):
            return
        if len(opened.source) > LONGEST_TEXT:
            message = f"a text of more than {LONGEST_TEXT:,} characters is not checked while it is written"
            self._show(uri, opened.version, [_at_the_top(message, types.DiagnosticSeverity.Information)])
            return
        document = self.document(uri)
        if document is not None:
            shown = [diagnostic for _, diagnostic in document.diagnostics]
            if document.checked.crashes:
                rules = ", ".join(dict.fromkeys(crash.rule for crash in document.checked.crashes))
                shown.insert(0, _at_the_top(f"not checked for {rules}: a rule crashed; {_SEE_LOG}"))
            self._show(uri, document.version, shown)
            self._faults.pop(uri, None)

    def _show_fault(self, uri: str, message: str) -> None:
        """Say in the document why nothing can be said of it: with nothing in it, it would look good."""
        opened = self._opened(uri)
        if opened is not None:
            self._show(uri, opened.version, [_at_the_top(message)])

    def _clear(self, uri: str) -> None:
        self._show(uri, None, [])

    def _show(self, uri: str, version: int | None, diagnostics: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def _forget_timer(self, uri: str) -> None:
        timer = self._waiting.pop(uri, None)
        if timer is not None:
            timer.cancel()

    def _tell(self, uri: str, message: str) -> None:
        """Show a mistake of the user's that hinders a document, once until it is mended."""
        is_new = message not in self._faults.values()
        self._faults[uri] = message
        if is_new:
            LOG.warning("%s", message)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"postlint: {message}"))

    # folders

    def take_folders(self) -> None:
        """Take the folders that are open in the editor, and the sites of open documents elsewhere."""
        folders = (to_fs_path(folder.uri) for folder in self.workspace.folders.values())
        given = [folder for folder in folders if folder]
        if not given and self.workspace.root_path:
            given = [self.workspace.root_path]
        opened = self.workspace.text_documents.values()
        documents = [self._path_of(each.uri) for each in opened if _is_markdown(each)]
        self.surveyor.take([Path(folder).absolute() for folder in given], documents)


def serve(settings: Settings, stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Serve an editor until it says that it is done, or hangs up."""
    logging.basicConfig(level=logging.WARNING, format="postlint server: %(message)s")
    build_server(settings).start_io(stdin, stdout)


def build_server(settings: Settings) -> PostlintServer:
    """A server that hears all that it answers to."""
    server = PostlintServer(settings)
    on = server.feature
    on(types.INITIALIZED)(_heard(server, _initialized))
    on(types.SHUTDOWN)(_heard(server, _shutdown))
    on(types.TEXT_DOCUMENT_DID_OPEN)(_heard(server, _opened))
    on(types.TEXT_DOCUMENT_DID_CHANGE)(_heard(server, _changed))
    on(types.TEXT_DOCUMENT_DID_SAVE)(_heard(server, _saved))
    on(types.TEXT_DOCUMENT_DID_CLOSE)(_heard(server, _closed))
    on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_heard(server, _files_changed))
    on(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(_heard(server, _folders_changed))
    on(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(_heard(server, _configuration_changed))
    actions = types.CodeActionOptions(code_action_kinds=list(KINDS))
    on(types.TEXT_DOCUMENT_CODE_ACTION, actions)(_answered(server, _code_actions))
    on(types.TEXT_DOCUMENT_HOVER)(_answered(server, _hover))
    triggers = types.CompletionOptions(trigger_characters=list(TRIGGERS))
    on(types.TEXT_DOCUMENT_COMPLETION, triggers)(_answered(server, _completion))
    on(types.TEXT_DOCUMENT_DOCUMENT_LINK)(_answered(server, _links))
    return server


def _heard(
    server: PostlintServer, hear: Callable[[PostlintServer, _Asked], None]
) -> Callable[[_Asked], None]:
    """A handler after whose fault the server goes on."""

    def handler(params: Any = None) -> None:
        try:
            hear(server, params)
        except PostlintError:  # told when a document is checked
            return
        except Exception:
            LOG.exception("%s", hear.__name__)

    return handler


def _answered(
    server: PostlintServer, answer: Callable[[PostlintServer, _Asked], _Answer | None]
) -> Callable[[_Asked], _Answer | None]:
    """A handler that has nothing to say where it has a fault, or where the user has made a mistake."""

    def handler(params: Any) -> _Answer | None:
        try:
            return answer(server, params)
        except PostlintError:  # told when the document is checked
            return None
        except Exception:
            LOG.exception("%s", answer.__name__)
            return None

    return handler


# what happens in the editor


def _initialized(server: PostlintServer, _: types.InitializedParams) -> None:
    server.take_folders()
    workspace = server.client_capabilities.workspace
    watching = None if workspace is None else workspace.did_change_watched_files
    if watching is not None and watching.dynamic_registration:
        server.is_told_of_changes = True
        watchers = [types.FileSystemWatcher(glob) for glob in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration("postlint-files", method, options)
        server.client_register_capability(types.RegistrationParams([registration]))


def _shutdown(server: PostlintServer, _: None) -> None:
    server.surveyor.end()


def _opened(server: PostlintServer, params: types.DidOpenTextDocumentParams) -> None:
    server.check_now(params.text_document.uri)
    server.take_folders()


def _changed(server: PostlintServer, params: types.DidChangeTextDocumentParams) -> None:
    server.check_soon(params.text_document.uri)


def _saved(server: PostlintServer, _: types.DidSaveTextDocumentParams) -> None:
    server.files_changed()


def _closed(server: PostlintServer, params: types.DidCloseTextDocumentParams) -> None:
    server.forget(params.text_document.uri)
    server.take_folders()


def _files_changed(server: PostlintServer, params: types.DidChangeWatchedFilesParams) -> None:
    if any(_OF_NO_ACCOUNT.isdisjoint(change.uri.split("/")) for change in params.changes):
        server.files_changed()


def _folders_changed(server: PostlintServer, _: types.DidChangeWorkspaceFoldersParams) -> None:
    server.files_changed()


def _configuration_changed(server: PostlintServer, _: types.DidChangeConfigurationParams) -> None:
    """The editor's settings are none of ours."""


# what the editor asks


def _code_actions(server: PostlintServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    document = server.document(params.text_document.uri)
    if document is None or document.checked.left_out:
        return None
    is_versioned = _takes_versions(server.client_capabilities)
    return code_actions(document, params, partial(server.mended, document), is_versioned=is_versioned)


def _hover(server: PostlintServer, params: types.HoverParams) -> types.Hover | None:
    document = server.document(params.text_document.uri)
    return None if document is None else hover(document, server.session, params.position)


def _completion(server: PostlintServer, params: types.CompletionParams) -> types.CompletionList | None:
    document = server.being_written(params.text_document.uri)
    if document is None:
        return None
    takes_snippets = _takes_snippets(server.client_capabilities)
    document = server.with_closing_fence(document, params.position)
    return completion(document, server.session, params.position, takes_snippets=takes_snippets)


def _links(server: PostlintServer, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    document = server.document(params.text_document.uri)
    return None if document is None else document_links(document)


def _takes_versions(client: types.ClientCapabilities) -> bool:
    edit = client.workspace.workspace_edit if client.workspace else None
    return bool(edit and edit.document_changes)


def _takes_snippets(client: types.ClientCapabilities) -> bool:
    asked = client.text_document.completion if client.text_document else None
    item = asked.completion_item if asked else None
    return bool(item and item.snippet_support)


def _is_markdown(opened: TextDocument) -> bool:
    return opened.language_id in _LANGUAGES or (opened.path or "").endswith(MARKDOWN)


def _at_the_top(
    message: str, severity: types.DiagnosticSeverity = types.DiagnosticSeverity.Error
) -> types.Diagnostic:
    """What is to be said of a document as a whole."""
    start = types.Position(0, 0)
    return types.Diagnostic(types.Range(start, start), message, severity=severity, source=SOURCE)
