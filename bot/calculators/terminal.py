"""The calculators in a terminal: the same requests and the same results as in the chat."""

from datetime import date

from bot.answering.base import Base
from bot.calculators.calculator import asked_in, calculate, guidance
from bot.terminal import plain


def calculated(words: str, base: Base, today: date | None = None) -> str:
    """The result with its rules, or what the request still lacks; "tính" in front may be written or left out."""
    request = asked_in(words) or words
    return plain(calculate(request, base, today or date.today()) or guidance(request))
