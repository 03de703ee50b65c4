"""What is never answered, whatever the knowledge holds: persons and their data, opinions, orders to the bot."""

import re

from knowledge.spelling import fold

_OFFICIAL = r"\b(?:ong|ba|bi thu|chu tich|can bo|lanh dao)\b"
_SOMEBODY = rf"(?:{_OFFICIAL}|\b(?:anh|chi(?! bo| uy)|dong chi|ai)\b)"
_PHONE = r"(?:so dien thoai|sdt)"
_PERSONAL = re.compile(
    r"so (?:can cuoc|cccd|cmnd).{0,30} cua (?!minh|toi|em|chau|ba con)"
    rf"|{_PHONE} (?:cua )?{_SOMEBODY}|{_OFFICIAL}.{{0,60}}{_PHONE}"
    r"|dia chi nha|so tai khoan cua|(?<!quen )(?<!nho )mat khau (?!so tay|app)|nha rieng (?:cua|ong|ba)|vo con cua"
    r"|(?:bi thu|chu tich|thu tuong|truong ban)(?: \w+){0,6} (?:hien nay )?(?:la ai|ten (?:la )?gi)\s*\??$"
    r"|luong cua (?:ong|ba|bi thu|chu tich)"
    rf"|{_OFFICIAL}.{{0,60}}(?:\b(?:may|bao nhieu) (?:can|cai|mieng|manh) (?:nha|dat)|\bbo nhi\b|\bngoai tinh voi\b)"
    r"|\b(?:tra|tim|luc|doc)(?: cuu)? (?:giup|ho|gium|cho) .{0,30}\b(?:ho so|ly lich)\b.{0,20}"
    r"\bcua (?!minh|toi|em|chau)"
)
_FOREIGN = re.compile(
    r"[Đđ]ảng (?:Dân chủ|Cộng hòa|Cộng hoà|Bảo thủ|Công đảng|Hành động Nhân dân|Nhân dân Campuchia|Lao động Triều Tiên"
    r"|Nhân dân Cách mạng Lào|Cộng sản (?:Trung Quốc|Cuba|Nga|Nhật|Mỹ|Pháp))\b|\bCông đảng\b"
)
_FAMILY_NAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Mai|Trịnh|Tô|Lương|Đào|Đoàn"
)
_PERSON_NAMED = re.compile(
    rf"(?:[Đđ]ồng chí|đ/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị)\s+(?:{_FAMILY_NAMES})\s+(?!Chí Minh)[A-ZĐ]\w"
)
_ORDERS = re.compile(
    r"bo qua (?:\w+ ){0,3}(?:huong dan|chi dan|lenh|quy tac)|prompt|jailbreak"
    r"|\bdong vai (?!tro)|\bgia vo (?:lam|la)\b|(?<!bi )\bhack\b"
    r"|\b(?:hay|va|thu|di) ke chuyen\b|\bke chuyen (?:cuoi|ma|vui)\b"
    r"|viet (?:\w+ ){0,3}(?:tho|bai hat|code|ham)\b|\blam tho (?:ve|tinh|tang|di)\b"
    r"|\bquen (?:het|di|sach) (?:\w+ ){0,3}(?:quy tac|huong dan|chi dan|lenh)"
    r"|\b(?:tai khoan|so tay) (?:\w+ ){0,4}cua nguoi khac"
    r"|noi chuyen tinh cam|tam su voi|dich (?:sang|doan)|chuyen cuoi|cau hinh cua ban"
)
# Without diacritics it may as well be «làm thợ».
_POEM = re.compile(r"\blàm thơ\b", re.IGNORECASE)
_OPINION = re.compile(
    rf"\b(?:ban|bot|may)\b.{{0,20}}\b(?:danh gia|cham|thay)\b.{{0,10}}{_SOMEBODY}.{{0,50}}\b(?:xung dang|xung tam)\b|"
    r"ban (?:nghi|thay) (?:gi|sao|the nao|dang nao|ai|nuoc nao)|theo ban\b.{0,60}(?:co tot|dung hay sai|hay khong)"
    r"|(?:theo|y kien cua|quan diem cua) (?:ban|bot|em|anh|chi)\b.{0,40}(?:\bong|\bba|bi thu|chu tich|lanh dao)\b"
    r"|\bchinh sach (?:\w+ ){0,3}(?:dung|sai|hop ly|tot|do)(?: \w+)? (?:khong|ko|hay sai)\W*$"
    r"|(?:\bong|\bba|bi thu|chu tich nuoc|thu tuong|lanh dao) .{0,40}(?:tot|gioi|kem|xau|tham nhung)(?: hay| khong)"
)
# Bodies with meetings, votes and members of their own, where nothing of the Party is named beside them.
_OTHER_BODY = re.compile(
    r"\b(?:ban quan tri|hop|bau)\b.{0,30}\bchung cu\b|\bchung cu\b.{0,40}\b(?:ban quan tri|hop|bau)\b"
    r"|\bhoi dong huong\b|\bdai hoi (?:dong )?co dong\b"
    r"|\bhop tac xa\b.{0,60}\bgop von\b|\bgop von\b.{0,30}\bhop tac xa\b"
)
_OF_PARTY = re.compile(r"\b(?:dang(?: vien| uy| bo| phi)|vao dang|dv|chi bo|cb|bi thu|cap uy|chi uy)\b")
_SMALL_TALK = re.compile(
    r"^(?:(?:xin )?chao(?: \w+){0,3}|hello|hi|alo|hey|cam on(?: \w+){0,4}|thanks?(?: you)?|tam biet|bye|ok(?:e|ay)?"
    r"|test|ban (?:la ai|ten gi|lam duoc gi|khoe khong)|bot oi)\W*$"
)


_NAMED = r"\b(?:[Aa]nh|[Cc]hị|[Ôô]ng|[Bb]à|[Cc]ô|[Cc]hú|[Bb]ác|[Đđ]/c|[Đđ]ồng chí)\s+[A-ZÀ-ỸĐ]\w+\b"
# Whether somebody named has paid ("anh Nam đã nộp đảng phí chưa"), and what stands in their file.
_PRIVATE = re.compile(
    rf"{_NAMED}.{{0,60}}\b(?:nộp|nop|đóng|dong)\b.{{0,30}}\b(?:chưa|chua)(?: \w+){{0,2}}\W*$"
    rf"|\b(?:hồ sơ|ho so|lý lịch|ly lich)(?: của| cua)? {_NAMED}.{{0,60}}\bghi\b"
    r"(?:(?!\bth[iì]\b).){0,40}\b(?:gì|gi|ai)\W*$"
)


def is_small_talk(question: str) -> bool:
    return bool(_SMALL_TALK.search(fold(question).strip()))


def is_off_limits(question: str) -> bool:
    """Whether the question is about a named person or anybody's data, another country's party or a body that is none of
    the Party's, asks for an opinion or gives the bot an order."""
    plain = fold(question).strip()
    if _OTHER_BODY.search(plain) and not _OF_PARTY.search(plain):
        return True
    named = (
        _PERSON_NAMED.search(question)
        or _FOREIGN.search(question)
        or _PRIVATE.search(question)
        or _POEM.search(question)
    )
    return bool(named) or any(p.search(plain) for p in (_PERSONAL, _ORDERS, _OPINION))
