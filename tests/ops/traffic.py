"""What comes in while something is at fault: attacks, a flood, garbage."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from threading import Event
from types import SimpleNamespace
from typing import Any

from kafka import KafkaProducer

from streams.adapters import avro
from streams.adapters.headers import SOURCE
from streams.adapters.publisher import Publisher
from streams.cli.canary import LARGE, canary
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW
from streams.lang.loader import load_context
from tests.ops.live import Watched
from tests.ops.standing import beside

SEND_S = 60.0
LONG = 200
"""So that one fetch brings few records, and what a worker knows of the end of its topic is new."""
FLOOD = 10
"""Records that a flood sends to each partition at a time, twenty times a second at most."""


@cache
def _large_towns() -> Any:
    """Return what a canary asks of a gazetteer, without the small places it would pass over."""
    known = load_context().gazetteer
    large = [entry for entry in known.entries if entry.population >= LARGE]
    return SimpleNamespace(entries=large, named=known.named)


def attacks() -> Iterator[Article]:
    """Yield articles without end, each of which sets off an alert of its own."""
    while True:
        now_ms = time.time_ns() // 1_000_000
        yield replace(canary(_large_towns(), now_ms), source="drill.example", synthetic=False)
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


@contextmanager
def flooding(watched: Watched) -> Iterator[None]:
    """Publish one long article over and over, as fast as the clock lets, until the end."""
    body = "The council spoke of roads and water, and of the market. " * LONG
    article = replace(next(attacks()), article_id="flood", title="The council met", body=body)
    value = avro.encode(ARTICLE_RAW, article)

    def work(end: Event) -> None:
        producer = KafkaProducer(bootstrap_servers=watched.brokers)
        partitions = sorted(producer.partitions_for(ARTICLE_RAW.name))
        while not end.wait(0.05):
            for partition in partitions * FLOOD:
                producer.send(ARTICLE_RAW.name, value, partition=partition)
            producer.flush()
        producer.close()

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
