"""Accounts for every article, and holds what each stage said against what it should have said.

Reads the topics alone. What a stage should have said is what it says in memory, undisturbed, over
the very order in which its input lies in the log.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from streams.adapters import avro
from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Stage, Topic
from streams.domain.records import Alert, Article, Incident, Record
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_DUPLICATE,
    ARTICLE_RAW,
    ARTICLE_SIGNED,
    ARTICLE_UNIQUE,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
    TOPICS,
)
from streams.guard import commit, guarded
from tests.chaos.log import Log

WATCHED = tuple(name for topic in TOPICS for name in (topic.name, topic.dead))
BATCH = 500


@dataclass
class Account:
    """What became of the articles. `lost`, `doubtful` and `wrong` must be empty."""

    processed: int = 0
    duplicates: int = 0
    dead: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    repeated: int = 0
    incidents: int = 0
    alerts: int = 0
    rows: int = 0
    delivered: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing is lost and nothing is wrong."""
        return not (self.lost or self.doubtful or self.wrong)

    def __str__(self) -> str:
        dead = sum(self.dead.values())
        told = f"{self.processed} processed, {self.duplicates} duplicates, {dead} dead letters"
        bad = f"{len(self.lost)} lost, {len(self.doubtful) + len(self.wrong)} wrong"
        if self.rows:
            told += f", {self.rows} rows, {self.delivered} of {self.alerts} alerts delivered"
        first = (self.lost + self.doubtful + self.wrong)[:3]
        shown = f" ({', '.join(first)})" if first else ""
        return f"{told}, {self.repeated} repeated; {bad}{shown}"


def account(log: Log, sent: Mapping[str, Article | None]) -> Account:
    """Say what became of each article of `sent`, where None stands for poison."""
    found = Account()
    passed = Counter(_ids(log, ARTICLE_UNIQUE))
    linked = Counter(_ids(log, ARTICLE_DUPLICATE))
    dead = {e.key.decode(): e.headers["rasid_reason"].decode() for e in _dead(log)}
    for name, article in sent.items():
        fates = [name in passed, name in linked, name in dead]
        if not any(fates):
            found.lost.append(name)
        elif sum(fates) > 1 or (article is None) != (name in dead):
            found.doubtful.append(f"{name}: {fates}")
        elif name in passed:
            found.processed += 1
        elif name in linked:
            found.duplicates += 1
        else:
            found.dead[dead[name]] += 1
    found.wrong += [f"{name}: never sent" for name in (passed | linked).keys() - sent.keys()]
    found.repeated = sum((passed + linked).values()) - len(passed | linked)
    return found


def undisturbed(log: Log, topology: Iterable[Stage], ctx: Context, found: Account) -> Account:
    """Add to `found` where stages with a state said other than they would have undisturbed."""
    stages = {stage.name: stage for stage in topology}
    verdicts = _said(log, stages["dedup"], ARTICLE_SIGNED, ctx)
    for entry in log.all(ARTICLE_SIGNED.dead):  # what was said had no room in a message
        verdicts.pop(f"article {entry.key.decode()}", None)
    _compare(found, log, (ARTICLE_UNIQUE, ARTICLE_DUPLICATE), verdicts)
    incidents = _said(log, stages["fuse"], ATTACK_REPORTED, ctx)
    found.incidents = _compare(found, log, (INCIDENT_UPDATED,), incidents)
    found.wrong += _stale(log)
    alerts = _said(log, stages["escalate"], INCIDENT_UPDATED, ctx)
    found.alerts = _compare(found, log, (ALERT_BREAKING,), alerts)
    return found


def _stale(log: Log) -> list[str]:
    """Return incidents whose last message, which compaction keeps, is not their newest revision."""
    newest: dict[str, int] = {}
    last: dict[str, int] = {}
    for entry in log.all(INCIDENT_UPDATED.name):
        incident = avro.decode(INCIDENT_UPDATED, entry.value)
        name = incident.incident_id
        last[name] = incident.revision
        newest[name] = max(newest.get(name, 0), incident.revision)
    return [
        f"incident {name}: an old revision lies last" for name in last if last[name] < newest[name]
    ]


def _compare(
    found: Account, log: Log, topics: tuple[Topic, ...], expected: Mapping[str, Record]
) -> int:
    actual: dict[str, Record] = {}
    for topic in topics:
        for entry in log.all(topic.name):
            record = avro.decode(topic, entry.value)
            _keep(actual, record)
    for name in sorted(expected.keys() | actual.keys()):
        if name not in actual:
            found.wrong.append(f"{name}: should have been said")
        elif name not in expected:
            found.wrong.append(f"{name}: should not have been said")
        elif actual[name] != expected[name]:
            found.wrong.append(f"{name}: said otherwise")
    return len(actual)


def _said(log: Log, stage: Stage, source: Topic, ctx: Context) -> dict[str, Record]:
    """Return what a stage says over its input as it lies in the log, the last of each name."""
    said: dict[str, Record] = {}
    for entries in log.of(source.name):
        state = stage.empty()
        records = [Incoming(source, avro.decode(source, entry.value)) for entry in entries]
        for start in range(0, len(records), BATCH):
            outcome = guarded(stage, records[start : start + BATCH], state, ctx)
            commit(state, outcome.changes)
            for result in outcome.results:
                if isinstance(result, Emit):
                    _keep(said, result.value)
    return said


def _keep(records: dict[str, Record], record: Record) -> None:
    """Keep a record by its name: incidents by their highest revision, all others by the last."""
    match record:
        case Incident():
            name = f"incident {record.incident_id}"
            earlier = records.get(name)
            if isinstance(earlier, Incident) and earlier.revision > record.revision:
                return
            records[name] = replace(record, reader_version="")
        case Alert():
            records[f"alert {record.alert_id}"] = replace(record, reader_version="")
        case _:
            records[f"article {record.article_id}"] = record


def _ids(log: Log, topic: Topic) -> list[str]:
    return [avro.decode(topic, entry.value).article_id for entry in log.all(topic.name)]


def _dead(log: Log):
    return [*log.all(ARTICLE_RAW.dead), *log.all(ARTICLE_SIGNED.dead)]


def stalls_s(log: Log) -> float:
    """Return the longest time in seconds from an article's arrival to its verdict."""
    arrived = {entry.key: entry.at_ms for entry in log.all(ARTICLE_RAW.name)}
    decided: dict[bytes, int] = defaultdict(lambda: 1 << 62)
    for topic in (ARTICLE_UNIQUE, ARTICLE_DUPLICATE):
        for entry in log.all(topic.name):
            key = avro.decode(topic, entry.value).article_id.encode()
            decided[key] = min(decided[key], entry.at_ms)
    waits = [decided[key] - at for key, at in arrived.items() if key in decided]
    return max(waits, default=0) / 1000


def latencies_s(log: Log, since_ms: int = 0) -> list[float]:
    """Return the seconds from the arrival of a report to its alert since a moment, rising."""
    waits = [
        int(entry.headers["rasid_alerted_at"]) - int(entry.headers["rasid_received_at"])
        for entry in log.all(ALERT_BREAKING.name)
        if entry.at_ms >= since_ms
    ]
    return sorted(wait / 1000 for wait in waits)


def first_after_s(log: Log, moment_ms: int) -> float:
    """Return the seconds from a moment until the next record was signed."""
    times = [entry.at_ms for entry in log.all(ARTICLE_SIGNED.name) if entry.at_ms >= moment_ms]
    return (min(times, default=1 << 62) - moment_ms) / 1000
