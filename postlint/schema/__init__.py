"""Finds, loads and applies JSON Schemas: the only room that knows jsonschema."""
