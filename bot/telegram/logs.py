"""Logs for machines: one JSON object a line, without what was asked, who asked, or the token."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

# Fields that a log call may add; anything else is not written.
FIELDS = ("kind", "ms", "status", "count")
_TOKEN = re.compile(r"\d{6,}:[\w-]{20,}")


class JsonLines(logging.Formatter):
    """Errors show their kind only: the messages of foreign errors may quote what they failed on."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _TOKEN.sub("<token>", record.getMessage()),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


def structured(level: int = logging.INFO) -> None:
    """Everything this process logs goes to standard error in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
