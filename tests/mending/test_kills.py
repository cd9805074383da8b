"""A run that is killed while it makes fixes leaves every post as it was or as it should be."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

POSTS = 100
KILLS = 4
BROKEN = "---\ntitle: Mill: number {}\n---\n\nThe the wheel has cost Â£{}m.\n"
MENDED = '---\ntitle: "Mill: number {}"\n---\n\nThe wheel has cost £{}m.\n'


def mended_of(folder: Path) -> int:
    """How many posts are mended; the others are as they were."""
    texts = [(folder / f"{number}.md").read_text(encoding="utf-8") for number in range(POSTS)]
    mended = [text == MENDED.format(number, number) for number, text in enumerate(texts)]
    assert all(
        done or text == BROKEN.format(n, n) for n, (done, text) in enumerate(zip(mended, texts, strict=True))
    )
    return sum(mended)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not kill in this way")
def test_no_post_is_lost(tmp_path: Path) -> None:
    chance = random.Random(5)
    command = [sys.executable, "-m", "postlint", "check", ".", "--fix", "--unsafe-fixes", "--no-cache"]
    halfway = 0
    for _ in range(KILLS):
        for number in range(POSTS):
            (tmp_path / f"{number}.md").write_text(BROKEN.format(number, number), encoding="utf-8")
        running = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        first = tmp_path / "0.md"
        while first.read_text(encoding="utf-8").startswith(BROKEN[:14]) and running.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.02))
        running.kill()
        running.wait()
        halfway += 0 < mended_of(tmp_path) < POSTS
    assert halfway, "every run was killed too early or too late"
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert mended_of(tmp_path) == POSTS
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{n}.md" for n in range(POSTS))
