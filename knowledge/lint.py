"""The knowledge checked against itself: what an editor must mend before a card is served."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.catalogue import Catalogue
from knowledge.records import Card, Document, Line, Mark, Slot
from knowledge.spelling import fold, syllables

LONGEST_LINE = 300
# A Telegram button carries 64 bytes, the card's id among them.
LONGEST_ID = 55
FEWEST_WORDINGS = 3
COPIED_SYLLABLES = 12
_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: the card (or document) and what is wrong, in Vietnamese."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def lint(cards: Sequence[Card], catalogue: Catalogue, others: Iterable[str] = ()) -> list[Finding]:
    """All findings; ``others`` are texts that no card may share ``COPIED_SYLLABLES`` syllables with."""
    found = [*check_catalogue(catalogue), *_check_ids(cards), *_check_wordings(cards), *_check_figures(cards)]
    for card in cards:
        found += _check_card(card, catalogue)
    return found + list(_check_copies(cards, others))


def check_catalogue(catalogue: Catalogue) -> Iterator[Finding]:
    """Replacement and amendment must be told at both ends, agree with the status and run in no circle."""
    for document in catalogue.values():
        for key, back in (("replaces", "replaced_by"), ("amends", "amended_by")):
            for here, there in ((key, back), (back, key)):
                for other in getattr(document, here):
                    if other not in catalogue:
                        yield Finding(document.id, f"{here} nêu «{other}», chưa có trong sổ văn bản")
                    elif document.id not in getattr(catalogue[other], there):
                        yield Finding(document.id, f"{here} nêu {other}, nhưng {there} của {other} không nêu lại")
        yield from _check_days(document)
        if bool(document.replaced_by) != (document.status == "replaced"):
            yield Finding(document.id, f"status {document.status} không khớp replaced_by {list(document.replaced_by)}")
        if _in_circle(document.id, catalogue):
            yield Finding(document.id, "chuỗi thay thế quay vòng")


def _check_days(document: Document) -> Iterator[Finding]:
    """Dates are ISO and may lack the day, or month and day."""
    for day in (document.date, document.effective_from, document.status_as_of):
        if day and not _is_iso((day + "-01-01")[:10]):
            yield Finding(document.id, f"ngày «{day}» không có thật; viết dạng 2026-07-26, 2026-07 hoặc 2026")


def _in_circle(start: str, catalogue: Catalogue) -> bool:
    seen: set[str] = set()
    todo = list(catalogue[start].replaced_by)
    while todo:
        here = todo.pop()
        if here == start:
            return True
        if here in catalogue and here not in seen:
            seen.add(here)
            todo += catalogue[here].replaced_by
    return False


def _check_ids(cards: Sequence[Card]) -> Iterator[Finding]:
    counts = Counter(card.id for card in cards)
    for id_, count in counts.items():
        if count > 1:
            yield Finding(id_, f"mã thẻ dùng {count} lần; mỗi thẻ một mã")
    for card in cards:
        for other in card.related:
            if other not in counts:
                yield Finding(card.id, f"thẻ liên quan «{other}» không có")


def _check_wordings(cards: Sequence[Card]) -> Iterator[Finding]:
    owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for card in cards:
        for question in {" ".join(syllables(fold(q))) for q in card.wordings}:
            owners[card.scope, question].append(card.id)
    for (_, question), ids in owners.items():
        if len(ids) > 1:
            yield Finding(ids[1], f"câu hỏi «{question}» đã có ở thẻ {ids[0]}; một câu chỉ một thẻ trả lời")


def _check_figures(cards: Sequence[Card]) -> Iterator[Finding]:
    """The same sentence with different numbers in two cards of one scope: one of the two is wrong."""
    seen: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for card in cards:
        for line in card.lines:
            numbers = _NUMBER.findall(line.text)
            if not numbers or line.mark == Mark.HISTORY:
                continue
            key = (card.scope, " ".join(syllables(_NUMBER.sub("#", line.text))))
            other, before = seen.setdefault(key, (card.id, numbers))
            if other != card.id and before != numbers:
                yield Finding(card.id, f"dòng «{line.text[:60]}» ghi số khác thẻ {other}: {numbers} và {before}")


def _check_card(card: Card, catalogue: Catalogue) -> Iterator[Finding]:
    if len(card.id) > LONGEST_ID or not _ID.fullmatch(card.id):
        yield Finding(card.id, f"mã thẻ chỉ gồm chữ thường không dấu, số, gạch nối, tối đa {LONGEST_ID} ký tự")
    if not card.slots.get(Slot.SHORT):
        yield Finding(card.id, "thiếu mục «Trả lời ngắn»")
    if len(set(card.questions)) < FEWEST_WORDINGS:
        yield Finding(card.id, f"cần ít nhất {FEWEST_WORDINGS} cách hỏi khác nhau, mới có {len(set(card.questions))}")
    if card.applies_from and not _is_iso(card.applies_from):
        yield Finding(card.id, f"applies_from «{card.applies_from}» không phải ngày dạng 2026-07-26")
    provinces = {document.scope for document in catalogue.values() if not document.is_central}
    if not card.is_central and card.scope not in provinces:
        yield Finding(card.id, f"scope «{card.scope}» không phải «trung-uong» hay một địa phương có trong sổ văn bản")
    for line in card.lines:
        yield from _check_line(card, line, catalogue)


def _check_line(card: Card, line: Line, catalogue: Catalogue) -> Iterator[Finding]:
    start = line.text[:50]
    if len(line.text) > LONGEST_LINE:
        yield Finding(card.id, f"dòng «{start}…» dài {len(line.text)} ký tự, tối đa {LONGEST_LINE}; tách làm hai")
    for day, month, year in _DATE.findall(line.text):
        if not _is_iso(f"{year}-{int(month):02}-{int(day):02}"):
            yield Finding(card.id, f"dòng «{start}…» ghi ngày không có thật: {day}/{month}/{year}")
    for citation in line.citations:
        document = catalogue.get(citation.document)
        if document is None:
            yield Finding(card.id, f"dòng «{start}…» dẫn «{citation.document}», không có trong sổ văn bản")
        elif document.is_over and line.mark != Mark.HISTORY:
            yield Finding(card.id, f"dòng «{start}…» dẫn {document.number} đã hết hiệu lực; sửa hoặc ghi (lịch sử)")
        elif document.is_rule and not document.is_central and document.scope != card.scope:
            yield Finding(card.id, f"dòng «{start}…» dẫn văn bản của {document.scope}, thẻ ghi scope {card.scope}")


def _check_copies(cards: Sequence[Card], others: Iterable[str]) -> Iterator[Finding]:
    copied = {run for text in others for run in _runs(text)}
    if not copied:
        return
    for card in cards:
        for line in card.lines:
            for run in _runs(line.text):
                if run in copied:
                    yield Finding(card.id, f"chép nguyên văn từ văn bản: «{' '.join(run)}»; diễn đạt lại")
                    break


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = syllables(text)
    size = COPIED_SYLLABLES + 1
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def _is_iso(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def counts(cards: Sequence[Card]) -> dict[str, Counter[str]]:
    """How many cards by topic and by scope, and how many lines by mark."""
    return {
        "topic": Counter(card.topic for card in cards),
        "scope": Counter(card.scope for card in cards),
        "mark": Counter(line.mark or "đã khớp nguồn" for card in cards for line in card.lines),
    }
