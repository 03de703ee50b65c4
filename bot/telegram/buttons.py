"""Handlers of pressed buttons: open a part of a card in place, ask a suggested question, browse a topic."""

from telegram import CallbackQuery, Message, Update
from telegram.ext import ContextTypes

from bot.telegram.conversation import Conversation
from bot.telegram.counting import Counting
from bot.telegram.delivery import delivered, edit, reply, say
from bot.telegram.desk import Desk
from bot.telegram.keyboards import cards_keyboard, opening_keyboard
from bot.telegram.listening import question_in_group
from bot.telegram.members import Members
from bot.telegram.officers import Officers
from bot.telegram.press_codes import decode
from bot.telegram.presses import (
    Again,
    AskOfficers,
    Calculation,
    Consent,
    DraftWanted,
    Opening,
    Press,
    ProvinceChosen,
    Reading,
    Reason,
    Sent,
    Shelving,
    Suggested,
    Tabled,
    Thumb,
    Told,
    TopicChosen,
    TopicTurned,
)
from bot.telegram.reading import Reader
from bot.telegram.render import messages, paragraphs, sources, suggested
from bot.telegram.rich import RichMessages
from bot.telegram.shelving import Librarian
from bot.texts import text

Context = ContextTypes.DEFAULT_TYPE


class Buttons:
    """One entry for every press; a press that cannot be honoured any more is told so in a small notice."""

    def __init__(
        self,
        desk: Desk,
        conversation: Conversation,
        members: Members,
        reader: Reader,
        counting: Counting,
        officers: Officers,
        librarian: Librarian,
    ) -> None:
        self._desk = desk
        self._conversation = conversation
        self._members = members
        self._reader = reader
        self._counting = counting
        self._officers = officers
        self._librarian = librarian
        self._rich = RichMessages()

    async def pressed(self, update: Update, _: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        press, message = decode(query.data or ""), query.message
        done = isinstance(message, Message) and press is not None and await self._honour(query, message, press)
        thanks = text("telegram.thanks") if isinstance(press, Thumb) else None
        await delivered(lambda: query.answer(thanks if done else text("telegram.old_button")))

    async def _honour(self, query: CallbackQuery, message: Message, press: Press) -> bool:
        match press:
            case Opening():
                return await self._open(message, press)
            case Suggested(number):
                return await self._ask(message, suggested(message.text or "", number), query.from_user.id)
            case TopicChosen(position):
                return await self._browse(message, position)
            case TopicTurned(position, page):
                return await self._browse(message, position, page)
            case Again():
                return await self._again(message, query.from_user.id)
            case Reading():
                return await self._reader.turn(message, press)
            case Tabled(card):
                return await self._rich.send_tables(message, await self._desk.card(card, None))
            case Calculation():
                return await self._counting.pressed(message, press)
            case AskOfficers() | DraftWanted() | Shelving():
                return await self._sent(message, press, query.from_user.id)
            case _:
                return await self._told(message, press, query.from_user.id)

    async def _told(self, message: Message, press: Told, user: int) -> bool:
        """Presses by which members tell us something."""
        match press:
            case Consent():
                return await self._members.consented(message, press, user)
            case ProvinceChosen():
                return await self._members.province_pressed(message, press, user)
            case Thumb():
                return await self._members.thumb(message, press, user)
            case Reason():
                return await self._members.reason(message, press, user)

    async def _sent(self, message: Message, press: Sent, user: int) -> bool:
        """Presses about what goes to people, and what they sent."""
        match press:
            case AskOfficers(step):
                return await self._officers.pressed(message, step, user)
            case DraftWanted(number):
                return await self._officers.draft(message, number)
            case Shelving():
                return await self._librarian.pressed(message, press, user)

    async def _open(self, message: Message, opening: Opening) -> bool:
        answer = await self._desk.card(opening.card, opening.slot)
        if answer.refused:
            return False
        shown = sources(answer) if opening.slot is None else messages(answer)
        if opening.page >= len(shown):
            return False
        keyboard = opening_keyboard(answer, opening, len(shown))
        if opening.below:
            await reply(message, [shown[opening.page]], keyboard)
        else:
            await edit(message, shown[opening.page], keyboard)
        return True

    async def _ask(self, message: Message, question: str, user: int) -> bool:
        if question:
            await self._conversation.answer_to(message, question, user)
        return bool(question)

    async def _again(self, message: Message, user: int) -> bool:
        """Only the person who asked; a command is better written again than guessed at."""
        asked = message.reply_to_message
        if asked is None or not asked.from_user or asked.from_user.id != user:
            return False
        question = question_in_group(asked, message.get_bot().bot) or asked.text or ""
        await edit(message, text("telegram.again_asked"))
        if await self._officers.again(asked) or await self._librarian.again(asked):
            return True
        return not question.startswith("/") and await self._ask(message, question, user)

    async def _browse(self, message: Message, position: int, page: int | None = None) -> bool:
        """The cards of a topic below the list of topics, or another ``page`` of them in place."""
        topics = await self._desk.topics()
        keyboard = cards_keyboard(topics[position], position, page or 0) if position < len(topics) else None
        if keyboard is None:
            return False
        sentence = text("telegram.which_card", topic=topics[position].name)
        if page is None:
            await say(message, sentence, keyboard)
        else:
            await edit(message, paragraphs(sentence)[0], keyboard)
        return True
