"""Bulk import of passages into an index of their own, and searching it: for benchmarks and other programs."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click

from index import search
from index.encoder import load_encoder
from index.search import Index
from knowledge.errors import KnowledgeError
from knowledge.records import Passage, PassageKind


def build_passages(file: Path, root: Path, encoder: str = "") -> int:
    """Index a JSONL (or .jsonl.gz) file of ``{"id","title","headings","text","document"}`` under ``root``.

    Returns how many passages; raises ``KnowledgeError`` naming the line for broken JSON, an id given twice or
    an empty text, and leaves the index that served before.
    """
    passages = list(read_passages(file))
    with click.progressbar(length=len(passages), label="Đang dựng chỉ mục", file=sys.stderr) as bar:
        search.build(passages, root, load_encoder(encoder), progress=bar.update)
    return len(passages)


def read_passages(file: Path) -> Iterator[Passage]:
    seen: set[str] = set()
    with _opened(file) as lines:
        for number, line in enumerate(_decoded(lines, file), 1):
            if not line.strip():
                continue
            passage = _passage(line, f"{file}, dòng {number}")
            if passage.id in seen:
                raise KnowledgeError(f"{file}, dòng {number}: mã «{passage.id}» đã dùng ở trên. Mỗi đoạn một mã.")
            seen.add(passage.id)
            yield passage
    if not seen:
        raise KnowledgeError(f"{file}: không có đoạn nào. Mỗi dòng một JSON có id và text.")


def _opened(file: Path) -> IO[bytes]:
    return gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb")  # type: ignore[return-value]


def _decoded(lines: IO[bytes], file: Path) -> Iterator[bytes]:
    try:
        yield from lines
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise KnowledgeError(f"{file}: không đọc được ({error}). Cần tệp JSONL mã UTF-8.") from error


def _passage(line: bytes, where: str) -> Passage:
    try:
        row = json.loads(line.decode("utf-8"))
        # A lone surrogate is no text: it would fail much later, when the passage is written.
        json.dumps(row, ensure_ascii=False).encode()
        id_, text = row["id"], row["text"]
        if not isinstance(row.get("headings") or [], list):
            raise TypeError("headings không phải danh sách")
        headings = tuple(str(heading) for heading in row.get("headings") or ())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KnowledgeError(f"{where}: không phải JSON có id và text ({error}). Sửa dòng này.") from error
    if not isinstance(id_, str) or not id_ or not isinstance(text, str) or "\n" in id_:
        raise KnowledgeError(f"{where}: id hoặc text không phải chuỗi dùng được. Sửa dòng này.")
    title = str(row.get("title") or "")
    if not (text.strip() or title.strip()):
        raise KnowledgeError(f"{where}: đoạn «{id_}» trống. Bỏ dòng này hoặc thêm text.")
    return Passage(id_, PassageKind.IMPORTED, title, headings, text, str(row.get("document") or ""))


def search_rows(rows: Iterable[dict[str, Any]], root: Path, count: int, encoder: str = "") -> Iterator[dict[str, Any]]:
    """The best ``count`` passages for each question row, best first."""
    index = Index.open(root, load_encoder(encoder))
    for row in rows:
        hits = index.search(row["question"], count)
        yield {"id": row.get("id", ""), "hits": [{"id": hit.id, "score": round(hit.score, 4)} for hit in hits]}
