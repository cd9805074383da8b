"""A run that is killed while it makes fixes leaves every post as it was or as it should be."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

POSTS = 60
KILLS = 8
BROKEN = "---\ntitle: Mill: number {}\n---\n\nThe the wheel has cost Â£{}m.\n"
MENDED = '---\ntitle: "Mill: number {}"\n---\n\nThe wheel has cost £{}m.\n'


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not kill in this way")
def test_no_post_is_lost(tmp_path: Path) -> None:
    chance = random.Random(5)
    for number in range(POSTS):
        (tmp_path / f"{number}.md").write_text(BROKEN.format(number, number), encoding="utf-8")
    command = [sys.executable, "-m", "postlint", "check", ".", "--fix", "--unsafe-fixes", "--no-cache"]
    started = time.monotonic()
    running = subprocess.run([*command, "--diff"], cwd=tmp_path, capture_output=True, check=False)
    assert running.returncode == 1
    takes = time.monotonic() - started
    for _ in range(KILLS):
        killed = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(takes * chance.uniform(0.8, 1.2))
        killed.kill()
        killed.wait()
        for number in range(POSTS):
            texts = (BROKEN.format(number, number), MENDED.format(number, number))
            assert (tmp_path / f"{number}.md").read_text(encoding="utf-8") in texts
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{n}.md" for n in range(POSTS))
    for number in range(POSTS):
        assert (tmp_path / f"{number}.md").read_text(encoding="utf-8") == MENDED.format(number, number)
