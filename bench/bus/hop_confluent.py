"""The floor: librdkafka alone, as cheap as reading, writing and committing safely can be."""

from time import monotonic

from confluent_kafka import Consumer, Producer

from bench.bus.hop import BATCH, COMMIT_S, SESSION_S, Hop


def run(hop: Hop) -> None:
    """Move records for ever; offsets are committed once the broker has what came of them."""
    consumer = Consumer(
        {
            "bootstrap.servers": hop.brokers,
            "group.id": hop.group,
            "session.timeout.ms": SESSION_S * 1000,
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    producer = Producer({"bootstrap.servers": hop.brokers, "acks": "all"})
    consumer.subscribe([hop.source.name])
    work, sink, due, is_dirty = hop.worked(), hop.sink.name, monotonic(), False
    while True:
        for message in consumer.consume(BATCH, timeout=0.1):
            producer.produce(sink, key=message.key(), value=work(message.value()))
            is_dirty = True
        producer.poll(0)
        if is_dirty and monotonic() > due:
            producer.flush()
            consumer.commit(asynchronous=False)
            due, is_dirty = monotonic() + COMMIT_S, False
