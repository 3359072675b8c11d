"""The composition root of a worker: settings in, exit code out."""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from streams.adapters import avro, headers, logs, registry, security, topics_admin, tracing
from streams.adapters.collector import spare_collector
from streams.adapters.engine import engine, new_loop, producer, reader
from streams.adapters.health import HealthServer
from streams.adapters.metrics import Metrics
from streams.adapters.outbox import Outbox, Outgoing
from streams.adapters.rights import group_of, of_worker
from streams.adapters.run_folder import announced, run_folder
from streams.adapters.store import Store
from streams.adapters.ticker import Progress
from streams.adapters.topics_check import require_topics
from streams.adapters.watch import STUCK_S, Heart, watch_broker
from streams.agents import Agents, Tools
from streams.config import Settings
from streams.domain.context import Context
from streams.domain.errors import SettingsError, Unavailable
from streams.domain.flow import Stage
from streams.domain.topics import CLOCK, TOPICS
from streams.services.patience import Patience

STOP_S = 2.0
"""How long Faust may take to stop after the lanes (3 s at most) are drained."""
LEASE_SHARE = 0.5
"""A worker that did not run for this share of its session asks whether it is still a member."""
STOP_LIMIT_S = 5.5
"""When the process ends at the latest, counted from the signal."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Worker:
    """A running worker: one Faust app, its agents and what watches over them."""

    settings: Settings
    app: Any
    agents: Agents
    tools: Tools
    ended: asyncio.Future[None]

    async def run(self) -> None:
        """Work until told to stop. Raises what ended the work otherwise."""
        settings = self.settings
        await self.tools.outbox.start()
        duties = [
            self.app.start(),
            self.tools.heart.beat(self._check),
            watch_broker(settings.brokers, settings.broker_patience_s),
            self.agents.unread.watch(),
            self._tick(),
        ]
        tasks = [asyncio.create_task(self._reporting(duty)) for duty in duties]
        try:
            await self.ended
        finally:
            await self.agents.close()
            for task in tasks[1:]:
                task.cancel()
            # Not wait_for(): it would wait for Faust to agree to being cancelled.
            await asyncio.wait({asyncio.create_task(self.app.stop())}, timeout=STOP_S)
            tasks[0].cancel()
            await self.tools.outbox.stop()

    def stop(self) -> None:
        """End the work in an orderly way."""
        if not self.ended.done():
            self.ended.set_result(None)

    def live(self) -> str | None:
        """Say why this worker should be restarted, or None."""
        if (age := self.tools.heart.age_s()) > STUCK_S:
            return f"event loop stuck for {age:.0f} s"
        return self._standstill()

    def _standstill(self) -> str | None:
        """Say what has not moved for twice the broker's patience, or None."""
        agents = self.agents
        ages = {
            "a batch takes": agents.longest_batch_s(),
            "nothing committed for": agents.uncommitted_s(),
            "no partitions for": agents.unassigned_s(),
            "records wait unread for": agents.unread_s(),
        }
        limit = 2 * self.settings.broker_patience_s
        return next((f"{what} {age:.0f} s" for what, age in ages.items() if age > limit), None)

    def ready(self) -> str | None:
        """Say why this worker does not work yet, or None."""
        if not self.agents.is_assigned():
            return "waiting for partitions"
        if recovering := self.agents.recovering():
            return f"{recovering} partitions recovering"
        return None

    async def _reporting(self, duty: Coroutine[Any, Any, None]) -> None:
        try:
            await duty
        except Exception as error:  # noqa: BLE001 - whatever it is, it ends the worker
            self.tools.fail(error)

    def _check(self) -> None:
        if self.app.should_stop and not self.ended.done():
            raise Unavailable(f"Faust stopped: {self.app.crash_reason!r}")
        if standstill := self._standstill():
            raise Unavailable(standstill)
        self.agents.observe()

    async def _tick(self) -> None:
        while self.settings.tick_seconds:
            await asyncio.sleep(self.settings.tick_seconds)
            partitions = self.agents.clock_partitions()
            due = self.tools.progress.next_ticks(self.tools.now_ms(), partitions)
            address = [(headers.TICK_FOR, self.tools.group.encode())]
            await self.tools.outbox.deliver(
                [
                    Outgoing(CLOCK.name, CLOCK.key_of(tick), avro.encode(CLOCK, tick), address, p)
                    for p, tick in due.items()
                ]
            )


