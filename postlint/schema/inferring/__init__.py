"""Makes a schema of the front matter that there is."""
