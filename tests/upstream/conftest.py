"""A broker for the small programs, and the marks of their tests."""

from pathlib import Path

import pytest

from tests.kafka.cluster import Cluster

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Mark what lies here: it says what others do, not what we do."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.upstream)


@pytest.fixture(scope="session")
def broker(tmp_path_factory):
    """Return the address of a broker."""
    with Cluster(tmp_path_factory.mktemp("kafka")) as cluster:
        yield cluster.bootstrap
