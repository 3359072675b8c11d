"""Attributes of CloudEvents 1.0 as headers: binary mode on Kafka, for who routes events by them.

Only on the topics that others read; between the stages nobody asks for them.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from streams.adapters.headers import Headers
from streams.domain.flow import Topic
from streams.domain.records import Record
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_DUPLICATE,
    ARTICLE_REJECTED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)

CONTENT = "application/vnd.apache.avro"

ID_OF: Mapping[Topic, Callable[[Any], str]] = {
    ARTICLE_DUPLICATE: lambda link: link.article_id,
    ARTICLE_REJECTED: lambda rejection: f"{rejection.article_id}/{rejection.text_hash}",
    ATTACK_REPORTED: lambda attack: attack.attack_id,
    INCIDENT_UPDATED: lambda incident: f"{incident.incident_id}/{incident.revision}",
    ALERT_BREAKING: lambda alert: alert.alert_id,
}
"""What tells an event of a topic from the others; when it is sent again it is the same."""


def moment(now_ms: int) -> bytes:
    """Return a time as `ce_time` has it."""
    at = datetime.fromtimestamp(now_ms / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z").encode()


def attributes(topic: Topic, record: Record, stage: str, time: bytes) -> Headers:
    """Return the headers of an event that `stage` sends; none on topics between the stages."""
    if (id_of := ID_OF.get(topic)) is None:
        return []
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", id_of(record).encode()),
        ("ce_source", f"/rasid/{stage}".encode()),
        ("ce_type", topic.name.encode()),
        ("ce_time", time),
        ("content-type", CONTENT.encode()),
    ]
