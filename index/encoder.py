"""Sentence embeddings: the bundled static model without torch, or any sentence-transformers model a user names."""

import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import EncoderError

BUNDLED = Path(str(files("index"))) / "model"
_PIECE = 2**18
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """``encode`` gives float32 of (texts, dimension), each row of length 1 or, for an empty text, 0.

    ``fingerprint`` names the model and its weights; an index serves only the encoder it was built with.
    """

    dimension: int
    fingerprint: str

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class StaticEncoder:
    """The mean of one vector a token, normalised: the same numbers as ``SentenceTransformer(folder)``.

    The folder is what sentence-transformers saves; weights are int8 with a scale a token, or floats.
    Raises ``EncoderError`` when a file is missing or cannot be read.
    """

    def __init__(self, folder: Path = BUNDLED) -> None:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        module = _static_module(folder)
        tokenizer_file, weights_file = module / "tokenizer.json", module / "model.safetensors"
        for file in (tokenizer_file, weights_file):
            if not file.is_file():
                raise EncoderError(f"Mô hình {folder} thiếu tệp {file.name}. Chép lại trọn thư mục mô hình.")
        try:
            self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
            weights = load_file(weights_file)
        except (SafetensorError, Exception) as error:
            raise EncoderError(f"Mô hình {folder} hỏng: {error}. Chép lại trọn thư mục mô hình.") from error
        self._vectors, self._scales = _vectors(weights, folder)
        self.dimension = int(self._vectors.shape[1])
        self.fingerprint = fingerprint(tokenizer_file, weights_file)

    def encode(self, texts: Sequence[str]) -> Vectors:
        # A lone surrogate, which JSON can carry, is no text that the tokenizer takes.
        whole = [text.encode(errors="replace").decode() for text in texts]
        encodings = self._tokenizer.encode_batch_fast(whole, add_special_tokens=False)
        means = np.zeros((len(texts), self.dimension), np.float32)
        for row, encoding in enumerate(encodings):
            if encoding.ids:
                ids = np.array(encoding.ids)
                means[row] = (self._vectors[ids].astype(np.float32) * self._scales[ids, None]).mean(axis=0)
        return normalised(means)


class TransformerEncoder:
    """Any model that sentence-transformers can load; imports torch, several seconds and some 400 MB."""

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
