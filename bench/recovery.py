"""The state of the owner of duplicates read back through the store, from Apache Kafka."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.live import BATCH, batches
from bench.table import Line, Table
from streams.adapters import topics_admin
from streams.adapters.engine import producer, reader
from streams.adapters.held import Fence, Reach
from streams.adapters.outbox import Outbox
from streams.adapters.store import Store
from streams.config import Settings
from streams.domain.errors import Unavailable
from streams.domain.flow import State
from streams.domain.topics import ARTICLE_SIGNED, TOPICS
from streams.guard import commit, guarded
from streams.lang.loader import load_context
from streams.stages import dedup
from streams.topology import TOPOLOGY
from tests.kafka.cluster import Cluster

LIVE = {True: 20_000, False: 200_000}
BOUND_S = 10.0
SLACK = 1.5
"""By how much it may be missed before it counts: the machine is never quite ours."""


def recovery(*, quick: bool) -> Iterator[Table]:
    """Measure reading the state of so many live articles back."""
    count = LIVE[quick]
    with tempfile.TemporaryDirectory(prefix="bench-") as name, Cluster(Path(name)) as cluster:
        topics_admin.create(
            cluster.bootstrap, topics_admin.plans(TOPICS, TOPOLOGY, 1), replication=1
        )
        settings = Settings(brokers=cluster.bootstrap, stages=("dedup",), partitions=1)
        clock_s, cpu_s = asyncio.run(_measured(settings, count))
    line: Line = {"live": f"{count:,}", "s": clock_s, "s CPU": cpu_s}
    bound = BOUND_S * SLACK
    broken = [f"recovery takes {cpu_s:.1f} s CPU, at most {bound:g}"] if cpu_s > bound else ()
    yield Table("State read back from Apache Kafka", [line], broken=broken)


async def _measured(settings: Settings, count: int) -> tuple[float, float]:
    """Return the seconds by the clock and of CPU. Raises Unavailable where entries are missing."""
    outbox = Outbox(producer(settings), settings.broker_patience_s)
    await outbox.start()
    try:
        store = Store(dedup.TABLE, outbox, lambda: reader(settings), settings.broker_patience_s)
        written = await _write(store, count)
        clock, cpu = time.monotonic(), time.process_time()
        held = await store.recover(0)
        spent = time.monotonic() - clock, time.process_time() - cpu
        if len(held.state) != len(written):
            raise Unavailable(f"{len(held.state)} entries came back of {len(written)}")
        return spent
    finally:
        await outbox.stop()


async def _write(store: Store, count: int) -> State:
    """Decide on so many articles and save each batch as the worker does; return the state."""
    stage = next(each for each in TOPOLOGY if each.name == "dedup")
    ctx, state = load_context(), stage.empty()
    for number, batch in enumerate(batches(count, ctx), 1):
        changes = guarded(stage, batch, state, ctx).changes
        fence: Fence = {ARTICLE_SIGNED.name: Reach(number, number * BATCH)}
        await store.save(0, changes, fence)
        commit(state, changes)
    return state
