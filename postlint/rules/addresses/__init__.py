"""Slugs and addresses, and what has to be unique or known across a site."""
