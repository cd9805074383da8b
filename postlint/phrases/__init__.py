"""Finds phrases in posts: packs of filler as TOML data, and the user's own list."""
