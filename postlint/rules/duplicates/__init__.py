"""Text that stands in a post twice."""
