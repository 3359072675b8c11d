"""Storage: everything worth keeping, from the topics into the database."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.adapters.bus import KafkaBus
from streams.adapters.database import file_url
from streams.adapters.news_store import NewsStore
from streams.adapters.service_metrics import ServiceMetrics
from streams.config import Settings
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_DUPLICATE,
    ARTICLE_TAGGED,
    ARTICLE_UNIQUE,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
    TOPICS,
)
from streams.services.consumer import Consumer, Letter, Received
from streams.services.process import Process, run

READS = (
    ARTICLE_UNIQUE,
    ARTICLE_TAGGED,
    ARTICLE_DUPLICATE,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
    ALERT_BREAKING,
)

HOUR_MS = 3_600_000
TEXT_KEPT_MS = 30 * 24 * HOUR_MS
"""Texts of articles are kept 30 days from when we stored them (responsible use)."""


def serve(settings: Settings) -> int:
    """Store until SIGTERM or SIGINT; return the exit code: 0, 3 when something stayed away, or 1.

    Raises SettingsError.
    """
    return run(Process(settings, "storage"), _work)


@dataclass(slots=True)
class Storage:
    """Writes batches, and now and then lets old texts go."""

    store: NewsStore
    metrics: ServiceMetrics = field(default_factory=ServiceMetrics)
    _swept_at: int = 0

    def handle(self, batch: Sequence[Received]) -> None:
        """Write a batch in one transaction."""
        now_ms = time.time_ns() // 1_000_000
        written = self.store.write([(it.origin, it.record) for it in batch], now_ms)
        for table, rows in written.items():
            self.metrics.stored.labels(table).inc(rows)
        if now_ms - self._swept_at >= HOUR_MS:
            self.store.forget_texts(now_ms - TEXT_KEPT_MS)
            self._swept_at = now_ms

    def count(self, letter: Letter) -> None:
        """Count a dead letter of our own."""
        self.metrics.dead.labels("storage", letter.bad.reason).inc()


def _work(process: Process) -> None:
    settings, patience = process.settings, process.patience("consumer")
    url = settings.database or file_url(process.folder / "rasid.db")
    store = patience.insist(lambda: NewsStore(url))
    names = [topic.name for topic in READS] + [topic.dead for topic in TOPICS]
    try:
        with KafkaBus(settings, process.group, names, rewind=store.is_fresh) as bus:
            patience.insist(bus.connect)
            process.is_ready = lambda: bus.is_assigned
            storage = Storage(store, process.metrics)
            topics = {topic.name: topic for topic in READS}
            Consumer(
                "storage", process.group, bus, topics, storage.handle, patience, storage.count
            ).run()
    finally:
        store.close()
