"""Footnotes and endnotes of a .docx: which are referred to, in order, and under which mark their text stands."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
# Footnotes are [1], [2]; endnotes, which Word counts apart, [*1], [*2].
_BEFORE = {"footnote": "", "endnote": "*"}
# "Điều 2 [1]. Đối tượng": the number and its full stop belong together, or it would number nothing.
_WITHIN_NUMBER = re.compile(r"^((?:Điều |ĐIỀU )?[\w.]{1,9}) (\[\*?\d+\])([.:)/])")


def behind_number(line: str) -> str:
    """A line whose own number carries a mark, with the mark behind the whole number."""
    return _WITHIN_NUMBER.sub(r"\1\3 \2", line)


class Notes:
    """The notes of one document. A note is counted when it is first referred to, and told once."""

    def __init__(self, footnotes: Element | None, endnotes: Element | None) -> None:
        parts = {"footnote": footnotes, "endnote": endnotes}
        self._found = {
            (kind, note.get(f"{W}id", "")): note
            for kind, part in parts.items()
            if part is not None
            for note in part.findall(f"{W}{kind}")
        }
        self._marks: dict[tuple[str, str], str] = {}
        self._untold: list[tuple[str, str]] = []

    def mark(self, reference: Element) -> str:
        """``[1]`` for a reference to a note that is there, nothing for any other."""
        kind = REFERENCES[reference.tag]
        key = kind, reference.get(f"{W}id", "")
        if key not in self._found:
            return ""
        if key not in self._marks:
            count = sum(known == kind for known, _ in self._marks) + 1
            self._marks[key] = f"[{_BEFORE[kind]}{count}]"
            self._untold.append(key)
        return self._marks[key]

    def referred(self) -> Iterator[tuple[str, Element]]:
        """Mark and text of each note referred to since the last call; a note may refer to further ones."""
        while self._untold:
            key = self._untold.pop(0)
            yield self._marks[key], self._found[key]
