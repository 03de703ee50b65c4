"""One question, three ways to ask it: the library, the terminal and Telegram say the same, line by line."""

import re
from pathlib import Path

import pytest

from bot.answering.assistant import Assistant
from bot.calculators.terminal import calculated
from bot.terminal import citation_label, line_text, notes, plain
from tests.botapi.server import FakeBotApi
from tests.telegram.conftest import serving

REQUESTS = (
    "lương 5 triệu đóng đảng phí bao nhiêu",
    "kết nạp ngày 20/2/2026 thì khi nào xét chính thức",
    "tính biểu quyết 15 người 8 phiếu",
    "vào đảng 3/2/1998 thì được bao nhiêu năm tuổi đảng",
)
QUESTIONS = (
    "Bao lâu phải làm lễ kết nạp?",
    "chuyen sinh hoat dang can giay to gi",
    "Hướng dẫn 12-HD/BTCTW còn hiệu lực không?",
    "Đảng viên hưu trí đóng đảng phí bao nhiêu?",
    "thời tiết Hà Nội ngày mai",
)
_MARKS = re.compile(r"^(?:– |• |\d+\. )")


def bare(shown: str) -> list[str]:
    """The lines without bullets, numbers of suggestions and double spaces: how, not what, is said."""
    lines = (_MARKS.sub("", " ".join(line.split())) for line in shown.splitlines())
    return [line for line in lines if line]


@pytest.mark.parametrize("request_", REQUESTS)
async def test_a_calculation_says_the_same_in_the_chat_and_in_the_terminal(
    api: FakeBotApi, assistant: Assistant, tmp_path: Path, way: dict[str, object], request_: str
) -> None:
    async with serving(api, assistant, tmp_path, **way) as service:
        shown = await api.person("Lan").ask(request_)
    assert bare(shown.text) == bare(calculated(request_, assistant.base, service.ledger.today()))


@pytest.mark.parametrize("question", QUESTIONS)
async def test_the_same_lines_and_citations_everywhere(
    api: FakeBotApi, assistant: Assistant, tmp_path: Path, way: dict[str, object], question: str
) -> None:
    answer = assistant.ask(question)
    async with serving(api, assistant, tmp_path, **way):
        pages = [await api.person("Lan").ask(question)]
    written = [line for page in pages for line in bare(page.text)]
    assert written == bare(plain(answer))
    assert [f"{line_text(line)} {notes(line, answer)}" in written for line in answer.lines] == [True] * len(
        answer.lines
    )
    labels = [f"[{number}] {citation_label(cited)}" for number, cited in enumerate(answer.cited, 1)]
    assert [line for line in written if re.match(r"\[\d+\] ", line)] == labels
    assert bool(labels) != answer.refused
