"""Sample files made on the spot: party documents as PDF with a Vietnamese text layer, .docx and web pages.

The PDF writer is our own: its font maps glyphs to Unicode without being embedded, so no font file is needed.
"""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

LETTERHEAD = """TỈNH ỦY LÀO CAI
*
ĐẢNG CỘNG SẢN VIỆT NAM
Số 15-QĐ/TU
Lào Cai, ngày 05 tháng 3 năm 2026
QUY ĐỊNH
VỀ CHẾ ĐỘ HỌP CỦA CHI BỘ
- Căn cứ Điều lệ Đảng;
Ban Thường vụ Tỉnh ủy quy định như sau:"""
BODY = """1. Điều kiện họp
1.1. Về thời gian.
a) Chi bộ họp mỗi tháng một lần vào ngày đầu của tháng, trừ khi cấp ủy cấp trên có quy định
khác cho nơi có đặc điểm riêng.
b) Chi bộ họp bất thường khi cần.
1.2. Về thành phần.
2. Trách nhiệm của bí thư chi bộ
- Chuẩn bị nội dung.
- Chủ trì cuộc họp."""
SIGNATURES = """Nơi nhận:
- Các huyện ủy,
- Lưu Văn phòng.
T/M BAN THƯỜNG VỤ
BÍ THƯ
Nguyễn Văn An"""
PAPER = "\n".join((LETTERHEAD, BODY, SIGNATURES))


def pdf(pages: Sequence[str], tail: bytes = b"") -> bytes:
    """A PDF of these pages, a text line for each line."""
    glyphs = {letter: number for number, letter in enumerate(sorted(set("".join(pages)) - {"\n"}), 1)}
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_font(glyphs)]
    kids = []
    for page in pages:
        content = _content(page, glyphs)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        resources = b"<< /Font << /F 3 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
            % (resources, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file(objects) + tail


def _content(page: str, glyphs: dict[str, int]) -> bytes:
    lines = [b"<%s> Tj 0 -16 Td" % "".join(f"{glyphs[c]:04X}" for c in line).encode() for line in page.split("\n")]
    return b"BT /F 10 Tf 40 800 Td " + b"\n".join(lines) + b" ET"


def _font(glyphs: dict[str, int]) -> list[bytes]:
    pairs = [b"<%04X> <%s>" % (number, letter.encode("utf-16-be").hex().encode()) for letter, number in glyphs.items()]
    # A CMap section holds at most 100 pairs.
    sections = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(part), b"\n".join(part)) for part in sections)
    cmap = b"begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" + body + b"endcmap"
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, numbering: str = "", footnotes: str = "", endnotes: str = "") -> bytes:
    """A .docx whose ``<w:body>`` holds this XML; notes are given as ``note`` makes them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        if numbering:
            package.writestr("word/numbering.xml", f"<w:numbering {_W}>{numbering}</w:numbering>")
        for kind, notes in (("footnotes", footnotes), ("endnotes", endnotes)):
            if notes:
                package.writestr(f"word/{kind}.xml", f"<w:{kind} {_W}>{_SEPARATOR.format(kind[:-1])}{notes}</w:{kind}>")
    return buffer.getvalue()


# Word keeps the line above the notes as a note of its own.
_SEPARATOR = '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'


def note(id_: int, *paragraphs: str, kind: str = "footnote") -> str:
    """A note as Word stores it: its own number is drawn, not stored."""
    texts = "".join(f"<w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t> {text}</w:t></w:r></w:p>" for text in paragraphs)
    return f'<w:{kind} w:id="{id_}">{texts}</w:{kind}>'


def noted(before: str, id_: int, after: str = "", kind: str = "footnote") -> str:
    """A paragraph with a reference to a note between two texts."""
    reference = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{id_}"/></w:r>'
    return f"<w:p><w:r><w:t>{before}</w:t></w:r>{reference}<w:r><w:t>{after}</w:t></w:r></w:p>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def saved(folder: Path, name: str, content: bytes | str) -> Path:
    """A file of this content; its path."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
