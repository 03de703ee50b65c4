"""Plain text; form feeds part the pages. Bytes that are no Unicode are read only as a whole legacy document."""

from collections.abc import Callable

from knowledge.readers.kinds import decode
from knowledge.readers.legacy import decoded, encoding_of_document, repaired
from knowledge.readers.page_text import PageText
from knowledge.readers.problems import Problem, ReadError

# A line longer than this was not wrapped by a printer: each line is then a paragraph.
_PRINTED_LINE = range(60, 160)


def read_text(content: bytes) -> PageText:
    """Pages, and whether their lines are wrapped as on paper; raises ``ReadError``."""
    return unicode_pages(content, lambda text: text.replace("\r\n", "\n").replace("\r", "\n").split("\f"))


def unicode_pages(content: bytes, parted: Callable[[str], list[str]]) -> PageText:
    """Pages of a text file, repaired when the document as a whole is in an old encoding; raises ``ReadError``."""
    try:
        pages, known = parted(decode(content)), True
    except ReadError as error:
        if error.problem is not Problem.ENCODING:
            raise
        pages, known = parted(decoded(content)), False
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    encoding = encoding_of_document(pages)
    if not encoding and not known:
        raise ReadError(Problem.ENCODING)
    if not encoding:
        return PageText(tuple(pages), is_wrapped(pages))
    mended = [repaired(page, encoding) for page in pages]
    return PageText(tuple(mended), is_wrapped(mended), original=tuple(pages), encoding=encoding)


def is_wrapped(pages: list[str]) -> bool:
    longest = max((len(line) for page in pages for line in page.split("\n")), default=0)
    return longest in _PRINTED_LINE
