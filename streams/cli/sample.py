"""`rasid sample`: valid synthetic records of any topic, at a rate, for those who build on them."""

import itertools
import time
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli import inputs, signals
from streams.cli.publish import Brokers, Timeout, broker_of
from streams.cli.topics import named
from streams.domain.errors import SettingsError
from streams.domain.flow import Topic

if TYPE_CHECKING:
    from streams.adapters.publisher import Publisher

FLUSH_S = 1.0
"""How long what was sent may stay without its acknowledgement being looked for."""

TopicName = Annotated[str, typer.Option("--topic", metavar="TOPIC", help="Where to send them.")]
Rate = Annotated[float, typer.Option(metavar="N", help="Records a second: 0.01..10000.")]
Count = Annotated[
    int | None, typer.Option(metavar="N", help="How many: 1..10000000; else until interrupted.")
]
Unmarked = Annotated[
    bool,
    typer.Option("--unmarked", help="Send records that cannot say that they are synthetic, too."),
]


def sample(
    topic: TopicName,
    rate: Rate = 1.0,
    count: Count = None,
    brokers: Brokers = None,
    timeout: Timeout = 30.0,
    unmarked: Unmarked = False,
) -> None:
    """Send synthetic records: examples under names of their own, of now, marked as synthetic.

    Exits with 3 when the broker stops answering.
    """
    from streams.adapters.synthetic import has_mark

    inputs.within("--rate", rate, 0.01, 10_000)
    inputs.within("--timeout", timeout, 1, 3600)
    if count is not None:
        inputs.within("--count", count, 1, 10_000_000)
    where = named(topic)
    if not has_mark(where) and not unmarked:
        raise SettingsError(
            f"records of {where.name} cannot be marked as synthetic and are taken for real by "
            "whatever reads them; --unmarked sends them all the same"
        )
    address = broker_of(brokers)
    sent = _sent(where, address, timeout, rate, count)
    typer.echo(f"{sent} synthetic records of {where.name} acknowledged by {address}")


def _sent(topic: Topic, brokers: str, timeout_s: float, rate: float, count: int | None) -> int:
    """Send until `count` or Ctrl-C, which is the usual end; return what the broker has."""
    from streams.adapters import topics_admin
    from streams.adapters.publisher import Publisher

    with Publisher(brokers, timeout_s, inputs.told) as publisher:
        topics_admin.require_writable(brokers, topic.name)
        try:
            _send(publisher, topic, rate, count)
        except KeyboardInterrupt:
            publisher.flush()
        return publisher.acknowledged


def _send(publisher: "Publisher", topic: Topic, rate: float, count: int | None) -> None:
    from streams.adapters.examples import examples_of
    from streams.adapters.synthetic import synthetic

    examples = itertools.cycle(examples_of(topic))
    began_ms, began = time.time_ns() // 1_000_000, time.monotonic()
    flushed = began
    for number in itertools.islice(itertools.count(), count):
        signals.check()
        if (pause := began + number / rate - time.monotonic()) > 0:
            time.sleep(pause)
        name = f"sample-{began_ms:x}-{number}-"
        publisher.send(topic, synthetic(topic, next(examples), name, time.time_ns() // 1_000_000))
        if time.monotonic() - flushed > FLUSH_S:
            publisher.flush()
            flushed = time.monotonic()
    publisher.flush()
