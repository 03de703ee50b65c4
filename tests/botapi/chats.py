"""What people see: chats, the bot's messages in them, and the buttons under these."""

from dataclasses import dataclass, field
from typing import Any

from tests.botapi.entities import Entity
from tests.botapi.faults import bad_request

_BYTES, _BUTTONS, _IN_A_ROW = 64, 100, 8


@dataclass(frozen=True)
class Button:
    """An inline button; exactly one action, which for us is data or an address."""

    text: str
    data: str = ""
    url: str = ""

    @property
    def json(self) -> dict[str, str]:
        return {"text": self.text} | ({"callback_data": self.data} if self.data else {"url": self.url})


@dataclass
class Message:
    """A message of the bot as it stands now; ``versions`` counts what people saw under this id.

    ``rich``: a rich message, whose ``text`` is what its blocks say.
    """

    id: int
    chat: "Chat"
    text: str
    entities: list[Entity] = field(default_factory=list)
    rows: list[list[Button]] = field(default_factory=list)
    reply_to: int = 0
    versions: int = 1
    rich: bool = False

    @property
    def labels(self) -> list[str]:
        return [button.text for row in self.rows for button in row]

    def button(self, label: str) -> Button:
        found = next((button for row in self.rows for button in row if button.text == label), None)
        assert found is not None, f"no button «{label}» among {self.labels}"
        return found

    def styled(self, style: str) -> list[str]:
        """The stretches of text in a style, such as ``bold``."""
        raw = self.text.encode("utf-16-le")
        spans = [(2 * e.offset, 2 * (e.offset + e.length)) for e in self.entities if e.type == style]
        return [raw[start:end].decode("utf-16-le") for start, end in spans]

    @property
    def content(self) -> tuple[Any, ...]:
        return self.text, tuple(self.entities), tuple(map(tuple, self.rows))


@dataclass
class Chat:
    """A conversation. ``reachable`` ends when the person blocks the bot; ``written`` is what people wrote, by id.

    ``admins`` are the people who rule a group.
    """

    id: int
    type: str
    title: str
    messages: list[Message] = field(default_factory=list)
    reachable: bool = True
    ids: set[int] = field(default_factory=set)
    admins: set[int] = field(default_factory=set)
    written: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def json(self) -> dict[str, Any]:
        return {"id": self.id, "type": self.type, "first_name" if self.type == "private" else "title": self.title}

    def message(self, id_: int) -> Message:
        found = next((message for message in self.messages if message.id == id_), None)
        if found is None:
            raise bad_request("message to edit not found")
        return found


def keyboard(markup: dict[str, Any] | None) -> list[list[Button]]:
    """The rows of an inline keyboard; raises ``ApiError`` for what Telegram refuses."""
    markup = markup or {"inline_keyboard": []}
    if "inline_keyboard" not in markup and markup.get("force_reply") is not True:
        raise bad_request("object expected as reply markup")
    rows = [[_button(given) for given in row] for row in markup.get("inline_keyboard", [])]
    if any(not row or len(row) > _IN_A_ROW for row in rows) or sum(map(len, rows)) > _BUTTONS:
        raise bad_request("reply markup is too long or has an empty row")
    return rows


def _button(given: dict[str, Any]) -> Button:
    text, data, url = (given.get(key, "") for key in ("text", "callback_data", "url"))
    if not text.strip():
        raise bad_request("can't parse inline keyboard button: text buttons are unallowed to be empty")
    if bool(data) == bool(url) or len(data.encode()) > _BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(text, data, url)
