"""Faults, made for real: processes that stand, a slow broker, sinks and sources that fail."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Event
from typing import Any

from kafka import KafkaConsumer
from kafka.coordinator.assignors.range import RangePartitionAssignor

from streams.domain.topics import ARTICLE_RAW
from tests.feed_site import said
from tests.ops.live import FEED, HERE, ROOT, WAIT_S, Watched, child, page, until
from tests.ops.standing import beside, halting, stopped, thread_stopped
from tests.ops.traffic import flooding, publish, publishing, send_garbage
from tests.receiver import status

SEEN = "max_over_time(sum(rasid_canary_seconds_count)[1m:10s]) > 0"
"""What the rule asks of the past, with the steps that it has in a drill."""


def run(watched: Watched, *arguments: str) -> int:
    """Run a command of ours on the bus of the run; return its exit code."""
    env = {"RASID_BROKERS": watched.brokers, "RASID_RUN_DIR": str(watched.folder / "commands")}
    command = [*HERE, *arguments]
    done = subprocess.run(
        command, env={**os.environ, **env}, cwd=ROOT, stdout=subprocess.DEVNULL, check=False
    )
    return done.returncode


@contextmanager
def process_down(watched: Watched) -> Iterator[None]:
    with stopped(watched.pid("alerting")):
        yield


@contextmanager
def bad_record(watched: Watched) -> Iterator[None]:
    send_garbage(watched, 1, b"careless.example")
    yield


@contextmanager
def hostile_source(watched: Watched) -> Iterator[None]:
    send_garbage(watched, 200, b"hostile.example")
    yield


@contextmanager
def sink_failing(watched: Watched) -> Iterator[None]:
    with failing(watched):
        publish(watched, 3)
        yield


@contextmanager
def sink_behind(watched: Watched) -> Iterator[None]:
    with failing(watched), publishing(watched, 0.1):
        yield


@contextmanager
def failing(watched: Watched) -> Iterator[None]:
    """Have the sink refuse what is posted until the end of the block."""
    before, watched.sink.answer = watched.sink.answer, status(500)
    try:
        yield
    finally:
        watched.sink.answer = before


@contextmanager
def loop_stuck(watched: Watched) -> Iterator[None]:
    """Stop the thread of the worker's loop when it leaves the others their turn."""
    note = watched.note("worker")
    while True:
        with thread_stopped(note["pid"]):
            if _answers(note["port"]):
                yield
                return


def _answers(port: int) -> bool:
    try:
        return bool(page(port, "/metrics"))
    except OSError:
        return False


@contextmanager
def sources_silent(watched: Watched) -> Iterator[None]:
    """Have every source say what it has said before."""
    body = FEED.format(n=0, at="Fri, 21 Oct 2016 07:00:00 GMT").encode()
    pages = watched.feed.pages
    before, pages["/feed"] = pages["/feed"], said(200, body, Content_Type="application/rss+xml")
    try:
        yield
    finally:
        pages["/feed"] = before


@contextmanager
def canary_lost(watched: Watched) -> Iterator[None]:
    """Send a canary that arrives, then one to a worker that stands."""
    assert run(watched, "doctor", "--bus", "--timeout", "60") == 0
    until("the rule has seen it", lambda: watched.asked(SEEN))
    with stopped(watched.pid("worker")):
        assert run(watched, "doctor", "--bus", "--timeout", "3") == 1
        yield


@contextmanager
def broker_gone(watched: Watched) -> Iterator[None]:
    """Have the broker stand while a stage waits for its acknowledgement."""
    held = "rasid_oldest_unprocessed_seconds > 3"
    with publishing(watched, 0.1):
        while True:
            time.sleep(1)
            with stopped(watched.broker_pid), suppress(AssertionError):
                until("a stage holds a record", lambda: watched.asked(held), 10)
                yield
                return


@contextmanager
def more_than_it_takes(watched: Watched) -> Iterator[None]:
    """Have more come than the worker can take, which is left a quarter of its time."""
    with flooding(watched), halting(watched.pid("worker"), 0.3, 0.1):
        yield


@contextmanager
def broker_slow(watched: Watched) -> Iterator[None]:
    """Have the broker stand for three quarters of the time while alerts are due."""
    with halting(watched.broker_pid, 2.4, 0.8), publishing(watched, 0.3):
        yield


@contextmanager
def recovery_stalled(watched: Watched) -> Iterator[None]:
    """Take the broker away while tables are read back, because another member came."""
    with another_member(watched):
        await_recovery(watched.note("worker")["port"])
        with stopped(watched.broker_pid):
            yield


def await_recovery(port: int) -> None:
    """Return in the moment in which a worker reads its tables back: it may be a short one."""
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        with suppress(OSError):
            if b"\nrasid_recovering_partitions 0.0\n" not in page(port, "/metrics"):
                return
    raise AssertionError(f"no tables are read back within {WAIT_S:.0f} s")


@contextmanager
def another_member(watched: Watched) -> Iterator[Any]:
    """Start a second worker of the same group."""
    env = {"RASID_BROKERS": watched.brokers, "RASID_RUN_DIR": str(watched.folder / "second")}
    with child(watched.folder, "second", *HERE, "worker", PYTHONPATH=".", **env) as started:
        yield started


def joined(consumer: Any) -> bool:
    """Return whether a consumer has been given its partitions, within half a second."""
    consumer.poll(500)
    return bool(consumer.assignment())


@contextmanager
def members_come_and_go(watched: Watched) -> Iterator[None]:
    """Join the worker's group and leave it, again and again."""
    group = watched.note("worker")["group"]

    def work(end: Event) -> None:
        consumer = KafkaConsumer(
            bootstrap_servers=watched.brokers,
            group_id=group,
            partition_assignment_strategy=[RangePartitionAssignor],
            enable_auto_commit=False,
            session_timeout_ms=3000,
            heartbeat_interval_ms=300,
        )
        while not end.is_set():
            consumer.subscribe([ARTICLE_RAW.name])
            until("it is a member", lambda: end.is_set() or joined(consumer))
            consumer.unsubscribe()
        consumer.close()

    with beside(work):
        yield


Fault = Callable[[Watched], Any]
QUICK: Mapping[str, Fault] = {
    "RasidDown": process_down,
    "RasidDeadLetters": bad_record,
    "RasidSinkFails": sink_failing,
    "RasidSourceHeld": hostile_source,
    "RasidLoopStuck": loop_stuck,
    "RasidNothingArrives": sources_silent,
}
SLOW: Mapping[str, Fault] = {
    "RasidAlertsPending": sink_behind,
    "RasidCanaryLost": canary_lost,
    "RasidRebalances": members_come_and_go,
    "RasidAlertsSlowFast": broker_slow,
    "RasidAlertsSlow": broker_slow,
    "RasidRecordsWait": broker_gone,
    "RasidLagGrows": more_than_it_takes,
    "RasidRecoveryStalled": recovery_stalled,
}
"""What makes each alert of the rules fire, in an order in which none is in the way of the next."""
