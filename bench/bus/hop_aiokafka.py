"""The library under our worker, used directly: whole polls in, whole batches out."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.bus.hop import BATCH, COMMIT_S, SESSION_S, Hop

BATCH_BYTES = 1024 * 1024


def run(hop: Hop) -> None:
    """Move records for ever."""
    uvloop.run(_serve(hop))


async def _serve(hop: Hop) -> None:
    consumer = AIOKafkaConsumer(
        hop.source.name,
        bootstrap_servers=hop.brokers,
        group_id=hop.group,
        session_timeout_ms=SESSION_S * 1000,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=hop.brokers, acks="all", max_batch_size=BATCH_BYTES
    )
    await consumer.start()
    await producer.start()
    work, due = hop.worked(), monotonic()
    while True:
        found = await consumer.getmany(timeout_ms=100, max_records=BATCH)
        acknowledged = [
            await producer.send_batch(batch, hop.sink.name, partition=tp.partition)
            for tp, records in found.items()
            for batch in _batches(producer, records, work)
        ]
        await asyncio.gather(*acknowledged)
        if monotonic() > due:
            await consumer.commit()
            due = monotonic() + COMMIT_S


def _batches(
    producer: AIOKafkaProducer, records: Sequence[Any], work: Callable[[bytes], bytes]
) -> Iterator[Any]:
    batch = producer.create_batch()
    for record in records:
        value = work(record.value)
        if batch.append(key=record.key, value=value, timestamp=None) is None:
            yield batch
            batch = producer.create_batch()
            batch.append(key=record.key, value=value, timestamp=None)
    yield batch
