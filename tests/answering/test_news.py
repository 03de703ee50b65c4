"""Articles answer questions that name their place, word for word and as news; they never stand in for a rule."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.answer import AnswerStatus
from bot.answering.assistant import Assistant
from bot.answering.base import Base, build_base
from bot.terminal import plain
from index.encoder import StaticEncoder
from index.search import Index
from knowledge.library import Library

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
ARTICLE = """Phường Mây Ngàn sơ kết công tác xây dựng Đảng
Cập nhật ngày: 15/07/2025 08:30
(BÁO MẪU) – Sáng 15/7, Đảng ủy phường Mây Ngàn tổ chức hội nghị sơ kết công tác xây dựng Đảng sáu tháng đầu năm.
Kết quả xếp loại năm 2024, toàn phường có 17 chi bộ hoàn thành xuất sắc nhiệm vụ, 40 chi bộ hoàn thành tốt nhiệm vụ; \
không có chi bộ nào không hoàn thành nhiệm vụ. Sáu tháng qua, các chi bộ ở phường Mây Ngàn kết nạp 23 đảng viên mới.
Bình luận"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Callable[..., Assistant]:
    def open_with(*files: Path) -> Assistant:
        root = tmp_path_factory.mktemp("news")
        library = Library(root / "library")
        for file in files:
            library.add(file)
        build_base(root / "index", encoder, library.added(), library.fingerprint())
        return Assistant(Base(Index.open(root / "index", encoder)))

    return open_with


@pytest.fixture(scope="module")
def informed(opened: Callable[..., Assistant], tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    file = tmp_path_factory.mktemp("article") / "tin.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return opened(file)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Phường Mây Ngàn có bao nhiêu chi bộ xuất sắc năm 2024?", "17 chi bộ hoàn thành xuất sắc"),
        ("phuong may ngan ket nap bao nhieu dang vien moi", "kết nạp 23 đảng viên mới"),
    ],
)
def test_a_named_place_is_answered_in_quotation_marks_as_news(informed: Assistant, question: str, words: str) -> None:
    answer = informed.ask(question)
    assert answer.status is AnswerStatus.ANSWERED
    shown = plain(answer)
    assert "tin báo chí" in answer.lead
    assert words in shown
    assert all(line.quoted and line.text in ARTICLE for line in answer.lines)
    assert "Đoạn" in shown


@pytest.mark.parametrize(
    "question",
    [
        "Tôi ở phường Mây Ngàn muốn xin miễn sinh hoạt đảng thì làm thế nào?",
        "Chi bộ ở phường Mây Ngàn muốn kết nạp đảng viên thì cần hồ sơ gì?",
        "Chi bộ hoàn thành xuất sắc nhiệm vụ cần những gì?",
    ],
)
def test_a_rule_is_never_answered_by_news(informed: Assistant, question: str) -> None:
    answer = informed.ask(question)
    assert answer.lines
    assert not any(line.quoted for line in answer.lines)
    assert all(cited.document.is_rule for cited in answer.cited)


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the articles are not at {SEEDS}")
def test_the_five_articles(opened: Callable[..., Assistant]) -> None:
    assistant = opened(*sorted(SEEDS.glob("*.txt")))
    for question, words in {
        "bao nhiêu chi bộ ấp/khu phố của Tân Bình được xếp loại xuất sắc năm 2021": "43 chi bộ hoàn thành xuất sắc",
        "quận Lê Chân còn bao nhiêu tổ dân phố sau sáp nhập": "còn 158 tổ dân phố",
        "Thông báo của Đồng Tháp cụ thể hóa kết luận nào?": "Cụ thể hóa Kết luận số 205",
        "quận 10 có bao nhiêu cơ sở Đảng hoàn thành xuất sắc năm 2020": "08 cơ sở Đảng",
    }.items():
        answer = assistant.ask(question)
        assert "tin báo chí" in answer.lead
        assert words in answer.lines[0].text
    rule = assistant.ask("Đồng Tháp chấm điểm sinh hoạt chi bộ theo quy định nào?")
    assert not any(line.quoted for line in rule.lines)
    assert rule.card == "cham-diem-dong-thap"
