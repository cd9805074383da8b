"""Bytes and characters that are not what the author typed."""
