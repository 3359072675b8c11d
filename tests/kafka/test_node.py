"""A reader in another language, with the libraries of its own world, sees what Python sees."""

import json
import random
from dataclasses import replace

import pytest
from kafka import KafkaProducer

from streams.adapters.examples import examples_of
from streams.adapters.publisher import Publisher
from streams.adapters.synthetic import synthetic
from streams.client import ALERTS, Options, Reader
from streams.domain.plain import to_json
from streams.domain.records import Claim, Count, FusedToll, Perpetrator, Place, Reason, Tolls
from tests.kafka.node import in_node, installed

COUNT = 10_000
LARGEST = 2**53 - 2
"""What avsc takes for a number without loss."""
NAMES = ("", "كركوك", "Kirkûk", "Киркук", "東京", "🙂 نص", "a\u200cb", '"\\\n\t', "x" * 300)


@pytest.fixture(scope="module")
def consumer(tmp_path_factory):
    """Return the folder of the example with its packages, as its lock file has them."""
    return installed(tmp_path_factory.mktemp("node"))


def varied(number):
    """Return an alert with other values in each field that may be absent, empty or large."""
    chance = random.Random(number)  # noqa: S311 - to vary, not to hide
    base = synthetic(ALERTS.topic, chance.choice(EXAMPLES), f"n{number}-", 1_800_000_000_000)

    def some(value):
        return chance.choice((None, value))

    def toll():
        low = chance.randrange(300)
        rule = chance.choice(("only", "latest", "majority", "lowest", "unknown"))
        return some(FusedToll(low, low + 1, LARGEST, rule, chance.choice(NAMES), some("a"), True))

    return replace(
        base,
        level=chance.choice(("low", "medium", "high", "critical", "unknown")),
        at=chance.choice((0, -1, LARGEST, 1_800_000_000_000 + number)),
        headline=replace(base.headline, en=chance.choice(NAMES), other=some(chance.choice(NAMES))),
        reasons=tuple(Reason(n, n[::-1]) for n in chance.sample(NAMES, chance.randrange(4))),
        tolls=Tolls(toll(), toll(), toll(), toll()),
        place=Place(
            chance.choice(NAMES),
            chance.choice(("city", "country", "unknown")),
            lat=some(chance.uniform(-90, 90)),
            lon=some(0.1 + 0.2),
            geonames_id=some(chance.randrange(2**40)),
        ),
        perpetrators=(Perpetrator(some("n"), None, "claimed", some(Count(0, 1, None))),),
        claims=tuple(Claim(n, "denial", some(n)) for n in chance.sample(NAMES, 2)),
        supersedes=some("alr-0"),
        changed=tuple(chance.sample(NAMES, 3)),
        synthetic=chance.random() < 0.5,
    )


EXAMPLES = examples_of(ALERTS.topic)


def test_node_reads_ten_thousand_alerts_and_every_field_is_what_python_reads(consumer, bus):
    alerts = [varied(number) for number in range(COUNT)]
    with Publisher(bus, 30) as publisher:
        for alert in alerts:
            publisher.send(ALERTS.topic, alert)
        publisher.flush()
    lines, complaints = in_node(consumer, bus, COUNT)
    with Reader(ALERTS, bus, "desk", Options(idle_s=10)) as reader:
        read = {}
        for message in reader:
            read[message.id] = json.loads(to_json(message.record))
            if len(read) == COUNT:
                break
        reader.commit()
    there = {line["alert_id"]: line for line in lines}
    assert complaints == []
    assert len(lines) == len(there) == COUNT
    assert there == read
    assert read == {alert.alert_id: json.loads(to_json(alert)) for alert in alerts}


def test_node_passes_over_what_is_no_alert_and_prints_an_alert_once(consumer, bus):
    twice = varied(1)
    producer = KafkaProducer(bootstrap_servers=bus)
    producer.send(ALERTS.topic.name, b"\xffnoise", partition=0)
    producer.send(ALERTS.topic.name, b"\xc3\x01unknown!body", partition=0)
    producer.close()
    with Publisher(bus, 30) as publisher:
        for alert in (twice, twice, varied(2)):
            publisher.send(ALERTS.topic, alert, partition=0)
        publisher.flush()
    lines, complaints = in_node(consumer, bus, 2, GROUP="once")
    assert [line["alert_id"] for line in lines] == [twice.alert_id, varied(2).alert_id]
    assert complaints == [
        "news.alert.breaking.v1/0/0: no framing that is known",
        "news.alert.breaking.v1/0/1: no schema 756e6b6e6f776e21",
    ]


def test_client_goes_on_from_where_its_group_committed(bus):
    with Publisher(bus, 30) as publisher:
        for number in range(10):
            publisher.send(ALERTS.topic, varied(number), partition=0)
        publisher.flush()

    def some(count):
        with Reader(ALERTS, bus, "going-on", Options(idle_s=10)) as reader:
            found = []
            for message in reader:
                found.append(message.offset)
                if len(found) == count:
                    break
                reader.commit()
            return found

    assert some(4) == [0, 1, 2, 3]  # the last of them is not committed
    assert some(7) == [3, 4, 5, 6, 7, 8, 9]
