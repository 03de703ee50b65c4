"""The fake refuses rich messages that Telegram refuses, and those it cannot check."""

import pytest

from tests.botapi.faults import ApiError
from tests.botapi.rich import COLUMNS, shown_rich


def test_a_table_is_read_row_by_row() -> None:
    html = "<table bordered><caption>Điểm</caption><tr><th>a</th><th>b &amp; c</th></tr></table><p><i>d</i></p>"
    assert shown_rich({"html": html, "skip_entity_detection": True}) == "Điểm\na | b & c\nd"


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"markdown": "a"},
        {"html": "<p>a</p>", "markdown": "a"},
        {"html": ""},
        {"html": "a"},
        {"html": "<p>a"},
        {"html": "<p>a</i></p>"},
        {"html": "<p>a &copy;</p>"},
        {"html": "<table><td>a</td></table>"},
        {"html": "<table><tr>a</tr></table>"},
        {"html": '<table class="x"><tr><td>a</td></tr></table>'},
        {"html": "<script>a</script>"},
        {"html": "<table><tr>" + "<td>a</td>" * (COLUMNS + 1) + "</tr></table>"},
        {"html": "<p>a</p>" * 501},
        {"html": f"<p>{'a' * 32_769}</p>"},
    ],
)
def test_what_is_refused(message: dict[str, object]) -> None:
    with pytest.raises(ApiError):
        shown_rich(message)
