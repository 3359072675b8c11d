"""Who may do what on the bus: one list, from which users, tables and pages follow.

A part has a user of its own. What it may not do here, it does not do: the tests give each part
these rights alone, on a broker that refuses everything else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from streams.adapters.dead_letters import REPLAYED
from streams.adapters.rights import Right, may, of_worker
from streams.adapters.topics_admin import plans
from streams.cli.canary import HOPS
from streams.client import ALERTS, ATTACKS, INCIDENTS
from streams.domain.flow import Stage, Topic
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_RAW,
    ARTICLE_REJECTED,
    INCIDENT_FEEDBACK,
    INCIDENT_UPDATED,
    TOPICS,
)
from streams.services.storage import READS
from streams.topology import TOPOLOGY


@dataclass(frozen=True, slots=True)
class Role:
    """A part of the system, the command that it is, and all that it may do."""

    name: str
    command: str
    rights: tuple[Right, ...]


def roles(group: str, workers: Mapping[str, Sequence[Stage]]) -> tuple[Role, ...]:
    """Return every part: the workers, the services, and what people and jobs run.

    `group` is RASID_GROUP, with which the names of consumer groups begin.
    """
    ours = (_worker(group, name, stages) for name, stages in workers.items())
    return (*ours, *_services(group), *_tools(group))


def each_stage() -> dict[str, tuple[Stage, ...]]:
    """Return a worker for each stage, named as the stage."""
    return {stage.name: (stage,) for stage in TOPOLOGY}


def every_topic() -> tuple[str, ...]:
    """Return the names of all topics, dead letters, changelogs and the ledger of replays."""
    return (*_planned(), REPLAYED)


def _worker(group: str, name: str, stages: Sequence[Stage]) -> Role:
    said = ",".join(stage.name for stage in stages)
    return Role(name, f"rasid worker --stages {said}", of_worker(group, stages))


def _services(group: str) -> Iterator[Role]:
    yield Role(
        "storage",
        "rasid serve storage",
        (
            *_reads_as(f"{group}-storage", *_names(READS), *_dead(TOPICS)),
            *may("WRITE", *_dead(READS)),
        ),
    )
    yield Role(
        "alerting",
        "rasid serve alerting",
        (
            *_reads_as(f"{group}-alerting", ALERT_BREAKING.name),
            *may("WRITE", ALERT_BREAKING.dead),
            # To notice sources that fall silent.
            *_reads_as(f"{group}-alerting-coverage", ARTICLE_RAW.name),
        ),
    )
    yield Role("ingest", "rasid serve ingest", may("WRITE", ARTICLE_RAW.name))
    yield Role(
        "console",
        "rasid serve console",
        (
            *may("READ", ALERT_BREAKING.name, INCIDENT_UPDATED.name),
            *may("WRITE", INCIDENT_FEEDBACK.name),
        ),
    )


def _tools(group: str) -> Iterator[Role]:
    yield Role(
        "topics", "rasid topics create", may("CREATE", *_planned()) + may("DESCRIBE", *_planned())
    )
    yield Role(
        "canary",
        "rasid doctor --bus",
        (
            *may("DESCRIBE", *_planned()),
            *may("READ", *_names(HOPS), ARTICLE_REJECTED.name),
            *may("WRITE", ARTICLE_RAW.name),
        ),
    )
    yield Role("publish", "rasid publish", may("WRITE", ARTICLE_RAW.name))
    yield Role(
        "dlq",
        "rasid dlq",
        (
            *may("READ", *_dead(TOPICS), REPLAYED),
            *may("DELETE", *_dead(TOPICS)),
            *may("WRITE", *_names(TOPICS), REPLAYED),
            *may("CREATE", REPLAYED),
        ),
    )
    yield Role("decode", "rasid topics decode", may("READ", *_names(TOPICS), *_dead(TOPICS)))
    yield Role("sample", "rasid sample", may("WRITE", *_names(TOPICS)))
    feeds = [feed.topic for feed in (ALERTS, INCIDENTS, ATTACKS)]
    yield Role("client", "streams.client", _reads_as(f"{group}-client", *_names(feeds)))


def _reads_as(group: str, *topics: str) -> tuple[Right, ...]:
    return (Right("group", group, "READ"), *may("READ", *topics))


def _planned() -> tuple[str, ...]:
    return tuple(plan.name for plan in plans(TOPICS, TOPOLOGY, 1))


def _names(topics: Iterable[Topic]) -> tuple[str, ...]:
    return tuple(topic.name for topic in topics)


def _dead(topics: Iterable[Topic]) -> tuple[str, ...]:
    return tuple(topic.dead for topic in topics)
