"""Telegram's limits, kept by the library's limiter; what waits for its turn there has not left yet."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from telegram.ext import AIORateLimiter

from bot.telegram.ledger import leaving

_SENDING = ("sendMessage", "sendRichMessage")
_Sent: TypeAlias = Coroutine[Any, Any, Any]


class Limiter(AIORateLimiter):
    """Marks an update as being answered when its message really goes: whatever a killed bot still held back in a
    rush is then simply answered by the next, and nobody is asked whether it arrived."""

    async def process_request(
        self,
        callback: Callable[..., _Sent],
        args: Any,  # noqa: ANN401 - handed on
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:  # noqa: ANN401
        async def going(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            await leaving()
            return await callback(*args, **kwargs)

        call = going if endpoint in _SENDING else callback
        return await super().process_request(call, args, kwargs, endpoint, data, rate_limit_args)
