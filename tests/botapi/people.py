"""The other side of the chat: people who write, press buttons and wait for what they see."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.botapi.chats import Chat, Message
from tests.botapi.entities import units
from tests.botapi.state import BOT

if TYPE_CHECKING:
    from tests.botapi.server import FakeBotApi

_MARKED = re.compile(r"(?P<bot_command>^/\w+(?:@\w+)?)|(?P<mention>@\w{3,})")


class Person:
    """Somebody with a private chat with the bot, who may also write in groups."""

    def __init__(self, api: "FakeBotApi", id_: int, name: str, is_bot: bool = False) -> None:
        self.api = api
        self.chat = Chat(id_, "private", name)
        self.json = {"id": id_, "is_bot": is_bot, "first_name": name, "language_code": "vi"}
        self._read: dict[int, int] = {}

    def send(self, text: str = "", chat: Chat | None = None, **content: object) -> dict[str, Any]:
        """Write ``text``, or send other ``content`` such as a sticker; returns the message as the bot gets it."""
        message = self._message(chat or self.chat, text, content)
        self.api.state.updates.add(message=message)
        return message

    def send_file(self, name: str, content: bytes, size: int | None = None, **more: object) -> dict[str, Any]:
        """Send a document; ``size`` is what Telegram says of it."""
        id_ = f"f{next(self.api.state.ids)}"
        self.api.state.files[id_] = content
        sizes = {"file_size": len(content) if size is None else size}
        return self.send(document={"file_id": id_, "file_unique_id": id_, "file_name": name, **sizes}, **more)

    def answer(self, message: Message, text: str = "", **content: object) -> dict[str, Any]:
        """Reply to a message of the bot, in its chat."""
        shown = self.api.state.message_json(message, whole=False)
        return self.send(text, message.chat, reply_to_message=shown, **content)

    def edit(self, message: dict[str, Any], text: str) -> None:
        changed = {**message, "text": text, "entities": _entities(text), "edit_date": 1_790_000_002}
        self.api.state.updates.add(edited_message=changed)

    def press(self, message: Message, label: str) -> str:
        """Press a button that is there; returns the id under which the press is answered."""
        return self.press_data(message, message.button(label).data)

    def press_data(self, message: Message, data: str, accessible: bool = True) -> str:
        """Press with any data, as an old or forged client may; old messages reach the bot without their content."""
        shown = self.api.state.message_json(message)
        if not accessible:
            shown = {"message_id": message.id, "date": 0, "chat": message.chat.json}
        press = str(9_000_000 + next(self.api.state.ids))
        self.api.state.presses[press] = None
        query = {"id": press, "from": self.json, "message": shown, "chat_instance": "1", "data": data}
        self.api.state.updates.add(callback_query=query)
        return press

    async def type(self, words: str) -> list[dict[str, Any]]:
        """Write ``words`` behind the bot's name in some chat; what is offered to insert."""
        query = self.type_away(words)
        self.api.state.typed[query] = None
        await self.api.until(lambda: self.api.state.typed[query] is not None, "an answer to the inline query")
        return self.api.state.typed[query] or []

    def type_away(self, words: str) -> str:
        """Write words and go: the query is answered too late."""
        query = str(8_000_000 + next(self.api.state.ids))
        self.api.state.updates.add(inline_query={"id": query, "from": self.json, "query": words, "offset": ""})
        return query

    async def notice(self, press: str) -> str:
        """What the bot answers to a press; ``""`` only ends the waiting sign."""
        await self.api.until(lambda: self.api.state.presses[press] is not None, "an answer to the press")
        return self.api.state.presses[press] or ""

    async def reply(self, chat: Chat | None = None) -> Message:
        """The next message of the bot that this person has not read yet."""
        chat = chat or self.chat
        read = self._read.get(chat.id, 0)
        await self.api.until(lambda: len(chat.messages) > read, "a reply")
        self._read[chat.id] = read + 1
        return chat.messages[read]

    async def ask(self, text: str, chat: Chat | None = None) -> Message:
        self.send(text, chat)
        return await self.reply(chat)

    async def sees(self, condition: Callable[[], bool], what: str) -> None:
        await self.api.until(condition, what)

    def _message(self, chat: Chat, text: str, content: dict[str, object]) -> dict[str, Any]:
        id_ = next(self.api.state.ids)
        chat.ids.add(id_)
        message = {"message_id": id_, "date": 1_790_000_000, "chat": chat.json, "from": self.json}
        written = {"text": text, "entities": _entities(text)} if text else {}
        chat.written[id_] = message | written | content
        return chat.written[id_]


def _entities(text: str) -> list[dict[str, Any]]:
    """Commands at the start and mentions, which Telegram finds by itself."""
    return [
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match[0])}
        for match in _MARKED.finditer(text)
    ]


BOT_NAME = f"@{BOT['username']}"
