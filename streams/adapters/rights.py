"""Rights on the bus: what they are, and which of them a broker says we lack."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kafka.errors import (
    AuthorizationError,
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
)

from streams.adapters.security import is_secured, who
from streams.adapters.store import changelog_of
from streams.domain.errors import Unavailable
from streams.domain.flow import Stage
from streams.domain.topics import CLOCK

Operation = Literal["READ", "WRITE", "DESCRIBE", "CREATE", "DELETE"]
"""As Kafka has it: who may read or write may describe."""
_NOT_AUTHORISED = TopicAuthorizationFailedError.errno


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """What may be done with a topic or, where `kind` says so, a consumer group."""

    kind: Literal["topic", "group"]
    name: str
    operation: Operation

    def __str__(self) -> str:
        return f"{self.operation} on {self.kind} {self.name}"


def may(operation: Operation, *topics: str) -> tuple[Right, ...]:
    """Return the right to an operation on each topic."""
    return tuple(Right("topic", name, operation) for name in topics)


def group_of(prefix: str, stages: Iterable[Stage]) -> str:
    """Return the consumer group of a worker of these stages."""
    return "-".join((prefix, *(stage.name for stage in stages)))


def of_worker(prefix: str, stages: Sequence[Stage]) -> tuple[Right, ...]:
    """Return all that a worker of `stages` does: who reads the clock writes it, too."""
    sources = [topic for stage in stages for topic in stage.sources]
    sinks = [topic for stage in stages for topic in stage.sinks]
    tables = [changelog_of(stage.table) for stage in stages if stage.table]
    reads = dict.fromkeys((*(topic.name for topic in sources), *tables))
    dead = (topic.dead for topic in sources)
    clock = [CLOCK.name] if CLOCK in sources else []
    writes = dict.fromkeys((*(topic.name for topic in sinks), *dead, *tables, *clock))
    group = Right("group", group_of(prefix, stages), "READ")
    return (group, *may("READ", *reads), *may("WRITE", *writes))


def require(admin: Any, rights: Sequence[Right]) -> None:
    """Ask a broker, by kafka-python's admin, for `rights`. Raises Unavailable with all we lack.

    In the clear nobody is told apart, and nothing is asked.
    """
    if not is_secured():
        return
    if lacked := [*_of_topics(admin, rights), *_of_groups(admin, rights)]:
        raise Unavailable(f"{who()} lacks {', '.join(map(str, lacked))}")


def lacking(error: Exception, operation: Operation) -> str | None:
    """Say which right a broker missed when we tried an operation; None for other errors."""
    if not isinstance(error, AuthorizationError):
        return None
    kind = {TopicAuthorizationFailedError: "topic", GroupAuthorizationFailedError: "group"}
    what = kind.get(type(error), "cluster")
    names = error.args[0] if error.args else ""
    shown = ", ".join(sorted(names)) if isinstance(names, set | frozenset) else str(names)
    wanted = "READ" if what == "group" else operation
    return f"{who()} lacks {wanted} on {what} {shown}".rstrip()


def _of_topics(admin: Any, rights: Sequence[Right]) -> Iterator[Right]:
    names = sorted({right.name for right in rights if right.kind == "topic"})
    found = {topic["name"]: topic for topic in admin.describe_topics(names)} if names else {}
    for right in rights:
        if right.kind == "topic" and (topic := found.get(right.name)) is not None:
            told = topic["authorized_operations"]
            is_refused = told is not None and right.operation not in told
            if topic["error_code"] == _NOT_AUTHORISED or is_refused:
                yield right


def _of_groups(admin: Any, rights: Sequence[Right]) -> Iterator[Right]:
    for right in rights:
        if right.kind == "group":
            try:
                told = admin.describe_groups([right.name])[right.name]["authorized_operations"]
            except GroupAuthorizationFailedError:
                yield right
                continue
            except KafkaError:  # who joins the group will hear it
                continue
            if told is not None and right.operation not in told:
                yield right
