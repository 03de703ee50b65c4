"""How much one file may cost: a bomb, a loop or a crash costs that file and nothing else."""

import resource

FILE_BYTES = 64 * 2**20
PAGES = 1_500
TEXT_CHARACTERS = 8_000_000
UNPACKED_BYTES = 128 * 2**20
# A 300-page regulation takes 90 MB and 6 s of one core here; the limits leave room for a slow server.
MEMORY_BYTES = 768 * 2**20
CPU_SECONDS = 60
WALL_SECONDS = 120


def confine() -> None:
    """Hold this process to the limits; it can write no file and leave no core dump behind."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
