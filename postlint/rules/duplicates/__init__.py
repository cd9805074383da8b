"""Rules on duplicates: text that stands in a post twice."""
