"""A replay over a bus: topics, a worker of our own, and what the topics hold when all is still."""

import uuid
from collections.abc import Sequence
from pathlib import Path

from streams.adapters import topics_admin
from streams.adapters.avro import decode
from streams.adapters.headers import REASON, STAGE
from streams.adapters.knock import knock
from streams.adapters.publisher import Publisher
from streams.adapters.tap import Message, Tap
from streams.cli import inputs
from streams.cli.crew import Crew
from streams.cli.drain import EVERYTHING, Drain
from streams.cli.output import progress
from streams.cli.results import Results, dead_record
from streams.domain.errors import SettingsError
from streams.domain.flow import Topic
from streams.domain.records import Article, Tick
from streams.domain.topics import ARTICLE_RAW, CLOCK, TOPICS
from streams.driver import LAST_TICK_AFTER_MS
from streams.topology import TOPOLOGY

CONNECT_S = 10.0
ACKNOWLEDGE_S = 30.0
"""How long the broker may acknowledge nothing."""
COMMIT_MS = 100
"""Often, because the end of a replay is seen in what is committed."""


def over_bus(
    articles: Sequence[Article],
    brokers: str,
    folder: Path,
    results: Results,
    *,
    partitions: int,
    batch: int,
) -> None:
    """Send `articles` through a worker of our own and keep what it says in `results`.

    Raises SettingsError when the broker is not empty: what is on it would be taken for ours.
    """
    _prepare(brokers, partitions)
    settings = {
        "RASID_BROKERS": brokers,
        "RASID_PARTITIONS": str(partitions),
        "RASID_BATCH_RECORDS": str(batch),
        "RASID_GROUP": f"replay-{uuid.uuid4().hex[:8]}",
        "RASID_STAGES": ",".join(stage.name for stage in TOPOLOGY),
        "RASID_TICK_SECONDS": "0",
        "RASID_METRICS_PORT": "0",
        "RASID_COMMIT_INTERVAL_MS": str(COMMIT_MS),
        "RASID_RUN_DIR": str(folder),
    }
    intake = Intake(results)
    with Crew(folder) as crew, Tap(brokers, EVERYTHING) as tap:
        crew.start("worker", "worker", settings=settings)
        _publish(brokers, articles)
        drain = Drain(tap, intake.take, crew.check)
        group = crew.await_note("worker").group
        with progress(f"replaying {len(articles)} articles"):
            drain.run(group)
            _last_ticks(brokers, articles, partitions)
            drain.run(group)


class Intake:
    """Turns messages into results; a dead letter that is delivered twice counts once."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._topics = {topic.name: topic for topic in TOPICS}
        self._dead = {topic.dead: topic for topic in TOPICS}
        self._buried: set[tuple[bytes, ...]] = set()

    def take(self, message: Message) -> None:
        """Keep what `message` says."""
        if message.topic in self._topics:
            topic = self._topics[message.topic]
            self._results.add(topic, decode(topic, message.value))
        elif message.topic in self._dead:
            self._bury(self._dead[message.topic], message)

    def _bury(self, topic: Topic, message: Message) -> None:
        where = tuple(
            message.headers[name]
            for name in ("kafka_dlt-original-partition", "kafka_dlt-original-offset", STAGE)
        )
        if where in self._buried:
            return
        self._buried.add(where)
        stage, reason = message.headers[STAGE].decode(), message.headers[REASON].decode()
        detail = message.headers["kafka_dlt-exception-message"].decode()
        record = decode(topic, message.value)
        self._results.dead.append(dead_record(topic, stage, reason, detail, record))


def _prepare(brokers: str, partitions: int) -> None:
    """Create what is missing. Raises SettingsError when a topic has records or another width."""
    knock(brokers, CONNECT_S, inputs.told)
    wanted = topics_admin.plans(TOPICS, TOPOLOGY, partitions)
    topics_admin.create(brokers, wanted, 1)
    widths = topics_admin.describe(brokers, [plan.name for plan in wanted])
    for plan in wanted:
        if widths[plan.name] != plan.partitions:
            raise SettingsError(
                f"--partitions must be {widths[plan.name]}, as {plan.name} has on {brokers}, "
                f"got {partitions}"
            )
    with Tap(brokers, [plan.name for plan in wanted]) as tap:
        for plan in wanted:
            if tap.has_more([plan.name]):
                raise SettingsError(
                    f"--bus must be a broker without records of ours; {plan.name} on {brokers} "
                    "has some"
                )


def _publish(brokers: str, articles: Sequence[Article]) -> None:
    with Publisher(brokers, ACKNOWLEDGE_S) as publisher, progress("sent", len(articles)) as advance:
        for article in articles:
            publisher.send(ARTICLE_RAW, article)
            advance(1)
        publisher.flush()


def _last_ticks(brokers: str, articles: Sequence[Article], partitions: int) -> None:
    """Say to every partition that 25 h have passed, so that quiet incidents close."""
    if not articles:
        return
    tick = Tick(max(article.fetched_at for article in articles) + LAST_TICK_AFTER_MS)
    with Publisher(brokers, ACKNOWLEDGE_S) as publisher:
        for partition in range(partitions):
            publisher.send(CLOCK, tick, partition)
        publisher.flush()
