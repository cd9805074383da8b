"""Lint the front matter and prose of Markdown posts: the public API.

Names are imported when first asked for, so that `postlint --version` loads nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postlint.config.model import Selection
    from postlint.engine.api import fix_text, lint_paths, lint_text
    from postlint.engine.workspace import Settings
    from postlint.errors import PostlintError
    from postlint.model.findings import Diagnostic, Edit, Finding, Fix, Related, Severity
    from postlint.model.post import Post
    from postlint.sites.base import Site

__version__ = "0.1.0"

__all__ = [
    "Diagnostic",
    "Edit",
    "Finding",
    "Fix",
    "Post",
    "PostlintError",
    "Related",
    "Selection",
    "Settings",
    "Severity",
    "Site",
    "fix_text",
    "lint_paths",
    "lint_text",
]

_HOMES = {
    "Diagnostic": "postlint.model.findings",
    "Edit": "postlint.model.findings",
    "Finding": "postlint.model.findings",
    "Fix": "postlint.model.findings",
    "Post": "postlint.model.post",
    "PostlintError": "postlint.errors",
    "Related": "postlint.model.findings",
    "Selection": "postlint.config.model",
    "Settings": "postlint.engine.workspace",
    "Severity": "postlint.model.findings",
    "Site": "postlint.sites.base",
    "fix_text": "postlint.engine.api",
    "lint_paths": "postlint.engine.api",
    "lint_text": "postlint.engine.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'postlint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
