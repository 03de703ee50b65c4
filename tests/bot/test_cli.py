"""The command ``sotay``: what other programs rely on, and each failure as one line."""

import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader, PdfWriter

from bot.answering.assistant import Assistant
from bot.answering.base import Base
from bot.cli import main
from bot.settings import Settings, settings
from bot.terminal import plain
from knowledge.catalogue import bundled_catalogue
from tests.knowledge.papers import PAPER, pdf, saved

ROOT = Path(__file__).parents[2]
QUESTION = "Bao lâu phải làm lễ kết nạp?"
KEYS = ["id", "status", "refused", "answer", "citations", "suggestions", "seconds"]
CITATION = {"document", "date", "title", "clause", "in_force", "url"}
ADDED = "qd-15-qd-tu-lao-cai-2026"
Sotay = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path, base: Base, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder whose index is that of the bundled knowledge, and no other settings."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SOTAY_{name.upper()}", raising=False)
    copytree(base.index.folder.parents[1], tmp_path / "data" / "index", copy_function=os.link)
    monkeypatch.setenv("SOTAY_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    yield tmp_path / "data"
    settings.cache_clear()


@pytest.fixture
def sotay(data: Path) -> Sotay:
    """The program in this process, on the data folder."""

    def run(*arguments: object, typed: str | bytes = "") -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments], input=typed, catch_exceptions=False)

    return run


def told(result: Result) -> str:
    """The one line of a failure: on standard error alone, with exit status 1."""
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


def misused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


def jsonl(*rows: object) -> bytes:
    return b"".join(row + b"\n" if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_question_is_answered_as_the_library_does(sotay: Sotay, assistant: Assistant) -> None:
    result = sotay("ask", QUESTION)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == plain(assistant.ask(QUESTION)) + "\n"


def test_a_refusal_is_a_result_too(sotay: Sotay) -> None:
    for question in ("thời tiết hôm nay", "", "😀", "x" * 10_000, "\udcff\udcfe"):
        result = sotay("ask", question)
        assert (result.exit_code, result.stderr) == (0, "")
        assert len(result.stdout) > 20


def test_json_is_one_line_of_the_contract(sotay: Sotay) -> None:
    (line,) = sotay("ask", QUESTION, "--json").stdout.splitlines()
    row = json.loads(line)
    assert list(row) == KEYS
    assert (row["id"], row["status"], row["refused"]) == ("", "answered", False)
    assert row["citations"]
    assert all(set(cited) == CITATION and isinstance(cited["in_force"], bool) for cited in row["citations"])
    assert isinstance(row["seconds"], float)


def test_a_batch_answers_each_line_in_order(sotay: Sotay) -> None:
    rows = [{"id": "a", "question": QUESTION}, b"", {"id": 7, "question": "Nấu phở?"}, {"question": "chào"}]
    result = sotay("ask", "--batch", typed=jsonl(*rows))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [(row["id"], row["refused"]) for row in answers] == [("a", False), (7, True), ("", True)]
    assert all(list(row) == KEYS for row in answers)


def test_a_batch_row_may_carry_context_place_and_day(sotay: Sotay, assistant: Assistant) -> None:
    before = "Chuyển sinh hoạt đảng chính thức cần những giấy tờ gì?"
    rows = [
        {"id": 1, "question": "ai ký?", "context": [before]},
        {"id": 2, "question": QUESTION, "as_of": "2026-01-01"},
        {"id": 3, "question": QUESTION, "locality": "Lào Cai", "style": "plain", "extra": None, "context": None},
    ]
    answers = [json.loads(line)["answer"] for line in sotay("ask", "--batch", typed=jsonl(*rows)).stdout.splitlines()]
    assert answers[0] == plain(assistant.ask("ai ký?", [before]))
    assert answers[1] == plain(assistant.ask(QUESTION, as_of="2026-01-01"))
    assert answers[2] == plain(assistant.ask(QUESTION, locality="Lào Cai"))


def test_nothing_asked_is_nothing_answered(sotay: Sotay) -> None:
    result = sotay("ask", "--batch", typed=b"\n\n")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"x",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"[" * 100_000,
        {"id": "b"},
        {"id": "b", "question": None},
        {"id": "b", "question": 5},
        {"id": "b", "question": ["x"]},
        {"id": "b", "question": "\ud800"},
        {"id": "b", "question": "x", "context": 5},
        {"id": "b", "question": QUESTION, "as_of": "hôm qua"},
        {"id": "b", "question": QUESTION, "as_of": 2026},
    ],
)
def test_a_bad_line_is_told_with_its_number(sotay: Sotay, bad: object) -> None:
    result = sotay("ask", "--batch", typed=jsonl({"id": "a", "question": QUESTION}, b"", bad))
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a"]
    (line,) = result.stderr.splitlines()
    assert "dòng 3" in line


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--batch", QUESTION),
        ("ask", QUESTION, "--as-of", "hôm qua"),
        ("ask", QUESTION, "--as-of", "2026-02-30"),
        ("ask", QUESTION, "--as-of", "26/7/2026"),
        ("ask", QUESTION, "--as-of", "20261101"),
        ("ask", QUESTION, "--as-of", "2026-W01-1"),
        ("ask", QUESTION, "--khong-co"),
        ("build", "--index", "x"),
        ("search", "--index", "."),
        ("search", "--batch", "--index", ".", "-k", "0"),
        ("add",),
        ("eval",),
        ("khong-co-lenh",),
    ],
)
def test_wrong_usage_is_exit_status_2(sotay: Sotay, arguments: tuple[str, ...]) -> None:
    assert misused(sotay(*arguments))


