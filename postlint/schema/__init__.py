"""Finds, loads and applies JSON Schemas: the only room that knows jsonschema."""

from postlint.schema.describe import (
    Field,
    FileFault,
    Summary,
    check_schema_file,
    describe_schema,
    list_schemas,
    unchecked_formats,
)
from postlint.schema.judge import Schema, load_schema
from postlint.schema.locate import bundled_names, bundled_schema_text
from postlint.schema.naming import schema_named_in

__all__ = [
    "Field",
    "FileFault",
    "Schema",
    "Summary",
    "bundled_names",
    "bundled_schema_text",
    "check_schema_file",
    "describe_schema",
    "list_schemas",
    "load_schema",
    "schema_named_in",
    "unchecked_formats",
]
