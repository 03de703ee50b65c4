"""Tables as rich messages (Bot API 10.1 and later), and as plain lines where the server knows none.

The library has no method of its own for them yet; a server that lacks the method is asked once in a run.
"""

import logging
from collections.abc import Sequence

from telegram import Message
from telegram.constants import ChatType
from telegram.error import BadRequest, EndPointNotFound

from bot.answering.answer import Answer
from bot.answering.tables import Table, tables
from bot.telegram.delivery import delivered, reply
from bot.telegram.ledger import arrived
from bot.telegram.markup import Block, Line, Run, clean, escape, pages, plain_line
from bot.terminal import citation_label, footer
from bot.texts import text

_LOGGER = logging.getLogger(__name__)
_METHOD = "sendRichMessage"
# Telegram takes 32 768 characters of text; this counts the markup too.
_LONGEST = 30_000


class RichMessages:
    """``supported`` is found out by the first table that is sent."""

    def __init__(self) -> None:
        self._supported = True

    async def send_tables(self, message: Message, answer: Answer) -> bool:
        """Send the tables of a card's answer below ``message``; false where it has none."""
        found = tables([*answer.lines, *answer.details])
        if not found:
            return False
        html = rich_html(found, answer)
        if not (self._supported and len(html) <= _LONGEST and await self._sent(message, html)):
            await reply(message, plain_pages(found, answer))
        return True

    async def _sent(self, message: Message, html: str) -> bool:
        """False where Telegram surely did not take it; a lost line is taken for a delivery."""
        given = {"chat_id": message.chat_id, "rich_message": {"html": html, "skip_entity_detection": True}}
        if message.chat.type != ChatType.PRIVATE:
            given["reply_parameters"] = {"message_id": message.message_id, "allow_sending_without_reply": True}
        if message.is_topic_message:
            given["message_thread_id"] = message.message_thread_id
        try:
            await delivered(lambda: message.get_bot().do_api_request(_METHOD, api_kwargs=given))
        except EndPointNotFound:
            _LOGGER.info("the server knows no rich messages")
            self._supported = False
            return False
        except BadRequest as error:
            _LOGGER.warning("a table was refused: %s", type(error).__name__)
            return False
        arrived()
        return True


def rich_html(found: Sequence[Table], answer: Answer) -> str:
    """Bordered tables, the warnings that go with the lines, and the sources folded away."""
    parts = [*map(_table, found), *(f"<p><i>{escape(clean(line))}</i></p>" for line in footer(_of(found, answer)))]
    sources = "".join(f"<li>{escape(clean(label))}</li>" for label in _sources(found, answer))
    return "".join(
        [*parts, f"<details><summary>{escape(text('answer.sources'))}</summary><ul>{sources}</ul></details>"]
    )


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(clean(cell))}</th>" for cell in table.header)
    body = "".join("<tr>" + "".join(f"<td>{escape(clean(cell))}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table bordered striped><caption>{escape(clean(table.title))}</caption><tr>{head}</tr>{body}</table>"


def plain_pages(found: Sequence[Table], answer: Answer) -> list[str]:
    """The same as lines: what each row is about, then its cells."""
    blocks = [Block((plain_line(table.title, "b"), *(_row(table, row) for row in table.rows))) for table in found]
    warnings = Block(tuple(plain_line(line, "i") for line in footer(_of(found, answer))))
    sources = [plain_line(text("answer.sources"), "b"), *map(plain_line, _sources(found, answer))]
    return pages([*blocks, warnings, Block(tuple(sources), together=True)])


def _row(table: Table, row: Sequence[str]) -> Line:
    first, *others = row
    if len(others) == 1:
        return (Run(f"– {clean(first)}: {clean(others[0])}"),)
    named = "; ".join(f"{clean(head)}: {clean(cell)}" for head, cell in zip(table.header[1:], others, strict=True))
    return (Run(f"– {clean(first)}: {named}"),)


def _of(found: Sequence[Table], answer: Answer) -> Answer:
    """The answer with no more lines than the tables were read from: their sources and warnings only."""
    lines = tuple(dict.fromkeys(line for table in found for line in table.lines))
    return Answer(answer.status, lines=lines)


def _sources(found: Sequence[Table], answer: Answer) -> list[str]:
    return [citation_label(cited) for cited in _of(found, answer).cited]
