"""Bytes to posts: the only room that knows YAML, TOML and Markdown."""

from postlint.reading.post import read_post

__all__ = ["read_post"]
