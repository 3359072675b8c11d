"""Alerting: alerts from their topic to people and programs, each once."""

import fcntl
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from streams.adapters.alerting_file import plan_of
from streams.adapters.bus import KafkaBus
from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.rulings import take
from streams.adapters.service_metrics import ServiceMetrics
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.records import Alert
from streams.domain.routing.routes import Routing
from streams.domain.topics import ALERT_BREAKING
from streams.services.consumer import Consumer, Letter, Received
from streams.services.dispatch import Dispatcher, wall_ms
from streams.services.process import Process, run

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
    routing: Routing
    metrics: ServiceMetrics
    news: tuple[Event, ...] = ()

    def handle(self, batch: Sequence[Received]) -> None:
        """Decide on a batch in one transaction and wake the dispatchers."""
        alerts = [it.record for it in batch if isinstance(it.record, Alert)]
        take(self.outbox, alerts, self.routing, wall_ms())
        for event in self.news:
            event.set()

    def count(self, letter: Letter) -> None:
        """Count a dead letter of our own."""
        self.metrics.dead.labels("alerting", letter.bad.reason).inc()


def _work(process: Process) -> None:
    settings, patience = process.settings, process.patience("consumer")
    plan = plan_of(settings)
    with ExitStack() as stack:
        stack.enter_context(_alone(process.folder / "alerting.lock"))
        url = file_url(process.folder / "alerting.db")
        outbox = patience.insist(lambda: Deliveries(url))
        stack.callback(outbox.close)
        bus = stack.enter_context(KafkaBus(settings, process.group, [ALERT_BREAKING.name]))
        dispatchers = [
            Dispatcher(sink, outbox, process.patience(sink.name), process.metrics)
            for sink in plan.sinks
        ]
        stack.enter_context(_dispatching(process, dispatchers))
        patience.insist(bus.connect)
        process.is_ready = lambda: bus.is_assigned
        alerting = Alerting(
            outbox,
            plan.routing,
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
