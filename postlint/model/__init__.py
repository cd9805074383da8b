"""The records every other room speaks: places, findings, posts. No I/O, no third-party types."""
