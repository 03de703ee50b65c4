"""Ask a person: a member's question to the officers' group by a second tap, and an officer's reply back to the member.

Whoever is a member of that group is an officer: the operator decides whom Telegram lets in.
"""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from telegram import Bot, ForceReply, Message, ReplyParameters, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import ContextTypes

from bot import store_cases
from bot.answering.answer import Answer, AnswerStatus
from bot.drafts import forget_question, write_draft
from bot.store_cases import PER_MEMBER, Case
from bot.telegram.delivery import delivered, edit, reply, say, say_text
from bot.telegram.keyboards import ask_keyboard, draft_keyboard, sending_keyboard
from bot.telegram.ledger import Ledger, arrived
from bot.telegram.listening import after_command, replies_to
from bot.telegram.markup import clean
from bot.telegram.presses import Step
from bot.telegram.render import paragraphs
from bot.texts import text

_LOGGER = logging.getLogger(__name__)
Context = ContextTypes.DEFAULT_TYPE
# Short enough for one message with our own words, even where every character has to be escaped.
LONGEST = 1_200
# Where a person may know what we do not; the rest are no questions of the field.
_FOR_PEOPLE = (
    AnswerStatus.REFUSED_NOT_FOUND,
    AnswerStatus.REFUSED_UNKNOWN_DOCUMENT,
    AnswerStatus.REFUSED_OUT_OF_SCOPE,
    AnswerStatus.ANSWERED_PARTLY,
)


