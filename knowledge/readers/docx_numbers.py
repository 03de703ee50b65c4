"""The automatic numbers of a .docx, which Word draws but does not store with the text.

Without them a regulation typed with Word's numbering would lose every ``1.`` and ``a)``.
Formats known: decimal, letters (Word counts a, b, c, d, e, without đ), Roman, bullets.
"""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str


class Numbers:
    """Counts the numbered paragraphs of one document in reading order."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.findall(f"{W}abstractNum"):
            levels = {int(_value(lvl, "ilvl", "0")): _level(lvl) for lvl in abstract.findall(f"{W}lvl")}
            self._levels[_value(abstract, "abstractNumId", "")] = levels
        for number in numbering.findall(f"{W}num"):
            target = number.find(f"{W}abstractNumId")
            self._abstract[_value(number, "numId", "")] = _value(target, "val", "") if target is not None else ""

    def label(self, paragraph: Element) -> str:
        """The number drawn before this paragraph with a blank after it, or nothing."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            return ""
        key = self._abstract.get(_child(properties, "numId", "0"), "")
        depth = int(_child(properties, "ilvl", "0"))
        levels = self._levels.get(key, {})
        if depth not in levels:
            return ""
        counts = self._counted(key, depth, levels)
        if levels[depth].form == "bullet":
            return "- "
        return _drawn(levels[depth].pattern, counts, levels) + " "

    def _counted(self, key: str, depth: int, levels: dict[int, _Level]) -> dict[int, int]:
        counts = self._counts.setdefault(key, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        for above in range(depth):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        return counts


def _value(node: Element, name: str, default: str) -> str:
    return node.get(f"{W}{name}", default)


def _child(node: Element, name: str, default: str) -> str:
    found = node.find(f"{W}{name}")
    return default if found is None else _value(found, "val", default)


def _level(node: Element) -> _Level:
    return _Level(int(_child(node, "start", "1")), _child(node, "numFmt", "decimal"), _child(node, "lvlText", ""))


def _drawn(pattern: str, counts: dict[int, int], levels: dict[int, _Level]) -> str:
    for level, count in counts.items():
        form = levels[level].form if level in levels else "decimal"
        pattern = pattern.replace(f"%{level + 1}", _figure(count, form))
    return pattern


def _figure(count: int, form: str) -> str:
    if form.endswith("Letter"):
        letter = _LATIN[(count - 1) % 26] * (1 + (count - 1) // 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman"):
        roman = _roman(count)
        return roman.upper() if form.startswith("upper") else roman
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, figure in _ROMAN:
        times, count = divmod(count, value)
        text += figure * times
    return text
