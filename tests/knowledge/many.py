"""A folder of mixed files as an office has them: PDF, Word, web pages and text, some of them damaged."""

from pathlib import Path

from tests.knowledge.papers import PAPER, docx, paragraph, pdf

DAMAGED_SHARE = 0.02


def many_files(folder: Path, count: int) -> set[str]:
    """Write ``count`` files; the numbers of the documents that should enter."""
    folder.mkdir(parents=True)
    expected = set()
    for place in range(count):
        number = f"{place + 1}-QĐ/TU"
        content, extension = _file(place, PAPER.replace("15-QĐ/TU", number))
        if place % round(1 / DAMAGED_SHARE) == 7:
            content = _damaged(place, content)
        else:
            expected.add(number)
        (folder / f"{place:04d} văn bản{extension}").write_bytes(content)
    return expected


def _file(place: int, paper: str) -> tuple[bytes, str]:
    kind = place % 4
    if kind == 0:
        return pdf([paper, "3. Điều khoản cuối.\n4. Hết."]), ".pdf"
    if kind == 1:
        return docx("".join(paragraph(line) for line in paper.split("\n"))), ".docx"
    if kind == 2:
        return (
            f"<html><body>{''.join(f'<p>{line}</p>' for line in paper.split(chr(10)))}</body></html>".encode(),
            ".html",
        )
    return paper.encode(), ".txt"


def _damaged(place: int, content: bytes) -> bytes:
    return (b"", content[: len(content) // 3], b"PK\x03\x04" + content[4:], b"\xff\xd8" + bytes(50))[place // 50 % 4]
