"""Calculators and the calendar of duties in the chat."""

import asyncio

from telegram import ForceReply, Message, Update
from telegram.ext import ContextTypes

from bot.answering.answer import Answer, AnswerStatus
from bot.calculators import calculator
from bot.calculators.calculator import Kind
from bot.calculators.rules import duties
from bot.telegram.delivery import reply
from bot.telegram.desk import Desk
from bot.telegram.keyboards import KIND_WORDS, answer_keyboard, calculators_keyboard
from bot.telegram.listening import after_command, replies_to
from bot.telegram.markup import clean
from bot.telegram.presses import Calculation
from bot.telegram.render import messages
from bot.texts import text

Context = ContextTypes.DEFAULT_TYPE


class Counting:
    """Results are answers like any other: the decisive line, the rules it rests on, the sources."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def tinh(self, update: Update, _: Context) -> None:
        if message := update.message:
            await self._show(message, after_command(message))

    async def homnay(self, update: Update, _: Context) -> None:
        """What a cell has to do this month."""
        if message := update.message:
            today = self._desk.ledger.today()
            lines = await asyncio.to_thread(duties, self._desk.house.base, today)
            lead = text("calculator.duties", month=today.month, year=today.year)
            await reply(message, messages(Answer(AnswerStatus.ANSWERED, lead, lines)))

    async def written(self, message: Message, words: str) -> bool:
        """Answer a message that asks for a calculation and gives the figures for it; false for any other."""
        request = _filled_in(message, words) or calculator.asked_in(words)
        result = await self._calculate(request) if request else None
        if result is None:
            return False
        await reply(message, messages(result), answer_keyboard(result))
        return True

    async def pressed(self, message: Message, pressed: Calculation) -> bool:
        await self._show(message, pressed.words)
        return True

    async def _show(self, message: Message, words: str) -> None:
        """The result, or the form that leads to one."""
        result = await self._calculate(words)
        if result is not None:
            await reply(message, messages(result), answer_keyboard(result))
        else:
            kind = calculator.kind_of(words)
            # Without buttons the form is a field to write in: what is written there replies to what it needs.
            form = calculators_keyboard(kind) or ForceReply(selective=True)
            await reply(message, messages(calculator.guidance(words)), form)

    async def _calculate(self, words: str) -> Answer | None:
        base, today = self._desk.house.base, self._desk.ledger.today()
        return await asyncio.to_thread(calculator.calculate, words, base, today)


def _filled_in(message: Message, words: str) -> str:
    """The request where a message fills in a form of ours with figures alone; ``""`` for any other message."""
    form = message.reply_to_message
    if form is None or not replies_to(message, message.get_bot().bot):
        return ""
    kind = next((kind for kind in Kind if form.text == clean(text(f"calculator.{kind}_needs"))), None)
    return f"{KIND_WORDS[kind]} {words}" if kind and calculator.kind_of(words) in (None, kind) else ""
