"""Documents from the web: one address at a time, never this machine or a private network, within time and size.

Every name is looked up once, judged, and the connection made to the very address that was judged, so that a name
cannot point elsewhere a moment later. The same is done again for each redirect.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from knowledge.errors import DocumentError
from knowledge.readers.limits import FILE_BYTES
from knowledge.readers.problems import shown_name
from knowledge.readers.reading import Source

Allowed = Callable[[str], bool]
Say = Callable[[str], None]
AGENT = "sotay/0.1 (tra cuu van ban; mot ket noi)"
REDIRECTS, CONNECT_SECONDS, TOTAL_SECONDS, CHUNK = 5, 15, 120, 65536
_SHOWN, _NAMED = 300, 200
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_TYPES = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/octet-stream": "",
    "binary/octet-stream": "",
}


def is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def public_only(address: str) -> bool:
    """Whether an IP address belongs to the open internet; this machine and private networks do not."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local:
            return False
        ip = _inner(ip) or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The old address that a gateway would send a packet for this one to."""
    if ip in _TRANSLATED:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def download(url: str, say: Say, allowed: Allowed = public_only) -> Source:
    """The file at an address; raises ``DocumentError``. ``allowed`` judges each IP address before it is asked."""
    deadline = time.monotonic() + TOTAL_SECONDS
    for _ in range(REDIRECTS + 1):
        with _asked(url, allowed, deadline) as answer:
            if answer.status in (301, 302, 303, 307, 308):
                target = _target(url, answer)
                say(f"{_shown(url)}: chuyển hướng tới {_shown(target)}")
                _in_time(url, deadline)
                url = target
                continue
            if answer.status != 200:
                raise _problem(url, f"máy chủ trả lời {answer.status}. Kiểm tra lại địa chỉ, hoặc tải bằng trình duyệt")
            return _source(url, answer, deadline)
    raise _problem(url, f"chuyển hướng quá {REDIRECTS} lần. Tải bằng trình duyệt rồi thêm tệp")


def _in_time(url: str, deadline: float) -> None:
    if time.monotonic() >= deadline:
        raise _problem(url, f"tải quá {TOTAL_SECONDS} giây. Thử lại sau, hoặc tải bằng trình duyệt")


def _target(url: str, answer: http.client.HTTPResponse) -> str:
    """Where a redirect leads; sites send letters outside ASCII as they are."""
    written = answer.headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(url, written)
    except ValueError:
        raise _problem(url, "chuyển hướng tới một địa chỉ không đúng. Tải bằng trình duyệt rồi thêm tệp") from None


def _source(url: str, answer: http.client.HTTPResponse, deadline: float) -> Source:
    kind = answer.headers.get_content_type().lower()
    if kind not in _TYPES:
        raise _problem(url, f"là {kind}, không phải văn bản. Chỉ nhận PDF, Word, trang web và văn bản thuần")
    name = PurePosixPath(unquote(urlsplit(url).path)).name[-_NAMED:] or urlsplit(url).hostname or "trang"
    extension = PurePosixPath(name).suffix.lower()
    return Source(name, _TYPES[kind] or extension, _body(url, answer, deadline))


def _body(url: str, answer: http.client.HTTPResponse, deadline: float) -> bytes:
    parts, size = [], 0
    try:
        while part := answer.read1(CHUNK):
            parts.append(part)
            size += len(part)
            if size > FILE_BYTES:
                raise _problem(url, f"lớn hơn {FILE_BYTES >> 20} MB. Tải bằng trình duyệt, tách tệp rồi thêm")
    except (OSError, http.client.HTTPException):
        raise _problem(url, "đứt kết nối giữa chừng. Thử lại sau") from None
    # The connection is cut at the deadline, which looks like the end of a page that did not tell its length.
    _in_time(url, deadline)
    if answer.length:
        raise _problem(url, "đứt kết nối giữa chừng. Thử lại sau")
    return b"".join(parts)


@dataclass
class _Judged:
    """A host with the one IP address that was judged for it."""

    host: str
    port: int
    address: str


def _judged(url: str, allowed: Allowed) -> _Judged:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not host:
            raise ValueError
    except ValueError:
        raise _problem(url, "không phải địa chỉ http hay https. Kiểm tra lại địa chỉ") from None
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise _problem(url, "không tìm thấy máy chủ. Kiểm tra lại địa chỉ và mạng") from None
    if not all(allowed(address.partition("%")[0]) for address in found):
        raise _problem(url, "trỏ vào máy này hoặc mạng nội bộ nên không tải. Tải bằng trình duyệt rồi thêm tệp")
    return _Judged(host, port, found[0])


@contextmanager
def _asked(url: str, allowed: Allowed, deadline: float) -> Iterator[http.client.HTTPResponse]:
    judged, parts = _judged(url, allowed), urlsplit(url)
    try:
        with (
            closing(socket.create_connection((judged.address, judged.port), CONNECT_SECONDS)) as plain,
            _watched(plain, deadline),
            closing(http.client.HTTPConnection(judged.host, judged.port, timeout=CONNECT_SECONDS)) as connection,
        ):
            connection.sock = _secured(plain, judged.host) if parts.scheme == "https" else plain
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", _quoted(path), headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
            with closing(connection.getresponse()) as answer:
                yield answer
    except ssl.SSLCertVerificationError:
        raise _problem(url, "chứng thư của máy chủ không hợp lệ. Tải bằng trình duyệt rồi thêm tệp") from None
    except (OSError, ValueError, http.client.HTTPException):
        # A host name or a header that cannot be one is a ValueError.
        raise _problem(url, "không kết nối được hoặc máy chủ trả lời sai. Thử lại sau") from None


def _secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


@contextmanager
def _watched(connection: socket.socket, deadline: float) -> Iterator[None]:
    """Cut the connection at the deadline: a byte now and then would outlast every single wait.

    A second handle of the same connection is kept, because TLS takes the first one over.
    """
    with closing(connection.dup()) as handle:
        watch = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [handle])
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _quoted(path: str) -> str:
    """Letters outside ASCII as a browser sends them; what is quoted already stays."""
    return quote(path, safe="/%?=&:+,;@~!$'()*-._")


def _problem(url: str, what: str) -> DocumentError:
    return DocumentError(f"Địa chỉ «{_shown(url)}» {what}.")


def _shown(url: str) -> str:
    return shown_name(url if len(url) <= _SHOWN else f"{url[:_SHOWN]}…")
