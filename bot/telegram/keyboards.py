"""The buttons under an answer: its parts, its pages and the related questions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answering.answer import Answer
from bot.answering.tables import tables
from bot.calculators.calculator import Kind
from bot.telegram.desk import Topic
from bot.telegram.press_codes import encode
from bot.telegram.presses import (
    AskOfficers,
    Calculation,
    Consent,
    DraftWanted,
    Opening,
    Press,
    ProvinceChosen,
    Reading,
    Reason,
    Shelf,
    Shelving,
    Step,
    Suggested,
    Tabled,
    Thumb,
    TopicChosen,
    TopicTurned,
)
from bot.telegram.render import suggestions
from bot.texts import text
from knowledge.records import Slot

_PER_ROW = 3
# More cards at once cannot be overlooked on a phone, and Telegram takes 100 buttons at most.
CARDS = 12
_REGIONS = ("I", "II", "III", "IV")
KIND_WORDS = {
    Kind.PROBATION: "chinh thuc",
    Kind.AGE: "tuoi dang",
    Kind.DUES: "dang phi",
    Kind.MEETING: "diem buoi hop",
    Kind.YEARLY: "xep loai",
    Kind.VOTES: "bieu quyet",
}
_UP, _DOWN = "👍", "👎"
_QUESTIONS_PER_ROW = 6

Row = list[InlineKeyboardButton]


def answer_keyboard(answer: Answer, below: bool = False, for_people: bool = False) -> InlineKeyboardMarkup | None:
    """Buttons of a fresh answer. ``below``: it took several messages, so a part must not overwrite the last.

    ``for_people``: the officers may know more.
    """
    asking = [_asking()] if for_people else []
    parts = [*_parts(answer, None, below), _tables(answer)]
    return _markup([*parts, *_questions(answer), _thumbs(answer), *asking])


def opening_keyboard(answer: Answer, opening: Opening, pages: int) -> InlineKeyboardMarkup | None:
    """Buttons of an opened part; questions are offered only on the page where their list stands, the last."""
    last = opening.slot is not None and opening.page == pages - 1
    turning = _turning(opening, opening.page, pages)
    parts = [turning, *_parts(answer, opening), _tables(answer)]
    return _markup([*parts, *(_questions(answer) if last else []), _thumbs(answer)])


def reading_keyboard(
    reading: Reading, pages: int, before: Reading | None, after: Reading | None
) -> InlineKeyboardMarkup | None:
    """Pages of a long clause, then the clauses before and after it."""
    steps = (("telegram.clause_before", before), ("telegram.clause_after", after))
    return _markup([_turning(reading, reading.page, pages), _row((text(key), step) for key, step in steps if step)])


def consent_keyboard() -> InlineKeyboardMarkup | None:
    return _markup(
        [_row([(text("telegram.consent_yes"), Consent(True)), (text("telegram.consent_no"), Consent(False))])]
    )


def provinces_keyboard(names: Sequence[str]) -> InlineKeyboardMarkup | None:
    buttons: list[tuple[str, Press]] = [(name, ProvinceChosen(number)) for number, name in enumerate(names, 1)]
    rows = [_row(buttons[start : start + _PER_ROW]) for start in range(0, len(buttons), _PER_ROW)]
    return _markup([*rows, _row([(text("telegram.province_forget"), ProvinceChosen(0))])])


def reasons_keyboard(card: str, reasons: Sequence[str], for_people: bool) -> InlineKeyboardMarkup | None:
    rows = [_row([(text(f"telegram_reasons.{name}"), Reason(n, card))]) for n, name in enumerate(reasons)]
    return _markup([*rows, *([_asking()] if for_people else [])])


def ask_keyboard() -> InlineKeyboardMarkup | None:
    """To ask the officers, or to ask them more."""
    return _markup([_asking()])


def sending_keyboard() -> InlineKeyboardMarkup | None:
    """Under what would be sent to the officers."""
    steps: list[tuple[str, Press]] = [
        (text("telegram_officers.send"), AskOfficers(Step.SEND)),
        (text("telegram_officers.keep"), AskOfficers(Step.KEEP)),
    ]
    return _markup([_row(steps)])


def draft_keyboard(number: int) -> InlineKeyboardMarkup | None:
    return _markup([_row([(text("telegram_officers.draft"), DraftWanted(number))])])


def topics_keyboard(topics: Sequence[Topic]) -> InlineKeyboardMarkup | None:
    return _markup([_row([(topic.name, TopicChosen(position))]) for position, topic in enumerate(topics)])


def cards_keyboard(topic: Topic, position: int, page: int) -> InlineKeyboardMarkup | None:
    """One page of a topic's cards; ``None`` beyond the last."""
    shown = topic.cards[page * CARDS : (page + 1) * CARDS]
    if not shown:
        return None
    turning = _turning(TopicTurned(position, page), page, -(-len(topic.cards) // CARDS))
    return _markup([*(_row([(card.title, Opening(card.id, Slot.SHORT, below=True))]) for card in shown), turning])


def _parts(answer: Answer, shown: Opening | None, below: bool = False) -> list[Row]:
    if not answer.card:
        return []
    labels: list[tuple[str, Press]] = []
    for slot in (*answer.slots, None):
        label = text(f"telegram_slots.{slot.name.lower()}" if slot else "telegram_slots.sources")
        if shown and shown.slot == slot:
            label = text("telegram.shown_part", label=label)
        labels.append((label, Opening(answer.card, slot, below=below)))
    return [_row(labels[start : start + _PER_ROW]) for start in range(0, len(labels), _PER_ROW)]


def calculators_keyboard(kind: Kind | None) -> InlineKeyboardMarkup | None:
    """The calculators; for dues what can be told by a button alone. The words are those that /tinh understands."""
    if kind is Kind.DUES:
        regions = [(text("telegram_calculators.region", region=r), Calculation(f"dang phi vung {r}")) for r in _REGIONS]
        retired = [
            (text("telegram_calculators.region_retired", region=r), Calculation(f"dang phi vung {r} qua tuoi huu"))
            for r in _REGIONS
        ]
        student = (text("telegram_calculators.student"), Calculation("dang phi sinh vien"))
        return _markup([_row(regions), _row(retired[:2]), _row(retired[2:]), _row([student])])
    if kind is not None:
        return None
    buttons = [(text(f"telegram_calculators.{one}"), Calculation(KIND_WORDS[one])) for one in Kind]
    return _markup([_row(buttons[start : start + 2]) for start in range(0, len(buttons), 2)])


def _turning(shown: Opening | Reading | TopicTurned | Shelving, page: int, pages: int) -> Row:
    turns: list[tuple[str, Press]] = []
    if page > 0:
        turns.append((text("telegram.page_before", page=page), replace(shown, page=page - 1)))
    if page < pages - 1:
        turns.append((text("telegram.page_after", page=page + 2), replace(shown, page=page + 1)))
    return _row(turns)


def _tables(answer: Answer) -> Row:
    """Only where the shown lines hold one: the others are a tap further."""
    shown = bool(answer.card) and bool(tables(answer.lines))
    return _row([(text("telegram.show_table"), Tabled(answer.card))] if shown else [])


def _thumbs(answer: Answer) -> Row:
    """Nothing to judge where nothing was answered."""
    return _row([(_UP, Thumb(True, answer.card)), (_DOWN, Thumb(False, answer.card))] if answer.lines else [])


def _asking() -> Row:
    return _row([(text("telegram_officers.ask"), AskOfficers(Step.SHOW))])


def shelving_keyboard(key: str) -> InlineKeyboardMarkup | None:
    """Under the report on a document that waits."""
    return _markup([_row([(text("telegram_shelving.show"), Shelving(Shelf.SHOW, key))]), _deciding(key)])


def held_keyboard(shown: Shelving, pages: int) -> InlineKeyboardMarkup | None:
    """Under a page of a document that waits."""
    return _markup([_turning(replace(shown, what=Shelf.TURN), shown.page, pages), _deciding(shown.key)])


def _deciding(key: str) -> Row:
    decisions = ((Shelf.APPROVE, "telegram_shelving.approve"), (Shelf.DROP, "telegram_shelving.drop"))
    return _row((text(label), Shelving(what, key)) for what, label in decisions)


def _questions(answer: Answer) -> list[Row]:
    count = len(suggestions(answer))
    labels = [(text("telegram.question", number=number), Suggested(number)) for number in range(1, count + 1)]
    starts = range(0, count, _QUESTIONS_PER_ROW)
    return [_row(labels[start : start + _QUESTIONS_PER_ROW]) for start in starts]


def _row(labels: Iterable[tuple[str, Press]]) -> Row:
    """Buttons for the presses that fit Telegram's limit; a card with too long a name goes without."""
    return [InlineKeyboardButton(label, callback_data=data) for label, press in labels if (data := encode(press))]


def _markup(rows: Iterable[Row]) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None
