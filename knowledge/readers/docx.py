"""Word's .docx: a paragraph is a line, a table row is a line of cells, automatic numbers are written out.

A note is a line of its own under the paragraph or row that refers to it: ``… của Đảng.[1]``, then ``[1] Theo …``.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from knowledge.readers.docx_fonts import Fonts
from knowledge.readers.docx_notes import REFERENCES, Notes, behind_number
from knowledge.readers.docx_numbers import Numbers
from knowledge.readers.legacy import encoding_of_font, mended_pieces
from knowledge.readers.limits import UNPACKED_BYTES
from knowledge.readers.page_text import PageText
from knowledge.readers.problems import Problem, ReadError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CELL_BREAK = " | "
# Text that was deleted under tracked changes, and the codes of fields, are not words of the document.
_MARKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
# What stands in a fallback for older programs stands before it as well.
_UNSEEN = {
    *(f"{W}{name}" for name in ("delText", "instrText", "del", "moveFrom", "pPr")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read_docx(content: bytes) -> PageText:
    """One page of paragraphs (Word keeps no page breaks); raises ``ReadError``."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        body = _part(package, "word/document.xml")
        notes = Notes(_maybe(package, "word/footnotes.xml"), _maybe(package, "word/endnotes.xml"))
        fonts = Fonts(_maybe(package, "word/styles.xml"))
        writer = _Writer(Numbers(_maybe(package, "word/numbering.xml")), fonts, notes)
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


Line = tuple[str, str]
Block = list[Line]


class _Writer:
    """Lines as a reader sees them, each with the same line as it is stored."""

    def __init__(self, numbers: Numbers, fonts: Fonts, notes: Notes) -> None:
        self._numbers = numbers
        self._fonts = fonts
        self._notes = notes

    def lines(self, body: ElementTree.Element) -> Iterator[Line]:
        for block in self._blocks(body):
            yield from block
            for mark, note in self._notes.referred():
                yield _on_one_line(mark, self._within(note))

    def _blocks(self, node: ElementTree.Element) -> Iterator[Block]:
        """Each paragraph, and each row of a table, as its lines."""
        for child in node:
            if child.tag == f"{W}p":
                yield self._paragraph(child)
            elif child.tag == f"{W}tr":
                yield [self._row(child)]
            elif child.tag not in _UNSEEN:
                yield from self._blocks(child)

    def _within(self, node: ElementTree.Element) -> Block:
        return [line for block in self._blocks(node) for line in block]

    def _paragraph(self, node: ElementTree.Element) -> Block:
        pieces = list(self._pieces(node, self._fonts.of_paragraph(node)))
        label, stored = self._numbers.label(node), "".join(text for _, text in pieces)
        mended = mended_pieces(pieces) if any(encoding_of_font(font) for font, _ in pieces) else stored
        columns = (map(behind_number, (label + text).split("\n")) for text in (mended, stored))
        return list(zip(*columns, strict=True))

    def _row(self, row: ElementTree.Element) -> Line:
        cells = [self._within(cell) for cell in _cells(row)]
        return (
            _joined([mended for mended, _ in cell] for cell in cells),
            _joined([own for _, own in cell] for cell in cells),
        )

    def _pieces(self, node: ElementTree.Element, font: str) -> Iterator[tuple[str, str]]:
        if node.tag == f"{W}r":
            font = self._fonts.of_run(node, font)
        if node.tag == f"{W}t":
            yield font, node.text or ""
        elif node.tag in _MARKS:
            yield font, _MARKS[node.tag]
        elif node.tag in REFERENCES:
            # Set in no old font: a mark of ours is not to be repaired.
            yield "", f" {self._notes.mark(node)}"
        elif node.tag == f"{W}softHyphen":
            # The place of a soft hyphen is the letter ư in TCVN3.
            yield font, "\xad" if encoding_of_font(font) else ""
        elif node.tag == f"{W}txbxContent":
            # A text box stands in the middle of a paragraph, yet holds paragraphs of its own.
            for line, _ in self._within(node):
                yield "", f"\n{line}\n"
        elif node.tag not in _UNSEEN:
            for child in node:
                yield from self._pieces(child, font)


def _cells(node: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The cells of a row, those inside a content control too."""
    for child in node:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in _UNSEEN:
            yield from _cells(child)


def _on_one_line(mark: str, lines: Block) -> Line:
    """A note of several paragraphs on one line: a number that begins one of them numbers no clause."""
    mended, stored = (" ".join(" ".join(column).split()) for column in zip(*lines, strict=True)) if lines else ("", "")
    return f"{mark} {mended}", f"{mark} {stored}"


def _joined(cells: Iterable[list[str]]) -> str:
    joined = (" ".join(" ".join(lines).split()) for lines in cells)
    return CELL_BREAK.join(cell for cell in joined if cell)
