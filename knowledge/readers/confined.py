"""Runs a program of the system within limits: ``python confined.py MEMORY CPU FILE PROGRAM ARGUMENT…``.

Run as a file, not as a module: it imports nothing but the standard library, so it starts in a hundredth of a second.
"""

import os
import resource
import sys


def main() -> None:
    memory, seconds, size = map(int, sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execvp(sys.argv[4], sys.argv[4:])


if __name__ == "__main__":
    main()
