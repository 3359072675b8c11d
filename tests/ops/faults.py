"""Faults, made for real: processes that stand, a slow broker, sinks and sources that fail."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from threading import Event, Thread
from typing import Any

from kafka import KafkaConsumer, KafkaProducer
from kafka.coordinator.assignors.range import RangePartitionAssignor

from streams.adapters.headers import SOURCE
from streams.adapters.publisher import Publisher
from streams.cli.canary import canary
from streams.domain.geography import Gazetteer
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW
from streams.lang.loader import load_context
from tests.feed_site import said
from tests.ops.live import FEED, HERE, ROOT, Watched, child, page, until
from tests.receiver import status

PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_DETACH = 0x4206, 0x4207, 17
ANY_THREAD = 0x40000000
"""`__WALL` of waitpid(2): threads that are not the first of their process too."""
SEND_S = 60.0


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """Have a process stand until the end of the block."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def thread_stopped(pid: int) -> Iterator[None]:
    """Have the first thread of a process stand, and no other, as a debugger does."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    if libc.ptrace(PTRACE_SEIZE, pid, None, None):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    libc.ptrace(PTRACE_INTERRUPT, pid, None, None)
    os.waitpid(pid, ANY_THREAD)
    try:
        yield
    finally:
        libc.ptrace(PTRACE_DETACH, pid, None, None)


@contextmanager
def beside(work: Callable[[Event], None]) -> Iterator[None]:
    """Do `work` in a thread until the end of the block sets its event."""
    end = Event()
    thread = Thread(target=work, args=(end,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join(SEND_S)


@contextmanager
def halting(pid: int, stands_s: float, runs_s: float) -> Iterator[None]:
    """Have a process stand and run by turns until the end of the block."""

    def work(end: Event) -> None:
        while not end.is_set():
            with stopped(pid):
                end.wait(stands_s)
            end.wait(runs_s)

    with beside(work):
        yield


@cache
def _gazetteer() -> Gazetteer:
    return load_context().gazetteer


def attacks() -> Iterator[Article]:
    """Yield articles without end, each of which sets off an alert of its own."""
    while True:
        now_ms = time.time_ns() // 1_000_000
        yield replace(canary(_gazetteer(), now_ms), source="drill.example", synthetic=False)
        time.sleep(0.002)  # they are told apart by their millisecond


def publish(watched: Watched, number: int) -> None:
    """Publish so many attacks."""
    with Publisher(watched.brokers, SEND_S) as publisher:
        for _, article in zip(range(number), attacks(), strict=False):
            publisher.send(ARTICLE_RAW, article)
        publisher.flush()


@contextmanager
def publishing(watched: Watched, pause_s: float) -> Iterator[None]:
    """Publish one attack after the other until the end of the block."""

    def work(end: Event) -> None:
        with Publisher(watched.brokers, SEND_S) as publisher:
            for article in attacks():
                publisher.send(ARTICLE_RAW, article)
                if end.wait(pause_s):
                    break
            publisher.flush()

    with beside(work):
        yield


def send_garbage(watched: Watched, number: int, source: bytes) -> None:
    """Send what is no record, by a source of this name."""
    producer = KafkaProducer(bootstrap_servers=watched.brokers)
    for _ in range(number):
        headers = [(SOURCE, source)]
        producer.send(ARTICLE_RAW.name, b"no article", partition=0, headers=headers)
    producer.flush()
    producer.close()


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
    with failing(watched):
        publish(watched, 250)
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
    until("the canary is counted", lambda: watched.asked("sum(rasid_canary_seconds_count) > 0"))
    with stopped(watched.pid("worker")):
        assert run(watched, "doctor", "--bus", "--timeout", "3") == 1
        yield


@contextmanager
def broker_gone(watched: Watched) -> Iterator[None]:
    """Have the broker stand while a stage waits for its acknowledgement."""
    held = "rasid_oldest_unprocessed_seconds > 3"
    with publishing(watched, 0.01):
        while True:
            time.sleep(1)
            with stopped(watched.broker_pid), suppress(AssertionError):
                until("a stage holds a record", lambda: watched.asked(held), 10)
                yield
                return


@contextmanager
def worker_starved(watched: Watched) -> Iterator[None]:
    """Leave the worker a tenth of its time while more comes than it can take so."""
    with halting(watched.pid("worker"), 0.45, 0.05), publishing(watched, 0.0):
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
        until("tables are read back", lambda: _recovers(watched), 60)
        with stopped(watched.broker_pid):
            yield


def _recovers(watched: Watched) -> bool:
    end = time.monotonic() + 1
    port = watched.note("worker")["port"]
    while time.monotonic() < end:
        if b"\nrasid_recovering_partitions 0.0\n" not in page(port, "/metrics"):
            return True
    return False


@contextmanager
def another_member(watched: Watched) -> Iterator[Any]:
    """Start a second worker of the same group."""
    env = {"RASID_BROKERS": watched.brokers, "RASID_RUN_DIR": str(watched.folder / "second")}
    with child(watched.folder, "second", *HERE, "worker", PYTHONPATH=".", **env) as started:
        yield started


@contextmanager
def members_come_and_go(watched: Watched) -> Iterator[None]:
    """Join the worker's group and leave it, again and again."""
    group = watched.note("worker")["group"]

    def work(end: Event) -> None:
        while not end.is_set():
            consumer = KafkaConsumer(
                ARTICLE_RAW.name,
                bootstrap_servers=watched.brokers,
                group_id=group,
                partition_assignment_strategy=[RangePartitionAssignor],
                enable_auto_commit=False,
                session_timeout_ms=3000,
                heartbeat_interval_ms=500,
            )
            give_up = time.monotonic() + 5
            while not consumer.assignment() and time.monotonic() < give_up:
                consumer.poll(100)
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
    "RasidRecordsWait": broker_gone,
    "RasidLagGrows": worker_starved,
    "RasidRecoveryStalled": recovery_stalled,
    "RasidAlertsSlowFast": broker_slow,
    "RasidAlertsSlow": broker_slow,
}
"""What makes each alert of the rules fire, in an order in which none is in the way of the next."""
