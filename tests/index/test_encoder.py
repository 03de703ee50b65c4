"""The bundled model: the same vectors as sentence-transformers, and a damaged folder refused."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sentencepiece import SentencePieceProcessor

from index.encoder import BUNDLED, PIECES, StaticEncoder, load_encoder, normalised, spelled
from knowledge.cards_file import bundled_cards
from knowledge.errors import EncoderError

TEXTS = (
    "Chuyển sinh hoạt đảng mất bao lâu?",
    "chuyen sinh hoat dang mat bao lau",
    "QĐ 208-QĐ/TW ngày 26/7/2026, khoản 3",
    "x",
    "từ " * 700,
)
_PEER = """
import json, sys, warnings
warnings.simplefilter("ignore")
from sentence_transformers import SentenceTransformer
from index.encoder import load_encoder
from knowledge.errors import EncoderError
folder, texts = sys.argv[1], json.load(sys.stdin)
named = load_encoder(folder)
try:
    load_encoder(folder + "-khong-co")
    refused = ""
except EncoderError as error:
    refused = str(error)
rows = SentenceTransformer(folder, device="cpu").encode(texts), named.encode(texts)
print(json.dumps([*(found.tolist() for found in rows), named.fingerprint, refused]))
"""


@pytest.fixture(scope="module")
def peer() -> list[Any]:
    """What sentence-transformers makes of ``TEXTS``, in a process of its own that has no network."""
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip("sentence-transformers chưa cài: pip install 'sotay[models]'")
    done = subprocess.run(
        [sys.executable, "-c", _PEER, str(BUNDLED)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
        input=json.dumps(TEXTS),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return list(json.loads(done.stdout))


def test_vectors_equal_those_of_sentence_transformers(encoder: StaticEncoder, peer: list[Any]) -> None:
    np.testing.assert_allclose(encoder.encode(TEXTS), np.array(peer[0], np.float32), atol=2e-6)


def test_the_vocabulary_splits_texts_as_the_one_of_sentence_transformers() -> None:
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers chưa cài: pip install 'sotay[models]'")
    theirs = tokenizers.Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))
    ours = SentencePieceProcessor(model_file=str(BUNDLED / PIECES))
    texts = [wording for card in bundled_cards() for wording in (card.title, *card.questions)]
    expected = [found.ids for found in theirs.encode_batch(texts, add_special_tokens=False)]
    assert ours.encode([spelled(text) for text in texts]) == expected


def test_a_named_encoder_gives_its_own_vectors_and_fingerprint(encoder: StaticEncoder, peer: list[Any]) -> None:
    np.testing.assert_allclose(encoder.encode(TEXTS), np.array(peer[1], np.float32), atol=2e-6)
    assert peer[2] != encoder.fingerprint


def test_an_unknown_encoder_is_named(peer: list[Any]) -> None:
    assert f"{BUNDLED}-khong-co" in peer[3]
    assert "SOTAY_ENCODER" in peer[3]


def test_vectors_have_length_one(encoder: StaticEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_an_empty_text_has_length_nothing(encoder: StaticEncoder) -> None:
    assert not encoder.encode([""]).any()
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_text_does_not_depend_on_its_company(encoder: StaticEncoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(encoder.encode(TEXTS), alone, atol=1e-6)


def test_the_fingerprint_is_of_the_weights(encoder: StaticEncoder, model: Path) -> None:
    assert StaticEncoder(model).fingerprint == encoder.fingerprint
    weights = model / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert StaticEncoder(model).fingerprint != encoder.fingerprint


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the bundled model, to be damaged."""
    return Path(shutil.copytree(BUNDLED, tmp_path / "model"))


@pytest.mark.parametrize("name", ["modules.json", "pieces.model", "model.safetensors"])
def test_a_missing_file_is_named(model: Path, name: str) -> None:
    (model / name).unlink()
    with pytest.raises(EncoderError, match=name):
        StaticEncoder(model)


@pytest.mark.parametrize("name", ["modules.json", "pieces.model", "model.safetensors"])
@pytest.mark.parametrize("kept", [0, 100])
def test_a_truncated_file_is_refused(model: Path, name: str, kept: int) -> None:
    content = (model / name).read_bytes()
    (model / name).write_bytes(content[:kept])
    with pytest.raises(EncoderError, match="Chép lại trọn thư mục"):
        StaticEncoder(model)


def test_a_vocabulary_of_another_model_is_refused(model: Path) -> None:
    content = (model / PIECES).read_bytes()
    # A first piece of its own, which is as whole a vocabulary as before.
    (model / PIECES).write_bytes(b"\x0a\x08\x0a\x01~\x15\x00\x00\x80\xbf" + content)
    with pytest.raises(EncoderError, match=PIECES):
        StaticEncoder(model)


@pytest.mark.parametrize("modules", ["[]", "{}", '[{"path": 5}]', '[{"path": "khong-co"}]', "null"])
def test_a_strange_list_of_modules_is_refused(model: Path, modules: str) -> None:
    (model / "modules.json").write_text(modules, encoding="utf-8")
    with pytest.raises(EncoderError):
        StaticEncoder(model)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="khong-co"):
        StaticEncoder(tmp_path / "khong-co")


def test_without_a_name_the_bundled_model_serves(encoder: StaticEncoder) -> None:
    assert load_encoder().fingerprint == encoder.fingerprint


def test_scaling_to_length_one_leaves_nothing_at_nothing() -> None:
    assert normalised(np.array([[3, 4], [0, 0]], np.float32)).tolist() == [[np.float32(0.6), np.float32(0.8)], [0, 0]]
