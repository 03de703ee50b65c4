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
    if isinstance(ip, ipaddress.IPv6Address) and (inner := ip.ipv4_mapped or ip.sixtofour):
        ip = inner
    return ip.is_global and not ip.is_multicast


def download(url: str, say: Say, allowed: Allowed = public_only) -> Source:
    """The file at an address; raises ``DocumentError``. ``allowed`` judges each IP address before it is asked."""
    deadline = time.monotonic() + TOTAL_SECONDS
    for _ in range(REDIRECTS + 1):
        with _asked(url, allowed) as answer:
            if answer.status in (301, 302, 303, 307, 308):
                target = urljoin(url, answer.headers.get("Location", ""))
                say(f"{shown_name(url)}: chuyển hướng tới {shown_name(target)}")
                url = target
                continue
            if answer.status != 200:
                raise _problem(url, f"máy chủ trả lời {answer.status}. Kiểm tra lại địa chỉ, hoặc tải bằng trình duyệt")
            return _source(url, answer, deadline)
    raise _problem(url, f"chuyển hướng quá {REDIRECTS} lần. Tải bằng trình duyệt rồi thêm tệp")


def _source(url: str, answer: http.client.HTTPResponse, deadline: float) -> Source:
    kind = answer.headers.get_content_type().lower()
    if kind not in _TYPES:
        raise _problem(url, f"là {kind}, không phải văn bản. Chỉ nhận PDF, Word, trang web và văn bản thuần")
    name = PurePosixPath(unquote(urlsplit(url).path)).name or urlsplit(url).hostname or "trang"
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
            if time.monotonic() > deadline:
                raise _problem(url, f"tải quá {TOTAL_SECONDS} giây. Thử lại sau, hoặc tải bằng trình duyệt")
    except (OSError, http.client.HTTPException):
        raise _problem(url, "đứt kết nối giữa chừng. Thử lại sau") from None
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
    parts = urlsplit(url)
    try:
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
def _asked(url: str, allowed: Allowed) -> Iterator[http.client.HTTPResponse]:
    judged, parts = _judged(url, allowed), urlsplit(url)
    watch: threading.Timer | None = None
    connection = http.client.HTTPConnection(judged.host, judged.port, timeout=CONNECT_SECONDS)
    try:
        plain = socket.create_connection((judged.address, judged.port), CONNECT_SECONDS)
        # A server that sends a byte now and then would outlast every single wait.
        watch = threading.Timer(TOTAL_SECONDS, _cut, [plain])
        watch.daemon = True
        watch.start()
        secure = parts.scheme == "https"
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=judged.host) if secure else plain
        )
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", _quoted(path), headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
        with closing(connection.getresponse()) as answer:
            yield answer
    except ssl.SSLCertVerificationError:
        raise _problem(url, "chứng thư của máy chủ không hợp lệ. Tải bằng trình duyệt rồi thêm tệp") from None
    except (OSError, http.client.HTTPException):
        raise _problem(url, "không kết nối được. Thử lại sau") from None
    finally:
        if watch:
            watch.cancel()
        connection.close()


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _quoted(path: str) -> str:
    """Letters outside ASCII as a browser sends them; what is quoted already stays."""
    return quote(path, safe="/%?=&:+,;@~!$'()*-._")


def _problem(url: str, what: str) -> DocumentError:
    return DocumentError(f"Địa chỉ «{shown_name(url)}» {what}.")
