"""Which part of a procedure a question asks for, read from how it is put (compared without diacritics)."""

import re

from knowledge.records import Slot
from knowledge.spelling import fold

_ASKED = {
    Slot.DEADLINE: r"bao lau|bao gio|khi nao|luc nao|may (?:ngay|thang|nam)|bao nhieu (?:ngay|thang|nam|gio|phut)"
    r"|thoi han|han (?:la|bao|nop|cuoi)|cham nhat|ngay nao|qua han|tinh tu|thoi gian|dinh ky",
    Slot.DOSSIER: r"ho so (?:\w+ ){0,4}(?:gi|gom|nao)\b|giay to|giay gi|nop (?:gi|nhung)|mang (?:theo )?(?:gi|nhung)"
    r"|mau nao|mau (?:so )?may"
    r"|tai lieu gi|gom nhung gi|can (?:nhung )?giay|to khai|bieu mau|don (?:xin|tu) ",
    Slot.AUTHORITY: r"\bai\b|tham quyen|(?:cap|co quan|to chuc|chi bo|cap uy|noi) nao|nop (?:cho|o) (?:ai|dau)|o dau",
    Slot.AMOUNT: r"bao nhieu|phan tram|muc (?:dong|thuong|tien|nao|phi|chi)|ty le|so tien|duoc thuong|dong the nao"
    r"|may (?:nguoi|phieu|lan|phan|diem|muc|o|cap|loai)",
    Slot.CONDITIONS: r"dieu kien|tieu chuan|truong hop nao|doi tuong|khi nao duoc|can gi de|the nao thi|duoc khong"
    r"|co duoc|tieu chi",
    Slot.STEPS: r"lam (?:the nao|sao|nhu the nao|gi)|trinh tu|quy trinh|cac buoc|may buoc|thu tuc|can lam gi"
    r"|cach (?:lam|tinh|thuc hien)|(?:nhu )?the nao|buoc tiep",
}
_PATTERNS = {slot: re.compile(pattern) for slot, pattern in _ASKED.items()}
_YES_NO = re.compile(
    r"(?:khong|ko|chua|chu|a|ha|phai khong|dung khong|hay khong)\s*(?:a|ad|nhi|vay|the|em|anh|chi|dong chi)?\s*[?.!]*$"
)
_YES_NO_INSIDE = re.compile(r"\bco (?:duoc|phai|can|bi|dung|con|the)\b|\bduoc khong\b|\bdung khong\b|\bphai khong\b")
_WHAT_IS = re.compile(r"la gi|nghia la|the nao la|khai niem|hieu (?:the nao|sao)")


def asked_slots(question: str) -> tuple[Slot, ...]:
    """The slots a question asks for, in the order a card shows them; empty when it does not say."""
    plain = fold(question)
    return tuple(slot for slot, pattern in _PATTERNS.items() if pattern.search(plain))


def is_yes_no(question: str) -> bool:
    plain = fold(question).strip()
    return bool(_YES_NO.search(plain) or _YES_NO_INSIDE.search(plain))


def is_definition(question: str) -> bool:
    return bool(_WHAT_IS.search(fold(question)))
