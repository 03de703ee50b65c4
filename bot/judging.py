"""Judging one answer against what a question row demands.

A row is right when it is out of scope and refused, or answered with one string of each ``must_contain`` group
among the first ``SEEN`` characters and no string of ``must_not_contain`` anywhere. It is well cited when one
of its ``documents`` is among the first ``CITED`` citations. Numbers in words and digits count as the same.
"""

import re
from dataclasses import dataclass
from typing import Any

from knowledge.spelling import fold, normalise

SEEN = 900
CITED = 3
_UNITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIGIT = {word: digit for digit, word in enumerate(_UNITS, 1)} | {"tư": 4, "lăm": 5, "mốt": 1, "bẩy": 7}
_DIGITS = "|".join(_DIGIT)
_COUNTED = r"(?=\s+(?:ngày|tháng|năm|phút|giờ|lần|điểm|tuổi|mức|đảng viên|ô|cấp)\b)"
# "năm" alone is 5 only before a few units, and not in "50 năm tuổi đảng" or "mỗi năm 2 lần".
_FIVE = r"(?<!\d )(?<!mỗi )(?<!hằng )(?<!hàng )(?<!một )(?<!cuối )(?<!trong )năm(?=\s+(?:ngày|lần|năm|phút|giờ)\b)"
_ONE = "|".join(unit for unit in _UNITS if unit != "năm")
_IN_WORDS = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_UNITS[1:])})\s+(?:mươi|mười)(?:\s+(?P<unit>{_DIGITS}))?{_COUNTED}"
    rf"|mười(?:\s+(?P<teen>{_DIGITS}))?{_COUNTED}|(?P<one>(?:{_ONE}){_COUNTED}|{_FIVE}))"
)
_YEAR = dict.fromkeys(("1-hd/tw", "1-qd/tw", "21-qd/tw", "20-qd/tw", "2-hd/btctw"), "2026")
_FRACTIONS = {"hai phần ba": "2/3", "một phần ba": "1/3", "một phần hai": "1/2"}


def comparable(text: str) -> str:
    """``text`` in the one spelling that answers are compared in."""
    text = re.sub(r"[*_`#]+", " ", re.sub("[“”]", '"', normalise(text)))
    text = re.sub(r"(\d+)\s*\(\s*[^\d()]{2,30}\)", r"\1", text)
    text = " ".join(text.split())
    for words, fraction in _FRACTIONS.items():
        text = text.replace(words, fraction)
    text = re.sub(r"\s*phần trăm", "%", text)
    text = re.sub(r"(?<=\d)\s+%", "%", text)
    text = _IN_WORDS.sub(_digits, text)
    text = re.sub(r"(?<![\d.,/])0+(?=[1-9])", "", text)
    return re.sub(r"\s+([,.;:])", r"\1", text)


def _digits(match: re.Match[str]) -> str:
    if match["tens"]:
        return str(_DIGIT[match["tens"]] * 10 + _DIGIT.get(match["unit"] or "", 0))
    return str(_DIGIT[match["one"]]) if match["one"] else str(10 + _DIGIT.get(match["teen"] or "", 0))


def contains(text: str, wanted: str) -> bool:
    """Whether comparable ``text`` holds ``wanted`` as whole words and whole figures."""
    needle = comparable(wanted)
    before = r"(?<!\d)(?<!\d[.,])" if needle[:1].isdigit() else r"(?<!\w)" if needle[:1].isalpha() else ""
    after = r"(?!\d)(?![.,]\d)" if needle[-1:].isdigit() else r"(?!\w)" if needle[-1:].isalpha() else ""
    return bool(needle) and re.search(before + re.escape(needle) + after, text) is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one answer fared; ``cited`` is ``None`` where no document was demanded."""

    right: bool
    cited: bool | None = None
    reason: str = ""


def judge(item: dict[str, Any], row: dict[str, Any]) -> Verdict:
    """Judge an answer row (as ``sotay ask --batch`` prints it) against a question row."""
    refused = bool(row.get("refused"))
    if item.get("expect") == "refuse" or item["kind"] == "out-of-scope":
        return Verdict(refused, None, "" if refused else "không từ chối")
    cited = _well_cited(item, row)
    if refused:
        return Verdict(False, cited, "từ chối nhầm")
    reason = _wrong(item, str(row.get("answer") or ""))
    return Verdict(not reason, cited, reason)


def _wrong(item: dict[str, Any], answer: str) -> str:
    seen, whole = comparable(answer[:SEEN]), comparable(answer)
    for group in item.get("must_contain") or ():
        if not any(contains(seen, wanted) for wanted in group):
            return "thiếu: " + " | ".join(group[:4])
    for group in item.get("must_not_contain") or ():
        for wanted in group:
            if contains(whole, wanted):
                return "có chuỗi sai: " + str(wanted)
    return ""


def _well_cited(item: dict[str, Any], row: dict[str, Any]) -> bool | None:
    wanted = item.get("documents") or ()
    if not wanted:
        return None
    citations = (row.get("citations") or ())[:CITED]
    return any(_is_cited(citation, number) for citation in citations for number in wanted)


def _is_cited(citation: dict[str, Any], number: str) -> bool:
    """Whether the number and, for a number used again in another year, the year are those demanded."""
    _, told = _number_and_year(number)
    year, date = told or _YEAR.get(_number_key(number), ""), str(citation.get("date") or "")
    return same_document(str(citation["document"]), number) and (not year or not date or date.startswith(year))


def same_document(shown: str, number: str) -> bool:
    """Whether two numbers are of one document, however they are typed; a demanded one may end in its year."""
    return _number_key(shown) == _number_key(_number_and_year(number)[0])


def _number_and_year(number: str) -> tuple[str, str]:
    """``"02-HD/BTCTW 2021"`` as the number and the year, which most lack."""
    match = re.fullmatch(r"(.+?)\s+(\d{4})", number.strip())
    return (match[1], match[2]) if match else (number, "")


def _number_key(number: str) -> str:
    return re.sub(r"^0+", "", fold(number).replace(" ", "").replace("-qdi/", "-qd/"))
