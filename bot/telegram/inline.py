"""``@bot chuyển sinh hoạt`` in any chat: the best five answers to insert, from one search at a time and a cache."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from telegram import InlineQuery, InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.ext import ContextTypes

from bot.answering.answer import Answer, AnswerStatus
from bot.answering.base import Base
from bot.telegram.delivery import delivered
from bot.telegram.house import House
from bot.telegram.markup import clean
from bot.telegram.render import messages
from bot.terminal import line_text
from knowledge.spelling import fold

Context = ContextTypes.DEFAULT_TYPE
BEST = 5
# Shorter words are the beginning of one.
_SHORTEST = 4
_KEPT = 500
# Telegram answers the same words itself for so long, in seconds.
_CACHED_BY_TELEGRAM = 300
# Where the question itself is none of ours; a few words that name a subject are no question, but they find cards.
_NOTHING = (
    AnswerStatus.REFUSED_OUT_OF_SCOPE,
    AnswerStatus.REFUSED_SMALL_TALK,
    AnswerStatus.REFUSED_UNREADABLE,
    AnswerStatus.REFUSED_TOO_LONG,
    AnswerStatus.REFUSED_UNKNOWN_DOCUMENT,
    AnswerStatus.ERROR_INTERNAL,
)
_TITLE, _DESCRIPTION, _ID = 90, 160, 64


class Inline:
    """Telegram asks at every pause of typing: what is not cached is searched only when no other search runs."""

    def __init__(self, house: House, personal: bool) -> None:
        """``personal``: not everybody may use the bot, so Telegram must not show one's results to another."""
        self._house = house
        self._personal = personal
        self._searching = asyncio.Lock()
        self._cache: OrderedDict[str, Sequence[InlineQueryResultArticle]] = OrderedDict()
        self._cached_from = house.base

    async def asked(self, update: Update, _: Context) -> None:
        query = update.inline_query
        if query is None:
            return
        words = " ".join(clean(query.query).split())
        if len(words) < _SHORTEST:
            await self._offer(query, [], _CACHED_BY_TELEGRAM)
            return
        found = await self._found(words)
        # Skipped for being busy is no answer: the next pause of typing asks again.
        await self._offer(query, found or [], 0 if found is None else _CACHED_BY_TELEGRAM)

    async def _offer(self, query: InlineQuery, results: Sequence[InlineQueryResultArticle], seconds: int) -> None:
        await delivered(lambda: query.answer(results, cache_time=seconds, is_personal=self._personal))

    async def _found(self, words: str) -> Sequence[InlineQueryResultArticle] | None:
        base, key = self._house.base, fold(words)
        if base is not self._cached_from:
            self._cache.clear()
            self._cached_from = base
        if key not in self._cache:
            if self._searching.locked():
                return None
            async with self._searching:
                self._cache[key] = await asyncio.to_thread(self._search, words, base)
            while len(self._cache) > _KEPT:
                self._cache.popitem(last=False)
        self._cache.move_to_end(key)
        return self._cache[key]

    def _search(self, words: str, base: Base) -> Sequence[InlineQueryResultArticle]:
        answer = self._house.answers.ask(words)
        ids = [] if answer.status in _NOTHING else best_cards(answer, base)
        return [article(base.cards[id_].title, id_, self._house.answers.card(id_)) for id_ in ids]


def best_cards(answer: Answer, base: Base) -> list[str]:
    """The card that answers, then those of the best passages that were looked at."""
    owners = (evidence.passage.partition("/")[0] for evidence in answer.evidence)
    found = dict.fromkeys(filter(None, [answer.card, *owners]))
    return [id_ for id_ in found if id_ in base.cards][:BEST]


def article(title: str, id_: str, answer: Answer) -> InlineQueryResultArticle:
    """An answer to insert: its first message, with its sources; buttons would need a chat of ours."""
    first = clean(line_text(answer.lines[0])) if answer.lines else ""
    return InlineQueryResultArticle(
        id_.encode()[:_ID].decode(errors="ignore"),
        clean(title)[:_TITLE],
        InputTextMessageContent(messages(answer)[0]),
        description=first[:_DESCRIPTION],
    )
