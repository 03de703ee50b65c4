"""Which messages are for us, and what they ask: in groups only when called, from people only."""

from collections.abc import Collection

from telegram import Message, MessageEntity, User
from telegram.ext import filters


class _People(filters.MessageFilter):
    """Written by a person: no other bot, nothing inserted through one, no channel forwarding into its group.

    An anonymous admin of a group writes as the group itself, through an account that is formally a bot.
    """

    def filter(self, message: Message) -> bool:
        if message.via_bot or message.is_automatic_forward:
            return False
        if message.sender_chat:
            return message.sender_chat.id == message.chat_id
        return bool(message.from_user and not message.from_user.is_bot)


class _Called(filters.MessageFilter):
    """In a group: somebody named us or replied to us."""

    def filter(self, message: Message) -> bool:
        return question_in_group(message, message.get_bot().bot) is not None


def question_in_group(message: Message, bot: User) -> str | None:
    """The question without our name in it; ``None`` where nobody called us."""
    names = [name for entity, name in message.parse_entities().items() if _names(entity, name, bot)]
    if not names and not replies_to(message, bot):
        return None
    question = message.text or ""
    for name in names:
        question = question.replace(name, " ")
    return " ".join(question.split())


def after_command(message: Message) -> str:
    """What stands behind the command; where nothing does, the message that the command replies to."""
    _, *rest = (message.text or "").split(maxsplit=1)
    if rest:
        return rest[0].strip()
    return (message.reply_to_message.text or "") if message.reply_to_message else ""


def _names(entity: MessageEntity, name: str, bot: User) -> bool:
    if entity.type == MessageEntity.MENTION:
        return name.lower() == f"@{bot.username}".lower()
    return entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == bot.id


def replies_to(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == bot.id)


class OurCommand(filters.MessageFilter):
    """A command of ours: it names us, or nobody and we know it."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self._names = frozenset(names)

    def filter(self, message: Message) -> bool:
        name, _, called = (message.text or "").partition(" ")[0].lower().removeprefix("/").partition("@")
        return name in self._names and called in ("", message.get_bot().username.lower())


FROM_PEOPLE = _People()
FRESH = filters.UpdateType.MESSAGE & FROM_PEOPLE
PRIVATE = FRESH & filters.ChatType.PRIVATE
CALLED = FRESH & filters.ChatType.GROUPS & _Called()
EDITED_BY_PEOPLE = filters.UpdateType.EDITED_MESSAGE & filters.TEXT & FROM_PEOPLE
EDITED = EDITED_BY_PEOPLE & filters.ChatType.PRIVATE
