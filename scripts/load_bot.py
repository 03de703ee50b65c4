"""The bot under load: ``sotay serve`` in a process of its own against a fake Bot API, and what it costs."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.botapi.server import FakeBotApi
from tests.telegram.test_telegram_meters import free_port

ROOT = Path(__file__).resolve().parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
# The first start builds the index.
_START = 180.0


@dataclass(slots=True)
class Bot:
    """``port`` is where updates are brought, 0 where the bot fetches them."""

    api: FakeBotApi
    folder: Path
    port: int
    process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    async def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            command = (sys.executable, "-m", "bot", "serve")
            self.process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=self._environment(), stderr=log)

    async def kill(self) -> None:
        """As the system kills: no last word."""
        os.kill(self.pid, signal.SIGKILL)
        await self.wait()

    async def stop(self) -> None:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
        await self.wait()

    async def wait(self) -> None:
        assert self.process is not None
        await self.process.wait()

    async def warm(self) -> None:
        """One answered question: the start is over, the index is read."""
        person = self.api.person("Warm")
        person.send("Bao lâu phải làm lễ kết nạp?")
        if self.port:
            await self.api.until(lambda: bool(self.api.state.webhook.url), "the webhook", _START)
            self.api.state.webhook.port = self.port
        await self.api.until(lambda: bool(person.chat.messages), "the first answer", _START)

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident(self) -> float:
        """Megabytes of memory, the files it has mapped included."""
        return int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE / 2**20

    def _environment(self) -> dict[str, str]:
        # MALLOC_ARENA_MAX as scripts/sotay sets it.
        around = os.environ | {
            "MALLOC_ARENA_MAX": "2",
            "SOTAY_DATA": str(self.folder),
            "SOTAY_TELEGRAM_TOKEN": self.api.state.token,
            "SOTAY_TELEGRAM_API": self.api.url,
        }
        brought = {"SOTAY_WEBHOOK_URL": "https://bot.example/t", "SOTAY_WEBHOOK_PORT": str(self.port)}
        return around | (brought if self.port else {})


@asynccontextmanager
async def serving(webhook: bool) -> AsyncIterator[Bot]:
    """A bot that has answered its first question, with an empty state of its own."""
    with TemporaryDirectory() as folder:
        async with FakeBotApi() as api:
            bot = Bot(api, Path(folder), free_port() if webhook else 0)
            await bot.start()
            try:
                await bot.warm()
                yield bot
            finally:
                await bot.stop()
