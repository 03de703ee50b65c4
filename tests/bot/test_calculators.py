"""Calculators: every rule is a line of a card today, every result follows from it and cites it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import AnswerStatus
from bot.answering.base import Base
from bot.calculators import dates, figures, votes
from bot.calculators.calculator import Kind, asked_in, calculate, guidance, kind_of
from bot.calculators.rules import duties, found, rule, rule_names
from knowledge.errors import KnowledgeError
from knowledge.records import Mark

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1930, 1, 1), date(2090, 12, 31))


def result(words: str, base: Base, today: date = TODAY) -> str:
    answer = calculate(words, base, today)
    assert answer is not None
    return answer.lines[0].text


@pytest.mark.parametrize("name", rule_names())
def test_every_rule_is_a_line_of_a_card_with_its_citation(base: Base, name: str) -> None:
    used = rule(base, name)
    assert used.line.citations
    assert all(figure in used.line.text for figure in used.figures)


def test_a_line_that_left_its_card_is_told(base: Base) -> None:
    with pytest.raises(KnowledgeError, match="le-ket-nap"):
        found(base, "le-ket-nap", "không có dòng này")


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_duties_that_cite_what_the_calendar_says(base: Base, month: int) -> None:
    import tomllib
    from importlib.resources import files

    entries = tomllib.loads((files("bot.calculators") / "duties.toml").read_text(encoding="utf-8"))["duty"]
    cited = {(e["card"], e["pattern"]): e["cites"] for e in entries}
    for (card, pattern), ids in cited.items():
        line = found(base, card, pattern).line
        assert [one.document.id for one in line.citations] == ids
        assert all(id_ in base.catalogue for id_ in ids)
    shown = duties(base, date(2026, month, 1))
    assert len(shown) >= 4
    assert all(line.citations for line in shown)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        # 20/2/2027 is a Saturday: the first working day after it is Monday 22/2, the 30th is Friday 2/4.
        ("chính thức 20/2/2026", ("20/2/2027", "2/4/2027")),
        ("kết nạp ngày 29/2/2024 thì khi nào xét chính thức", ("28/2/2025",)),
        ("du bi 15-9-2024", ("15/9/2025",)),
        ("chính thức ngày 3 tháng 2 năm 2026", ("3/2/2027",)),
        # 26/11/1996: 29 years and 11 months on 22/11/2026, 30 years four days later; the next award day is 3/2.
        ("tuổi đảng 26/11/1996", ("29 năm 11 tháng", "Huy hiệu kế tiếp là 30 năm", "26/11/2026", "3/2/2027")),
        ("huy hiệu 3/2/1930", ("96 năm 9 tháng",)),
        ("đảng phí lương 8.500.000", ("85.000 đồng",)),
        ("dang phi luong 8tr5", ("85.000 đồng",)),
        ("đảng phí lương hưu 6,2 triệu", ("31.000 đồng",)),
        ("đảng phí vùng II", ("14.190 đồng",)),
        ("đảng phí vùng 4 quá tuổi hưu", ("7.400 đồng",)),
        ("đảng phí vùng 1 chưa đủ tuổi nghỉ hưu", ("15.930 đồng",)),
        ("đảng phí sinh viên", ("5.000 đồng",)),
        ("buổi họp 89,5 điểm", ("89,5 điểm", "loại khá")),
        ("điểm sinh hoạt 90", ("loại tốt",)),
        ("buổi họp 49 điểm", ("loại kém",)),
        ("xếp loại 70 điểm", ("hoàn thành tốt",)),
        ("xếp loại 90", ("hoàn thành xuất sắc",)),
        ("biểu quyết 12 người", ("từ 7 người",)),
        ("biểu quyết 12 người 6 phiếu", ("từ 7 người", "Được 6 là chưa đủ")),
        ("phiếu kết nạp 12 người 8 phiếu", ("từ 8 người", "Được 8 là đủ")),
        ("phiếu bầu bí thư 15 người", ("từ 8 phiếu",)),
    ],
)
def test_results(base: Base, words: str, wanted: tuple[str, ...]) -> None:
    shown = result(words, base)
    assert [part in shown for part in wanted] == [True] * len(wanted), shown


def test_a_result_stands_on_the_lines_of_its_rules(base: Base) -> None:
    answer = calculate("đảng phí vùng III", base, TODAY)
    assert answer is not None
    first, second = answer.lines
    assert second == rule(base, "region_3").line
    assert (first.citations, first.mark) == (second.citations, Mark.NEEDS_CHECK)


def test_the_deadline_tells_where_today_stands(base: Base) -> None:
    for today, told in ((date(2026, 5, 1), "chưa đủ"), (date(2027, 3, 1), "trong hạn"), (date(2027, 4, 3), "quá hạn")):
        answer = calculate("chính thức 20/2/2026", base, today)
        assert answer is not None
        assert told in answer.warnings[0]


def test_dues_of_years_that_the_cards_do_not_speak_of_are_not_guessed(base: Base) -> None:
    assert calculate("đảng phí vùng 1", base, date(2028, 1, 1)) is None


@pytest.mark.parametrize(
    "words", ["chính thức", "tuổi đảng", "đảng phí", "buổi họp điểm", "xếp loại", "biểu quyết", "chính thức 31/2/2026"]
)
def test_what_lacks_a_figure_is_asked_for_it(base: Base, words: str) -> None:
    assert calculate(words, base, TODAY) is None
    shown = guidance(words)
    assert shown.status is AnswerStatus.CLARIFY
    assert "Ví dụ: tính" in shown.lead


def test_the_examples_of_the_guidance_work(base: Base) -> None:
    for kind in Kind:
        lead = guidance({"probation": "chính thức", "votes": "phiếu", "meeting": "điểm buổi họp"}.get(kind, "")).lead
        for example in lead.partition("Ví dụ: ")[2].partition("\n")[0].split("; "):
            assert calculate(asked_in(example), base, TODAY) is not None, example
    assert len(guidance("").lead.splitlines()) == len(Kind) + 1


@pytest.mark.parametrize(
    ("message", "request_"),
    [
        ("tính đảng phí lương 8tr", "đảng phí lương 8tr"),
        ("Tinh bieu quyet 12 nguoi", "bieu quyet 12 nguoi"),
        ("kết nạp ngày 20/2/2026 thì khi nào xét chính thức", "kết nạp ngày 20/2/2026 thì khi nào xét chính thức"),
        ("bao lâu phải làm lễ kết nạp", ""),
        ("tỉnh Lào Cai họp chi bộ ngày nào", ""),
        ("Tỉnh em chấm 85 điểm thì xếp loại gì", ""),
        ("lương 5 triệu chậm đóng đảng phí 3 tháng thì nộp bao nhiêu", ""),
        ("lương 5 triệu có được miễn đảng phí không", ""),
        ("ký quyết định 3/2/1998, công bố 5/2/1998 thì tuổi đảng bao nhiêu năm", ""),
    ],
)
def test_requests_are_told_from_questions(message: str, request_: str) -> None:
    assert asked_in(message) == request_


@pytest.mark.parametrize(
    ("message", "result_"),
    [
        ("lương 5 triệu đóng đảng phí bao nhiêu", "= 50.000 đồng"),
        ("luong 8tr5 dong dang phi bao nhieu", "= 85.000 đồng"),
        ("lương hưu 6.500.000 thì đảng phí mấy đồng", "= 32.500 đồng"),
        ("lương đóng bảo hiểm xã hội 7.250.000 đồng, đảng phí bao nhiêu?", "= 72.500 đồng"),
        ("vào đảng 3/2/1998 thì được bao nhiêu năm tuổi đảng", "28 năm 9 tháng"),
        ("ký quyết định kết nạp 3/2/1998 khi nào được huy hiệu", "Huy hiệu kế tiếp là 30 năm"),
        ("kết nạp ngày 20/2/2026 thì khi nào xét chính thức", "20/2/2027"),
    ],
)
def test_free_words_are_calculated(base: Base, message: str, result_: str) -> None:
    assert result_ in result(asked_in(message), base)


@pytest.mark.parametrize(
    "question", ["tính tuổi đảng từ ngày nào", "tính đảng phí thế nào", "tỉnh Lào Cai họp chi bộ ngày nào"]
)
def test_questions_without_figures_are_left_to_the_assistant(base: Base, question: str) -> None:
    assert calculate(asked_in(question), base, TODAY) is None


def test_words_without_a_calculation_have_no_kind() -> None:
    assert kind_of("chuyển sinh hoạt cần giấy tờ gì") is None


@given(DAYS, st.integers(0, 1200))
def test_months_later_is_never_in_an_earlier_month(day: date, months: int) -> None:
    later = dates.after_months(day, months)
    assert 12 * (later.year - day.year) + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(DAYS, st.integers(1, 200))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    last = dates.after_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == count
    assert last.weekday() < 5


@given(DAYS, DAYS)
def test_age_is_the_most_whole_months_that_have_passed(one: date, other: date) -> None:
    since, today = sorted((one, other))
    years, months = dates.age(since, today)
    assert dates.after_months(since, 12 * years + months) <= today < dates.after_months(since, 12 * years + months + 1)
    assert dates.age(today, since) == (0, 0)


@given(st.integers(1, 5000))
def test_votes_are_the_least_that_are_enough(members: int) -> None:
    half, two_thirds = votes.more_than(1, 2, members), votes.at_least(2, 3, members)
    assert 2 * half > members >= 2 * (half - 1)
    assert 3 * two_thirds >= 2 * members > 3 * (two_thirds - 1)


@given(st.decimals(0, 100, places=1))
def test_levels_have_their_lower_bound_within(score: Decimal) -> None:
    number = votes.level(score, [90, 70, 50])
    assert (number < 3) == (score >= 50)
    assert number == 3 or score >= [90, 70, 50][number]


@pytest.mark.parametrize(
    ("written", "sum_"),
    [("8.500.000 đồng", 8_500_000), ("8,5 triệu", 8_500_000), ("8tr5", 8_500_000), ("10 triệu", 10_000_000),
     ("850k", 850_000), ("5310000", 5_310_000), ("8 triệu 500", 8_500_000), ("không có", None)],
)  # fmt: skip
def test_sums_as_people_write_them(written: str, sum_: int | None) -> None:
    assert figures.money(written) == sum_


@given(st.text(max_size=60) | st.from_regex(r"[0-9.,/ ]{1,40}(trieu|tr|k)?[0-9]{0,3}", fullmatch=True))
def test_no_words_break_a_calculator(base: Base, words: str) -> None:
    for start in ("", "đảng phí ", "chính thức ", "biểu quyết ", "tuổi đảng ", "xếp loại "):
        calculate(start + words, base, TODAY)
