"""A Bot API server on loopback, for tests: strict as Telegram, scriptable, with a transcript to assert on.

    async with FakeBotApi() as api:
        lan = api.person("Lan")
        reply = await lan.ask("/start")        # real HTTP between the bot and ``api.url``
        lan.press(reply, "Hồ sơ")
        api.fail("sendMessage", BAD_GATEWAY)   # the next call of this method fails so
        assert api.calls("sendMessage")

Nothing sleeps: whoever waits is woken by each call that the bot makes, until a deadline.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import unquote

from tests.botapi.chats import Chat
from tests.botapi.faults import UNAUTHORIZED, ApiError, Dropped, Fault
from tests.botapi.methods import Methods, file_path
from tests.botapi.people import Person
from tests.botapi.state import State
from tests.botapi.web import Request, json_response, read_request, response
from tests.botapi.webhook import bring

# Generous, because it is only reached by a failing test; a passing one is woken at once.
DEADLINE = 10.0


@dataclass(frozen=True)
class Call:
    """One line of the transcript: ``refused`` is Telegram's description, ``""`` where the call was carried out."""

    method: str
    form: dict[str, str]
    refused: str = ""


class FakeBotApi:
    def __init__(self) -> None:
        self.state = State()
        self.transcript: list[Call] = []
        self.on_call: Callable[[str], None] = lambda _: None
        self.on_record: Callable[[Call], None] = lambda _: None
        self._methods = Methods(self.state)
        self._faults: defaultdict[str, deque[Fault | None]] = defaultdict(deque)
        self._changed = asyncio.Condition()
        self._lines: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._bringing: asyncio.Task[None] | None = None
        self._people = 0

    async def __aenter__(self) -> "FakeBotApi":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._bringing = asyncio.create_task(bring(self.state.updates, self.state.webhook))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        if self._bringing:
            self._bringing.cancel()
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def person(self, name: str = "Lan", is_bot: bool = False) -> Person:
        """Somebody who has started the bot, so that it may write to them."""
        self._people += 1
        person = Person(self, 100 + self._people, name, is_bot)
        self.state.chats[person.chat.id] = person.chat
        return person

    def group(self, title: str = "Chi bộ 5") -> Chat:
        self._people += 1
        group = Chat(-1_000_000_000_000 - self._people, "supergroup", title)
        self.state.chats[group.id] = group
        return group

    def fail(self, method: str, *faults: Fault | None) -> None:
        """The next calls of ``method`` fail, one by one, in these ways; ``None``: this one does not."""
        self._faults[method].extend(faults)

    def calls(self, method: str) -> list[Call]:
        return [call for call in self.transcript if call.method == method]

    async def until(self, condition: Callable[[], bool], what: str, seconds: float = DEADLINE) -> None:
        """Wait for ``condition``, looked at after each call of the bot; fails the test at the deadline."""
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait_for(condition), seconds)
            except TimeoutError:
                raise AssertionError(f"waited in vain for {what}; the bot called {self.transcript[-5:]}") from None

    async def sees(self, condition: Callable[[], bool]) -> None:
        """Wait for what no call of the bot announces."""
        deadline = asyncio.get_running_loop().time() + DEADLINE
        while not condition():
            assert asyncio.get_running_loop().time() < deadline, "waited in vain"
            await asyncio.sleep(0.01)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.current_task()
        assert line is not None
        self._lines.add(line)
        try:
            while request := await read_request(reader):
                writer.write(await self._respond(request))
                await writer.drain()
        except (Dropped, ConnectionError, asyncio.CancelledError):
            pass  # The line is dead, or the fake is closing; either way nobody reads on.
        finally:
            self._lines.discard(line)
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _respond(self, request: Request) -> bytes:
        """The answer to one request; a wrong token and unknown paths are refused before anything else."""
        prefix, _, method = request.path.rpartition("/")
        if request.path.startswith("/file/"):
            return await self._file(unquote(request.path))
        if prefix != f"/bot{self.state.token}":
            return json_response(UNAUTHORIZED.code, UNAUTHORIZED.body)
        try:
            result = await self._carry_out(method, request.form)
        except ApiError as error:
            await self._record(Call(method, request.form, error.description))
            return json_response(error.code, error.body)
        return json_response(200, {"ok": True, "result": result})

    async def _file(self, path: str) -> bytes:
        """A file by the path that getFile told, and nothing else; a scripted fault of ``file`` comes first."""
        try:
            fault = self._faults["file"].popleft() if self._faults["file"] else None
            if fault:
                raise fault
            places = {f"/file/bot{self.state.token}/{file_path(id_)}": id_ for id_ in self.state.files}
            if path not in places:
                raise ApiError(404, "Not Found")
        except ApiError as error:
            await self._record(Call("file", {}, error.description))
            return json_response(error.code, error.body)
        await self._record(Call("file", {}))
        return response(200, self.state.files[places[path]])

    async def _carry_out(self, method: str, form: dict[str, str]) -> object:
        self.on_call(method)
        fault = self._faults[method].popleft() if self._faults[method] else None
        if fault and not (isinstance(fault, Dropped) and fault.accepted):
            raise fault
        result = await self._methods.call(method, form)
        await self._record(Call(method, form))
        if fault:
            raise fault
        return result

    async def _record(self, call: Call) -> None:
        async with self._changed:
            self.transcript.append(call)
            self.on_record(call)
            self._changed.notify_all()
