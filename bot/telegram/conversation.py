"""Handlers of what people write: a question, a document number, a topic to browse, a wish to be forgotten."""

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.answering.answer import Answer
from bot.telegram.activity import typing
from bot.telegram.counting import Counting
from bot.telegram.delivery import reply, say, say_text
from bot.telegram.desk import Desk
from bot.telegram.keyboards import answer_keyboard, topics_keyboard
from bot.telegram.listening import after_command, question_in_group
from bot.telegram.memory import speaker_in
from bot.telegram.officers import Officers
from bot.telegram.render import messages
from bot.texts import text

Context = ContextTypes.DEFAULT_TYPE


class Conversation:
    """Each method turns an update into one call on the desk and the answer into messages."""

    def __init__(self, desk: Desk, counting: Counting, officers: Officers) -> None:
        self._desk = desk
        self._counting = counting
        self._officers = officers

    async def written(self, update: Update, _: Context) -> None:
        """A message in a private chat is a question, if not the words that the officers shall be asked."""
        if update.message and not await self._officers.written(update.message):
            await self.answer(update.message, update.message.text or "")

    async def written_in_group(self, update: Update, context: Context) -> None:
        message = update.message
        if message is None or await self._officers.answered(message):
            return
        question = question_in_group(message, context.bot.bot)
        if question is not None:
            await self._asked(message, question)

    async def hoi(self, update: Update, _: Context) -> None:
        if update.message:
            await self._asked(update.message, after_command(update.message))

    async def vanban(self, update: Update, _: Context) -> None:
        message = update.message
        if message is None:
            return
        number = after_command(message)
        if not number:
            await say_text(message, "telegram.which_document")
            return
        async with typing(message):
            answer = await self._desk.document(number)
        await show(message, answer)

    async def chude(self, update: Update, _: Context) -> None:
        if update.message:
            topics = await self._desk.topics()
            key = "telegram.which_topic" if topics else "telegram.no_topics"
            await say(update.message, text(key), topics_keyboard(topics))

    async def xoadulieu(self, update: Update, _: Context) -> None:
        message = update.message
        if message is None:
            return
        user = speaker_in(message).user
        cases = await self._officers.forget(user)
        await self._desk.forget(user)
        await say_text(message, "telegram.forgotten")
        await self._officers.withdraw(message.get_bot(), cases)

    async def answer(self, message: Message, question: str) -> None:
        await self.answer_to(message, question, speaker_in(message).user)

    async def answer_to(self, message: Message, question: str, user: int) -> None:
        """Answer under ``message`` in the conversation of ``user``, who need not have written it."""
        if await self._counting.written(message, question):
            return
        async with typing(message):
            answer = await self._desk.ask(speaker_in(message)._replace(user=user), question)
        # Quoting the question keeps it at hand for the officers, without our keeping it.
        own = self._officers.reachable_from(message) and speaker_in(message).user == user
        await show(message, answer, for_people=self._officers.offered(message, answer), quote=own)

    async def _asked(self, message: Message, question: str) -> None:
        """A call without a question gets the invitation to ask one."""
        if question:
            await self.answer(message, question)
        else:
            await say_text(message, "telegram.ask_me")


async def show(message: Message, answer: Answer, for_people: bool = False, quote: bool = False) -> None:
    shown = messages(answer)
    await reply(message, shown, answer_keyboard(answer, len(shown) > 1, for_people), quote)
