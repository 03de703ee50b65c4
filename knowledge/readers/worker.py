"""The child process that reads one file: its bytes on standard input, JSON on standard output.

``python -m knowledge.readers.worker pdf`` prints the fields of a ``PageText`` or
``{"problem": "...", "detail": "..."}``. It holds itself to ``limits`` before it looks at a byte.
"""

import json
import logging
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any

from knowledge.readers.kinds import DOCX, HTML, PDF, TEXT
from knowledge.readers.limits import TEXT_CHARACTERS, confine
from knowledge.readers.page_text import PageText
from knowledge.readers.problems import Problem, ReadError

Reader = Callable[[bytes], PageText]
_READERS = {
    PDF: ("knowledge.readers.pdf", "read_pdf"),
    DOCX: ("knowledge.readers.docx", "read_docx"),
    HTML: ("knowledge.readers.html", "read_html"),
    TEXT: ("knowledge.readers.text", "read_text"),
}


def outcome(kind: str, content: bytes) -> dict[str, Any]:
    """What the parent is told; running out of memory or of stack is told too."""
    module, name = _READERS[kind]
    reader: Reader = getattr(import_module(module), name)
    try:
        text = reader(content)
        _check_amount(text)
    except ReadError as error:
        return {"problem": error.problem, "detail": error.detail}
    except MemoryError:
        return {"problem": Problem.BOMB, "detail": ""}
    except RecursionError:
        return {"problem": Problem.DAMAGED, "detail": ""}
    return text.as_row()


def _check_amount(text: PageText) -> None:
    if sum(map(len, text.pages)) > TEXT_CHARACTERS:
        raise ReadError(Problem.BOMB)
    if not text.scanned and not any(page.strip() for page in text.pages):
        raise ReadError(Problem.EMPTY)


def main() -> None:
    # A damaged file makes pypdf warn at length; what matters is in the answer.
    warnings.simplefilter("ignore")
    logging.disable()
    confine()
    answer = json.dumps(outcome(sys.argv[1], sys.stdin.buffer.read()))
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
