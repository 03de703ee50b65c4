"""Plain text; form feeds part the pages."""

from knowledge.readers.kinds import decode

# A line longer than this was not wrapped by a printer: each line is then a paragraph.
_PRINTED_LINE = range(60, 160)


def read_text(content: bytes) -> tuple[list[str], bool]:
    """Pages, and whether their lines are wrapped as on paper."""
    pages = decode(content).replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return pages, is_wrapped(pages)


def is_wrapped(pages: list[str]) -> bool:
    longest = max((len(line) for page in pages for line in page.split("\n")), default=0)
    return longest in _PRINTED_LINE
