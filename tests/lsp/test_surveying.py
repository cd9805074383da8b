"""The process that looks through folders."""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys

import pytest
from language_client import PATIENCE

from postlint import Settings
from postlint.lsp.surveying import Answer, Request

#: a process that starts the one for folders, on the same streams, and waits for it
STARTER = """
import subprocess, sys
code = '''
import os
parent = os.getppid()
print("started", flush=True)
from postlint.lsp.surveying import answer
answer(parent)
'''
subprocess.run([sys.executable, "-c", code])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process there is not told who has started it")
def test_it_ends_when_the_server_was_killed() -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", STARTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )
    assert server.stdin is not None
    assert server.stdout is not None
    with server.stdin, server.stdout:
        assert server.stdout.readline() == b"started\n"
        server.kill()
        server.wait()
        # the end of the stream: nobody has it any more
        assert select.select([server.stdout], [], [], PATIENCE)[0] != []
        assert server.stdout.read() == b""


def test_it_ends_well_however_long_that_takes() -> None:
    # Python winds down for longer than the process waits until it looks for its parent
    code = (
        "import os, time\nfrom postlint.lsp import surveying\nsurveying._LOOKING = 0.05\n"
        "class Slow:\n    def __del__(self): time.sleep(0.3)\n"
        "os.slow = Slow()\nsurveying.answer(os.getppid())\n"
    )
    request = pickle.dumps(Request((os.devnull,), Settings()))
    said = subprocess.run([sys.executable, "-c", code], input=request, capture_output=True, timeout=PATIENCE)
    assert (said.returncode, said.stderr) == (0, b"")
    assert isinstance(pickle.loads(said.stdout), Answer)
