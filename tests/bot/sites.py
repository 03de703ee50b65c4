"""A small web site on this machine: pages by path, redirects, wrong lengths, and every request noted."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """What a path answers; ``claims`` is the length it promises when that is not the true one."""

    body: bytes = b""
    kind: str = "application/pdf"
    status: int = 200
    location: str = ""
    claims: int = -1


@dataclass
class Site:
    """Pages by path, and the paths asked for in order."""

    root: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            page = site.pages.get(self.path, Page(status=404, kind="text/html"))
            self.send_response(page.status)
            self.send_header("Content-Type", page.kind)
            if page.location:
                self.send_header("Location", page.location)
            self.send_header("Content-Length", str(page.claims if page.claims >= 0 else len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def dripping(start: bytes) -> Iterator[str]:
    """A server that says ``start``, then a byte now and then for ever; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        with suppress(OSError), closing(listener.accept()[0]) as connection:
            connection.sendall(start)
            while not over.wait(0.05):
                connection.sendall(b"x")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.close()
        thread.join()
