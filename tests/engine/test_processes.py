"""Functions that run beside each other, in a process of their own where one can be forked."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")


def printed(body: str) -> str:
    """What a program prints; this process has threads, beside which nothing is forked."""
    program = "import os, signal\nfrom postlint.engine.processes import *\n" + textwrap.dedent(body)
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.stderr == ""
    return ran.stdout


def test_answers_come_in_order_and_the_last_from_here() -> None:
    said = printed(
        """
        here = os.getpid()
        answers = side_by_side([lambda n=n: (n, os.getpid() == here) for n in range(4)], 3)
        print(answers)
        """
    )
    assert said == "[(0, False), (1, False), (2, True), (3, True)]\n"


def test_with_one_process_nothing_is_forked() -> None:
    said = printed("print(side_by_side([os.getpid, os.getpid], 1) == [os.getpid()] * 2)")
    assert said == "True\n"


@pytest.mark.parametrize(
    ("how", "ending"),
    [("os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"), ("os._exit(7)", "status 7")],
)
def test_a_process_that_dies_says_how(how: str, ending: str) -> None:
    said = printed(
        f"""
        first, second = side_by_side([lambda: {how}, lambda: "here"], 2)
        print(first.how, second)
        """
    )
    assert said == f"the process that ran it ended ({ending}) here\n"


def test_a_large_answer_comes_whole() -> None:
    assert printed("print(len(side_by_side([lambda: 'x' * 5_000_000, lambda: 0], 2)[0]))") == "5000000\n"


def test_what_is_raised_there_is_raised_here() -> None:
    said = printed(
        """
        def fail():
            raise LookupError("nothing there")
        try:
            side_by_side([fail, lambda: 0], 2)
        except LookupError as error:
            print("raised", error)
        """
    )
    assert said == "raised nothing there\n"
