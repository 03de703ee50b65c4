"""The methods of the Bot API that the bot uses, as strict as Telegram is."""

import json
import re
from typing import Any

from tests.botapi.chats import Chat, Message, keyboard
from tests.botapi.entities import Entity, shown_text
from tests.botapi.faults import NO_METHOD, WEBHOOK_ACTIVE, bad_request
from tests.botapi.rich import shown_rich
from tests.botapi.state import BOT, State

Parameters = dict[str, str]
_ACTIONS = ("typing", "upload_photo", "upload_document", "find_location", "record_voice", "upload_voice")
_NOTICE = 200
_RESULTS, _BYTES = 50, 64
# A bot is handed no larger file.
_DOWNLOAD = 20_000_000


class Methods:
    """One coroutine per method, found by its name; parameters are strings as they came over HTTP."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def call(self, name: str, given: Parameters) -> Any:  # noqa: ANN401 - results have every JSON type
        method = getattr(self, f"_{name}", None)
        if method is None:
            raise NO_METHOD
        return await method(given)

    async def _getMe(self, _: Parameters) -> Any:  # noqa: ANN401, N802
        return BOT

    async def _getUpdates(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        if self._state.webhook.url:
            raise WEBHOOK_ACTIVE
        offset, limit, seconds = (int(given.get(key, "0")) for key in ("offset", "limit", "timeout"))
        allowed = json.loads(given["allowed_updates"]) if "allowed_updates" in given else None
        return await self._state.updates.fetch(offset, limit or 100, seconds, allowed)

    async def _sendMessage(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        chat = self._state.chat(int(_required(given, "chat_id")))
        text, entities = shown_text(_required(given, "text"), given.get("parse_mode", ""))
        return self._put(chat, given, text, entities)

    async def _sendRichMessage(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        if not self._state.knows_rich_messages:
            raise NO_METHOD
        chat = self._state.chat(int(_required(given, "chat_id")))
        _required(given, "rich_message")
        return self._put(chat, given, shown_rich(_json(given, "rich_message") or {}), [], rich=True)

    def _put(self, chat: Chat, given: Parameters, text: str, entities: list[Entity], rich: bool = False) -> Any:  # noqa: ANN401
        rows = keyboard(_json(given, "reply_markup"))
        reply = _json(given, "reply_parameters") or {}
        replied = reply.get("message_id", 0)
        if replied and replied not in chat.ids:
            if not reply.get("allow_sending_without_reply"):
                raise bad_request("message to be replied not found")
            replied = 0
        message = Message(next(self._state.ids), chat, text, entities, rows, replied, rich=rich)
        chat.messages.append(message)
        chat.ids.add(message.id)
        return self._state.message_json(message)

    async def _editMessageText(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        chat = self._state.chat(int(_required(given, "chat_id")))
        message = chat.message(int(_required(given, "message_id")))
        text, entities = shown_text(_required(given, "text"), given.get("parse_mode", ""))
        rows = keyboard(_json(given, "reply_markup"))
        if (text, tuple(entities), tuple(map(tuple, rows))) == message.content:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same "
                "as a current content and reply markup of the message"
            )
        message.text, message.entities, message.rows = text, entities, rows
        message.versions += 1
        return self._state.message_json(message)

    async def _answerCallbackQuery(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        press = _required(given, "callback_query_id")
        if self._state.presses.get(press, "") is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        notice = given.get("text", "")
        if len(notice) > _NOTICE:
            raise bad_request("MESSAGE_TOO_LONG")
        self._state.presses[press] = notice
        return True

    async def _answerInlineQuery(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        query, results = _required(given, "inline_query_id"), json.loads(given.get("results", "[]"))
        if self._state.typed.get(query, ()) is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if len(results) > _RESULTS or len({result["id"] for result in results}) < len(results):
            raise bad_request("RESULT_ID_DUPLICATE")
        for result in results:
            if not 1 <= len(result["id"].encode()) <= _BYTES:
                raise bad_request("RESULT_ID_INVALID")
            content = result["input_message_content"]
            shown, _ = shown_text(content["message_text"], content.get("parse_mode", ""))
            content["message_text"] = shown
        self._state.typed[query] = results
        return True

    async def _sendChatAction(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        self._state.chat(int(_required(given, "chat_id")))
        if _required(given, "action") not in _ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    async def _setMyCommands(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        commands = json.loads(_required(given, "commands"))
        for command in commands:
            if not re.fullmatch("[a-z0-9_]{1,32}", command["command"]):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        scope = _json(given, "scope") or {"type": "default"}
        if scope["type"] == "chat":
            self._state.chat(scope["chat_id"])
        self._state.commands[":".join(str(scope[key]) for key in ("type", "chat_id") if key in scope)] = commands
        return True

    async def _getChatMember(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        chat, user = self._state.chat(int(_required(given, "chat_id"))), int(_required(given, "user_id"))
        shown = {"id": user, "is_bot": False, "first_name": "x"}
        if user not in chat.admins:
            return {"status": "member", "user": shown}
        return {"status": "creator", "user": shown, "is_anonymous": False}

    async def _setWebhook(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        url, secret = _required(given, "url"), given.get("secret_token", "")
        if not url.startswith("https://"):
            raise bad_request("bad webhook: an HTTPS URL must be provided for webhook")
        if not re.fullmatch("[A-Za-z0-9_-]{0,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        self._state.webhook.url, self._state.webhook.secret = url, secret
        if "allowed_updates" in given:
            self._state.updates.allow(json.loads(given["allowed_updates"]))
        return True

    async def _deleteWebhook(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        self._state.webhook.url = ""
        if given.get("drop_pending_updates", "").lower() == "true":
            self._state.updates.clear()
        return True

    async def _getFile(self, given: Parameters) -> Any:  # noqa: ANN401, N802
        id_ = _required(given, "file_id")
        if id_ not in self._state.files:
            raise bad_request("invalid file_id")
        size = len(self._state.files[id_])
        if size > _DOWNLOAD:
            raise bad_request("file is too big")
        return {"file_id": id_, "file_unique_id": id_, "file_size": size, "file_path": file_path(id_)}


def file_path(id_: str) -> str:
    """Where a file is fetched from; it has nothing of the name that a person gave it."""
    return f"documents/file_{id_}"


def _required(given: Parameters, name: str) -> str:
    if not given.get(name):
        raise bad_request("message text is empty" if name == "text" else f"parameter {name} is required")
    return given[name]


def _json(given: Parameters, name: str) -> dict[str, Any] | None:
    try:
        return json.loads(given[name]) if name in given else None
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None
