"""Stateless stages on all cores: records go out in chunks, what they led to comes back in order.

A process reads each chunk through one stage or several; `Ahead` gives a driver stages that say what
was found there, so that the order of everything, and the state, stay with the driver.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self

from streams.adapters.collector import spare_collector
from streams.domain.context import Context
from streams.domain.errors import Unavailable
from streams.domain.flow import Emit, Incoming, Reject, Stage, State
from streams.domain.records import Record
from streams.guard import guarded
from streams.topology import TOPOLOGY

_PAUSE_S = 0.05
CHUNK = 64
"""Records a process takes at once: half a second at most, so that all cores end together."""

Result = Emit | Reject
Chunk = tuple[Sequence[Record], Sequence[Sequence[Result]]]
"""Records, and for each stage what came of the records that reached it, by their place."""


def cores() -> int:
    """Return how many cores this process may use."""
    may_use = getattr(os, "sched_getaffinity", None)
    return len(may_use(0)) if may_use else os.cpu_count() or 1


class Cores:
    """As many processes as are asked for, each with what `context` gives."""

    def __init__(self, processes: int, context: Callable[[], Context]) -> None:
        self._context = context
        how = "fork" if sys.platform == "linux" else "spawn"
        self._pool = ProcessPoolExecutor(
            processes, multiprocessing.get_context(how), _begin, (context,)
        )

    def __enter__(self) -> Self:
        list(self._context().lexicons.values())  # what is forked has them already
        spare_collector()
        self._pool.submit(int).result()  # all are forked before a thread of ours is there
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if getattr(self._pool, "_broken", False):
            _drain(self._pool)
        self._pool.shutdown(cancel_futures=True)

    def ahead(self, stages: Sequence[Stage], records: Sequence[Record]) -> "Ahead":
        """Begin to read `records` through `stages`, each of which reads what the last one sent."""
        chunks = [records[i : i + CHUNK] for i in range(0, len(records), CHUNK)]
        read = partial(_read, self._context, [stage.name for stage in stages])
        return Ahead(stages, zip(chunks, self._pool.map(read, chunks), strict=True))


def _drain(pool: ProcessPoolExecutor) -> None:
    """Take what processes that are gone were to read: before 3.11.5 it keeps `shutdown` for good.

    CPython's issue 94777. Newer versions close the pipe themselves, which ends this too.
    """
    thread = getattr(pool, "_executor_manager_thread", None)
    reader = getattr(getattr(pool, "_call_queue", None), "_reader", None)
    with contextlib.suppress(OSError, EOFError, TypeError):  # closed meanwhile
        while reader is not None and thread is not None and thread.is_alive():
            if reader.poll(_PAUSE_S):
                reader.recv_bytes()


class Ahead:
    """Stages for a driver whose outcomes come in chunks, in the order of the records."""

    def __init__(self, stages: Sequence[Stage], chunks: Iterator[Chunk]) -> None:
        self._chunks = chunks
        self._known: list[dict[int, list[Result]]] = [{} for _ in stages]
        self.stages = tuple(
            replace(stage, run=partial(self._run, stage, known))
            for stage, known in zip(stages, self._known, strict=True)
        )

    def _run(
        self,
        stage: Stage,
        known: dict[int, list[Result]],
        batch: Sequence[Incoming],
        _state: State,
        _ctx: Context,
    ) -> Iterator[Result]:
        # A topic is asked for by identity, which no other process can give back.
        sinks = {sink.name: sink for sink in stage.sinks}
        for cause, incoming in enumerate(batch):
            for result in known[id(incoming.value)]:
                if isinstance(result, Emit):
                    yield Emit(sinks[result.topic.name], result.value, cause)
                else:
                    yield replace(result, cause=cause)

    def wait_for(self, records: Sequence[Record]) -> None:
        """Wait until it is known what came of `records`, which are the next or part of them.

        Raises Unavailable when a process is gone. A stage may not raise it: a driver would take
        it for the fault of a record.
        """
        while any(id(record) not in self._known[0] for record in records):
            try:
                self._take(*next(self._chunks))
            except BrokenProcessPool:
                raise Unavailable("a process that read articles was killed; try fewer") from None

    def _take(self, records: Sequence[Record], outcomes: Sequence[Sequence[Result]]) -> None:
        for known, results in zip(self._known, outcomes, strict=True):
            known.update((id(record), []) for record in records)
            for result in results:
                known[id(records[result.cause])].append(result)
            records = _passed_on(results)


def _begin(context: Callable[[], Context]) -> None:
    """Begin a process: Ctrl-C is for the one that asks, and nobody outlives that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    context()
    spare_collector()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _read(
    context: Callable[[], Context], names: Sequence[str], records: Sequence[Record]
) -> list[Sequence[Result]]:
    outcomes: list[Sequence[Result]] = []
    for stage in (stage for stage in TOPOLOGY if stage.name in names):
        batch = [Incoming(stage.sources[0], record) for record in records]
        results = guarded(stage, batch, {}, context()).results
        outcomes.append(results)
        records = _passed_on(results)
    return outcomes


def _passed_on(results: Sequence[Result]) -> list[Record]:
    """Return what was sent to the first topic of a stage, which is the next stage's source."""
    return [result.value for result in results if isinstance(result, Emit)]
