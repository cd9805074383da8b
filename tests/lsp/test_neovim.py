"""The language server in Neovim, without a screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NEOVIM = shutil.which("nvim")
SCRIPT = Path(__file__).with_name("neovim.lua")

pytestmark = pytest.mark.skipif(NEOVIM is None, reason="needs Neovim")


def said_by_neovim(post: Path, action: str) -> dict[str, Any]:
    """What Neovim found in a post, and what it has after a code action."""
    answer = post.parent / "said.json"
    environment = {
        "POST": str(post),
        "SITE": str(post.parent.parent),
        "ACTION": action,
        "SAID": str(answer),
        "PYTHON": sys.executable,
        "HOME": str(post.parent),
    }
    command = [str(NEOVIM), "--headless", "-u", "NONE", "-i", "NONE", "-S", str(SCRIPT)]
    subprocess.run(command, env={**os.environ, **environment}, capture_output=True, timeout=60, check=True)
    said: dict[str, Any] = json.loads(answer.read_text())
    return said


@pytest.mark.parametrize(
    ("action", "line"),
    [
        ("Write /images/boat.jpg", "😀 ![A boat](/images/boat.jpg) is here."),
        (
            "Disable IM401 for this line",
            "<!-- postlint-disable-next-line IM401 -->",
        ),
    ],
)
def test_a_code_action_changes_the_buffer(quay: Path, action: str, line: str) -> None:
    text = quay.read_text().replace("It opens tomorrow.", "😀 ![A boat](/images/baot.jpg) is here.")
    quay.write_text(text)
    said = said_by_neovim(quay, action)
    (found,) = said["found"]
    assert (found["code"], found["line"]) == ("IM401", 10)
    # Neovim counts bytes
    assert found["column"] == len("😀 ![A boat](".encode())
    assert said["applied"]
    assert line in said["lines"]
    assert said["left"] == 0
