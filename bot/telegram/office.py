"""What the operator asks and tells: figures, unanswered questions, renewal of the knowledge, a pause."""

import sqlite3
from datetime import date

from telegram import Update
from telegram.ext import ContextTypes

from bot import store_cases, store_people, store_updates, store_voices
from bot.answering.dates import vietnamese_date
from bot.store import Store
from bot.telegram.delivery import say, say_text
from bot.telegram.desk import Desk
from bot.texts import text
from knowledge.errors import SotayError

Context = ContextTypes.DEFAULT_TYPE
PAUSED = "paused"
_TOPICS, _QUESTIONS, _WORDS = 12, 5, 5


class Office:
    """Commands of admins, and /nguon, which everybody may ask."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ledger = desk.ledger

    async def nguon(self, update: Update, _: Context) -> None:
        """How much is known, and when it was last compared with the sources."""
        if message := update.message:
            base = self._desk.house.base
            rules = [document for document in base.catalogue.values() if document.is_rule]
            checked = max((document.status_as_of for document in rules), default="")
            await say_text(
                message,
                "telegram.sources_checked",
                date=vietnamese_date(checked),
                cards=len(base.cards),
                documents=len(rules),
                in_force=sum(document.in_force for document in rules),
                added=len(self._desk.house.library.documents()),
            )

    async def thongke(self, update: Update, _: Context) -> None:
        if message := update.message:
            await say(message, await self._ledger.do(figures, self._desk.titles(), self._ledger.today()))

    async def chuatraloi(self, update: Update, _: Context) -> None:
        if message := update.message:
            shown = await self._ledger.do(unanswered, self._ledger.today())
            await say(message, shown or text("telegram_office.none_unanswered"))

    async def capnhat(self, update: Update, _: Context) -> None:
        """Build and swap; questions are answered from the old knowledge meanwhile."""
        message, house = update.message, self._desk.house
        if message is None:
            return
        if house.renewing:
            await say_text(message, "telegram_office.renewing_already")
            return
        await say_text(message, "telegram_office.renewing")
        try:
            await house.renew()
        except (SotayError, OSError, sqlite3.Error) as error:
            await say_text(message, "telegram_office.not_renewed", reason=" ".join(str(error).split()))
            return
        await say_text(message, "telegram_office.renewed", cards=len(house.base.cards))

    async def tamdung(self, update: Update, _: Context) -> None:
        await self._switch(update, "1", "telegram_office.paused")

    async def tieptuc(self, update: Update, _: Context) -> None:
        await self._switch(update, "", "telegram_office.resumed")

    async def _switch(self, update: Update, value: str, key: str) -> None:
        if message := update.message:
            await self._ledger.do(store_people.set_switch, PAUSED, value)
            await say_text(message, key)


def figures(store: Store, titles: dict[str, str], today: date) -> str:
    """The last 30 days in a few lines, without a person in them."""
    since = store_voices.month_ago(today)
    counts = {name: store_voices.counted(store, name, since) for name in (store_voices.ANSWERED, store_voices.REFUSED)}
    totals = {name: sum(count.number for count in found) for name, found in counts.items()}
    thumbs = {kind: store_voices.feedback_counts(store, kind, since) for kind in (store_voices.UP, store_voices.DOWN)}
    lines = [
        text("telegram_office.figures", **totals, waiting=store_updates.waiting(store)),
        text("telegram_office.thumbs", **{kind: sum(count.number for count in c) for kind, c in thumbs.items()}),
    ]
    if sent := store_cases.sent_on(store, since):
        lines.append(text("telegram_office.cases", sent=sent, waiting=store_cases.unanswered_cases(store)))
    worst = [f"– {titles.get(card, card)}: {number}" for card, number in thumbs[store_voices.DOWN][:_TOPICS] if card]
    lines += [text("telegram_office.disliked"), *worst] if worst else []
    words = [f"– {said}" for said in store_voices.feedback_words(store, _WORDS)]
    return "\n".join([*lines, *([text("telegram_office.words"), *words] if words else [])])


def unanswered(store: Store, today: date) -> str:
    """Topics by how often we had no answer, with the questions of those who allowed to keep them."""
    parts = []
    for topic, number in store_voices.counted(store, store_voices.UNANSWERED, store_voices.month_ago(today))[:_TOPICS]:
        name = topic or text("telegram_office.no_topic")
        questions = [f"– {question}" for question in store_voices.unanswered_questions(store, topic, _QUESTIONS)]
        parts.append("\n".join([text("telegram_office.topic", topic=name, number=number), *questions]))
    return "\n\n".join(parts)
