"""The index for LangChain: ``SotayRetriever`` is a ``BaseRetriever``, ``SotayEmbeddings`` an ``Embeddings``.

Nothing else imports this module: langchain-core alone costs more start-up time than the index.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from index.encoder import load_encoder
>>> from index.search import Index, build
>>> from knowledge.records import Passage, PassageKind
>>> texts = {"a": "Đảng phí đóng hằng tháng.", "b": "Chi bộ họp mỗi tháng một lần."}
>>> passages = [Passage(id_, PassageKind.IMPORTED, "", (), text) for id_, text in texts.items()]
>>> folder, encoder = TemporaryDirectory(), load_encoder()
>>> manifest = build(passages, Path(folder.name), encoder)
>>> retriever = SotayRetriever(index=Index.open(Path(folder.name), encoder), k=1)
>>> [document.id for document in retriever.invoke("may thang hop chi bo")]
['b']
>>> len(SotayEmbeddings(encoder).embed_query("đảng phí")) == encoder.dimension
True
>>> folder.cleanup()
"""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.encoder import Encoder
from index.search import Hit, Index
from knowledge.records import Passage


class SotayRetriever(BaseRetriever):
    """The ``k`` best passages for a question as documents, best first.

    A document's ``page_content`` is the text with its name and headings in front; its metadata tell where it
    stands (``name``, ``headings``, ``document``, ``card``, ``path``, ``page``) and how it was found (``score``, the
    raw ``lexical`` and ``dense``).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 20

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(self.index.passages[hit.number], hit) for hit in self.index.search(query, self.k)]


class SotayEmbeddings(Embeddings):
    """The vectors of an encoder, normalised, for any LangChain vector store."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(number) for number in vector] for vector in self._encoder.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def _document(passage: Passage, hit: Hit) -> Document:
    metadata = {
        "name": passage.name,
        "headings": list(passage.headings),
        "document": passage.document,
        "card": passage.card,
        "path": list(passage.path),
        "page": passage.page,
        "score": hit.score,
        **hit.parts,
    }
    return Document(id=hit.id, page_content=passage.searchable, metadata=metadata)
