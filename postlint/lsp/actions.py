"""What can be done about findings: their fixes, all safe fixes at once, comments that silence them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from lsprotocol import types

from postlint.engine.silencing.commenter import Commenter
from postlint.engine.silencing.places import Comment
from postlint.lsp.differences import edits_between
from postlint.lsp.documents import Document
from postlint.model.directives import Reach
from postlint.model.findings import Diagnostic

FIX_ALL = "source.fixAll.postlint"

#: the kinds of actions that there are
KINDS: tuple[types.CodeActionKind | str, ...] = (types.CodeActionKind.QuickFix, FIX_ALL)

#: findings at one place for which comments are tried
_MOST_SILENCED = 3
#: code points of a text for which comments are tried: when somebody asks for actions, and when an editor
#: looks on its own, wherever the cursor goes, whether there are any
_LONGEST_SILENCED, _LONGEST_SILENCED_UNASKED = 300_000, 60_000
#: lines of a selection for whose findings comments are tried
_MOST_LINES_SILENCED = 50

_REACHES = {Reach.REST: "block", Reach.FILE: "file"}


def code_actions(
    document: Document,
    params: types.CodeActionParams,
    mended: Callable[[], str],
    *,
    is_versioned: bool,
) -> list[types.CodeAction]:
    """The actions for a part of a document. `mended` gives its text with all safe fixes made."""
    only = params.context.only
    actions: list[types.CodeAction] = []
    if _is_wanted(types.CodeActionKind.QuickFix, only):
        here = list(_findings_at(document, params))
        actions += _fixes(document, here, is_versioned=is_versioned)
        if _may_be_silenced(document, params):
            actions += _silences(document, here, is_versioned=is_versioned)
    if _is_wanted(FIX_ALL, only) and _is_asked_for(params) and _has_safe_fix(document):
        actions += _fix_all(document, mended(), is_versioned=is_versioned)
    return actions


def _is_wanted(kind: types.CodeActionKind | str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether an editor that asks for some kinds only wants this one: `source` asks for all that begin so."""
    return only is None or any(f"{_text_of(kind)}.".startswith(f"{_text_of(each)}.") for each in only if each)


def _text_of(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _is_asked_for(params: types.CodeActionParams) -> bool:
    """Whether somebody waits for actions, or an editor only wants to know whether there are any."""
    return params.context.only is not None or not _is_automatic(params)


def _is_automatic(params: types.CodeActionParams) -> bool:
    return params.context.trigger_kind == types.CodeActionTriggerKind.Automatic


def _may_be_silenced(document: Document, params: types.CodeActionParams) -> bool:
    """Whether there is time to try comments: each takes as long as to check the post."""
    lines = params.range.end.line - params.range.start.line
    if _is_automatic(params):
        return lines == 0 and len(document.text) <= _LONGEST_SILENCED_UNASKED
    return lines < _MOST_LINES_SILENCED and len(document.text) <= _LONGEST_SILENCED


def _has_safe_fix(document: Document) -> bool:
    return any(found.fix is not None and found.fix.safe for found in document.checked.diagnostics)


def _findings_at(
    document: Document, params: types.CodeActionParams
) -> Iterator[tuple[Diagnostic, types.Diagnostic]]:
    """The findings that the given part touches, and those that the editor shows there."""
    span = document.places.span(params.range)
    shown = {(each.code, _key(each.range)) for each in params.context.diagnostics}
    for found, diagnostic in document.diagnostics:
        if found.span.touches(span) or (diagnostic.code, _key(diagnostic.range)) in shown:
            yield found, diagnostic


def _key(range_: types.Range) -> tuple[int, int, int, int]:
    return (range_.start.line, range_.start.character, range_.end.line, range_.end.character)


def _fixes(
    document: Document, here: Iterable[tuple[Diagnostic, types.Diagnostic]], *, is_versioned: bool
) -> Iterator[types.CodeAction]:
    for found, diagnostic in here:
        fix = found.fix
        if fix is None or not fix.edits:  # a byte-order mark is not in the editor's text
            continue
        yield types.CodeAction(
            title=_sentence(fix.title),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic],
            is_preferred=fix.safe or None,
            edit=document.change(document.text_edits(fix.edits), is_versioned=is_versioned),
        )


def _sentence(title: str) -> str:
    return title[:1].upper() + title[1:]


def _silences(
    document: Document, here: Sequence[tuple[Diagnostic, types.Diagnostic]], *, is_versioned: bool
) -> Iterator[types.CodeAction]:
    """Comments for each finding, and one for all that begin on its line."""
    if not here:
        return
    commenter = Commenter(document.checked.post, document.checked.desk)
    groups = [[pair] for pair in _one_of_each_code(here)[:_MOST_SILENCED]]
    if len(groups) > 1 and len({diagnostic.range.start.line for _, diagnostic in here}) == 1:
        groups.append(list(here))
    for group in groups:
        comment = commenter.comment_for_line([found for found, _ in group])
        if comment is not None:
            yield _silence(document, group, comment, is_versioned=is_versioned)
    for pair in _one_of_each_code(here)[:_MOST_SILENCED]:
        comment = commenter.comment_for_file([pair[0]])
        if comment is not None:
            yield _silence(document, [pair], comment, is_versioned=is_versioned)


def _one_of_each_code(
    here: Iterable[tuple[Diagnostic, types.Diagnostic]],
) -> list[tuple[Diagnostic, types.Diagnostic]]:
    first: dict[str, tuple[Diagnostic, types.Diagnostic]] = {}
    for pair in here:
        first.setdefault(pair[0].code, pair)
    return list(first.values())


def _silence(
    document: Document,
    group: Sequence[tuple[Diagnostic, types.Diagnostic]],
    comment: Comment,
    *,
    is_versioned: bool,
) -> types.CodeAction:
    codes = ", ".join(sorted({found.code for found, _ in group}))
    return types.CodeAction(
        title=f"Disable {codes} for this {_REACHES.get(comment.reach, 'line')}",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic for _, diagnostic in group],
        edit=document.change(document.text_edits(comment.edits), is_versioned=is_versioned),
    )


def _fix_all(document: Document, mended: str, *, is_versioned: bool) -> Iterator[types.CodeAction]:
    edits = tuple(edits_between(document.checked.post.text, mended.removeprefix("\ufeff")))
    if edits:
        yield types.CodeAction(
            title="Make all safe fixes in this file",
            kind=FIX_ALL,
            edit=document.change(document.text_edits(edits), is_versioned=is_versioned),
        )
