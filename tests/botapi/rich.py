"""Rich messages (Bot API 10.1): their HTML as far as the bot uses it, refused where Telegram refuses it.

Rules: https://core.telegram.org/bots/api#rich-html-style and the limits above it. A tag that stands there and that
the bot does not use is refused all the same: a test has to say first how it is to be checked.
"""

import re
from html.parser import HTMLParser

from tests.botapi.faults import bad_request

CHARACTERS, BLOCKS, DEPTH, COLUMNS = 32_768, 500, 16, 20
_INSIDE = {
    "": {"table", "p", "details"},
    "table": {"caption", "tr"},
    "tr": {"th", "td"},
    "details": {"summary", "ul"},
    "ul": {"li"},
    "p": {"b", "i"},
}
_ATTRIBUTES = {"table": {"bordered", "striped"}, "details": {"open"}}
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos|nbsp|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")


class _Reader(HTMLParser):
    """What a reader sees, a line for each row, paragraph or item; ``cells`` counts those of the open row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = []
        self.opened: list[str] = []
        self.blocks = self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INSIDE.get(self.opened[-1] if self.opened else "", set()):
            raise bad_request(f'can\'t parse rich message: unsupported tag "{tag}" in {self.opened}')
        if {name for name, _ in attrs} - _ATTRIBUTES.get(tag, set()):
            raise bad_request(f'can\'t parse rich message: unsupported attributes of "{tag}"')
        self.opened.append(tag)
        if tag in ("table", "tr", "p", "details", "li"):
            self.blocks += 1
        if tag in ("tr", "p", "caption", "summary", "li"):
            self.lines.append([])
        self.cells = 0 if tag == "tr" else self.cells + (tag in ("th", "td"))
        if len(self.opened) > DEPTH or self.blocks > BLOCKS or self.cells > COLUMNS:
            raise bad_request("RICH_MESSAGE_TOO_LARGE")

    def handle_endtag(self, tag: str) -> None:
        if not self.opened or self.opened.pop() != tag:
            raise bad_request(f'can\'t parse rich message: unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        if not self.opened or self.opened[-1] in ("table", "tr", "ul", "details"):
            raise bad_request("can't parse rich message: text outside of a block")
        self.lines[-1].append(data)


def shown_rich(message: dict[str, object]) -> str:
    """The text of a rich message, the cells of a row parted by bars; raises ``ApiError`` for what is refused."""
    given = {"html", "markdown", "blocks"} & set(message)
    if given != {"html"} or set(message) - {"html", "skip_entity_detection", "is_rtl"}:
        raise bad_request("the fake reads rich messages as html, and exactly one form must be given")
    source = str(message["html"])
    if _ENTITY.search(source):
        raise bad_request("can't parse rich message: unsupported entity")
    reader = _Reader()
    reader.feed(source)
    reader.close()
    if reader.opened or not reader.lines:
        raise bad_request("can't parse rich message: unclosed tag or nothing to show")
    shown = "\n".join(" | ".join(line) for line in reader.lines)
    if len(shown) > CHARACTERS:
        raise bad_request("RICH_MESSAGE_TOO_LARGE")
    return shown
