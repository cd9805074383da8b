"""Tells a package that was installed from one that runs from a checkout, where files change."""

from __future__ import annotations

from pathlib import Path

#: folders that installers put packages into
PLACES_OF_PACKAGES = ("site-packages", "dist-packages")


def is_installed(package: Path) -> bool:
    """Whether the folder of a package lies where installers put it."""
    return package.parent.name in PLACES_OF_PACKAGES
