"""A saved web page: its text by blocks, without navigation, scripts and forms; a table row is one line."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from knowledge.readers.page_text import PageText
from knowledge.readers.text import unicode_pages

# Not <form>: many government sites wrap the whole page in one.
_SKIPPED = frozenset(
    re.findall(r"\w+", "script style title nav header footer aside button select noscript template svg iframe")
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p div section article main h1 h2 h3 h4 h5 h6 ul ol li table tr br hr blockquote pre dl dt dd tbody thead",
    )
)
_CELLS = frozenset(("td", "th"))
CELL_BREAK = " | "
_BLANKS = re.compile(r"\s+")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipping = ""
        self._depth = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            self._depth += tag == self._skipping
        elif tag in _SKIPPED:
            self._skipping, self._depth = tag, 1
        elif tag in _CELLS:
            self._cells += 1
            self.parts.append(CELL_BREAK if self._cells > 1 else "")
        elif tag in _BLOCKS and not (self._cells and tag != "tr"):
            self._cells = 0
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._depth -= tag == self._skipping
            self._skipping = self._skipping if self._depth else ""
        elif tag in ("tr", "table"):
            self._cells = 0
            self.parts.append("\n")
        elif tag in _BLOCKS and not self._cells:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            # The line breaks of the source mean nothing on a page; blanks keep words of inline tags apart.
            self.parts.append(_BLANKS.sub(" ", data))


def read_html(content: bytes) -> PageText:
    """One page of paragraphs; a browser wraps lines, the file does not."""
    return replace(unicode_pages(content, lambda html: [_text(html)]), wrapped=False)


def _text(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
