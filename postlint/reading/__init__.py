"""Bytes to posts: the only room that knows YAML, TOML and Markdown."""
