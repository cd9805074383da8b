"""The comments by which a post talks to postlint itself."""
