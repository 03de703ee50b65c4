"""Word's .docx: a paragraph is a line, a table row is a line of cells, automatic numbers are written out."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from knowledge.readers.docx_fonts import Fonts
from knowledge.readers.docx_numbers import Numbers
from knowledge.readers.legacy import encoding_of_font, mended_pieces
from knowledge.readers.limits import UNPACKED_BYTES
from knowledge.readers.page_text import PageText
from knowledge.readers.problems import Problem, ReadError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CELL_BREAK = " | "
# Text that was deleted under tracked changes, and the codes of fields, are not words of the document.
_MARKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
_UNSEEN = {f"{W}delText", f"{W}instrText", f"{W}del", f"{W}moveFrom"}


def read_docx(content: bytes) -> PageText:
    """One page of paragraphs (Word keeps no page breaks); raises ``ReadError``."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        body = _part(package, "word/document.xml")
        writer = _Writer(Numbers(_maybe(package, "word/numbering.xml")), Fonts(_maybe(package, "word/styles.xml")))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError):
        raise ReadError(Problem.DAMAGED) from None
    except RuntimeError:  # zipfile's word for a package with a password
        raise ReadError(Problem.ENCRYPTED) from None
    except ElementTree.ParseError:
        raise ReadError(Problem.DAMAGED) from None
    lines = [(line, stored) for line, stored in writer.lines(body) if line.strip()]
    if not lines:
        raise ReadError(Problem.SCANNED)
    page, original = ("\n".join(column) for column in zip(*lines, strict=True))
    return PageText((page,), False, original=(original,) if original != page else ())


def _maybe(package: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    return _part(package, name) if name in package.namelist() else None


def _part(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """One XML part, never unpacked past the limit; a document type (the door to entities) is refused."""
    with package.open(name) as file:
        xml = file.read(UNPACKED_BYTES + 1)
    if len(xml) > UNPACKED_BYTES:
        raise ReadError(Problem.BOMB)
    # UTF-16 would hide the words from this check, and Word never writes it.
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ReadError(Problem.BOMB)
    return ElementTree.fromstring(xml)


Lines = Iterator[tuple[str, str]]


class _Writer:
    """Lines as a reader sees them, each with the same line as it is stored."""

    def __init__(self, numbers: Numbers, fonts: Fonts) -> None:
        self._numbers = numbers
        self._fonts = fonts

    def lines(self, node: ElementTree.Element) -> Lines:
        for child in node:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._rows(child)
            elif child.tag not in _UNSEEN:
                yield from self.lines(child)

    def _paragraph(self, node: ElementTree.Element) -> Lines:
        pieces = list(self._pieces(node, self._fonts.of_paragraph(node)))
        label, stored = self._numbers.label(node), "".join(text for _, text in pieces)
        mended = mended_pieces(pieces) if any(encoding_of_font(font) for font, _ in pieces) else stored
        yield from zip((label + mended).split("\n"), (label + stored).split("\n"), strict=True)

    def _rows(self, table: ElementTree.Element) -> Lines:
        for row in table.iter(f"{W}tr"):
            cells = [list(self.lines(cell)) for cell in row.findall(f"{W}tc")]
            yield (
                _row([mended for mended, _ in cell] for cell in cells),
                _row([own for _, own in cell] for cell in cells),
            )

    def _pieces(self, node: ElementTree.Element, font: str) -> Iterator[tuple[str, str]]:
        if node.tag == f"{W}r":
            font = self._fonts.of_run(node, font)
        if node.tag == f"{W}t":
            yield font, node.text or ""
        elif node.tag in _MARKS:
            yield font, _MARKS[node.tag]
        elif node.tag == f"{W}softHyphen":
            # The place of a soft hyphen is the letter ư in TCVN3.
            yield font, "\xad" if encoding_of_font(font) else ""
        elif node.tag not in _UNSEEN and node.tag != f"{W}pPr":
            for child in node:
                yield from self._pieces(child, font)


def _row(cells: Iterable[list[str]]) -> str:
    joined = (" ".join(" ".join(lines).split()) for lines in cells)
    return CELL_BREAK.join(cell for cell in joined if cell)
