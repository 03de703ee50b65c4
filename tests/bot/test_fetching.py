"""Pages are had from the open internet alone, within type, size and redirects; the tests allow loopback by hand."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import fetching
from bot.adding import Adder
from bot.catalogue_fetching import OTHER, Pace, fetch_catalogue
from bot.fetching import download, public_only
from knowledge.catalogue import Catalogue
from knowledge.errors import DocumentError
from knowledge.library import ADDED, Library
from knowledge.records import CENTRAL, Document, Status
from tests.bot.sites import Page, Site, dripping, serving
from tests.knowledge.papers import PAPER, pdf


def anywhere(address: str) -> bool:
    """The allowance of these tests: their own server on loopback."""
    return True


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def refusal(url: str, **how: object) -> str:
    with pytest.raises(DocumentError) as error:
        download(url, str, **how)  # type: ignore[arg-type]
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::", "2002:7f00:1::"),
        *("64:ff9b::7f00:1", "64:ff9b::a01:203", "::7f00:1", "fec0::1", "2001:0:7f00:1::", "255.255.255.255"),
    ],
)
def test_private_addresses_are_never_asked(address: str) -> None:
    assert not public_only(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_the_open_internet_may_be_asked(address: str) -> None:
    assert public_only(address)


def test_a_page_is_had_with_its_name_and_kind(site: Site) -> None:
    site.pages["/van-ban/quy%20%C4%91%E1%BB%8Bnh.pdf"] = Page(b"%PDF-x")
    source = download(f"{site.root}/van-ban/quy định.pdf", str, anywhere)
    assert (source.name, source.extension, source.content) == ("quy định.pdf", ".pdf", b"%PDF-x")


def test_this_machine_is_refused_without_a_request(site: Site) -> None:
    assert "mạng nội bộ" in refusal(f"{site.root}/a.pdf")
    assert "mạng nội bộ" in refusal(site.root.replace("127.0.0.1", "localhost"))
    assert "mạng nội bộ" in refusal("http://[::1]/a.pdf")
    assert "mạng nội bộ" in refusal("http://2130706433/a.pdf")
    assert site.asked == []


def test_a_redirect_to_this_machine_is_refused(site: Site) -> None:
    site.pages["/a.pdf"] = Page(status=302, location=f"http://localhost:{site.root.rpartition(':')[2]}/b.pdf")
    judged: list[str] = []

    def first_only(address: str) -> bool:
        judged.append(address)
        return len(judged) == 1

    assert "mạng nội bộ" in refusal(f"{site.root}/a.pdf", allowed=first_only)
    assert site.asked == ["/a.pdf"]


def test_redirects_are_shown_and_followed(site: Site) -> None:
    site.pages |= {"/a": Page(status=301, location="/b.pdf"), "/b.pdf": Page(b"%PDF-x")}
    said: list[str] = []
    assert download(f"{site.root}/a", said.append, anywhere).name == "b.pdf"
    assert said == [f"{site.root}/a: chuyển hướng tới {site.root}/b.pdf"]


def test_redirects_in_a_circle_end(site: Site) -> None:
    site.pages["/a"] = Page(status=302, location="/a")
    assert "chuyển hướng quá 5 lần" in refusal(f"{site.root}/a", allowed=anywhere)


def test_a_redirect_out_of_the_web_is_refused(site: Site) -> None:
    site.pages["/a"] = Page(status=302, location="file:///etc/hostname")
    assert "không phải địa chỉ http" in refusal(f"{site.root}/a", allowed=anywhere)


@pytest.mark.parametrize("target", ["http://[", "http://[::1/", "//", "", "http:///a", "http://a:b/", "javascript:1"])
def test_a_redirect_to_no_address_is_told(site: Site, target: str) -> None:
    site.pages["/a"] = Page(status=302, location=target)
    assert refusal(f"{site.root}/a", allowed=anywhere)


def test_a_redirect_with_letters_as_they_are(site: Site) -> None:
    site.pages["/a"] = Page(status=302, location="/quy định.pdf".encode().decode("latin-1"))
    site.pages["/quy%20%C4%91%E1%BB%8Bnh.pdf"] = Page(b"%PDF-x")
    assert download(f"{site.root}/a", str, anywhere).content == b"%PDF-x"


@given(st.text(max_size=40), st.sampled_from(["", "127.0.0.1/", "127.0.0.1:", "user@127.0.0.1", "[::1]", "a.vn"]))
def test_whatever_is_typed_for_an_address_is_told_in_one_line(rest: str, host: str) -> None:
    with patch("bot.fetching.socket.getaddrinfo", return_value=[(0, 0, 0, "", ("127.0.0.1", 1))]):
        refusal(f"http://{host}{rest}", allowed=lambda address: False)


@given(st.text(max_size=40))
def test_whatever_a_path_holds_is_asked_for_or_told(path: str) -> None:
    """Port 1 of this machine answers nothing: what fails before is the address itself."""
    refusal(f"http://127.0.0.1:1/{path}", allowed=anywhere)


def test_a_long_address_is_told_short(site: Site) -> None:
    assert len(refusal(f"{site.root}/{'a' * 5000}", allowed=anywhere)) < 600


@pytest.mark.parametrize("part", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"])
def test_a_server_that_drips_is_cut_off(part: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte every 50 ms, in the headers or in the page, for as long as anyone listens."""
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0.5)
    with dripping(part) as root:
        assert re.search("đứt kết nối|tải quá|không kết nối", refusal(f"{root}/a", allowed=anywhere))


