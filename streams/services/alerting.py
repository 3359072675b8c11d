"""Alerting: alerts from their topic to people and programs, each once."""

import fcntl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread

from streams.adapters.alerting_file import plan_of
from streams.adapters.bus import KafkaBus
from streams.adapters.database import file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.outbox_lock import OutboxLock
from streams.adapters.rulings import take
from streams.adapters.service_metrics import ServiceMetrics
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.records import Alert
from streams.domain.routing.routes import Coverage, Routing
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW
from streams.services.consumer import Consumer, Letter, Received
from streams.services.coverage import Listener
from streams.services.dispatch import Dispatcher, wall_ms
from streams.services.keeper import Keeper
from streams.services.patience import Stopped
from streams.services.process import Process, run

HOLD_S = 1.0
"""How often we look whether the outbox is still ours."""
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
        decided = take(self.outbox, alerts, self.routing, wall_ms())
        for (sink, state), number in decided.items():
            self.metrics.rulings.labels(sink, state).inc(number)
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
        url = settings.alert_database or file_url(process.folder / "alerting.db")
        outbox = patience.insist(lambda: Deliveries(url))
        stack.callback(outbox.close)
        lock = stack.enter_context(outbox.alone())
        dead = [ALERT_BREAKING.dead]
        bus = KafkaBus(settings, process.group, [ALERT_BREAKING.name], writes=dead)
        stack.enter_context(bus)
        dispatchers = [
            Dispatcher(sink, outbox, process.patience(sink.name), process.metrics)
            for sink in plan.sinks
        ]
        news = tuple(dispatcher.news for dispatcher in dispatchers)
        jobs = [partial(_dispatch, process, dispatcher) for dispatcher in dispatchers]
        jobs.append(partial(_keep, process, outbox, plan.routing.sinks))
        jobs.append(partial(_hold, process, lock))
        if (coverage := plan.routing.coverage) is not None:
            jobs.append(partial(_listen, process, outbox, coverage, news))
        stack.enter_context(_beside(process, jobs, news))
        patience.insist(bus.connect)
        process.is_ready = lambda: bus.is_assigned
        alerting = Alerting(outbox, plan.routing, process.metrics, news)
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
def _beside(
    process: Process, jobs: Sequence[Callable[[], None]], news: Sequence[Event]
) -> Iterator[None]:
    """Run each job in a thread; what one dies of ends the process.

    The threads are daemons: an attempt that hangs when we stop is abandoned, and made again with
    the same id at the next start.
    """
    threads = [Thread(target=_done, args=(process, job), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        process.stop.set()
        for event in news:
            event.set()
        deadline = time.monotonic() + JOIN_S
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))


def _done(process: Process, job: Callable[[], None]) -> None:
    try:
        job()
    except Stopped:
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends the process
        process.fail(error)


def _dispatch(process: Process, dispatcher: Dispatcher) -> None:
    process.metrics.watch_pending(dispatcher.sink.name, dispatcher.outbox.pending)
    dispatcher.run()


def _keep(process: Process, outbox: Deliveries, sinks: Sequence[str]) -> None:
    Keeper(outbox, sinks, process.settings.alert_days, process.patience("keeper")).run()


def _hold(process: Process, lock: OutboxLock) -> None:
    """Stay alone on the outbox, also after its server was away."""
    patience = process.patience("outbox")
    while not process.stop.wait(HOLD_S):
        patience.insist(lock.keep)


def _listen(
    process: Process, outbox: Deliveries, coverage: Coverage, news: Sequence[Event]
) -> None:
    """Listen for sources that fall silent; the client of the broker lives in this thread alone."""
    patience = process.patience("coverage")
    with KafkaBus(process.settings, f"{process.group}-coverage", [ARTICLE_RAW.name]) as bus:
        patience.insist(bus.connect)
        Listener(bus, outbox, coverage, patience, news).run()


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
