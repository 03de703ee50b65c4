"""What the service counts while it runs, for a health check and for Prometheus; no text, no person in it."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from bot.telegram.listener import Reply, Request, Route

# Upper bounds in seconds; the bar is 300 ms for 99 of 100.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass
class Meters:
    """``serving`` is set between the start and the end; ``queue`` tells how many updates wait or are in hand."""

    queue: Callable[[], int] = lambda: 0
    serving: bool = False
    updates: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    _seconds: float = 0.0
    _buckets: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))

    def took(self, kind: str, seconds: float) -> None:
        """One update of a kind is done, ``seconds`` after it was taken."""
        self.updates[kind] += 1
        self._seconds += seconds
        self._buckets[bisect_left(BUCKETS, seconds)] += 1

    @property
    def routes(self) -> dict[tuple[str, str], Route]:
        return {("GET", "/health"): self.health, ("GET", "/metrics"): self.metrics}

    async def health(self, _: Request) -> Reply:
        state = {"serving": self.serving, "queue": self.queue()}
        status = HTTPStatus.OK if self.serving else HTTPStatus.SERVICE_UNAVAILABLE
        return Reply(status, json.dumps(state), "application/json")

    async def metrics(self, _: Request) -> Reply:
        lines = [f"sotay_serving {int(self.serving)}", f"sotay_queue {self.queue()}"]
        lines += _labelled("sotay_updates_total", "kind", self.updates)
        lines += _labelled("sotay_answers_total", "status", self.answers)
        lines += _labelled("sotay_errors_total", "error", self.errors)
        return Reply(body="\n".join([*lines, *self._latency(), ""]), kind="text/plain; version=0.0.4")

    def _latency(self) -> list[str]:
        below = [sum(self._buckets[: number + 1]) for number in range(len(self._buckets))]
        bounds = [*map(str, BUCKETS), "+Inf"]
        name = "sotay_update_seconds"
        lines = [f'{name}_bucket{{le="{bound}"}} {count}' for bound, count in zip(bounds, below, strict=True)]
        return [*lines, f"{name}_sum {self._seconds:.6f}", f"{name}_count {below[-1]}"]


def _labelled(name: str, label: str, counts: Counter[str]) -> list[str]:
    return [f'{name}{{{label}="{value}"}} {count}' for value, count in sorted(counts.items())]