def test_the_deadline_counts_through_redirects(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", -1)
    site.pages["/a"] = Page(status=302, location="/a")
    refusal(f"{site.root}/a", allowed=anywhere)
    assert len(site.asked) <= 1


def test_a_connection_is_cut_though_tls_took_its_socket_over() -> None:
    near, far = socket.socketpair()
    with (
        closing(far),
        fetching._watched(near, time.monotonic() + 0.05),
        closing(socket.socket(fileno=near.detach())) as taken_over,
    ):
        assert taken_over.recv(1) == b""


def test_what_is_no_document_is_refused(site: Site) -> None:
    site.pages["/a"] = Page(b"x", "video/mp4")
    assert "video/mp4" in refusal(f"{site.root}/a", allowed=anywhere)
    assert "404" in refusal(f"{site.root}/b", allowed=anywhere)


def test_a_page_over_the_limit_is_dropped(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "FILE_BYTES", 1 << 20)
    site.pages["/a.pdf"] = Page(b"x" * (2 << 20))
    assert "lớn hơn 1 MB" in refusal(f"{site.root}/a.pdf", allowed=anywhere)


def test_a_page_cut_short_is_not_half_had(site: Site) -> None:
    site.pages["/a.pdf"] = Page(b"%PDF-x", claims=1000)
    assert "đứt kết nối" in refusal(f"{site.root}/a.pdf", allowed=anywhere)


def test_nobody_there(site: Site) -> None:
    port = int(site.root.rpartition(":")[2])
    assert "không kết nối được" in refusal(f"http://127.0.0.1:{1 if port != 1 else 2}/", allowed=anywhere)
    assert "không tìm thấy máy chủ" in refusal("http://khong-co.invalid/a.pdf", allowed=anywhere)
    assert "không phải địa chỉ" in refusal("http://127.0.0.1:99999/")


@pytest.fixture
def adder(tmp_path: Path) -> Adder:
    return Adder(Library(tmp_path / "library"), str, allowed=anywhere)


def test_an_address_is_added_like_a_file(site: Site, adder: Adder) -> None:
    site.pages["/a.pdf"] = Page(pdf([PAPER]))
    rows = adder.rows([f"{site.root}/a.pdf", f"{site.root}/b.pdf"]).rows
    assert [row.outcome for row in rows] == [ADDED, "failed"]
    assert "404" in rows[1].line


def listed(site: Site, *paths: str) -> Catalogue:
    sources = tuple(f"{site.root}{path}" for path in paths)
    document = Document(
        "qd-15", "15-QĐ/TU", "quy-dinh", "2026-03-05", "", "Họp", CENTRAL, Status.IN_FORCE, "", sources=sources
    )
    return Catalogue([document])


def test_the_catalogue_is_fetched_until_an_address_gives_it(
    site: Site, adder: Adder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages |= {
        "/tin": Page(f"<html><p>{'Chi bộ họp bàn việc của đảng viên. ' * 20}</p>".encode(), "text/html"),
        "/a.pdf": Page(pdf([PAPER])),
    }
    catalogue = listed(site, "/mất.pdf", "/tin", "/a.pdf", "/sau.pdf")
    monkeypatch.setattr(Library, "catalogue", lambda self: catalogue)
    notes, pace = tmp_path / "fetched.jsonl", Pace(0.0)
    tries = list(fetch_catalogue(adder, notes, (), False, pace))
    assert [one.outcome for one in tries][1:] == [OTHER, ADDED]
    assert "404" in tries[0].outcome
    assert adder.shelf.ids() == ("qd-15",)
    assert "/sau.pdf" not in site.asked


def test_a_run_that_was_stopped_goes_on(
    site: Site, adder: Adder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = listed(site, "/1.pdf", "/2.pdf")
    monkeypatch.setattr(Library, "catalogue", lambda self: catalogue)
    notes = tmp_path / "fetched.jsonl"
    next(fetch_catalogue(adder, notes, (), False, Pace(0.0)))
    assert len(list(fetch_catalogue(adder, notes, (), False, Pace(0.0)))) == 1
    assert site.asked == ["/1.pdf", "/2.pdf"]
    assert list(fetch_catalogue(adder, notes, (), False, Pace(0.0))) == []
    assert len(list(fetch_catalogue(adder, notes, (), True, Pace(0.0)))) == 2


def test_one_host_is_not_hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("bot.catalogue_fetching.time.sleep", waited.append)
    monkeypatch.setattr("bot.catalogue_fetching.time.monotonic", lambda: 100.0)
    pace = Pace(2.0)
    for url in ("http://a/1", "http://a/2", "http://b/1"):
        pace.wait(url)
    assert waited == [0.0, 2.0, 0.0]
