"""What goes wrong between a bot and Telegram: refusals with Telegram's own words, and scripted breakdowns."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ApiError(Exception):
    """A refused call: the HTTP status, Telegram's description and, for floods, the wait in seconds."""

    code: int
    description: str
    retry_after: int = 0

    def __str__(self) -> str:
        return self.description

    @property
    def body(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return shown | ({"parameters": {"retry_after": self.retry_after}} if self.retry_after else {})


def bad_request(description: str) -> ApiError:
    return ApiError(400, f"Bad Request: {description}")


def too_many_requests(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)


BAD_GATEWAY = ApiError(502, "Bad Gateway")
UNAUTHORIZED = ApiError(401, "Unauthorized")
NO_METHOD = ApiError(404, "Not Found: method not found")
BLOCKED = ApiError(403, "Forbidden: bot was blocked by the user")
CONFLICT = ApiError(
    409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = ApiError(409, "Conflict: can't use getUpdates method while webhook is active")


class Dropped(Exception):  # noqa: N818 - not an error of the fake but a line that went dead
    """The connection is lost: after the call was carried out, or before Telegram saw it."""

    def __init__(self, accepted: bool) -> None:
        super().__init__("accepted" if accepted else "unseen")
        self.accepted = accepted


Fault = ApiError | Dropped
