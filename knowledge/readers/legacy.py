"""Text typed with the fonts of before Unicode (TCVN3, VNI), repaired by viparse's tables.

Such a font draws ``µ`` as ``à``, so what a file stores is gibberish. The name of the font is proof. Without
fonts only a whole document is judged: a short string in Spanish looks like Vietnamese in an old encoding.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from itertools import groupby
from typing import Any

TCVN3, VNI = "tcvn3", "vni"
_SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")
_LEAST = 400
# Letters that only Unicode text has; an old encoding stores none of them.
_MODERN = re.compile("[ạ-ỹẠ-Ỹơưăđ]")
_MODERN_SHARE = 0.01


def encoding_of_font(font: str) -> str:
    """``.VnTime`` is TCVN3, ``VNI-Times`` is VNI, every other font ``""``."""
    name = _SUBSET.sub("", font).upper()
    if name.startswith(".VN"):
        return TCVN3
    return VNI if name.startswith("VNI-") else ""


def is_capitals(font: str) -> bool:
    """Whether a font draws small letters as capitals: ``.VnTimeH``."""
    name = _SUBSET.sub("", font)
    return bool(re.match(r"\.Vn\w+H\b", name, re.IGNORECASE)) and encoding_of_font(font) == TCVN3


def repaired(text: str, encoding: str) -> str:
    """Text of an old encoding as Unicode."""
    tables = _viparse("tables")
    converted: str = tables.convert(text, _charmaps()[encoding])
    return converted


def mended_pieces(pieces: Iterable[tuple[str, str]]) -> str:
    """Pieces of text, each with the name of its font, as one text in Unicode.

    Neighbours in one font are taken together: VNI writes a vowel and its tone as two characters.
    """
    parts = []
    for font, group in groupby(pieces, key=lambda piece: piece[0]):
        text, encoding = "".join(text for _, text in group), encoding_of_font(font)
        mended = repaired(text, encoding) if encoding else text
        parts.append(mended.upper() if is_capitals(font) else mended)
    return "".join(parts)


def encoding_of_document(pages: Sequence[str]) -> str:
    """The old encoding of a whole document told by its letters alone, or ``""``."""
    text = "\n".join(pages)
    if len(text) < _LEAST or len(_MODERN.findall(text)) > _MODERN_SHARE * len(text):
        return ""
    if text.isascii():
        return ""
    known = {name: charmap for name, charmap in _charmaps().items() if name in (TCVN3, VNI)}
    found = _viparse("detector").detect_encoding_by_content(text, known).encoding
    return str(found or "")


def _viparse(module: str) -> Any:  # noqa: ANN401
    # Imported here, in the child process alone, and only for such a file: 0.05 s.
    return import_module(f"viparse.normalize.{module}")


@cache
def _charmaps() -> Mapping[str, Any]:
    charmaps: Mapping[str, Any] = _viparse("encodings").CHARMAPS
    return charmaps


def decoded(content: bytes) -> str:
    """Bytes that are no Unicode, read as the code page that old fonts were typed in."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")
