"""Telegram's HTML: parsed and counted as the Bot API does it, and refused in its words.

Rules: https://core.telegram.org/bots/api#html-style. Only the tags listed there exist; ``&lt; &gt; &amp;
&quot;`` and numbered entities are decoded, every other ``&`` stands for itself; each tag is closed in order.
"""

import re
from dataclasses import dataclass

from tests.botapi.faults import bad_request

LENGTH = 4096
ENTITIES = 100
MARKUP = 9500

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z-]*)((?:\s+[a-zA-Z-]+(?:=(?:\"[^\"<]*\"|'[^'<]*'))?)*)\s*>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")
_ENTITY = re.compile(r"&(lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(frozen=True)
class Entity:
    """A stretch of the parsed text, measured in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str = ""

    @property
    def json(self) -> dict[str, object]:
        shown: dict[str, object] = {"type": self.type, "offset": self.offset, "length": self.length}
        return shown | ({"url": self.url} if self.url else {})


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text a reader sees and its entities; raises ``ApiError`` where Telegram would refuse."""
    text, entities, position = "", [], 0
    opened: list[tuple[str, int, str]] = []
    while position < len(source):
        if source[position] != "<":
            end = source.find("<", position)
            end = len(source) if end < 0 else end
            text += _decoded(source[position:end])
            position = end
            continue
        closing, name, attributes, position = _tag(source, position)
        if not closing:
            opened.append((name, units(text), _address(name, attributes)))
            continue
        if not opened or opened[-1][0] != name:
            raise _unparsed(f'unexpected end tag "{name}"', position)
        _, offset, url = opened.pop()
        if units(text) > offset:
            entities.append(Entity(_STYLES[name], offset, units(text) - offset, url))
    if opened:
        raise _unparsed(f'can\'t find end tag corresponding to start tag "{opened[-1][0]}"', position)
    return text, sorted(entities, key=lambda entity: (entity.offset, -entity.length))


def shown_text(source: str, parse_mode: str) -> tuple[str, list[Entity]]:
    """What becomes of ``source`` in a message, checked against every limit."""
    if parse_mode not in ("", "HTML"):
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(source) if parse_mode else (source, [])
    if any(ord(char) < 32 and char != "\n" for char in text):
        raise bad_request("the fake takes no control characters: Telegram would drop them")
    if not text.strip():
        raise bad_request("message text is empty")
    if units(text.strip()) > LENGTH:
        raise bad_request("message is too long")
    if len(entities) > ENTITIES or len(source) > MARKUP:
        raise bad_request("the fake takes no markup that Telegram would cut")
    return text.strip(), entities


def _tag(source: str, position: int) -> tuple[bool, str, str, int]:
    match = _TAG.match(source, position)
    if match is None or match[2].lower() not in _STYLES:
        raise _unparsed(f'unsupported start tag "{source[position + 1 : position + 12]}"', position)
    return match[1] == "/", match[2].lower(), match[3], match.end()


def _address(name: str, attributes: str) -> str:
    given = {key: first or second for key, first, second in _ATTRIBUTE.findall(attributes)}
    if name == "span" and given.get("class") != "tg-spoiler":
        raise _unparsed('tag "span" must have class "tg-spoiler"', 0)
    url = _decoded(given.get("href", "")) if name == "a" else ""
    if name == "a" and not re.match(r"(https?|tg)://\S+$", url):
        raise _unparsed("a link without a usable address", 0)
    return url


def _decoded(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        name = match[1]
        if name in _NAMED:
            return _NAMED[name]
        return chr(int(name[2:], 16) if name.startswith("#x") else int(name[1:]))

    return _ENTITY.sub(character, text)


def _unparsed(reason: str, position: int) -> Exception:
    return bad_request(f"can't parse entities: {reason} at byte offset {position}")
