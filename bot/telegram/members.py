"""What a member tells us about themselves: their province, what they think of an answer, and consent."""

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot import store_people, store_voices
from bot.telegram.delivery import delivered, edit, reply, say, say_text
from bot.telegram.desk import Desk
from bot.telegram.keyboards import ask_keyboard, consent_keyboard, provinces_keyboard, reasons_keyboard
from bot.telegram.listening import after_command
from bot.telegram.memory import speaker_in
from bot.telegram.officers import Officers
from bot.telegram.presses import Consent, ProvinceChosen, Reason, Thumb
from bot.telegram.render import paragraphs
from bot.texts import text
from knowledge.spelling import fold

Context = ContextTypes.DEFAULT_TYPE
# Longer words are no suggestion for one card any more; Telegram itself allows 4096.
_WORDS = 1_000
_RULERS = ("creator", "administrator")
_BEFORE = ("tinh ", "thanh pho ", "tp. ", "tp ", "tp.")
# The reasons a member can give by button; each has a label in the texts.
REASONS = ("wrong", "outdated", "incomplete", "unclear")


def provinces() -> list[str]:
    return [name.strip() for name in text("telegram_places.names").split(";")]


def province_named(words: str) -> str:
    """The province as the knowledge writes it, however it is typed; ``""`` for none."""
    known = {_bare(name): name for name in provinces()}
    known |= {_bare(alias): name for alias, _, name in _aliases()}
    return known.get(_bare(words), "")


def _aliases() -> list[tuple[str, str, str]]:
    return [pair.strip().partition("=") for pair in text("telegram_places.aliases").split(";")]


def _bare(words: str) -> str:
    plain = " ".join(fold(words).split())
    for start in _BEFORE:
        plain = plain.removeprefix(start)
    return plain.strip()


class Members:
    """Each method is a command or a press; what is kept goes through the ledger."""

    def __init__(self, desk: Desk, officers: Officers) -> None:
        self._desk = desk
        self._officers = officers
        self._ledger = desk.ledger

    async def start(self, update: Update, _: Context) -> None:
        if message := update.message:
            parts = [text(f"telegram.{key}") for key in ("welcome", "example", "privacy")]
            private = message.chat.type == ChatType.PRIVATE
            asked = [text("telegram.consent")] if private else []
            await say(message, "\n\n".join([*parts, *asked]), consent_keyboard() if private else None)

    async def consented(self, message: Message, consent: Consent, user: int) -> bool:
        await self._ledger.do(store_people.set_consent, user, consent.given, self._ledger.today())
        await say_text(message, "telegram.consent_given" if consent.given else "telegram.consent_refused")
        return True

    async def diaphuong(self, update: Update, _: Context) -> None:
        message = update.message
        if message is None or not await self._may_set(message, speaker_in(message).user):
            return
        words = after_command(message)
        if not words:
            current = await self._desk.locality(message.chat_id)
            shown = text("telegram.province_now", name=current or text("telegram.province_none"))
            await say(message, shown, provinces_keyboard(provinces()))
        elif name := province_named(words):
            await self._set(message, name)
        else:
            await say(message, text("telegram.province_unknown", name=words[:40]), provinces_keyboard(provinces()))

    async def province_pressed(self, message: Message, chosen: ProvinceChosen, user: int) -> bool:
        """Position 0 forgets the province; the others are those of the list."""
        if chosen.position > len(provinces()) or not await self._may_set(message, user):
            return False
        name = provinces()[chosen.position - 1] if chosen.position else ""
        await self._ledger.do(store_people.set_province, message.chat_id, name)
        shown = text("telegram.province_set", name=name) if name else text("telegram.province_forgotten")
        await edit(message, shown)
        return True

    async def _set(self, message: Message, name: str) -> None:
        await self._ledger.do(store_people.set_province, message.chat_id, name)
        await say_text(message, "telegram.province_set", name=name)

    async def _may_set(self, message: Message, user: int) -> bool:
        """A group's province is its admins' to set; an anonymous admin writes as the group itself."""
        if message.chat.type == ChatType.PRIVATE or (message.sender_chat and message.sender_chat.id == message.chat_id):
            return True
        member = await delivered(lambda: message.chat.get_member(user))
        if member is not None and member.status in _RULERS:
            return True
        await say_text(message, "telegram.province_admins")
        return False

    async def gopy(self, update: Update, _: Context) -> None:
        message = update.message
        if message is None:
            return
        words = after_command(message)[:_WORDS]
        if not words:
            await say_text(message, "telegram.which_words")
            return
        await self._say_so(speaker_in(message).user, store_voices.WORDS, words=words)
        await say_text(message, "telegram.words_kept", days=self._ledger.retention_days)

    async def thumb(self, message: Message, thumb: Thumb, user: int) -> bool:
        """A thumb up is thanked for in the notice; a thumb down is asked for its reason, below."""
        await self._say_so(user, store_voices.UP if thumb.up else store_voices.DOWN, card=thumb.card)
        if not thumb.up:
            for_people = self._officers.reachable_from(message)
            keyboard = reasons_keyboard(thumb.card, REASONS, for_people)
            # In reply to the question, so that it is at hand for the officers.
            asked = message.reply_to_message if for_people else None
            await reply(asked or message, paragraphs(text("telegram.which_reason")), keyboard, quote=asked is not None)
        return True

    async def reason(self, message: Message, reason: Reason, user: int) -> bool:
        if reason.number >= len(REASONS):
            return False
        await self._say_so(user, store_voices.DOWN, card=reason.card, reason=REASONS[reason.number])
        await edit(
            message, text("telegram.reason_kept"), ask_keyboard() if self._officers.reachable_from(message) else None
        )
        return True

    async def _say_so(self, user: int, kind: str, card: str = "", reason: str = "", words: str = "") -> None:
        today = self._ledger.today()
        await self._ledger.do(store_voices.add_feedback, user, kind, today, card, reason, words)
