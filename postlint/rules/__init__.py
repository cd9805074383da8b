"""The rules: one module each, in a folder per family. Nothing here is listed by hand."""
