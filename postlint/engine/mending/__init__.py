"""From findings with fixes to mended posts: choose edits, apply them, prove them, write them down."""
