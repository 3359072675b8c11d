"""Bytewax: a dataflow in Rust around librdkafka. Offsets are kept in its recovery."""

import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSink, KafkaSinkMessage, KafkaSource
from bytewax.dataflow import Dataflow
from bytewax.run import cli_main
from confluent_kafka import OFFSET_BEGINNING

from bench.bus.hop import BATCH, Hop


def run(hop: Hop) -> None:
    """Move records for ever."""
    work = hop.worked()
    brokers = [hop.brokers]
    source = KafkaSource(
        brokers, [hop.source.name], starting_offset=OFFSET_BEGINNING, batch_size=BATCH
    )
    flow = Dataflow("hop")
    records = op.input("read", flow, source)
    moved = op.map("work", records, lambda r: KafkaSinkMessage(r.key, work(r.value)))
    op.output("write", moved, KafkaSink(brokers, hop.sink.name))
    cli_main(flow)
