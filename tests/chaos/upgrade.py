"""A rolling upgrade under load: an earlier version's processes give way to ours, and back."""

import itertools
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from streams.adapters import avro
from streams.adapters.store import FENCE, MARKER, changelog_of, unpacked
from streams.domain.flow import Topic
from streams.domain.topics import ALERT_BREAKING, ATTACK_REPORTED, INCIDENT_UPDATED
from streams.topology import TOPOLOGY
from tests.chaos.crew import Worker
from tests.chaos.earlier import earlier
from tests.chaos.feed import Feed
from tests.chaos.field import SESSION, Field, Outcome, field, paced
from tests.chaos.log import Log
from tests.chaos.verifier import latencies_s, stalls_s
from tests.functional.services import Service, rows, until

OURS: Mapping[str, str] = {}
SERVICES = ("storage", "alerting")
ORDER = (*SERVICES, "one", "two")
"""Readers of topics before those who write to them; back the other way round."""
CHUNK = 2_000
ROUTES = """
[sinks.console]
kind = "console"
[routes.all]
sinks = ["console"]
level = "low"
storm = 1000000
"""


class Crew:
    """Two workers, storage and alerting; `stack` ends the services."""

    workers: dict[str, Worker]

    def __init__(self, at: Field, stack: ExitStack) -> None:
        self._at = at
        self._stack = stack
        self._run = at.folder / "services"
        self._routes = at.folder / "alerting.toml"
        self._routes.write_text(ROUTES)
        self._services: dict[str, Service] = {}
        self.workers = {}

    def roll(self, version: Mapping[str, str], names: Iterable[str]) -> None:
        """Replace one after the other by that of a version, each once the one before is ready."""
        for name in names:
            if name in SERVICES:
                self._serve(name, version)
            else:
                self._work(name, version)

    def _serve(self, name: str, version: Mapping[str, str]) -> None:
        if before := self._services.get(name):
            assert before.stop()[1] == 0, before.log
        settings = {"RASID_ALERTING": str(self._routes), **SESSION, **version}
        service = Service(name, self._at.cluster.bootstrap, self._run, **settings)
        self._services[name] = self._stack.enter_context(service)
        until(lambda: service.answer("/readyz")[0] == 200, f"{name} is ready")

    def _work(self, name: str, version: Mapping[str, str]) -> None:
        if before := self.workers.get(name):
            before.stop()
        self.workers[name] = self._at.worker(name, **version)
        self.workers[name].start()
        self.workers[name].wait_ready()

    def has_kept(self, log: Log) -> bool:
        """Whether every alert and incident of the topics is stored, and every alert delivered."""
        alerts = {alert.alert_id for alert in _records(log, ALERT_BREAKING)}
        newest: dict[str, int] = {}
        for incident in _records(log, INCIDENT_UPDATED):
            name = incident.incident_id
            newest[name] = max(incident.revision, newest.get(name, 0))
        stored, outbox = self._run / "rasid.db", self._run / "alerting.db"
        deliveries = rows(outbox, "deliveries", "alert_id", "sink", "state")
        return (
            {name for (name,) in rows(stored, "alerts", "alert_id")} == alerts
            and dict(rows(stored, "incidents", "incident_id", "revision")) == newest
            and sorted(deliveries) == sorted((name, "console", "delivered") for name in alerts)
        )


@contextmanager
def loaded(at: Field, seed: int, rate: float) -> Iterator[None]:
    """Send articles at `rate` a second meanwhile."""
    is_over = threading.Event()
    chunks = (Feed(seed * 1_000 + number, CHUNK) for number in itertools.count())

    def send() -> None:
        for message in paced(itertools.chain.from_iterable(chunks), rate):
            if is_over.is_set():
                return
            at.publisher.send(message)

    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def upgrade(folder: Path, seed: int, *, full: bool) -> Outcome:
    """Replace all processes of an earlier version one by one by ours under load, then back."""
    calm_s, rate = (20.0, 100.0) if full else (6.0, 100.0)
    version = earlier(folder / "earlier")
    with field(folder, seed) as at, ExitStack() as stack:
        crew = Crew(at, stack)
        crew.roll(version, ORDER)
        with loaded(at, seed, rate):
            time.sleep(calm_s)
            began_ms = time.time_ns() // 1_000_000
            crew.roll(OURS, ORDER)
            time.sleep(calm_s)
            crew.roll(version, reversed(ORDER))
            time.sleep(calm_s)
        found = at.verify(list(crew.workers.values()))
        with at.log() as log:
            until(lambda: crew.has_kept(log), "all is stored and delivered")
            waits, stall = latencies_s(log, began_ms), stalls_s(log)
            readers = {attack.reader_version for attack in _records(log, ATTACK_REPORTED)}
        kept = entries(at.cluster.bootstrap)
        for worker in crew.workers.values():
            worker.stop()
    p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    seen = (
        f"attacks by {len(readers)} readers, entries of tables {kept}, received to alert p50 "
        f"{p50:.1f} s, p99 {p99:.1f} s, longest of {len(waits)} {waits[-1]:.1f} s, "
        f"longest stall {stall:.1f} s: {found}"
    )
    row = f"the next version, process by process, and back, at {rate:.0f} articles a second"
    is_clean = found.is_clean and len(readers) == 2 and all(kept.values())
    return Outcome(row, "0 lost, state equal; p99 <= 15 s", seen, is_clean, p99 <= 15)


def entries(brokers: str) -> dict[str, int]:
    """Read the tables of all stages as both versions wrote them; return how many entries each has.

    Raises what a table raises for an entry of a version that is not ours.
    """
    tables = [stage.table for stage in TOPOLOGY if stage.table]
    with Log(brokers, map(changelog_of, tables)) as log:
        log.read()
        found = {
            table.name: [e for e in log.all(changelog_of(table)) if e.key not in (FENCE, MARKER)]
            for table in tables
        }
    for table in tables:
        for entry in found[table.name]:
            if entry.value is not None:
                table.load(unpacked(entry.value))
    return {name: len(kept) for name, kept in found.items()}


def _records(log: Log, topic: Topic) -> Iterator[Any]:
    return (avro.decode(topic, entry.value) for entry in log.all(topic.name))
