"""A dead letter as people read it: what hostile text would do to a terminal is escaped."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from streams.adapters.headers import as_text
from streams.domain.errors import BadRecord
from streams.domain.topics import TOPICS

if TYPE_CHECKING:
    from streams.adapters.dead_letters import DeadLetter

VALUE_SHOWN = 2_000


def safe(text: str) -> str:
    """Return text without what a terminal obeys: controls and marks of direction are escaped."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def cell(value: object) -> str:
    """Return what a table shows of a value; what is not known is a dash."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return safe(str(value)) or "-"


def moment(at_ms: int) -> str:
    """Return a time in UTC as ISO 8601, or its milliseconds when no calendar has it."""
    try:
        return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError, OSError):
        return f"{at_ms} ms"


def header_rows(letter: "DeadLetter") -> list[tuple[str, str]]:
    """Return the headers by name, those of one name in their order; numbers as digits."""
    pairs = sorted(letter.message.pairs, key=lambda pair: pair[0])
    return [(safe(name), safe(as_text(name, value))) for name, value in pairs]


def value_of(letter: "DeadLetter") -> str:
    """Return the record as JSON where our schema reads it, else its first bytes, escaped."""
    from streams.adapters import avro
    from streams.domain.plain import to_json

    raw = letter.message.value
    topic = next(one for one in TOPICS if one.name == letter.topic)
    try:
        return safe(to_json(avro.decode(topic, raw)).decode()[:VALUE_SHOWN])
    except BadRecord as bad:
        return f"{_head(raw)} ({bad.reason}: {safe(bad.detail)})"


def _head(raw: bytes | None) -> str:
    return repr((raw or b"")[:VALUE_SHOWN])
