"""What a generator means: which folder is the site, which files are posts, where an address leads."""
