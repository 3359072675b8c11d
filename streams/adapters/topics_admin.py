"""Create, list and describe the topics of the one list, and those that hang on them."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kafka import KafkaAdminClient
from kafka.errors import (
    KafkaError,
    NotControllerError,
    TopicAlreadyExistsError,
    UnknownBrokerIdError,
)

from streams.adapters.rights import Right, may, require
from streams.adapters.security import connection
from streams.adapters.store import changelog_of
from streams.domain.errors import Unavailable
from streams.domain.flow import Stage, Topic

HOUR_MS = 3_600_000
DEAD_RETENTION_HOURS = 30 * 24
MESSAGE_BYTES = 2 * 1024 * 1024
"""The largest message, twice the size cap of an article."""
DEAD_BYTES = MESSAGE_BYTES + 64 * 1024
"""The largest dead letter: the largest message and the headers that say why it is one."""
CHANGELOG_LAG_MS = 5 * 60_000
"""What a worker wrote just before it died, or after it was replaced, is not compacted yet."""
COMPACTION_LAG_MS = 7 * 24 * HOUR_MS
ANSWER_MS = 20_000
BY_BROKER = {"message.timestamp.type": "LogAppendTime"}
"""When a record came is said by the broker: one whose sender's clock is ahead would be refused."""
_STARTING = (NotControllerError, UnknownBrokerIdError)


@dataclass(frozen=True, slots=True)
class Plan:
    """A topic as it should be on the broker."""

    name: str
    partitions: int
    config: Mapping[str, str]


def plans(topics: Sequence[Topic], stages: Sequence[Stage], partitions: int) -> tuple[Plan, ...]:
    """Return every topic to create: the listed, their dead letters, and the changelogs."""
    listed = [Plan(t.name, t.partitions or partitions, _config(t)) for t in topics]
    dead = [Plan(t.dead, 1, _deletes(DEAD_RETENTION_HOURS, DEAD_BYTES)) for t in topics]
    changelogs = [
        Plan(
            changelog_of(s.table),
            s.sources[0].partitions or partitions,
            _compacts(CHANGELOG_LAG_MS),
        )
        for s in stages
        if s.table
    ]
    return (*listed, *dead, *changelogs)


def ledger(name: str) -> Plan:
    """Return the plan of a topic that remembers names for ever, on one partition."""
    return Plan(name, 1, _compacts(0))


def create(brokers: str, wanted: Sequence[Plan], replication: int) -> tuple[str, ...]:
    """Create what is missing and return its names. Raises Unavailable.

    While a cluster starts, its controller may not be known yet: that is tried again.
    """
    deadline = time.monotonic() + ANSWER_MS / 1000
    while True:
        try:
            return _created(brokers, wanted, replication)
        except Unavailable as error:
            if not isinstance(error.__cause__, _STARTING) or time.monotonic() > deadline:
                raise
        time.sleep(0.5)


def _created(brokers: str, wanted: Sequence[Plan], replication: int) -> tuple[str, ...]:
    with _admin(brokers) as admin:
        present = set(admin.list_topics())
        missing = {p.name: p for p in wanted if p.name not in present}
        require(admin, may("CREATE", *missing))
        for name, plan in missing.items():
            options = {
                "num_partitions": plan.partitions,
                "replication_factor": replication,
                "configs": dict(plan.config),
            }
            try:
                admin.create_topics({name: options}, timeout_ms=ANSWER_MS)
            except TopicAlreadyExistsError:  # another worker was faster
                continue
        if missing:
            admin.wait_for_topics(list(missing), timeout_ms=ANSWER_MS)
        return tuple(missing)


def existing(brokers: str) -> tuple[str, ...]:
    """Return the names of the topics on the broker, sorted. Raises Unavailable."""
    with _admin(brokers) as admin:
        return tuple(sorted(admin.list_topics()))


def describe(brokers: str, names: Sequence[str], rights: Sequence[Right] = ()) -> dict[str, int]:
    """Return the partition counts of those of `names` that exist.

    Raises Unavailable, also for those of `rights` that we lack.
    """
    with _admin(brokers) as admin:
        require(admin, rights or may("DESCRIBE", *names))
        present = sorted(set(names) & set(admin.list_topics()))
        found = admin.describe_topics(present) if present else []
        return {topic["name"]: len(topic["partitions"]) for topic in found}


def require_writable(brokers: str, name: str) -> None:
    """Return when a topic is there and we may write to it. Raises Unavailable otherwise."""
    if not describe(brokers, [name], may("WRITE", name)):
        raise Unavailable(f"topic {name} is missing: run `rasid topics create`")


@contextmanager
def _admin(brokers: str) -> Iterator[Any]:
    admin = None
    try:
        admin = KafkaAdminClient(
            **connection(brokers),
            bootstrap_timeout_ms=ANSWER_MS // 4,
            request_timeout_ms=ANSWER_MS,
        )
        yield admin
    except KafkaError as error:
        raise Unavailable(f"broker {brokers}: {error}") from error
    finally:
        if admin is not None:
            admin.close()


def _config(topic: Topic) -> dict[str, str]:
    return _compacts(COMPACTION_LAG_MS) if topic.compacted else _deletes(topic.retention_hours)


def _deletes(hours: int, message_bytes: int = MESSAGE_BYTES) -> dict[str, str]:
    return {
        **BY_BROKER,
        "cleanup.policy": "delete",
        "retention.ms": str(hours * HOUR_MS),
        "max.message.bytes": str(message_bytes),
    }


def _compacts(lag_ms: int) -> dict[str, str]:
    return {
        **BY_BROKER,
        "cleanup.policy": "compact",
        "min.compaction.lag.ms": str(lag_ms),
        "max.message.bytes": str(MESSAGE_BYTES),
    }
