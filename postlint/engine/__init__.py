"""From paths to diagnostics: find the files, lint each, gather the report."""
