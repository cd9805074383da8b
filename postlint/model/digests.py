"""The digest that tells one content from another: BLAKE2b."""

from __future__ import annotations

try:
    # where `hashlib` has it from; that loads OpenSSL, which takes longer than to check a small post
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]
