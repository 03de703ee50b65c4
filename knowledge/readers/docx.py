"""Word's .docx: a paragraph is a line, a table row is a line of cells, automatic numbers are written out."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from knowledge.readers.docx_numbers import Numbers
from knowledge.readers.limits import UNPACKED_BYTES
from knowledge.readers.problems import Problem, ReadError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CELL_BREAK = " | "
# Text that was deleted under tracked changes, and the codes of fields, are not words of the document.
_UNSEEN = {f"{W}delText", f"{W}instrText", f"{W}del", f"{W}moveFrom"}


def read_docx(content: bytes) -> tuple[list[str], bool]:
    """One page of paragraphs (Word keeps no page breaks); raises ``ReadError``."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        body = _part(package, "word/document.xml")
        numbers = Numbers(_part(package, "word/numbering.xml") if "word/numbering.xml" in package.namelist() else None)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError):
        raise ReadError(Problem.DAMAGED) from None
    except RuntimeError:  # zipfile's word for a package with a password
        raise ReadError(Problem.ENCRYPTED) from None
    except ElementTree.ParseError:
        raise ReadError(Problem.DAMAGED) from None
    lines = [line for line in _lines(body, numbers) if line.strip()]
    if not lines:
        raise ReadError(Problem.SCANNED)
    return ["\n".join(lines)], False


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


def _lines(node: ElementTree.Element, numbers: Numbers) -> Iterator[str]:
    for child in node:
        if child.tag == f"{W}p":
            yield from (numbers.label(child) + _words(child)).split("\n")
        elif child.tag == f"{W}tbl":
            yield from _rows(child, numbers)
        elif child.tag not in _UNSEEN:
            yield from _lines(child, numbers)


def _rows(table: ElementTree.Element, numbers: Numbers) -> Iterator[str]:
    for row in table.iter(f"{W}tr"):
        cells = [" ".join(" ".join(_lines(cell, numbers)).split()) for cell in row.findall(f"{W}tc")]
        yield CELL_BREAK.join(cell for cell in cells if cell)


def _words(node: ElementTree.Element) -> str:
    if node.tag == f"{W}t":
        return node.text or ""
    if node.tag in (f"{W}br", f"{W}cr"):
        return "\n"
    if node.tag == f"{W}tab":
        return " "
    if node.tag == f"{W}noBreakHyphen":
        return "-"
    return "" if node.tag in _UNSEEN or node.tag == f"{W}pPr" else "".join(map(_words, node))
