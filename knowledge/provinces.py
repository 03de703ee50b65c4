"""Provinces and centrally run cities, of today and from before the mergers of 1/7/2025, and where a text names one."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

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
# The provinces that each of today's took in on 1/7/2025 (Nghị quyết 202/2025/QH15).
_TOOK_IN = {
    "An Giang": ("Kiên Giang",),
    "Bắc Ninh": ("Bắc Giang",),
    "Cà Mau": ("Bạc Liêu",),
    "Cần Thơ": ("Sóc Trăng", "Hậu Giang"),
    "Đà Nẵng": ("Quảng Nam",),
    "Đắk Lắk": ("Phú Yên",),
    "Đồng Nai": ("Bình Phước",),
    "Đồng Tháp": ("Tiền Giang",),
    "Gia Lai": ("Bình Định",),
    "Hải Phòng": ("Hải Dương",),
    "Hưng Yên": ("Thái Bình",),
    "Khánh Hòa": ("Ninh Thuận",),
    "Lào Cai": ("Yên Bái",),
    "Lâm Đồng": ("Đắk Nông", "Bình Thuận"),
    "Ninh Bình": ("Hà Nam", "Nam Định"),
    "Phú Thọ": ("Vĩnh Phúc", "Hòa Bình"),
    "Quảng Ngãi": ("Kon Tum",),
    "Quảng Trị": ("Quảng Bình",),
    "Tây Ninh": ("Long An",),
    "Thái Nguyên": ("Bắc Kạn",),
    CITY: ("Bình Dương", "Bà Rịa - Vũng Tàu"),
    "Tuyên Quang": ("Hà Giang",),
    "Vĩnh Long": ("Bến Tre", "Trà Vinh"),
}


def province_in(text: str, sites: Iterable[str] = ()) -> str:
    """The one province that a text, or the address of a site, names; ``""`` when it names none or several."""
    found = {*_named(text), *(name for site in sites for name in _of_site(site))}
    return found.pop() if len(found) == 1 else ""


def is_named(province: str, folded: str) -> bool:
    """Whether a folded text names the province, or one that it took in."""
    return _as_written(province).search(folded) is not None


@cache
def _as_written(province: str) -> re.Pattern[str]:
    """As people write it; a city's name only behind "TP." or "thành phố", for it may be a person's."""
    own = re.escape(fold(province).removeprefix("tp. "))
    own = rf"(?:tp|thanh pho)[. ]*{own}" if province == CITY else own
    names = [own, *(re.escape(fold(name)) for name in _TOOK_IN.get(province, ()))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


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
