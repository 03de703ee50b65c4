"""Who issued a document, from its letterhead and the line above the signature."""

import re
from collections.abc import Sequence

_NATION = re.compile(
    r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc", re.IGNORECASE
)
_BODY = re.compile(r"[A-ZĐÀ-ỸƯƠĂÂÊÔ0-9 .,\-–]{4,}")
_SIGNED_FOR = re.compile(r"T/?M\.?\s+(.+)")
_PART = re.compile(r"BAN THƯỜNG VỤ|BAN CHẤP HÀNH")
_OFFICE = re.compile(r"BAN |VĂN PHÒNG|ỦY BAN KIỂM TRA|UỶ BAN KIỂM TRA|CƠ QUAN ")
_PROVINCE = re.compile(r"(?:TỈNH|THÀNH) (?:ỦY|UỶ)|ĐẢNG BỘ (?:TỈNH|THÀNH PHỐ)")
# How bodies are written in a sentence; what is not listed is a name and takes a capital in each word.
_NAMED = {
    "TỈNH ỦY": "Tỉnh ủy",
    "THÀNH ỦY": "Thành ủy",
    "ĐẢNG ỦY": "Đảng ủy",
    "ĐẢNG BỘ": "Đảng bộ",
    "CHI BỘ": "Chi bộ",
    "PHƯỜNG": "phường",
    "XÃ": "xã",
    "ĐẶC KHU": "đặc khu",
    "TRUNG ƯƠNG": "Trung ương",
    "BAN CHẤP HÀNH": "Ban Chấp hành",
    "BAN THƯỜNG VỤ": "Ban Thường vụ",
    "BAN BÍ THƯ": "Ban Bí thư",
    "BỘ CHÍNH TRỊ": "Bộ Chính trị",
    "BAN TỔ CHỨC": "Ban Tổ chức",
    "BAN TUYÊN GIÁO VÀ DÂN VẬN": "Ban Tuyên giáo và Dân vận",
    "BAN TUYÊN GIÁO": "Ban Tuyên giáo",
    "BAN NỘI CHÍNH": "Ban Nội chính",
    "BAN XÂY DỰNG ĐẢNG": "Ban Xây dựng Đảng",
    "ỦY BAN KIỂM TRA": "Ủy ban Kiểm tra",
    "VĂN PHÒNG": "Văn phòng",
    "QUỐC HỘI": "Quốc hội",
    "CHÍNH PHỦ": "Chính phủ",
    "THÀNH PHỐ": "thành phố",
    "TỈNH": "tỉnh",
}


def issuer_of(head: Sequence[str], tail: Sequence[str]) -> str:
    """The issuing body in running case, ``""`` when neither place names one."""
    bodies = _bodies(head)
    signed = next((match[1] for line in tail if (match := _SIGNED_FOR.match(line))), "")
    signed = signed if _BODY.fullmatch(signed) else ""
    if _PART.fullmatch(signed) and bodies:
        return running_case(f"{signed} {bodies[-1]}")
    if "TRUNG ƯƠNG" in signed or signed in ("BAN BÍ THƯ", "BỘ CHÍNH TRỊ"):
        return running_case(signed)
    if len(bodies) > 1 and _OFFICE.match(bodies[-1]) and "TRUNG ƯƠNG" not in bodies[-1]:
        return running_case(f"{bodies[-1]} {bodies[-2]}")
    return running_case(bodies[-1] if bodies else signed)


def province_of(head: Sequence[str]) -> str:
    """The province or city whose party committee stands in the letterhead, or ``""``."""
    for body in _bodies(head):
        if match := _PROVINCE.match(body):
            return running_case(body[match.end() :].strip())
    return ""


def _bodies(head: Sequence[str]) -> list[str]:
    """Lines in capitals above the number that name bodies, the superior first."""
    found = []
    for line in head:
        if re.match(r"(?:Số|SỐ)\b", line):
            break
        body = _NATION.sub("", line).strip(" *-–_")
        if _BODY.fullmatch(body):
            found.append(body)
    return found


def running_case(capitals: str) -> str:
    """``BAN TỔ CHỨC TỈNH ỦY LÀO CAI`` as it is written in a sentence: ``Ban Tổ chức Tỉnh ủy Lào Cai``."""
    text = re.sub("UỶ", "ỦY", capitals)
    for name, written in _NAMED.items():
        text = re.sub(rf"\b{name}\b", written, text)
    return " ".join(word.capitalize() if word.isupper() else word for word in text.split())
