"""``sotay export``: documents of the library as files again, each with its text by clauses, for keeping elsewhere."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.library import Library


def export(shelf: Library, folder: Path, ids: Sequence[str] = ()) -> Iterator[Path]:
    """Write ``ID.pdf`` (the file as it came), ``ID.text.txt`` (its clauses) and ``ID.json`` (what it is); the paths.

    All documents unless ``ids`` are given. Raises ``DocumentError`` for an unknown id; never writes over a file.
    """
    wanted = {document.id: document for document in shelf.documents()}
    if unknown := [id_ for id_ in ids if id_ not in wanted]:
        raise DocumentError(f"Thư viện không có văn bản «{unknown[0]}». Xem danh sách: sotay list.")
    folder.mkdir(parents=True, exist_ok=True)
    for id_ in ids or wanted:
        name, content = shelf.source(id_)
        row = json.dumps(asdict(wanted[id_]), ensure_ascii=False, indent=1)
        files = {Path(name).suffix: content, ".text.txt": shelf.show(id_).encode(), ".json": row.encode()}
        for suffix, part in files.items():
            yield _written(folder / f"{id_}{suffix}", part)


def _written(path: Path, content: bytes) -> Path:
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise DocumentError(f"Đã có tệp «{path}». Chọn thư mục khác, hoặc dời tệp này đi rồi xuất lại.") from None
    return path
