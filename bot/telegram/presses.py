"""What a button carries: at most 64 bytes that say everything, so that no press depends on our memory.

A press is versioned; data of another version, or not ours, decodes to ``None`` and is answered politely.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from telegram.constants import InlineKeyboardButtonLimit

from knowledge.records import Slot

BYTES = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
_VERSION = 1
_SLOTS = {
    Slot.SHORT: "t",
    Slot.CONDITIONS: "d",
    Slot.DOSSIER: "h",
    Slot.STEPS: "b",
    Slot.DEADLINE: "n",
    Slot.AUTHORITY: "q",
    Slot.AMOUNT: "m",
    Slot.NOTES: "l",
}
_SOURCES = "c"
_AGAIN = "a"
_BY_LETTER: dict[str, Slot | None] = {**{letter: slot for slot, letter in _SLOTS.items()}, _SOURCES: None}
_SUGGESTION = re.compile(rf"{_VERSION}:s:([1-9][0-9]?)", re.ASCII)
_TOPIC = re.compile(rf"{_VERSION}:p:([0-9]{{1,3}})", re.ASCII)
_OPENING = re.compile(rf"{_VERSION}:o:([a-z])([0-9]{{1,3}})([+.]):(.+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Opening:
    """Show a card's ``slot`` (``None``: its sources); ``below`` sends a new message instead of editing."""

    card: str
    slot: Slot | None
    page: int = 0
    below: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """Ask the question that stands under ``number`` in the message itself."""

    number: int


@dataclass(frozen=True, slots=True)
class TopicChosen:
    """Show the cards of the topic at ``position`` of the list."""

    position: int


@dataclass(frozen=True, slots=True)
class Again:
    """Answer the message that this one replies to: its answer may have been lost in a crash."""


Press: TypeAlias = Opening | Suggested | TopicChosen | Again


def encode(press: Press) -> str:
    """The data of a button, or ``""`` where it would pass the limit and no button can be made."""
    data = f"{_VERSION}:{_body(press)}"
    return data if len(data.encode()) <= BYTES else ""


def _body(press: Press) -> str:
    match press:
        case Suggested(number):
            return f"s:{number}"
        case TopicChosen(position):
            return f"p:{position}"
        case Again():
            return _AGAIN
        case Opening(card, slot, page, below):
            return f"o:{_SLOTS[slot] if slot else _SOURCES}{page}{'+' if below else '.'}:{card}"


def decode(data: str) -> Press | None:
    if match := _SUGGESTION.fullmatch(data):
        return Suggested(int(match[1]))
    if match := _TOPIC.fullmatch(data):
        return TopicChosen(int(match[1]))
    if data == f"{_VERSION}:{_AGAIN}":
        return Again()
    match = _OPENING.fullmatch(data)
    if match is None or match[1] not in _BY_LETTER:
        return None
    return Opening(match[4], _BY_LETTER[match[1]], int(match[2]), match[3] == "+")
