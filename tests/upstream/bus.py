"""The other side of the small programs: their topics, processes, and what they committed."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from streams.adapters import topics_admin
from streams.adapters.topics_admin import Plan
from tests.kafka.cluster import eventually, remove_topics

ROOT = Path(__file__).parents[2]
STILL_S = 8.0
"""Without a new record for this long, no more come: more than an agent takes to start again."""


class Bus:
    """Source and sink of one program, empty, and what it needs beside them."""

    def __init__(self, broker, name, *others, partitions=1):
        self.broker, self.name = broker, name
        remove_topics(broker)
        wanted = [f"{name}.source", f"{name}.sink", *others]
        topics_admin.create(broker, [Plan(topic, partitions, {}) for topic in wanted], 1)

    def publish(self, *values, topic=None, key=None):
        """Send values to the source; each is its own key unless one is given."""
        producer = KafkaProducer(bootstrap_servers=self.broker, acks="all")
        for value in values:
            producer.send(topic or f"{self.name}.source", value, key=key or value)
        producer.flush()
        producer.close()

    def sunk(self):
        """Return the values in the sink, in order."""
        with self._consumer() as consumer:
            return [record.value for record in _all(consumer, f"{self.name}.sink")]

    def committed(self):
        """Return how many records of the source the program's group has committed."""
        with self._consumer(self.name) as consumer:
            numbers = consumer.partitions_for_topic(f"{self.name}.source")
            at = [consumer.committed(TopicPartition(f"{self.name}.source", n)) for n in numbers]
            return sum(offset or 0 for offset in at)

    def settled(self):
        """Return the values in the sink once no more come."""
        found, since = self.sunk(), time.monotonic()
        while time.monotonic() - since < STILL_S:
            time.sleep(0.5)
            if len(latest := self.sunk()) != len(found):
                found, since = latest, time.monotonic()
        return found

    @contextmanager
    def worker(self, folder):
        """Run the program; what it says is in `folder`/log. It is killed in the end."""
        folder.mkdir(exist_ok=True)
        command = [sys.executable, "-m", f"tests.upstream.{self.name}", self.broker, str(folder)]
        environment = {"PATH": os.environ["PATH"]}
        with (folder / "log").open("ab") as log:
            child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            yield child
        finally:
            child.kill()
            child.wait()

    @contextmanager
    def _consumer(self, group=None):
        consumer = KafkaConsumer(
            bootstrap_servers=self.broker, group_id=group, enable_auto_commit=False
        )
        try:
            yield consumer
        finally:
            consumer.close()


def until(check, complaint):
    """Return once `check` is true; a worker may wait a minute for a killed one to be missed."""
    eventually(check, complaint, 150.0)


def _all(consumer, topic):
    partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic)]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    ends = consumer.end_offsets(partitions)
    found = []
    while any(consumer.position(tp) < ends[tp] for tp in partitions):
        for records in consumer.poll(timeout_ms=200).values():
            found += records
    return found
