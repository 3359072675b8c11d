"""Alerting: alerts from their topic to people and programs, each once."""

import fcntl
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from streams.adapters.bus import KafkaBus
from streams.adapters.console import Console
from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries, Queued
from streams.adapters.service_metrics import ServiceMetrics
from streams.adapters.sinks import Sink
from streams.adapters.webhook import Webhook
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.plain import to_json
from streams.domain.records import Alert
from streams.domain.topics import ALERT_BREAKING
from streams.services.consumer import Consumer, Letter, Received
from streams.services.dispatch import Dispatcher, wall_ms
from streams.services.process import Process, run

RANKS = {"low": 0, "unknown": 1, "medium": 1, "high": 2, "critical": 3}
"""A level we do not know is let through like the lowest that is pushed."""
FOLLOW_UPS = ("correction", "retraction", "close")
JOIN_S = 2.0


def serve(settings: Settings) -> int:
    """Deliver until SIGTERM or SIGINT; return the exit code: 0, 3 when something stayed away, or 1.

    Raises SettingsError.
    """
    return run(Process(settings, "alerting"), _work)


@dataclass(slots=True)
class Alerting:
    """Takes alerts into the outbox; dispatchers take them out."""

    outbox: Deliveries
    sinks: tuple[str, ...]
    lowest: str
    metrics: ServiceMetrics
    news: tuple[Event, ...] = ()

    def handle(self, batch: Sequence[Received]) -> None:
        """Take in a batch in one transaction and wake the dispatchers."""
        alerts = [it.record for it in batch if isinstance(it.record, Alert)]
        queued = [self._queued(alert) for alert in alerts if self._may_matter(alert)]
        self.outbox.enqueue(queued, self.sinks, wall_ms())
        for event in self.news:
            event.set()

    def count(self, letter: Letter) -> None:
        """Count a dead letter of our own."""
        self.metrics.dead.labels("alerting", letter.bad.reason).inc()

    def _may_matter(self, alert: Alert) -> bool:
        return self._is_grave(alert) or alert.kind in FOLLOW_UPS

    def _queued(self, alert: Alert) -> Queued:
        """What takes back or ends an alert follows it, whatever its level is now."""
        return Queued(
            alert.alert_id, alert.incident_id, to_json(alert), always=self._is_grave(alert)
        )

    def _is_grave(self, alert: Alert) -> bool:
        return RANKS[alert.level] >= RANKS[self.lowest]


def sinks_of(settings: Settings) -> tuple[Sink, ...]:
    """Return the sinks that the settings name. Raises SettingsError."""
    console = Console(sys.stdout)
    if not settings.webhook_url:
        return (console,)
    return (console, Webhook(settings.webhook_url, private=settings.webhook_private))


def _work(process: Process) -> None:
    settings, patience = process.settings, process.patience("consumer")
    sinks = sinks_of(settings)
    with ExitStack() as stack:
        stack.enter_context(_alone(process.folder / "alerting.lock"))
        url = file_url(process.folder / "alerting.db")
        outbox = patience.insist(lambda: Deliveries(url))
        stack.callback(outbox.close)
        bus = stack.enter_context(KafkaBus(settings, process.group, [ALERT_BREAKING.name]))
        dispatchers = [
            Dispatcher(sink, outbox, process.patience(sink.name), process.metrics) for sink in sinks
        ]
        stack.enter_context(_dispatching(process, dispatchers))
        patience.insist(bus.connect)
        process.is_ready = lambda: bus.is_assigned
        alerting = Alerting(
            outbox,
            tuple(sink.name for sink in sinks),
            settings.alert_level,
            process.metrics,
            tuple(dispatcher.news for dispatcher in dispatchers),
        )
        Consumer(
            "alerting",
            process.group,
            bus,
            {ALERT_BREAKING.name: ALERT_BREAKING},
            alerting.handle,
            patience,
            alerting.count,
        ).run()


@contextmanager
def _dispatching(process: Process, dispatchers: Sequence[Dispatcher]) -> Iterator[None]:
    """Run each dispatcher in a thread; what one dies of ends the process.

    The threads are daemons: an attempt that hangs when we stop is abandoned, and made again with
    the same id at the next start.
    """
    threads = [
        Thread(target=_dispatch, args=(process, dispatcher), daemon=True)
        for dispatcher in dispatchers
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        process.stop.set()
        for dispatcher in dispatchers:
            dispatcher.news.set()
        deadline = time.monotonic() + JOIN_S
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))


def _dispatch(process: Process, dispatcher: Dispatcher) -> None:
    try:
        process.metrics.watch_pending(dispatcher.sink.name, dispatcher.outbox.pending)
        dispatcher.run()
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends the process
        process.fail(error)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock on the outbox: two that deliver from one would deliver twice."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SettingsError(
                f"another alerting service works in {path.parent}; give this one its own "
                "RASID_RUN_DIR"
            ) from None
        yield
