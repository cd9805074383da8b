"""Takes what a baseline knows from the findings of one post, as often as somebody types a letter of it."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from functools import cached_property
from pathlib import Path

from postlint.engine.baseline.sifting import Baseline, Key, sift
from postlint.model.fingerprints import fingerprint
from postlint.model.report import FileResult


class ByPost:
    """The entries of the baseline in a file, by the post that they are of. Which posts are still there is
    asked once."""

    def __init__(self, file: Path, baseline: Baseline) -> None:
        self._folder = os.fspath(file.absolute().parent)
        self._counts: dict[str, dict[Key, int]] = defaultdict(dict)
        for key, count in baseline.counts.items():
            self._counts[key.path][key] = count

    def without_known(self, result: FileResult, path: str) -> FileResult:
        """The result of the post at an absolute path, without the findings that are known, of the post itself
        or of one that was renamed."""
        inside = os.path.relpath(path, self._folder).replace(os.sep, "/")
        counts = dict(self._counts.get(inside, {}))
        found = Counter(Key(inside, one.code, fingerprint(one)) for one in result.diagnostics)
        for key in found - Counter(counts):
            counts |= self._lost.get((key.code, key.mark), {})
        # that no rule is said to have run leaves out what else there is to find: which entries are stale
        sifted = sift(
            Baseline(counts, {}),
            {inside: result},
            exists=lambda there: there == inside,
            rules_for=lambda _: (),
        )
        return sifted.results[inside]

    @cached_property
    def _lost(self) -> dict[tuple[str, str], dict[Key, int]]:
        """The entries of posts that are not there any more, by what their findings look like."""
        lost: dict[tuple[str, str], dict[Key, int]] = defaultdict(dict)
        for path, counts in self._counts.items():
            if not os.path.isfile(os.path.join(self._folder, path)):
                for key, count in counts.items():
                    lost[key.code, key.mark][key] = count
        return lost
