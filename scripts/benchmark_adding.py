"""Adding one document to a large library: ``python scripts/benchmark_adding.py DATA`` prints seconds and memory.

The library holds the articles of zalo-legal as clauses, put on its shelf as they are, without being read from files.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index import generation
from knowledge.records import CENTRAL, Clause, Document, Passage, Status
from knowledge.shelf import Deed, Shelf
from knowledge.splitting import split_long
from knowledge.stored import CLAUSES, DOCUMENT, SOURCE
from knowledge.structure import RECIPE
from scripts.benchmark_questions import articles
from scripts.benchmark_speed import Process, timed
from scripts.benchmark_tables import Bar, Report

SIZE = 62_323
# As many as the larger of the two regulations measured holds.
CLAUSES_EACH = 357
NEW = """TỈNH ỦY LÀO CAI
ĐẢNG CỘNG SẢN VIỆT NAM
Số 15-QĐ/TU
Lào Cai, ngày 05 tháng 3 năm 2026
QUY ĐỊNH
VỀ CHẾ ĐỘ HỌP CỦA CHI BỘ
Ban Thường vụ Tỉnh ủy quy định như sau:
1. Chi bộ họp mỗi tháng một lần vào ngày đầu của tháng.
2. Chi bộ họp bất thường khi cần.
"""


def fill(root: Path, laws: Iterable[Passage], size: int) -> int:
    """Put articles into a library until they make ``size`` passages; how many documents hold them."""
    shelf, waiting, passages, count = Shelf(root), list[Clause](), 0, 0
    for article in laws:
        id_ = f"luat-{count}"
        clause = Clause(f"{id_}/{len(waiting)}", id_, (str(len(waiting)),), article.headings[-1], article.text, 1)
        waiting.append(clause)
        passages += len(split_long(clause))
        if len(waiting) == CLAUSES_EACH or passages >= size:
            _put(shelf, id_, waiting)
            waiting, count = [], count + 1
        if passages >= size:
            break
    return count


def _put(shelf: Shelf, id_: str, clauses: Sequence[Clause]) -> None:
    name = id_.upper()
    document = Document(id_, name, "luat", "2020-01-01", "Quốc hội", "Luật", CENTRAL, Status.IN_FORCE, "2020-01")
    files = {
        f"{SOURCE}txt": id_.encode(),
        DOCUMENT: json.dumps(asdict(document)).encode(),
        CLAUSES: b"".join(json.dumps(asdict(clause), ensure_ascii=False).encode() + b"\n" for clause in clauses),
    }
    shelf.put(id_, id_, RECIPE, files, Deed("added", "benchmark"))


def measure_adding(report: Report, laws: Sequence[Passage], folder: Path, size: int = SIZE) -> Process:
    """``sotay add --yes`` of one short document, the whole process, after the index of all others was built."""
    data = {"SOTAY_DATA": str(folder)}
    documents = fill(folder / "library", laws, size)
    whole = timed(["-m", "bot", "build"], data)
    paper = folder / "moi.txt"
    paper.write_text(NEW, encoding="utf-8")
    run = timed(["-m", "bot", "add", "--yes", str(paper)], data)
    serving = generation.current(folder / "index")
    held = generation.read_manifest(serving).passages if serving else 0
    note = f"`sotay add` of one document to {documents:,} documents; {held:,} passages with the bundled knowledge."
    report.section("Adding one document", note)
    report.row("whole build before it, s", f"{whole.seconds:.0f}")
    report.row("time, s", f"{run.seconds:.1f}", [(run.seconds, Bar(30, "at most"))])
    report.row("peak memory, MB", f"{run.megabytes:.0f}", [(run.megabytes, Bar(3000, "at most"))])
    return run


def main() -> None:
    report = Report("Adding")
    with tempfile.TemporaryDirectory() as folder:
        measure_adding(report, articles(Path(sys.argv[1])), Path(folder))
    print(report)


if __name__ == "__main__":
    main()
