"""From findings to comments that silence them: choose places, prove them, write them down."""
