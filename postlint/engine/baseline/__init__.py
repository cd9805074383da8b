"""Baselines: what a site that is checked for the first time already has."""

#: the file that holds one, in the root of a site or above it
FILE_NAME = ".postlint-baseline.json"
