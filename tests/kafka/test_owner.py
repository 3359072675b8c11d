"""The order on the signed topic alone decides, on Apache Kafka, whatever is done elsewhere.

Eight raw partitions and three workers, of which the owner of duplicates is killed, make an order.
That order is then told to others: one worker and one partition, three and three with the owner
killed and everything told twice, three and eight with all of them restarted.
"""

import random
import time
from collections import defaultdict
from contextlib import contextmanager

import pytest
from kafka import KafkaProducer

from streams.adapters import avro
from streams.domain.flow import Incoming
from streams.domain.topics import (
    ARTICLE_DUPLICATE,
    ARTICLE_RAW,
    ARTICLE_SIGNED,
    ARTICLE_UNIQUE,
)
from streams.guard import commit, guarded
from streams.lang.loader import load_context
from tests.chaos.crew import Worker
from tests.chaos.log import Log, lag
from tests.kafka.cluster import eventually, fresh_topics
from tests.stories import DEDUP, START, article, sentences

pytestmark = pytest.mark.slow

STORIES, TOLD = 400, 3_000
RAW_PARTITIONS, WORKERS = 8, 3
SOURCES = ("one.example", "two.example", "three.example", "afp")
SETTLE_S = 120.0
WORKED_ON = 'rasid_records_total{outcome="done",stage="dedup"}'
SINKS = (ARTICLE_UNIQUE, ARTICLE_DUPLICATE)


class Crew:
    """Workers of one group on a cluster with fresh topics."""

    def __init__(self, brokers, folder, stages, partitions, workers):
        fresh_topics(brokers, partitions)
        self.brokers, self.stages = brokers, stages
        self.group = "-".join((folder.name, *stages))
        settings = {
            "RASID_STAGES": ",".join(stages),
            "RASID_GROUP": folder.name,
            "RASID_PARTITIONS": str(partitions),
            "RASID_SESSION_TIMEOUT_MS": "6000",
        }
        self.workers = [Worker(brokers, folder / f"{n}", settings) for n in range(workers)]

    def start(self):
        for worker in self.workers:
            worker.start()
        for worker in self.workers:
            worker.wait_ready()

    def stop(self):
        for worker in self.workers:
            worker.stop()

    def kill_owner(self):
        """Kill the worker that decides as soon as it has decided something; start it again."""
        found = []
        eventually(lambda: found.extend(self._owners()) or found, "nobody decides")
        found[0].kill()
        found[0].start()

    def settle(self):
        topics = [ARTICLE_SIGNED.name, *([ARTICLE_RAW.name] if "sign" in self.stages else [])]
        deadline = time.monotonic() + SETTLE_S
        while behind := lag(self.brokers, [self.group], topics):
            assert time.monotonic() < deadline, f"{behind} records are not worked on"
            time.sleep(0.3)

    def _owners(self):
        return [each for each in self.workers if each.is_ready() and each.metric(WORKED_ON)]


@contextmanager
def working(*args):
    crew = Crew(*args)
    try:
        crew.start()
        yield crew
        crew.settle()
    finally:
        crew.stop()


def told():
    """Return articles of stories in several forms by several outlets, in chance order."""
    chance = random.Random(7)  # noqa: S311 - a seed, not a secret
    bases = [sentences(seed, 12) for seed in range(STORIES)]
    found = []
    for number in range(TOLD):
        story = chance.randrange(STORIES)
        lines = list(bases[story])
        if chance.random() < 0.3:
            lines[chance.randrange(12)] = sentences(number + 10_000, 1)[0]
        if chance.random() < 0.3:
            lines.insert(0, f"قتل {chance.randint(2, 9)} أشخاص.")
        body = " ".join(lines[: chance.choice((6, 10, 12, 12))])
        name = f"{number}" if chance.random() < 0.95 else f"again-{story}"
        at = START + number * 1_000
        source = chance.choice(SOURCES)
        found.append(article(name, body, source, title=None, published_at=at, fetched_at=at))
    return found


def send(brokers, topic, messages):
    producer = KafkaProducer(bootstrap_servers=brokers, acks="all", linger_ms=5)
    for key, value in messages:
        producer.send(topic.name, value, key=key)
    producer.flush()
    producer.close()


