"""Sổ tay: the assistant, its command line and its Telegram channel."""

import os

# One question's matrices are too small to share, and threads of the libraries that wait for a share spin (figures in
# docs/decisions/channel.md). Read when numpy and faiss are first imported, which is after this.
for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")
