"""`sotay calc` shows what the chat shows."""

from datetime import date

from bot.answering.base import Base
from bot.calculators.terminal import calculated

TODAY = date(2026, 11, 22)


def test_with_and_without_the_word_in_front(base: Base) -> None:
    shown = calculated("tính đảng phí vùng II", base, TODAY)
    assert shown == calculated("đảng phí vùng II", base, TODAY)
    assert "14.190 đồng" in shown
    assert "Căn cứ:" in shown
    assert "(*) Cần đối chiếu" in shown


def test_what_is_lacking_is_asked_for(base: Base) -> None:
    assert "Ví dụ: tính tuổi đảng" in calculated("tuổi đảng", base, TODAY)
    assert "Tôi tính được" in calculated("gì cũng được", base)
