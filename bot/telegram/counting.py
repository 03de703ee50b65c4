"""Calculators and the calendar of duties in the chat."""

import asyncio

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.answering.answer import Answer, AnswerStatus
from bot.calculators import calculator
from bot.calculators.rules import duties
from bot.telegram.delivery import reply
from bot.telegram.desk import Desk
from bot.telegram.keyboards import answer_keyboard, calculators_keyboard
from bot.telegram.listening import after_command
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
        request = calculator.asked_in(words)
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
            await reply(message, messages(calculator.guidance(words)), calculators_keyboard(calculator.kind_of(words)))

    async def _calculate(self, words: str) -> Answer | None:
        base, today = self._desk.house.base, self._desk.ledger.today()
        return await asyncio.to_thread(calculator.calculate, words, base, today)
