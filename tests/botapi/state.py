"""What the fake knows: the bot, the chats, open button presses and inline queries, published commands, files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.botapi.chats import Chat, Message
from tests.botapi.faults import BLOCKED, bad_request
from tests.botapi.updates import UpdateQueue
from tests.botapi.webhook import Address

TOKEN = "7000000001:the-fake-token-that-must-never-be-logged"
BOT = {
    "id": 7000000001,
    "is_bot": True,
    "first_name": "Sổ tay",
    "username": "SoTayBot",
    "can_join_groups": True,
    "can_read_all_group_messages": True,
    "supports_inline_queries": True,
}


@dataclass
class State:
    token: str = TOKEN
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    chats: dict[int, Chat] = field(default_factory=dict)
    presses: dict[str, str | None] = field(default_factory=dict)
    typed: dict[str, list[dict[str, Any]] | None] = field(default_factory=dict)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    knows_rich_messages: bool = True
    webhook: Address = field(default_factory=Address)
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def chat(self, id_: int) -> Chat:
        """The chat, where the bot may write; raises ``ApiError`` as Telegram does."""
        if id_ not in self.chats:
            raise bad_request("chat not found")
        if not self.chats[id_].reachable:
            raise BLOCKED
        return self.chats[id_]

    def message_json(self, message: Message, whole: bool = True) -> dict[str, Any]:
        """A message of the bot as updates and results carry it.

        The message that it replies to comes along, but not what that one replied to.
        """
        shown: dict[str, Any] = {
            "message_id": message.id,
            "date": 1_790_000_000,
            "chat": message.chat.json,
            "from": BOT,
        }
        if message.rich:
            shown["rich_message"] = {"blocks": [{"type": "paragraph", "text": message.text}]}
        else:
            shown |= {"text": message.text, "entities": [entity.json for entity in message.entities]}
        if whole and (replied := self._replied(message)):
            shown["reply_to_message"] = replied
        if message.versions > 1:
            shown["edit_date"] = 1_790_000_001
        if message.rows:
            shown["reply_markup"] = {"inline_keyboard": [[button.json for button in row] for row in message.rows]}
        return shown

    def _replied(self, message: Message) -> dict[str, Any] | None:
        """``None`` where it replies to nothing, or to what was deleted meanwhile."""
        chat, id_ = message.chat, message.reply_to
        if id_ not in chat.ids:
            return None
        own = next((one for one in chat.messages if one.id == id_), None)
        if own:
            return self.message_json(own, whole=False)
        return {key: value for key, value in chat.written[id_].items() if key != "reply_to_message"}
