"""The vocabulary of the bundled model in the form that sentencepiece reads: a fifth of the memory of ``tokenizers``.

    python -m scripts.training_pieces MODEL_FOLDER    write ``pieces.model`` beside ``tokenizer.json``

The form is a Protocol Buffers message, ``sentencepiece_model.proto`` of google/sentencepiece: field numbers from there.
"""

import json
import struct
import sys
from pathlib import Path

from index.encoder import PIECES

_PIECES, _TRAINER, _NORMALIZER = 1, 2, 3
_PIECE, _SCORE, _TYPE, _UNKNOWN = 1, 2, 3, 2
_MODEL_TYPE, _UNIGRAM, _UNK_ID, _OTHER_IDS, _NONE = 3, 1, 40, (41, 42, 43), 2**64 - 1
_NAME, _DUMMY_PREFIX, _EXTRA_SPACES, _ESCAPE_SPACES = 1, 3, 4, 5
_VARINT, _BYTES, _FLOAT = 0, 2, 5


def write_pieces(folder: Path) -> None:
    """Write the pieces and scores of ``tokenizer.json``, a unigram model whose first piece is the unknown one."""
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = [_piece(piece, score, unknown=number == 0) for number, (piece, score) in enumerate(vocabulary)]
    trainer = _number(_MODEL_TYPE, _UNIGRAM) + _number(_UNK_ID, 0) + b"".join(_number(f, _NONE) for f in _OTHER_IDS)
    normalizer = _bytes(_NAME, b"identity") + _number(_DUMMY_PREFIX, 1)
    normalizer += _number(_EXTRA_SPACES, 0) + _number(_ESCAPE_SPACES, 1)
    content = b"".join(pieces) + _bytes(_TRAINER, trainer) + _bytes(_NORMALIZER, normalizer)
    (folder / PIECES).write_bytes(content)


def _piece(piece: str, score: float, unknown: bool) -> bytes:
    scored = _bytes(_PIECE, piece.encode()) + _varint(_SCORE << 3 | _FLOAT) + struct.pack("<f", score)
    return _bytes(_PIECES, scored + (_number(_TYPE, _UNKNOWN) if unknown else b""))


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | _BYTES) + _varint(len(content)) + content


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(value)


def _varint(value: int) -> bytes:
    """Seven bits a byte, lowest first, the top bit set on all but the last."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


if __name__ == "__main__":
    write_pieces(Path(sys.argv[1]))