def decisions(messages):
    """Return what was sent of each article, from pairs of topic and bytes: one thing alone.

    No two articles have the same time; some have the same id, and some of these the same text.
    """
    found = defaultdict(set)
    for topic, value in messages:
        found[avro.decode(topic, value).fetched_at].add((topic.name, value))
    assert all(len(each) == 1 for each in found.values())
    return {at: each.pop() for at, each in found.items()}


def said(brokers):
    """Return what lies on the topics behind the owner, partition after partition."""
    with Log(brokers, [topic.name for topic in SINKS]) as log:
        log.read()
        return [(topic, entry.value) for topic in SINKS for entry in log.all(topic.name)]


def order_of(brokers):
    """Return key and bytes of what lies on the signed topic, in its order."""
    with Log(brokers, [ARTICLE_SIGNED.name]) as log:
        log.read()
        assert len(log.of(ARTICLE_SIGNED.name)) == 1
        return [(entry.key, entry.value) for entry in log.all(ARTICLE_SIGNED.name)]


def in_memory(order):
    """Return what the pure stage says of an order, in batches of 173."""
    ctx, state, found = load_context(), DEDUP.empty(), []
    records = [Incoming(ARTICLE_SIGNED, avro.decode(ARTICLE_SIGNED, value)) for _, value in order]
    for at in range(0, len(records), 173):
        outcome = guarded(DEDUP, records[at : at + 173], state, ctx)
        commit(state, outcome.changes)
        found += [(each.topic, avro.encode(each.topic, each.value)) for each in outcome.results]
    return found


@pytest.fixture(scope="module")
def first(kafka, tmp_path_factory):
    """Return the order that three workers on eight partitions made, and what they said."""
    brokers, folder = kafka.bootstrap, tmp_path_factory.mktemp("first")
    messages = [(each.article_id.encode(), avro.encode(ARTICLE_RAW, each)) for each in told()]
    with working(brokers, folder, ("sign", "dedup"), RAW_PARTITIONS, WORKERS) as crew:
        send(brokers, ARTICLE_RAW, messages[: TOLD // 2])
        crew.kill_owner()
        send(brokers, ARTICLE_RAW, messages[TOLD // 2 :])
    with Log(brokers, [ARTICLE_RAW.name]) as log:
        log.read()
        assert all(log.of(ARTICLE_RAW.name))
        assert len(log.of(ARTICLE_RAW.name)) == RAW_PARTITIONS
    return order_of(brokers), decisions(said(brokers))


def test_three_workers_on_eight_partitions_decide_what_the_order_says(first):
    order, found = first
    kinds = {
        avro.decode(ARTICLE_DUPLICATE, value).kind
        if name == ARTICLE_DUPLICATE.name
        else avro.decode(ARTICLE_UNIQUE, value).dedup.kind
        for name, value in found.values()
    }
    assert len({value for _, value in order}) == TOLD
    assert len(found) == TOLD
    assert kinds == {"unique", "exact", "near", "syndicated", "revision"}
    assert found == decisions(in_memory(order))


def test_one_partition_and_one_worker_say_the_same_in_the_same_order(first, kafka, tmp_path):
    order, found = first
    with working(kafka.bootstrap, tmp_path, ("dedup",), 1, 1):
        send(kafka.bootstrap, ARTICLE_SIGNED, order)
    again = said(kafka.bootstrap)
    assert decisions(again) == found
    plain = in_memory(order)
    assert again == [each for topic in SINKS for each in plain if each[0] is topic]


def test_three_partitions_with_the_owner_killed_and_all_told_twice(first, kafka, tmp_path):
    order, found = first
    with working(kafka.bootstrap, tmp_path, ("dedup",), 3, WORKERS) as crew:
        send(kafka.bootstrap, ARTICLE_SIGNED, order)
        crew.kill_owner()
        crew.settle()
        send(kafka.bootstrap, ARTICLE_SIGNED, order)
    again = said(kafka.bootstrap)
    assert len(again) >= 2 * len(order)
    assert decisions(again) == found


def test_eight_partitions_with_all_workers_restarted(first, kafka, tmp_path):
    order, found = first
    with working(kafka.bootstrap, tmp_path, ("dedup",), 8, WORKERS) as crew:
        for begin in range(0, len(order), 1_000):
            send(kafka.bootstrap, ARTICLE_SIGNED, order[begin : begin + 1_000])
            crew.stop()
            crew.start()
    assert decisions(said(kafka.bootstrap)) == found
