"""/themvanban: a file sent by an admin, the gate's report, and the library changed by a button and by nothing else."""

import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import pytest

from bot.proposals import named
from bot.startup import library
from bot.telegram import shelving
from bot.telegram.press_codes import encode
from bot.telegram.presses import Shelf, Shelving
from bot.telegram.service import Service
from bot.telegram.shelving import LARGEST, file_name, key
from bot.texts import text
from knowledge.errors import SotayError
from knowledge.library import Library
from tests.botapi.chats import Message
from tests.botapi.faults import BAD_GATEWAY
from tests.botapi.people import Person
from tests.botapi.server import FakeBotApi
from tests.knowledge.papers import PAPER, pdf
from tests.knowledge.scans import SCAN_TEXT, needs_ocr, scan
from tests.telegram.conftest import left_unconfirmed, serving
from tests.telegram.sample_answers import SampleAnswers

PDF = pdf([PAPER])
_IN_THE_CATALOGUE = (
    ("TỈNH ỦY LÀO CAI", "BAN CHẤP HÀNH TRUNG ƯƠNG"),
    ("15-QĐ/TU", "208-QĐ/TW"),
    ("Lào Cai, ngày 05 tháng 3", "Hà Nội, ngày 26 tháng 7"),
    ("Thường vụ Tỉnh ủy", "Chấp hành Trung ương"),
)
KNOWN = pdf([reduce(lambda paper, change: paper.replace(*change), _IN_THE_CATALOGUE, PAPER)])
ADMIN = 101
APPROVE, DROP, SHOW = (text(f"telegram_shelving.{name}") for name in ("approve", "drop", "show"))


@dataclass
class Office:
    """The running bot, its admin, and the library on the disk."""

    api: FakeBotApi
    admin: Person
    service: Service
    shelf: Library
    answers: SampleAnswers
    renewed: SampleAnswers

    async def sent(self, name: str = "quy-dinh.pdf", content: bytes = PDF, **more: object) -> Message:
        """The report on a file."""
        self.admin.send_file(name, content, **more)
        reading = await self.admin.reply()
        assert reading.text == text("telegram_shelving.reading", name=file_name(name))
        return await self.admin.reply()

    async def answers_from_the_new(self) -> bool:
        await self.admin.ask("một")
        return [question for question, _ in self.renewed.asked] == ["một"]


def approved_at_once(monkeypatch: pytest.MonkeyPatch, shelf: Library) -> None:
    """``sotay approve`` without the index, which another test builds."""

    def run(_: object, *words: str) -> None:
        assert words[0] == "approve"
        shelf.approve(words[1])
        shelf.release(words[1])

    monkeypatch.setattr(shelving, "in_process", run)


@pytest.fixture
async def office(
    api: FakeBotApi,
    answers: SampleAnswers,
    tmp_path: Path,
    way: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Office]:
    renewed = SampleAnswers(answers.base)
    monkeypatch.setattr("bot.telegram.app.reopened", lambda _: renewed)
    admin = api.person("Quản trị")
    async with serving(api, answers, tmp_path, admins=str(ADMIN), **way) as service:
        shelf = library(service.settings)
        approved_at_once(monkeypatch, shelf)
        yield Office(api, admin, service, shelf, answers, renewed)


async def test_the_command_says_what_to_send(office: Office) -> None:
    assert (await office.admin.ask("/themvanban")).text == text("telegram_shelving.send_file", megabytes=20)


async def test_a_new_document_waits_for_the_button(office: Office) -> None:
    report = await office.sent(caption="/themvanban")
    ((document, _),) = office.shelf.waiting()
    assert "Văn bản mới, chưa có trong sổ văn bản: 15-QĐ/TU" in report.text
    assert "Lào Cai" in report.text
    assert text("telegram_shelving.new") in report.text
    assert report.labels == [SHOW, APPROVE, DROP]
    assert office.shelf.ids() == ()
    office.admin.press(report, APPROVE)
    await office.admin.sees(lambda: report.versions == 3, "that it is in the library")
    assert report.text == text(
        "telegram_shelving.added", document=named(document), clauses=len(office.shelf.clauses(document.id))
    )
    assert report.labels == []
    assert (office.shelf.ids(), office.shelf.waiting()) == ((document.id,), ())
    assert await office.answers_from_the_new()


