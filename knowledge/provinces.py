"""Provinces and centrally run cities, of today and from before the mergers of 1/7/2025, and where a text names one."""

import re
from collections.abc import Iterable, Iterator

from knowledge.spelling import fold, normalise

CITY = "TP. Hồ Chí Minh"
_NAMES = """An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định,
Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai,
Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Huế, Hưng Yên, Khánh Hòa, Kiên Giang,
Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên,
Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên,
Thanh Hóa, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái"""
PROVINCES = tuple(" ".join(name.split()) for name in _NAMES.split(","))
# "Hồ Chí Minh" alone is a man's name.
_CITY = re.compile(r"(?<!\w)(?:tp\.?\s*hcm|(?:tp\.?|thành phố)\s*hồ chí minh)(?!\w)")
_CITY_SITE = re.compile(r"tphcm|hochiminhcity|sggp")


def province_in(text: str, sites: Iterable[str] = ()) -> str:
    """The one province that a text, or the address of a site, names; ``""`` when it names none or several."""
    found = {*_named(text), *(name for site in sites for name in _of_site(site))}
    return found.pop() if len(found) == 1 else ""


def _named(text: str) -> Iterator[str]:
    # Compared with its capitals: "bình dương" in a sentence is no province.
    yield from (name for name in PROVINCES if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    if _CITY.search(normalise(text)):
        yield CITY


def _of_site(site: str) -> Iterator[str]:
    plain = re.sub(r"[^a-z]", "", fold(site))
    yield from (name for name in PROVINCES if re.sub(r"[^a-z]", "", fold(name)) in plain)
    if _CITY_SITE.search(plain):
        yield CITY
