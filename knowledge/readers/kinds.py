"""Which reader a file needs, judged by its content; the extension only breaks a tie."""

import io
import zipfile

from knowledge.readers.problems import Problem, ReadError

PDF, DOCX, HTML, TEXT, DOC, PICTURE = "pdf", "docx", "html", "txt", "doc", "picture"
_REFUSED = (
    (b"{\\rtf", Problem.RICH_TEXT),
    (b"GIF8", Problem.PICTURE),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# Names of streams in an old Office file: a Word text, or a new file behind a password.
_WORD_STREAM, _LOCKED_STREAM = ("WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_HTML_SIGNS = ("<!doctype html", "<html", "<body", "<head")
_TEXT_EXTENSIONS = ("", ".txt", ".text", ".md", ".html", ".htm", ".xhtml")


def kind_of(content: bytes, extension: str) -> str:
    """The reader's name for this content; raises ``ReadError`` for what no reader takes."""
    if not content.strip(b"\0\t\r\n "):
        raise ReadError(Problem.EMPTY)
    for sign, problem in _REFUSED:
        if content.startswith(sign):
            raise ReadError(problem)
    if content.startswith(_OLD_OFFICE):
        return _old_office_kind(content)
    if content.startswith(_PICTURES):
        return PICTURE
    # The PDF standard lets a header stand anywhere in the first 1024 bytes.
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK"):
        return _zip_kind(content)
    return _text_kind(content, extension.lower())


def _old_office_kind(content: bytes) -> str:
    if _LOCKED_STREAM in content:
        raise ReadError(Problem.ENCRYPTED)
    if _WORD_STREAM not in content:
        raise ReadError(Problem.UNKNOWN)
    return DOC


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
    # Latin letters are the same in every encoding met here; the reader judges the rest.
    start = content[:8000].replace(b"\0", b"").decode("latin-1").lower()
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError(Problem.UNKNOWN)
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
