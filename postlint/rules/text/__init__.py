"""Filler and residue in prose."""
