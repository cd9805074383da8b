"""Keeps from one run to the next what was dear to find out."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping

from postlint.model.values import Json


class Conclusions:
    """What was concluded, under keys that say from what. What nobody asks for is forgotten in the end."""

    def __init__(self, kept: MutableMapping[str, Json]) -> None:
        self._kept = kept
        self._asked: set[str] = set()

    def ask(self, key: str, conclude: Callable[[], bool | None]) -> bool:
        """What `conclude` says; None, when it cannot tell, is not kept and stands for no."""
        known = self._kept.get(key)
        if not isinstance(known, bool):
            known = conclude()
            if known is None:
                return False
            self._kept[key] = known
        self._asked.add(key)
        return known

    def known(self, key: str) -> Json:
        """What was kept of something larger, None where nothing was."""
        return self._kept.get(key)

    def keep(self, key: str, found: Json) -> None:
        """Keep something larger, in place of what was kept of it."""
        self._kept[key] = found
        self._asked.add(key)

    def forget_others(self) -> None:
        for key in self._kept.keys() - self._asked:
            del self._kept[key]
