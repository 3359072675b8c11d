"""Logs as one JSON object a line, with ids and never with text of an article."""

import json
import logging
import sys
import threading
from datetime import UTC, datetime

FIELDS = (
    "stage",
    "topic",
    "partition",
    "offset",
    "article_id",
    "reason",
    "trace_id",
    "records",
    "seconds",
    "port",
    "group",
    "alert_id",
    "incident_id",
    "sink",
    "attempt",
    "status",
)
"""What a line may carry beside its message."""


class JsonFormatter(logging.Formatter):
    """Format a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; of an exception only its type and place, since messages quote input."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["at"] = _place(record)
        return json.dumps(line, ensure_ascii=False)


LIBRARIES = (
    "faust",
    "mode",
    "aiokafka",
    "kafka",
    "asyncio",
    "opentelemetry",
    "urllib3",
    "streams.adapters.transport",
)
"""Who speaks from WARNING on; Faust names the loggers of our subclasses after their module."""
REPEAT_S = 10.0
"""A library says the same at most this often: without a broker it would be ten times a second."""


def configure(level: str) -> None:
    """Send all logs to stderr as JSON, what threads die of included.

    Faust builds a DEBUG record per send whether or not it is shown: 30 µs a record.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(_Unrepeated())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)
    threading.excepthook = _thread_died


class _Unrepeated(logging.Filter):
    """Drops what a library said moments ago, whatever the numbers in it."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the line is to be written."""
        if record.name.startswith("streams") and not record.name.startswith(LIBRARIES):
            return True
        said = (record.name, str(record.msg))
        is_new = record.created - self._last.get(said, float("-inf")) >= REPEAT_S
        if is_new:
            self._last[said] = record.created
        return is_new


def _thread_died(arguments: threading.ExceptHookArgs) -> None:
    kind, error, trace = arguments.exc_type, arguments.exc_value, arguments.exc_traceback
    info = (kind, error, trace) if error is not None else None
    logging.getLogger("streams").warning("a thread ended with an error", exc_info=info)


def _place(record: logging.LogRecord) -> str:
    traceback = record.exc_info[2] if record.exc_info else None
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return record.module
    return f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}"
