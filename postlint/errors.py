"""What the user can mend: shown as one clear line, never as a traceback."""

from __future__ import annotations


class PostlintError(Exception):
    """A mistake in the call, the configuration or a schema; ends a run with exit status 2.

    The message names the file and the key or place, and needs no manual.
    """


class ConfigError(PostlintError):
    """A configuration file that cannot be used as it is."""


class SchemaError(PostlintError):
    """A schema that is wrong (`kind` "invalid") or not to be had ("unreachable")."""

    def __init__(self, message: str, *, kind: str) -> None:
        super().__init__(message)
        self.kind = kind