async def test_a_refused_document_leaves_the_library_as_it_was(office: Office) -> None:
    report = await office.sent()
    ((document, _),) = office.shelf.waiting()
    office.admin.press(report, DROP)
    await office.admin.sees(lambda: report.versions == 2, "that it is gone")
    assert report.text == text("telegram_shelving.dropped", document=named(document))
    assert (office.shelf.ids(), office.shelf.waiting()) == ((), ())
    press = office.admin.press_data(report, encode(Shelving(Shelf.APPROVE, key(document.id))))
    assert await office.admin.notice(press) == text("telegram.old_button")


@needs_ocr
async def test_refusing_a_scan_leaves_the_same_document_in_the_library(office: Office, tmp_path: Path) -> None:
    (tmp_path / "cũ.pdf").write_bytes(PDF)
    first = office.shelf.add(tmp_path / "cũ.pdf").document.id
    report = await office.sent("quét.pdf", scan([SCAN_TEXT]))
    assert [document.id for document, _ in office.shelf.waiting()] == [first]
    office.admin.press(report, DROP)
    await office.admin.sees(lambda: report.versions == 2, "that it is gone")
    assert (office.shelf.ids(), office.shelf.waiting()) == ((first,), ())


async def test_the_waiting_text_can_be_read_page_by_page(office: Office) -> None:
    long = PAPER.replace(
        "1.2. Về thành phần.", "1.2. Về thành phần.\n" + "Chi bộ họp đủ thành phần theo quy định. " * 150
    )
    report = await office.sent("dài.pdf", pdf([long]))
    office.admin.press(report, SHOW)
    shown = await office.admin.reply()
    assert "Chi bộ họp mỗi tháng một lần" in shown.text
    assert shown.labels == ["Trang 2 ›", APPROVE, DROP]
    first = shown.text
    office.admin.press(shown, "Trang 2 ›")
    await office.admin.sees(lambda: shown.versions == 2, "the second page")
    assert shown.text != first
    office.admin.press(shown, "‹ Trang 1")
    await office.admin.sees(lambda: shown.versions == 3, "the first page")
    assert shown.text == first
    ((document, _),) = office.shelf.waiting()
    press = office.admin.press_data(shown, encode(Shelving(Shelf.TURN, key(document.id), 99)))
    assert await office.admin.notice(press) == text("telegram.old_button")


async def test_an_index_that_cannot_be_built_keeps_the_document_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise SotayError("Hết chỗ\ntrên đĩa.")

    monkeypatch.setattr(shelving, "in_process", broken)
    report = await office.sent()
    office.admin.press(report, APPROVE)
    await office.admin.sees(lambda: report.versions == 3, "that it was not built")
    assert report.text == text("telegram_shelving.not_built", reason="Hết chỗ trên đĩa.")
    assert report.labels == [SHOW, APPROVE, DROP]
    assert (office.shelf.ids(), len(office.shelf.waiting())) == ((), 1)


async def test_a_document_of_the_catalogue_enters_at_once(office: Office) -> None:
    report = await office.sent("208.pdf", KNOWN)
    assert report.text.startswith("Đã có trong thư viện")
    assert office.shelf.ids() == ("qd-208-qd-tw-2026",)
    assert await office.answers_from_the_new()
    assert (await office.sent("208 bản sao.pdf", KNOWN)).text.startswith("Đã có, không đổi")


async def test_where_the_index_fails_a_document_of_the_catalogue_is_taken_out_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.telegram.house.House.renew", broken)
    report = await office.sent("208.pdf", KNOWN)
    assert "No space left" in report.text
    assert office.shelf.ids() == ()


@needs_ocr
async def test_a_scan_is_looked_through_and_let_in(office: Office) -> None:
    report = await office.sent("quét.pdf", scan([SCAN_TEXT]))
    assert "bản quét 1 trang" in report.text
    office.admin.press(report, SHOW)
    assert "⟦" in (await office.admin.reply()).text
    office.admin.press(report, APPROVE)
    await office.admin.sees(lambda: report.versions == 3, "that it is in the library")
    assert len(office.shelf.ids()) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mật.pdf", pdf([PAPER.replace("*", "MẬT", 1)])),
        ("trống.pdf", b""),
        ("hỏng.pdf", PDF[:300]),
        ("ảnh.exe", b"MZ\x00\x01"),
        ("thơ.txt", "Trăm năm trong cõi người ta".encode()),
    ],
)
async def test_what_the_gate_refuses_is_told_and_changes_nothing(office: Office, name: str, content: bytes) -> None:
    report = await office.sent(name, content)
    assert report.text.startswith("Không nhận được văn bản. ")
    assert name in report.text
    assert report.labels == []
    assert (office.shelf.ids(), office.shelf.waiting()) == ((), ())


