"""An answer as people see it on Telegram."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answer import Answer, AnswerLine, AnswerStatus, Cited
from bot.telegram.render import messages, paragraphs, sources, suggested, suggestions
from bot.terminal import plain
from knowledge.records import Mark, Slot
from tests.botapi.entities import parse_html, shown_text
from tests.telegram.sample_answers import GUIDE, LONG, QUESTIONS, RULE, SHORT, STEPS

_TEXTS = st.text(max_size=60) | st.sampled_from(["", "<b>hở", "a & b", "5 < 6 > 4", "từ " * 2500, "&" * 4100, "😀"])
_CITED = st.builds(Cited, st.sampled_from([RULE, GUIDE]), _TEXTS)
_LINES = st.builds(
    AnswerLine,
    _TEXTS,
    st.lists(_CITED, min_size=1, max_size=3).map(tuple),
    st.sampled_from(Slot),
    st.sampled_from(Mark),
    st.booleans(),
)
_ANSWERS = st.builds(
    Answer,
    status=st.sampled_from(AnswerStatus),
    lead=_TEXTS,
    lines=st.lists(_LINES, max_size=10).map(tuple),
    missing=st.lists(st.sampled_from(Slot), max_size=2).map(tuple),
    warnings=st.lists(_TEXTS, max_size=3).map(tuple),
    suggestions=st.lists(_TEXTS, max_size=8).map(tuple),
    details=st.lists(_LINES, max_size=3).map(tuple),
)


def shown(pages: list[str]) -> str:
    return "\n".join(shown_text(page, "HTML")[0] for page in pages)


@settings(max_examples=60, deadline=None)
@given(_ANSWERS)
def test_every_answer_passes_telegrams_rules(answer: Answer) -> None:
    assert messages(answer)
    assert shown(messages(answer)).strip()
    assert shown(sources(answer)).strip()


@settings(max_examples=30, deadline=None)
@given(_ANSWERS)
def test_every_suggestion_on_the_last_page_is_found_again(answer: Answer) -> None:
    last = shown(messages(answer)[-1:])
    for number, question in enumerate(suggestions(answer), 1):
        assert suggested(last, number) in (question, "")


def test_the_decisive_line_is_bold_and_the_others_are_not() -> None:
    answer = Answer(AnswerStatus.ANSWERED, lines=(SHORT, *STEPS))
    text, entities = parse_html(messages(answer)[0])
    bold = [text[e.offset : e.offset + e.length] for e in entities if e.type == "bold"]
    assert bold == [SHORT.text, "Căn cứ:"]


def test_a_quotation_is_not_bold() -> None:
    quoted = AnswerLine("Đảng viên có quyền biểu quyết.", SHORT.citations, quoted=True)
    page = messages(Answer(AnswerStatus.ANSWERED, lines=(quoted,)))[0]
    assert page.startswith("“Đảng viên có quyền biểu quyết.” [1]")


def test_telegram_says_what_the_terminal_says() -> None:
    answer = Answer(
        AnswerStatus.ANSWERED_PARTLY,
        lead="Tôi trả lời được một phần.",
        lines=(SHORT, *STEPS),
        missing=(Slot.DEADLINE,),
        warnings=("Nơi khác có thể khác.",),
    )
    assert shown(messages(answer)).replace("– ", "").split() == plain(answer).replace("– ", "").split()


def test_markup_in_a_line_is_shown_as_it_stands() -> None:
    assert "quyết định <kết nạp> & trao" in shown(messages(Answer(AnswerStatus.ANSWERED, lines=STEPS)))


def test_the_note_links_to_the_document() -> None:
    _, entities = parse_html(messages(Answer(AnswerStatus.ANSWERED, lines=(SHORT,)))[0])
    assert [entity.url for entity in entities if entity.type == "text_link"] == ["https://example.org/208?a=1&b=2"]


def test_a_long_answer_keeps_its_sources_and_questions_last() -> None:
    pages = messages(Answer(AnswerStatus.ANSWERED, lines=LONG, suggestions=QUESTIONS))
    assert len(pages) > 1
    assert "Căn cứ:" in pages[-1]
    assert suggested(shown(pages[-1:]), 2) == QUESTIONS[1]


def test_sources_name_title_issuer_and_status() -> None:
    text = shown(sources(Answer(AnswerStatus.ANSWERED, lines=(SHORT,), details=STEPS)))
    for words in ("208-QĐ/TW ngày 26/7/2026", RULE.title, GUIDE.issuer, "còn hiệu lực", "Điều khoản được dẫn: 4.1"):
        assert words in text


def test_suggested_needs_its_list() -> None:
    assert suggested("1. Không phải danh sách", 1) == ""
    assert suggested("Đồng chí có thể hỏi:\n1. Một?\n12. Mười hai?", 2) == ""


def test_paragraphs_keep_their_breaks() -> None:
    assert paragraphs("a\nb\n\nc <d>") == ["a\nb\n\nc &lt;d&gt;"]
