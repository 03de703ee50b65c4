"""Footnotes of printed pages: taken from the foot of a page, to be put with the clause that refers to them.

Only what proves itself is taken: at the foot of a page numbers that count on, each of which sticks to a word above
as a raised figure does when a page is read ("Điều lệ Đảng1 quy định").
"""

import re
from dataclasses import replace
from itertools import groupby

from knowledge.lines import Sheet, TextLine

_START = re.compile(r"(?P<number>\d{1,2}|\(\d{1,2}\)|\[\d{1,2}\])\s*[“\"(]?(?P<first>\w)")
_SHARE, _MOST_LINES = 0.5, 15
Lines = list[TextLine]


def parted(paper: Sheet) -> tuple[Sheet, Lines]:
    """A sheet without its footnotes, each reference written ``[1]``; and the notes, a line each: ``[1] Theo …``."""
    lines, notes, last = Lines(), Lines(), 0
    for _, page in groupby(paper.lines, key=lambda line: line.page):
        body, found, last = _of_page(list(page), last)
        lines += body
        notes += found
    return replace(paper, lines=tuple(lines)), notes


def refers(line: TextLine, note: TextLine) -> bool:
    """Whether a line holds the reference to a note of its page."""
    return line.page == note.page and f" {note.text.partition(' ')[0]}" in line.text


def _of_page(page: Lines, last: int) -> tuple[Lines, Lines, int]:
    """The page parted, and the number of the last note so far: numbers count on, or begin anew with a page."""
    lowest = max(len(page) - _MOST_LINES, round(len(page) * (1 - _SHARE)), 1)
    for place in range(lowest, len(page)):
        match = _start(page[place])
        if match and _number(match) in (last + 1, 1):
            body, notes = _taken(page[:place], page[place:], _number(match))
            if notes:
                return body, notes, _number(match) + len(notes) - 1
    return page, [], last


def _taken(body: Lines, foot: Lines, first: int) -> tuple[Lines, Lines]:
    """The references marked and the notes as lines; no notes when one of them has no reference above."""
    notes: Lines = []
    for line in foot:
        number, match = first + len(notes), _start(line)
        if match and _number(match) == number:
            marked = _marked(body, number)
            if marked is None:
                return body, []
            body = marked
            notes.append(replace(line, text=f"[{number}] {line.text[match.end('number') :].lstrip()}"))
        else:
            notes[-1] = replace(notes[-1], text=f"{notes[-1].text} {line.text}")
    return body, notes


def _marked(body: Lines, number: int) -> Lines | None:
    """The lines with the one reference to this note written ``[1]``; ``None`` where there is none or several."""
    reference = re.compile(rf"(?<=[^\W\d_]|[”\"’),.;:])(?:{number}|\({number}\)|\[{number}\])(?=[\s.,;:)”\"]|$)")
    places = [(at, match) for at, line in enumerate(body) for match in reference.finditer(line.text)]
    if len(places) != 1:
        return None
    at, match = places[0]
    text = body[at].text
    marked = replace(body[at], text=f"{text[: match.start()]} [{number}]{text[match.end() :]}")
    return [*body[:at], marked, *body[at + 1 :]]


def _start(line: TextLine) -> re.Match[str] | None:
    """A number with a capital behind it: how a note begins."""
    match = _START.match(line.text)
    return match if match and match["first"].isupper() else None


def _number(match: re.Match[str]) -> int:
    return int(match["number"].strip("()[]"))
