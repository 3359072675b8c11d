"""Clusters that the tests of a session share, and a bus with empty topics for each test."""

from pathlib import Path

import pytest

from streams.adapters import security, topics_admin
from streams.adapters.dead_letters import REPLAYED
from streams.config import Settings
from tests.kafka.cluster import Cluster, fresh_topics, remove_topics
from tests.kafka.secured import secured

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Mark what lies here: the fast suite leaves it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.kafka)


@pytest.fixture(autouse=True)
def in_the_clear():
    """Have no test speak with Kafka as the one before it did."""
    yield
    security.use(Settings())


@pytest.fixture(scope="session")
def kafka(tmp_path_factory):
    """Return a cluster of one broker."""
    with Cluster(tmp_path_factory.mktemp("kafka")) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def kafka3(tmp_path_factory):
    """Return a cluster of three brokers."""
    with Cluster(tmp_path_factory.mktemp("kafka3"), brokers=3) as cluster:
        yield cluster


@pytest.fixture
def empty(kafka):
    """Return the address of a broker without topics."""
    remove_topics(kafka.bootstrap)
    return kafka.bootstrap


@pytest.fixture
def bus(kafka):
    """Return the address of a broker with our topics, empty, on four partitions."""
    fresh_topics(kafka.bootstrap)
    return kafka.bootstrap


@pytest.fixture(scope="session")
def safe(tmp_path_factory):
    """Return a broker that asks who comes, with our topics."""
    with secured(tmp_path_factory.mktemp("secured")) as found:
        fresh_topics(found.cluster.bootstrap)
        topics_admin.create(found.cluster.bootstrap, [topics_admin.ledger(REPLAYED)], 1)
        yield found