def test_a_wrong_date_is_named(sotay: Sotay) -> None:
    assert "2026-13-01" in misused(sotay("ask", QUESTION, "--as-of", "2026-13-01"))


def test_a_day_and_a_place_are_used(sotay: Sotay) -> None:
    assert "1/1/2026" in sotay("ask", QUESTION, "--as-of", "2026-01-01").stdout
    assert (
        "Lào Cai"
        in sotay("ask", "Chi bộ kiểm tra, giám sát đảng viên theo văn bản nào?", "--locality", "Lào Cai").stdout
    )


def test_the_place_of_the_settings_is_used(sotay: Sotay, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "Chi bộ kiểm tra, giám sát đảng viên theo văn bản nào?"
    named = sotay("ask", question, "--locality", "Lào Cai").stdout
    monkeypatch.setenv("SOTAY_LOCALITY", "Lào Cai")
    settings.cache_clear()
    assert sotay("ask", question).stdout == named


def test_an_explanation_ends_with_the_answer(sotay: Sotay, assistant: Assistant) -> None:
    shown = sotay("ask", QUESTION, "--explain").stdout
    assert shown.endswith(plain(assistant.ask(QUESTION)) + "\n")
    assert "loại: " in shown


@pytest.mark.parametrize("name", ["p.jsonl", "p.jsonl.gz"])
def test_passages_are_built_and_searched(sotay: Sotay, data: Path, name: str) -> None:
    rows = [
        {"id": "a", "text": "Chi bộ họp."},
        {"id": "b", "title": "Đảng phí", "headings": ["Điều 1"], "text": "Đóng hằng tháng."},
    ]
    content = jsonl(*rows)
    file = saved(data.parent, name, gzip.compress(content) if name.endswith(".gz") else content)
    built = sotay("build", "--passages", file, "--index", data.parent / "luật")
    assert (built.exit_code, built.stdout) == (0, "")
    asked = jsonl({"id": "1", "question": "dong dang phi"}, {"id": "2", "question": "họp chi bộ"})
    found = sotay("search", "--batch", "--index", data.parent / "luật", "-k", "1", typed=asked)
    hits = [json.loads(line) for line in found.stdout.splitlines()]
    assert [(row["id"], [hit["id"] for hit in row["hits"]]) for row in hits] == [("1", ["b"]), ("2", ["a"])]
    assert all(set(hit) == {"id", "score"} for row in hits for hit in row["hits"])


def test_a_bad_passage_is_told_with_file_and_line(sotay: Sotay, data: Path) -> None:
    file = saved(data.parent, "p.jsonl", jsonl({"id": "a", "text": "Họp."}, b"{"))
    line = told(sotay("build", "--passages", file, "--index", data.parent / "luật"))
    assert "p.jsonl" in line
    assert "dòng 2" in line
    assert not (data.parent / "luật" / "current").exists()


def test_searching_an_empty_folder_is_told(sotay: Sotay, data: Path) -> None:
    assert "sotay build" in told(sotay("search", "--batch", "--index", data.parent, typed=jsonl({"question": "x"})))


def test_documents_are_listed(sotay: Sotay) -> None:
    listed = sotay("docs").stdout.splitlines()
    assert len(listed) == len([document for document in bundled_catalogue().values() if document.is_rule])


@pytest.mark.parametrize("number", ["294-QĐ/TW", "294-qd/tw"])
def test_a_number_shows_its_chain(sotay: Sotay, number: str) -> None:
    shown = sotay("docs", number).stdout
    assert "294-QĐ/TW ngày 26/5/2025" in shown
    assert "208-QĐ/TW ngày 26/7/2026" in shown


def test_an_unknown_number_is_told(sotay: Sotay) -> None:
    assert "9999-QĐ/TW" in told(sotay("docs", "9999-QĐ/TW"))
    assert "khong-co" in told(sotay("show", "khong-co/1"))
    assert "khong-co" in told(sotay("remove", "khong-co"))


def encrypted() -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([PAPER])))), io.BytesIO()
    writer.encrypt("mở", "chủ", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


BAD_FILES: dict[str, Callable[[], bytes] | None] = {
    "thiếu.pdf": None,
    "rỗng.pdf": lambda: b"",
    "cụt.pdf": lambda: pdf([PAPER])[:900],
    "thư.pdf": lambda: b"Kinh gui dong chi, day khong phai PDF.",
    "ảnh.pdf": lambda: b"\x89PNG\r\n\x1a\n" + bytes(200),
    "khóa.pdf": encrypted,
    "hai\ndòng.pdf": lambda: b"%PDF-1.7\n",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_line_and_changes_nothing(sotay: Sotay, data: Path, name: str) -> None:
    content, before = BAD_FILES[name], everything(data)
    if content:
        saved(data.parent, name, content())
    line = told(sotay("add", name))
    assert name.split("\n")[0] in line
    assert len(line) > len(name) + 30
    assert everything(data) == before


def test_a_good_file_is_added_shown_cited_and_removed(sotay: Sotay, data: Path) -> None:
    added = sotay("add", "--yes", saved(data.parent, "quy-định.pdf", pdf([PAPER])))
    assert (added.exit_code, ADDED in added.stdout) == (0, True)
    assert len(added.stdout.splitlines()) == 1
    assert sotay("show", f"{ADDED}/1.1/b").stdout == "b) Chi bộ họp bất thường khi cần.\n"
    assert "15-QĐ/TU ngày 5/3/2026" in sotay("docs").stdout
    shown = sotay("ask", "điểm b mục 1.1 quy định 15-QĐ/TU", "--locality", "Lào Cai")
    assert "Chi bộ họp bất thường khi cần." in shown.stdout
    assert shown.stderr == ""
    again = sotay("add", data.parent / "quy-định.pdf")
    assert (again.exit_code, again.stderr) == (0, "")


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b'{"id": "1"}'])
def test_a_bad_question_file_is_told(sotay: Sotay, data: Path, content: bytes) -> None:
    line = told(sotay("eval", saved(data.parent, "câu.jsonl", content + b"\n")))
    assert "câu.jsonl" in line