def run_worker(settings: Settings, stages: Sequence[Stage], ctx: Context) -> int:
    """Run `stages` until SIGTERM or SIGINT; return 0 then, 3 when the broker is lost, else 1.

    Raises SettingsError when settings contradict each other, the topics or what is installed.
    """
    if not settings.brokers:
        raise SettingsError("RASID_BROKERS must name a broker, got ''")
    logs.configure(settings.log_level)
    try:
        _load(stages, ctx)
        spare_collector()
        security.use(settings)
        tracing.use(settings, "worker")
        _require_topics(settings, stages)
        _frame(settings, stages)
        with asyncio.Runner(loop_factory=new_loop) as runner:
            runner.run(_serve(settings, stages, ctx))
    except SettingsError:
        raise
    except Exception as error:  # noqa: BLE001 - the last line of defence
        return _exit_code(error)
    return 0


def _load(stages: Sequence[Stage], ctx: Context) -> None:
    """Load what the stages import with their first batch, before a record waits for it."""
    for stage in stages:
        list(stage.run((), {}, ctx))


def _require_topics(settings: Settings, stages: Sequence[Stage]) -> None:
    """Return when the topics of these stages are there and may be used, see `require_topics`."""
    rights = of_worker(settings.group, stages)
    names = {right.name for right in rights}
    plans = topics_admin.plans(TOPICS, stages, settings.partitions)
    require_topics(settings, [plan for plan in plans if plan.name in names], rights)


def _frame(settings: Settings, stages: Sequence[Stage]) -> None:
    """Have the ids of all that is sent, once the registry answers; nothing asks on the loop then.

    Raises Unavailable when it does not answer for as long as a broker may be away.
    """
    if ours := registry.use(settings, may_wait=False):
        sinks = {topic.name: topic for stage in stages for topic in (*stage.sinks, CLOCK)}
        patience = Patience(threading.Event(), settings.broker_patience_s)
        patience.insist(lambda: ours.prepare(sinks.values()))


def _exit_code(error: BaseException | None) -> int:
    """Say in one line why the worker ends; return 0, 1, or 3 for want of a broker."""
    if error is None:
        return 0
    if isinstance(error, Unavailable):
        log.error("worker ends: %s", error)
        return 3
    log.error("worker ends", exc_info=error)
    return 1


def _limit_stop(ended: asyncio.Future[None]) -> None:
    """Leave even when Faust or one of its threads does not let go: nothing is unacknowledged."""
    timer = threading.Timer(STOP_LIMIT_S, lambda: os._exit(_exit_code(ended.exception())))
    timer.daemon = True
    timer.start()


async def _serve(settings: Settings, stages: Sequence[Stage], ctx: Context) -> None:
    worker = _assemble(settings, stages, ctx)
    metrics, heart = worker.tools.metrics, worker.tools.heart
    agents = worker.agents
    metrics.watch(heart.age_s, agents.recovering, agents.remaining, agents.sources_held)
    metrics.build.info({"readers": ctx.reader_version})
    address = (settings.metrics_host, settings.metrics_port)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, worker.stop)
    with (
        _health(address, metrics, worker) as server,
        announced(run_folder(settings), server.port, worker.tools.group),
    ):
        await worker.run()


def _health(address: tuple[str, int], metrics: Metrics, worker: Worker) -> HealthServer:
    try:
        return HealthServer(address, metrics.registry, worker.live, worker.ready)
    except OSError as error:
        where = f"RASID_METRICS_HOST and RASID_METRICS_PORT, {address[0]}:{address[1]}"
        raise SettingsError(f"{where}, cannot be listened on: {error.strerror}") from None


def _assemble(settings: Settings, stages: Sequence[Stage], ctx: Context) -> Worker:
    group = group_of(settings.group, stages)
    app = engine(settings, group, run_folder(settings) / "faust")
    loop = asyncio.get_running_loop()
    app.loop = loop
    ended: asyncio.Future[None] = loop.create_future()
    ended.add_done_callback(_limit_stop)
    outbox = Outbox(producer(settings), settings.broker_patience_s)
    heart = Heart(settings.session_timeout_ms / 1000 * LEASE_SHARE)

    def fail(error: BaseException) -> None:
        if not ended.done():
            ended.set_exception(error)

    tools = Tools(
        ctx=ctx,
        group=group,
        outbox=outbox,
        stores=_stores(settings, stages, outbox),
        metrics=Metrics(),
        progress=Progress(time.monotonic),
        now_ms=lambda: time.time_ns() // 1_000_000,
        fail=fail,
        heart=heart,
        batch_records=settings.batch_records,
        batch_wait_s=settings.batch_wait_ms / 1000,
        partitions=settings.partitions,
    )
    return Worker(settings, app, Agents(app, stages, tools), tools, ended)


def _stores(settings: Settings, stages: Sequence[Stage], outbox: Outbox) -> dict[str, Store]:
    return {
        stage.name: Store(stage.table, outbox, lambda: reader(settings), settings.broker_patience_s)
        for stage in stages
        if stage.table
    }
