"""Sentence embeddings: the bundled static model without torch, or any sentence-transformers model a user names."""

import hashlib
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import EncoderError
from knowledge.spelling import normalise

PIECES = "pieces.model"
BUNDLED = Path(str(files("index"))) / "model"
_PIECE = 2**18
# As the normaliser in the model's tokenizer.json: figures and letters, and the sign of per cent.
_BETWEEN = re.compile(r"[^\w%]+")
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """``encode`` gives float32 of (texts, dimension), each row of length 1 or, for an empty text, 0.

    ``fingerprint`` names the model and its weights; an index serves only the encoder it was built with.
    ``repeatable`` tells that encoders of one fingerprint give a text the same vector to the last bit, alone or not.
    """

    dimension: int
    fingerprint: str
    repeatable: bool

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class StaticEncoder:
    """The mean of one vector a token, normalised: the same numbers as ``SentenceTransformer(folder)``.

    The folder is what sentence-transformers saves, and the vocabulary for sentencepiece, which takes a fifth of the
    memory of the tokenizer that sentence-transformers reads; weights are int8 with a scale a token, or floats.
    Raises ``EncoderError`` when a file is missing or cannot be read.
    """

    repeatable = True

    def __init__(self, folder: Path = BUNDLED) -> None:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
        from sentencepiece import SentencePieceProcessor

        module = _static_module(folder)
        pieces_file, weights_file = module / PIECES, module / "model.safetensors"
        for file in (pieces_file, weights_file):
            if not file.is_file():
                raise EncoderError(f"Mô hình {folder} thiếu tệp {file.name}. Chép lại trọn thư mục mô hình.")
        try:
            self._pieces = SentencePieceProcessor(model_file=str(pieces_file), num_threads=1)
            weights = load_file(weights_file)
        except (SafetensorError, Exception) as error:
            raise EncoderError(f"Mô hình {folder} hỏng: {error}. Chép lại trọn thư mục mô hình.") from error
        self._vectors, self._scales = _vectors(weights, folder)
        if self._pieces.get_piece_size() != len(self._vectors):
            raise EncoderError(
                f"Mô hình {folder}: {PIECES} có {self._pieces.get_piece_size()} mảnh, model.safetensors có "
                f"{len(self._vectors)} véc-tơ. Chép lại trọn thư mục mô hình."
            )
        self.dimension = int(self._vectors.shape[1])
        self.fingerprint = fingerprint(pieces_file, weights_file)

    def encode(self, texts: Sequence[str]) -> Vectors:
        means = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            # A list of texts at once would start a thread of its own each time.
            if found := self._pieces.encode(spelled(text)):
                ids = np.array(found)
                means[row] = (self._vectors[ids].astype(np.float32) * self._scales[ids, None]).mean(axis=0)
        return normalised(means)


class TransformerEncoder:
    """Any model that sentence-transformers can load; imports torch, several seconds and some 400 MB.

    Not repeatable: the weights behind a name may change, and a batch of other texts changes the last bits.
    """

    repeatable = False

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderError(
                f"Mô hình «{name}» cần sentence-transformers. Cài thêm: pip install 'sotay[models]'."
            ) from error
        try:
            self._model: Any = SentenceTransformer(name, device="cpu")
        except Exception as error:
            raise EncoderError(f"Không nạp được mô hình «{name}»: {error}. Kiểm tra SOTAY_ENCODER.") from error
        self.dimension = len(self._model.encode("một"))
        self.fingerprint = f"sentence-transformers:{name}:{self.dimension}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return normalised(np.asarray(vectors, np.float32))


def load_encoder(name: str = "") -> Encoder:
    """The bundled model when ``name`` is empty, else the model a user named (``SOTAY_ENCODER``)."""
    return TransformerEncoder(name) if name else StaticEncoder()


def spelled(text: str) -> str:
    """The spelling that the vocabulary is of: normalised words with one space between; no lone surrogate."""
    return _BETWEEN.sub(" ", normalise(text)).strip()


def normalised(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
    return scaled


def fingerprint(*parts: Path) -> str:
    digest = hashlib.sha256()
    for part in parts:
        with part.open("rb") as opened:
            while piece := opened.read(_PIECE):
                digest.update(piece)
    return digest.hexdigest()


def _static_module(folder: Path) -> Path:
    """The folder of the StaticEmbedding module, as ``modules.json`` names it."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        return folder / str(modules[0]["path"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise EncoderError(f"Mô hình {folder} thiếu hoặc hỏng modules.json. Chép lại trọn thư mục mô hình.") from error


def _vectors(weights: dict[str, NDArray[Any]], folder: Path) -> tuple[NDArray[Any], Vectors]:
    if "embedding.weight" in weights:
        vectors = weights["embedding.weight"]
        return vectors, np.ones(len(vectors), np.float32)
    if {"embeddings", "weights"} <= set(weights):
        return weights["embeddings"], weights["weights"].astype(np.float32)
    raise EncoderError(f"Mô hình {folder} không phải StaticEmbedding: chỉ có {sorted(weights)}.")
