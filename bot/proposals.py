"""What the operator reads of documents on their way in: rows, a new document's proposal, and the library's list."""

from collections.abc import Iterator, Sequence

from bot.answering.dates import vietnamese_date
from knowledge.catalogue import Catalogue
from knowledge.intake import Taken
from knowledge.library import ADDED, HELD, REPLACED, UNCHANGED, Held, Intake, Library
from knowledge.readers.problems import shown_name
from knowledge.records import NEWS, Document
from knowledge.scanned import Correction
from knowledge.waiting import SCANNED

OUTCOMES = {
    ADDED: "đã thêm",
    REPLACED: "đã thay bản cũ",
    UNCHANGED: "đã có, không đổi",
    HELD: "chờ duyệt",
    "refused": "từ chối",
    "failed": "không đọc được",
}


def named(document: Document) -> str:
    """Number, date, title and id, as the operator tells documents apart."""
    date = f" ngày {vietnamese_date(document.date)}" if document.date else ""
    kind = "; tin, không phải quy định" if document.kind == NEWS else ""
    return f"{document.number}{date}, {document.title} ({document.id}){kind}"


def intake_line(intake: Intake) -> str:
    told = [named(intake.document)]
    told += [f"{intake.clauses} mục"] if intake.clauses else []
    told += [f"thay thế {', '.join(intake.ends)}"] if intake.ends else []
    told += [held_line(intake.held)] if intake.held else []
    return "; ".join(told)


def held_line(held: Held) -> str:
    """Why a document waits and what to do."""
    if held.reason == SCANNED:
        return (
            f"{len(held.pages)} trang quét, {held.figures} số và ngày chưa duyệt; "
            f"soát: sotay approve --look {held.id}; duyệt: sotay approve {held.id}"
        )
    look = f"xem: sotay show --held {held.id}; duyệt: sotay approve {held.id}"
    return f"văn bản mới, chưa ai xác nhận; {look}, hoặc thêm lại với --yes"


def scan_lines(shelf: Library, id_: str) -> Iterator[str]:
    """What to check of a waiting document against the paper: each line with figures, and what was corrected."""
    scan = shelf.scan(id_)
    if scan is None:
        yield f"{id_}: không có trang quét. Xem cả văn bản: sotay show --held {id_}"
        return
    for page, line, text in scan.doubtful():
        yield f"trang {page}, dòng {line}: {text}"
    for one in scan.corrections:
        yield f"đã sửa {one} ({one.who}, {one.when[:10]})"
    yield f"Sai chỗ nào thì sửa: sotay approve {id_} --look --fix 'TRANG: SAI -> ĐÚNG'"


def corrected_lines(id_: str, made: Sequence[Correction], intake: Intake) -> Iterator[str]:
    """What correcting did: each place, odd numbering, and the id when the number or date itself was misread."""
    yield from (f"đã sửa {one}" for one in made)
    yield from intake.gaps
    if intake.document.id != id_:
        yield f"Số hoặc ngày đã đổi, nay là {named(intake.document)}"


def proposal(new: Taken, catalogue: Catalogue) -> str:
    """The catalogue entry that a new document proposes, and what it does to others."""
    document = new.document
    parts = [
        f"Văn bản mới, chưa có trong sổ văn bản: {named(document)}",
        f"  Ban hành: {document.issuer or 'chưa rõ'}; phạm vi: {_scope(document)}; {len(new.clauses)} mục",
    ]
    if document.effective_from:
        parts.append(f"  Hiệu lực từ: {vietnamese_date(document.effective_from)}")
    parts += [f"  Thay thế: {named(catalogue[id_])}; sẽ ghi là đã bị thay thế" for id_ in document.replaces]
    return "\n".join(parts)


def _scope(document: Document) -> str:
    return "trung ương" if document.is_central else document.scope or "chưa rõ"


def library_lines(shelf: Library) -> Iterator[str]:
    """Every document of the library with its clauses, its file, who put it there and when; then those that wait."""
    for document in shelf.documents():
        last = [line for line in shelf.history(document.id) if line["file"]][-1:]
        told = f"{last[0]['file']}, {last[0]['when'][:10]}, {last[0]['who']}" if last else ""
        yield f"{named(document)} · {len(shelf.clauses(document.id))} mục · {shown_name(told)}"
    for document, held in shelf.waiting():
        yield f"CHỜ DUYỆT {named(document)} · {shown_name(held.file)} · {held_line(held)}"
