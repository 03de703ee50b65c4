"""The plain pipeline people would otherwise use: sentence-transformers, FAISS flat, a LangChain retriever.

The encoder has the size of MiniLM-L12 and random weights: it is here for its speed, not for its answers.
"""

import random
import string
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.retrievers import BaseRetriever

LAYERS, WIDTH, HEADS, INNER, VOCABULARY = 12, 384, 12, 1536, 30_000


def write_encoder(folder: Path) -> None:
    """A BERT encoder of MiniLM-L12 size with a word-piece vocabulary of random syllables, nothing downloaded."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    dice = random.Random(1)
    pieces = sorted({"".join(dice.choices(string.ascii_lowercase, k=dice.randint(2, 6))) for _ in range(VOCABULARY)})
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = [*string.ascii_lowercase, *string.digits]
    words = [*special, *letters, *(f"##{letter}" for letter in letters), *pieces]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(vocab=str(folder / "vocab.txt"), model_max_length=512).save_pretrained(folder)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=INNER,
    )
    BertModel(config).save_pretrained(folder)


def open_retriever(encoder_folder: Path, size: int, k: int = 20) -> "BaseRetriever":
    """A ``BaseRetriever`` over ``size`` random vectors in FAISS flat, as a LangChain vector store does it."""
    import faiss
    import numpy as np
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(encoder_folder), device="cpu")
    vectors = np.random.default_rng(1).standard_normal((size, WIDTH)).astype(np.float32)
    faiss.normalize_L2(vectors)
    store = faiss.IndexFlatIP(WIDTH)
    store.add(vectors)
    texts = [str(number) for number in range(size)]

    class PlainRetriever(BaseRetriever):
        def _get_relevant_documents(
            self, query: str, *, run_manager: "CallbackManagerForRetrieverRun"
        ) -> list[Document]:
            vector = model.encode([query], normalize_embeddings=True, show_progress_bar=False)
            _, found = store.search(vector, k)
            return [Document(page_content=texts[number]) for number in found[0]]

    return PlainRetriever()


def seconds_to_encode(encoder_folder: Path, texts: list[str]) -> float:
    """Time to embed passages on one thread."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    model = SentenceTransformer(str(encoder_folder), device="cpu")
    started = time.perf_counter()
    model.encode(texts, show_progress_bar=False)
    return time.perf_counter() - started
