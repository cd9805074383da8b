"""Rules on encoding: bytes and characters that are not what the author typed."""