def test_questions_are_judged_in_a_table(sotay: Sotay, data: Path) -> None:
    row = {
        "id": "1",
        "question": QUESTION,
        "style": "plain",
        "kind": "answerable",
        "topic": "kết nạp",
        "must_contain": [["30 ngày"]],
    }
    result = sotay("eval", saved(data.parent, "câu.jsonl", jsonl(row)))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1/1" in result.stdout
    assert "kết nạp" in result.stdout


def test_sound_knowledge_is_reported(sotay: Sotay) -> None:
    result = sotay("lint")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "0 chỗ phải sửa" in result.stdout


def test_serving_without_a_token_is_told(sotay: Sotay) -> None:
    assert "SOTAY_TELEGRAM_TOKEN" in told(sotay("serve"))


def test_a_bad_setting_is_told(sotay: Sotay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTAY_TELEGRAM_API", "khong-phai-dia-chi")
    settings.cache_clear()
    line = told(sotay("ask", QUESTION))
    assert "SOTAY_TELEGRAM_API" in line
    assert "khong-phai-dia-chi" in line


def test_a_data_folder_that_cannot_be_is_told(sotay: Sotay, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTAY_DATA", str(saved(data.parent, "tệp", "x") / "con"))
    settings.cache_clear()
    result = sotay("ask", QUESTION)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "tệp" in result.stderr.splitlines()[-1]


def test_the_module_is_the_same_program_and_keeps_to_its_folder(data: Path, assistant: Assistant) -> None:
    home = data.parent / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", QUESTION, "--json"],
        cwd=home,
        env=os.environ | {"HOME": str(home), "PYTHONPATH": str(ROOT), "SOTAY_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["answer"] == plain(assistant.ask(QUESTION))
    assert done.stderr == ""
    assert list(home.iterdir()) == []


def test_a_reader_that_stops_reading_is_no_crash(data: Path) -> None:
    rows = jsonl(*({"id": n, "question": "chào"} for n in range(3000)))
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--batch"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        try:
            process.stdin.write(rows)
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert b"Traceback" not in process.stderr.read()
