"""Which reader a file needs, judged by its content; the extension only breaks a tie."""

import io
import zipfile

from knowledge.readers.problems import Problem, ReadError

PDF, DOCX, HTML, TEXT = "pdf", "docx", "html", "txt"
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", Problem.OLD_WORD),
    (b"{\\rtf", Problem.RICH_TEXT),
    (b"\x89PNG", Problem.PICTURE),
    (b"\xff\xd8\xff", Problem.PICTURE),
    (b"II*\x00", Problem.PICTURE),
    (b"MM\x00*", Problem.PICTURE),
    (b"GIF8", Problem.PICTURE),
)
_HTML_SIGNS = ("<!doctype html", "<html", "<body", "<head")
_TEXT_EXTENSIONS = ("", ".txt", ".text", ".md", ".html", ".htm", ".xhtml")


def kind_of(content: bytes, extension: str) -> str:
    """The reader's name for this content; raises ``ReadError`` for what no reader takes."""
    if not content.strip(b"\0\t\r\n "):
        raise ReadError(Problem.EMPTY)
    for sign, problem in _REFUSED:
        if content.startswith(sign):
            raise ReadError(problem)
    # The PDF standard lets a header stand anywhere in the first 1024 bytes.
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK"):
        return _zip_kind(content)
    return _text_kind(content, extension.lower())


def _zip_kind(content: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        raise ReadError(Problem.TRUNCATED) from None
    if "word/document.xml" not in names:
        raise ReadError(Problem.NOT_DOCX)
    return DOCX


def _text_kind(content: bytes, extension: str) -> str:
    if extension == ".pdf":
        raise ReadError(Problem.NOT_PDF)
    if extension not in _TEXT_EXTENSIONS:
        raise ReadError(Problem.UNKNOWN)
    start = decode(content)[:4000].lower()
    return HTML if any(sign in start for sign in _HTML_SIGNS) else TEXT


def decode(content: bytes) -> str:
    """Text of UTF-8 or, with a byte order mark, UTF-16; raises ``ReadError`` for any other encoding."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise ReadError(Problem.ENCODING) from None
    if "\0" in text:
        raise ReadError(Problem.UNKNOWN)
    return text