class Officers:
    """``chat`` is the officers' group, 0 where there is none: then nobody is offered anything."""

    def __init__(self, ledger: Ledger, chat: int, drafts: Path) -> None:
        self._ledger = ledger
        self._chat = chat
        self._drafts = drafts

    def reachable_from(self, message: Message) -> bool:
        """Only from a private chat: elsewhere the answer of an officer could not come back to one person."""
        return bool(self._chat) and message.chat.type == ChatType.PRIVATE

    def offered(self, message: Message, answer: Answer) -> bool:
        return self.reachable_from(message) and answer.status in _FOR_PEOPLE

    async def pressed(self, message: Message, step: Step, user: int) -> bool:
        if not self.reachable_from(message):
            return False
        if step is Step.SEND:
            return await self._send(message, user)
        if step is Step.KEEP:
            return await self._keep(message)
        await self._show(message, _own_question(message, user))
        return True

    async def written(self, message: Message) -> bool:
        """A member's reply to our invitation, or new words for what we have shown; false for any other message."""
        before = message.reply_to_message
        if before is None or not (self.reachable_from(message) and replies_to(message, message.get_bot().bot)):
            return False
        if before.text != text("telegram_officers.write") and not _shown(before):
            return False
        await self._show(message, message.text or "")
        return True

    async def _show(self, message: Message, question: str) -> None:
        """Exactly what would be sent, to be sent by the button underneath and by nothing else.

        Where there are no words yet the member is invited to write them.
        """
        lines = [shown for line in question.splitlines() if (shown := clean(line))]
        if not lines:
            await reply(message, paragraphs(text("telegram_officers.write")), ForceReply(selective=True))
            return
        if len("\n".join(lines)) > LONGEST:
            await say_text(message, "telegram_officers.too_long", limit=LONGEST)
            return
        parts = [text("telegram_officers.before"), "\n".join([text("telegram_officers.shown"), *lines])]
        await say(message, "\n\n".join(parts), sending_keyboard())

    async def _keep(self, message: Message) -> bool:
        """Nothing is sent; what was sent already cannot be called back so."""
        sent = await self._ledger.do(store_cases.case_shown, message.chat_id, message.message_id)
        if sent or not _shown(message):
            return False
        await edit(message, text("telegram_officers.kept"))
        return True

    async def _send(self, message: Message, user: int) -> bool:
        question = _shown(message)
        if not question:
            return False
        opened = (user, message.chat_id, message.message_id, question, self._ledger.today())
        case = await self._ledger.do(store_cases.open_case, *opened)
        if case is None:
            await say_text(message, "telegram_officers.too_many", limit=PER_MEMBER)
        elif case.post or await self._post(message.get_bot(), case):
            days = self._ledger.retention_days
            sent = text("telegram_officers.sent", number=case.number, days=days)
            await edit(message, paragraphs(f"{sent}\n\n{question}")[0])
        else:
            await say_text(message, "telegram_officers.not_sent")
        return True

    async def _post(self, bot: Bot, case: Case) -> bool:
        """Put the question before the officers; pressed again after a failure it comes under the same number."""
        (shown,) = paragraphs(f"{text('telegram_officers.post', number=case.number)}\n\n{case.question}")
        try:
            post = await delivered(lambda: bot.send_message(self._chat, shown))
        except (BadRequest, ChatMigrated) as error:
            _LOGGER.error("the officers' group cannot be written to: %s", type(error).__name__)
            return False
        if post:
            await self._ledger.do(store_cases.set_post, case.number, post.message_id)
        return post is not None

    async def answered(self, message: Message) -> bool:
        """An officer's reply to a question in their group; false where it replies to something else of ours."""
        question = message.reply_to_message
        if question is None or not self._is_ours(message):
            return False
        case = await self._ledger.do(store_cases.case_of_post, question.message_id)
        # A message of another group, from before the setting was changed, may have borne the same number.
        if case and not (question.text or "").startswith(text("telegram_officers.post", number=case.number)):
            case = None
        words = "\n".join(clean(line) for line in (message.text or "").splitlines()).strip()
        if case is None:
            return await self._gone(message, question)
        if not words:
            await say_text(message, "telegram_officers.only_text")
            return True
        await self._ledger.do(store_cases.set_answer, case.number, message.message_id, words)
        await self._bring(message, case._replace(answer=words), more=case.reply not in (0, message.message_id))
        return True

    async def _gone(self, message: Message, question: Message) -> bool:
        """A question that was withdrawn or is too old is told; any other reply is not ours to take."""
        was_case = (question.text or "").startswith(text("telegram_officers.head"))
        if was_case:
            await say_text(message, "telegram_officers.gone")
        return was_case

    async def _bring(self, message: Message, case: Case, more: bool = False) -> None:
        """Bring the answer to the member, marked as an officer's, and tell the officer what became of it."""
        head = text("telegram_officers.more" if more else "telegram_officers.answer", number=case.number)
        if await self._reached(message.get_bot(), case, paragraphs(f"{head}\n\n{case.answer}")):
            await say(message, text("telegram_officers.reached"), draft_keyboard(case.number))
        else:
            await say_text(message, "telegram_officers.blocked")

    async def _reached(self, bot: Bot, case: Case, shown: Sequence[str]) -> bool:
        """False where the member has blocked us; a line lost after the request is taken for a delivery."""
        under = ReplyParameters(case.shown, allow_sending_without_reply=True)

        async def send(number: int) -> bool:
            keyboard = ask_keyboard() if number == len(shown) - 1 else None
            try:
                await bot.send_message(case.chat, shown[number], reply_parameters=under, reply_markup=keyboard)
            except (Forbidden, BadRequest) as error:
                _LOGGER.info("an officer's answer was not delivered: %s", type(error).__name__)
                return False
            return True

        for number in range(len(shown)):
            if await delivered(partial(send, number)) is False:
                return False
            arrived()
        return True

    async def replied_otherwise(self, update: Update, _: Context) -> None:
        """A picture, a voice or a file as a reply to a question."""
        if update.message:
            await self.answered(update.message)

    async def edited(self, update: Update, _: Context) -> None:
        """An officer who mends an answer learns that the old words are with the member."""
        message = update.edited_message
        case = await self._ledger.do(store_cases.case_of_reply, message.message_id) if message else None
        if message and case:
            await say_text(message, "telegram_officers.edited")

    async def again(self, message: Message) -> bool:
        """Bring an officer's answer that may have been lost in a crash, when asked for by button."""
        case = await self._ledger.do(store_cases.case_of_reply, message.message_id) if self._is_ours(message) else None
        if case is None:
            return False
        await self._bring(message, case)
        return True

    async def draft(self, message: Message, number: int) -> bool:
        """Save a case as a draft card; nothing is published by that."""
        case = await self._ledger.do(store_cases.case, number) if self._is_ours(message) else None
        if case is None or not case.answer:
            return False
        path = await asyncio.to_thread(write_draft, self._drafts, case.number, case.question, case.answer)
        shown = text("telegram_officers.drafted", name=path.name) if path else text("telegram_officers.drafted_before")
        await edit(message, paragraphs(shown)[0])
        return True

    async def forget(self, user: int) -> list[Case]:
        """Take a member's words out of the drafts; their cases, for ``withdraw`` once the rows are gone."""
        cases = await self._ledger.do(store_cases.cases_of, user)
        for case in cases:
            await asyncio.to_thread(forget_question, self._drafts, case.number, case.question)
        return cases

    async def withdraw(self, bot: Bot, cases: Sequence[Case]) -> None:
        """Take what the officers see of forgotten cases out of their group, as far as Telegram still allows."""
        for case in (case for case in cases if case.post):
            shown = text("telegram_officers.withdrawn", number=case.number)
            try:
                await delivered(partial(bot.edit_message_text, shown, self._chat, case.post))
            except (BadRequest, ChatMigrated) as error:
                _LOGGER.warning("a withdrawn question stays in the group: %s", type(error).__name__)

    def _is_ours(self, message: Message) -> bool:
        return bool(self._chat) and message.chat_id == self._chat


def _own_question(message: Message, user: int) -> str:
    """What the pressing person asked in the message that this one replies to, without a command before it."""
    asked = message.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id != user:
        return ""
    return after_command(asked) if (asked.text or "").startswith("/") else asked.text or ""


def _shown(message: Message) -> str:
    """The question in a message of ours that shows what would be sent; ``""`` in any other."""
    before, _, question = (message.text or "").partition(f"\n{text('telegram_officers.shown')}\n")
    return question if before.strip() == text("telegram_officers.before") else ""
