"""Presses as the data of buttons: at most 64 bytes, versioned.

Data of another version, or not ours, decodes to ``None`` and is answered politely.
"""

import re

from telegram.constants import InlineKeyboardButtonLimit

from bot.telegram.presses import (
    Again,
    AskOfficers,
    Calculation,
    Consent,
    DraftWanted,
    Opening,
    Press,
    ProvinceChosen,
    Reading,
    Reason,
    Sent,
    Shelf,
    Shelving,
    Step,
    Suggested,
    Tabled,
    Thumb,
    Told,
    TopicChosen,
    TopicTurned,
)
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
_BY_LETTER: dict[str, Slot | None] = {**{letter: slot for slot, letter in _SLOTS.items()}, _SOURCES: None}
_OPENING = re.compile(rf"{_VERSION}:o:([a-z])([0-9]{{1,3}})([+.]):(.+)", re.ASCII)
_OTHERS = re.compile(rf"{_VERSION}:([a-z])(?::(.*))?", re.ASCII)
_READING = re.compile(r"([0-9]{1,5})\.([0-9]{1,3}):([a-z0-9-]+)", re.ASCII)
_TURNED = re.compile(r"([0-9]{1,3})\.([0-9]{1,3})", re.ASCII)
_STEPS = frozenset(str(int(step)) for step in Step)
_CASE = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_SHELVED = re.compile(r"([0-3])([0-9a-f]{12})\.([0-9]{1,3})", re.ASCII)
_NUMBERED = re.compile(r"([0-9]{1,3}):(.*)", re.ASCII)


def encode(press: Press) -> str:
    """The data of a button, or ``""`` where it would pass the limit and no button can be made."""
    data = f"{_VERSION}:{_body(press)}"
    return data if len(data.encode()) <= BYTES else ""


def _body(press: Press) -> str:
    match press:
        case Opening(card, slot, page, below):
            return f"o:{_SLOTS[slot] if slot else _SOURCES}{page}{'+' if below else '.'}:{card}"
        case Reading(document, position, page):
            return f"r:{position}.{page}:{document}"
        case Suggested(number):
            return f"s:{number}"
        case TopicChosen(position):
            return f"p:{position}"
        case TopicTurned(position, page):
            return f"q:{position}.{page}"
        case Calculation(words):
            return f"k:{words}"
        case Again():
            return "a"
        case Tabled(card):
            return f"b:{card}"
        case AskOfficers() | DraftWanted() | Shelving():
            return _sent(press)
        case _:
            return _told(press)


def _sent(press: Sent) -> str:
    match press:
        case AskOfficers(step):
            return f"h:{step}"
        case DraftWanted(number):
            return f"n:{number}"
        case Shelving(what, key, page):
            return f"v:{what}{key}.{page}"


def _told(press: Told) -> str:
    match press:
        case Consent(given):
            return f"y:{int(given)}"
        case ProvinceChosen(position):
            return f"d:{position}"
        case Thumb(up, card):
            return f"t:{int(up)}:{card}"
        case Reason(number, card):
            return f"w:{number}:{card}"


def decode(data: str) -> Press | None:
    if match := _OPENING.fullmatch(data):
        return (
            Opening(match[4], _BY_LETTER[match[1]], int(match[2]), match[3] == "+") if match[1] in _BY_LETTER else None
        )
    match = _OTHERS.fullmatch(data)
    return _decoded(match[1], match[2] or "") if match else None


def _decoded(letter: str, rest: str) -> Press | None:
    number = int(rest) if re.fullmatch("[0-9]{1,3}", rest, re.ASCII) else -1
    if letter == "a":
        return Again() if not rest else None
    if letter == "b":
        return Tabled(rest) if rest else None
    if letter == "s":
        return Suggested(number) if 0 < number < 100 else None
    if letter == "p":
        return TopicChosen(number) if number >= 0 else None
    if letter == "d":
        return ProvinceChosen(number) if number >= 0 else None
    if letter == "y":
        return Consent(bool(number)) if number in (0, 1) else None
    if letter == "r" and (match := _READING.fullmatch(rest)):
        return Reading(match[3], int(match[1]), int(match[2]))
    if letter == "q" and (match := _TURNED.fullmatch(rest)):
        return TopicTurned(int(match[1]), int(match[2]))
    return Calculation(rest) if letter == "k" and rest else _judgement(letter, rest) or _sending(letter, rest)


def _sending(letter: str, rest: str) -> Press | None:
    if letter == "h":
        return AskOfficers(Step(int(rest))) if rest in _STEPS else None
    if letter == "v" and (match := _SHELVED.fullmatch(rest)):
        return Shelving(Shelf(int(match[1])), match[2], int(match[3]))
    return DraftWanted(int(rest)) if letter == "n" and _CASE.fullmatch(rest) else None


def _judgement(letter: str, rest: str) -> Press | None:
    match = _NUMBERED.fullmatch(rest)
    if match and letter == "t" and match[1] in ("0", "1"):
        return Thumb(match[1] == "1", match[2])
    return Reason(int(match[1]), match[2]) if match and letter == "w" else None
