"""Apache Kafka for the tests that ask for it; skipped with a word where it is not fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kafka.cluster import Cluster, missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.kafka)


@pytest.fixture(autouse=True)
def _needs_kafka() -> None:
    if (why := missing()) is not None:
        pytest.skip(why)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """One broker without topics."""
    with Cluster(tmp_path / "kafka") as cluster:
        yield cluster
