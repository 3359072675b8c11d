"""The cluster under the tests: it keeps what it acknowledged and never outlives its owner."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic
from kafka.errors import KafkaError

from tests.kafka.cluster import PORTS, Cluster, eventually, free_ports

OWNER = """
import sys, time
from pathlib import Path
from tests.kafka.cluster import Cluster
with Cluster(Path(sys.argv[1])) as cluster:
    print(cluster.brokers[0].pid, flush=True)
    time.sleep(60)
"""
ROOT = Path(__file__).parents[2]


def sent(bootstrap, topic, *values):
    producer = KafkaProducer(bootstrap_servers=bootstrap.split(","), acks="all")
    for value in values:
        producer.send(topic, value)
    producer.flush()
    producer.close()


def found(bootstrap, topic, count):
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=bootstrap.split(","),
        auto_offset_reset="earliest",
        consumer_timeout_ms=20_000,
    )
    values = [next(consumer).value for _ in range(count)]
    consumer.close()
    return values


def created(bootstrap, topic, replication):
    admin = KafkaAdminClient(bootstrap_servers=bootstrap.split(","))
    admin.create_topics([NewTopic(topic, 1, replication)])
    admin.close()


def test_free_ports_are_distinct_and_below_those_of_connections():
    ports = free_ports(6)
    assert len(set(ports)) == 6
    assert all(port in PORTS for port in ports)


def test_broker_of_one_keeps_what_it_acknowledged_through_a_stop(tmp_path):
    with Cluster(tmp_path) as cluster:
        created(cluster.bootstrap, "kept", 1)
        sent(cluster.bootstrap, "kept", b"one", b"two")
        cluster.brokers[0].stop()
        assert not cluster.brokers[0].is_running
        cluster.start()
        assert found(cluster.bootstrap, "kept", 2) == [b"one", b"two"]


def test_two_brokers_of_three_go_on_and_the_third_comes_back(kafka3):
    created(kafka3.bootstrap, "kept", 3)
    sent(kafka3.bootstrap, "kept", b"before")
    kafka3.brokers[0].kill()
    sent(kafka3.bootstrap, "kept", b"meanwhile")
    kafka3.start()
    sent(kafka3.bootstrap, "kept", b"after")
    assert found(kafka3.bootstrap, "kept", 3) == [b"before", b"meanwhile", b"after"]


def test_three_brokers_refuse_a_record_that_only_one_would_have(kafka3):
    created(kafka3.bootstrap, "asked", 3)
    for broker in kafka3.brokers[1:]:
        broker.pause()
    producer = KafkaProducer(
        bootstrap_servers=kafka3.brokers[0].address,
        acks="all",
        delivery_timeout_ms=3_000,
        request_timeout_ms=2_000,
        max_block_ms=3_000,
    )
    with pytest.raises(KafkaError):
        producer.send("asked", b"alone").get(timeout=10)
    producer.close(timeout=0)
    for broker in kafka3.brokers[1:]:
        broker.resume()
    kafka3.start()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_broker_dies_with_its_owner(tmp_path, ending):
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with owner:
        pid = int(owner.stdout.readline())
        owner.send_signal(ending)
        owner.wait(10)
    eventually(lambda: not is_alive(pid), "the broker is still there", 5)


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
