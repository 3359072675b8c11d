"""Where drills take place: a cluster of their own, a feed, workers, and the account at the end."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streams.adapters import topics_admin
from streams.config import STAGES
from streams.domain.context import Context
from streams.domain.topics import TOPICS
from streams.lang.loader import load_context
from streams.topology import TOPOLOGY
from tests.chaos.crew import Worker
from tests.chaos.feed import Publisher, Sent
from tests.chaos.log import Log, lag
from tests.chaos.verifier import WATCHED, Account, account, undisturbed
from tests.kafka.cluster import Cluster

PARTITIONS = 4
SETTLE_S = 180.0
SESSION = {"RASID_SESSION_TIMEOUT_MS": "6000"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a drill saw: whether nothing is lost or wrong, and whether its target is met in time."""

    row: str
    target: str
    seen: str
    is_clean: bool
    is_in_time: bool = True

    @property
    def holds(self) -> bool:
        """Whether the target is met."""
        return self.is_clean and self.is_in_time


@dataclass
class Field:
    """Where a drill takes place."""

    cluster: Cluster
    folder: Path
    chance: random.Random
    publisher: Publisher
    ctx: Context

    def worker(self, name: str, **settings: str) -> Worker:
        return Worker(self.cluster.bootstrap, self.folder / name, SESSION | settings)

    def verify(self, workers: list[Worker]) -> Account:
        """Wait until all is worked on, then account for everything."""
        self.publisher.settle()
        self.settle(workers)
        with self.log() as log:
            found = account(log, self.publisher.sent)
            return undisturbed(log, TOPOLOGY, self.ctx, found)

    def settle(
        self, workers: list[Worker], stages: tuple[str, ...] = STAGES, within_s: float = SETTLE_S
    ) -> float:
        """Return the seconds until nothing waits any more for workers of these stages."""
        read = [stage for stage in TOPOLOGY if stage.name in stages]
        sources = {topic.name for stage in read for topic in stage.sources}

        def mend() -> None:
            for worker in workers:
                worker.mend()

        return self.worked_off("-".join(("rasid", *stages)), sources, mend, within_s)

    def worked_off(
        self, group: str, topics: Iterable[str], meanwhile: Callable[[], None], within_s: float
    ) -> float:
        """Return the seconds until nothing in these topics waits any more for a group."""
        began = time.monotonic()
        while (behind := lag(self.cluster.bootstrap, [group], topics)) > 0:
            assert time.monotonic() - began < within_s, f"{group}: {behind} records wait"
            meanwhile()
            time.sleep(0.3)
        return time.monotonic() - began

    @contextmanager
    def log(self) -> Iterator[Log]:
        with Log(self.cluster.bootstrap, WATCHED) as log:
            log.read()
            yield log


@contextmanager
def field(
    folder: Path, seed: int, brokers: int = 1, partitions: int = PARTITIONS
) -> Iterator[Field]:
    """Enter a fresh cluster with all topics."""
    with Cluster(folder / "kafka", brokers) as cluster:
        plans = topics_admin.plans(TOPICS, TOPOLOGY, partitions)
        topics_admin.create(cluster.bootstrap, plans, brokers)
        publisher = Publisher(cluster.bootstrap)
        chance = random.Random(seed)  # noqa: S311 - the same every time
        yield Field(cluster, folder, chance, publisher, load_context())
        publisher.close()


def paced(feed: Iterable[Sent], rate: float) -> Iterator[Sent]:
    """Yield messages at `rate` a second."""
    began = time.monotonic()
    for number, message in enumerate(feed):
        ahead = began + number / rate - time.monotonic()
        if ahead > 0:
            time.sleep(ahead)
        yield message
