"""Dates that are not what they seem."""