async def test_too_large_a_file_is_not_even_fetched(office: Office) -> None:
    office.admin.send_file("lớn.pdf", b"x", size=LARGEST + 1)
    assert (await office.admin.reply()).text == text("telegram_shelving.too_large", name="lớn.pdf", megabytes=20)
    assert office.api.calls("getFile") == []


async def test_a_file_that_lies_about_its_size_is_told(office: Office) -> None:
    assert (await office.sent("lớn.pdf", b"x" * (LARGEST + 1), size=5)).text == text(
        "telegram_shelving.not_fetched", name="lớn.pdf"
    )


@pytest.mark.parametrize("method", ["getFile", "file"])
async def test_a_file_that_cannot_be_fetched_is_told(office: Office, method: str) -> None:
    office.api.fail(method, BAD_GATEWAY)
    assert (await office.sent()).text == text("telegram_shelving.not_fetched", name="quy-dinh.pdf")
    assert (await office.sent()).labels == [SHOW, APPROVE, DROP]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Tài liệu\\15-QĐ.docx", "15-QĐ.docx"),
        ("/", "van-ban"),
        ("..", "van-ban"),
        ("", "van-ban"),
        ("a\x00b\u202e.pdf", "a b.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_no_path(given: str, kept: str) -> None:
    assert file_name(given) == kept


async def test_a_name_with_separators_writes_nowhere_else(office: Office, tmp_path: Path) -> None:
    before = set(tmp_path.parent.rglob("*.pdf"))
    report = await office.sent("../../../quy-dinh.pdf")
    assert "15-QĐ/TU" in report.text
    ((_, held),) = office.shelf.waiting()
    assert held.file == "quy-dinh.pdf"
    assert {path for path in tmp_path.parent.rglob("*.pdf") if path.name != "source.pdf"} <= before


async def test_nobody_else_sends_files_or_presses(office: Office) -> None:
    lan = office.api.person("Lan")
    lan.send_file("quy-dinh.pdf", PDF, caption="/themvanban")
    assert (await lan.reply()).text == text("telegram_media.document")
    report = await office.sent()
    for label in (SHOW, APPROVE, DROP):
        assert await lan.notice(lan.press(report, label)) == text("telegram.old_button")
    assert len(office.shelf.waiting()) == 1
    assert report.versions == 1


async def test_while_a_file_is_read_others_are_answered(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    take = shelving.Librarian._take
    monkeypatch.setattr(shelving.Librarian, "_take", lambda self, path: (go.wait(30), take(self, path))[1])
    office.admin.send_file("quy-dinh.pdf", PDF)
    await office.admin.reply()
    assert "một" in (await office.api.person("Lan").ask("một")).text
    go.set()
    assert (await office.admin.reply()).labels == [SHOW, APPROVE, DROP]


async def test_stopping_in_the_middle_and_pressing_after_a_restart(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.app.reopened", lambda _: answers)
    admin = api.person("Quản trị")
    async with serving(api, answers, tmp_path, admins=str(ADMIN)) as service:
        shelf = library(service.settings)
        admin.send_file("quy-dinh.pdf", PDF)
        await admin.reply()
        service.connection.end()
    report = await admin.reply()
    assert (shelf.ids(), len(shelf.waiting())) == ((), 1)
    approved_at_once(monkeypatch, shelf)
    async with serving(api, answers, tmp_path, admins=str(ADMIN)):
        admin.press(report, APPROVE)
        await admin.sees(lambda: report.versions == 3, "that it is in the library")
    assert len(shelf.ids()) == 1


async def test_a_report_that_may_be_lost_in_a_crash_is_made_again_by_button(
    api: FakeBotApi, answers: SampleAnswers, tmp_path: Path
) -> None:
    admin = api.person("Quản trị")
    left_unconfirmed(api, admin.send_file("quy-dinh.pdf", PDF), tmp_path)
    async with serving(api, answers, tmp_path, admins=str(ADMIN)):
        note = await admin.reply()
        admin.press(note, text("telegram.again"))
        await admin.reply()
        assert (await admin.reply()).labels == [SHOW, APPROVE, DROP]
