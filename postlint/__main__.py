"""`python -m postlint`, which ends as any program does, so that a profiler can be put around it."""

import sys

from postlint.cli import main
from postlint.engine.garbage import leave_garbage

if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    finally:
        leave_garbage()
