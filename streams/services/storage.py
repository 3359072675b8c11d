"""Storage: everything worth keeping, from the topics into the database."""

import math
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
    ARTICLE_REJECTED,
    ARTICLE_TAGGED,
    ARTICLE_UNIQUE,
    ATTACK_REPORTED,
    INCIDENT_FEEDBACK,
    INCIDENT_UPDATED,
    TOPICS,
)
from streams.services.consumer import Consumer, Letter, Received
from streams.services.patience import Patience
from streams.services.process import Process, run

READS = (
    ARTICLE_UNIQUE,
    ARTICLE_TAGGED,
    ARTICLE_DUPLICATE,
    ARTICLE_REJECTED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
    INCIDENT_FEEDBACK,
    ALERT_BREAKING,
)

DAY_MS = 24 * 3_600_000
SWEEP_MS = 60_000
"""Between two looks for texts whose time is over, when the last one found none."""
PORTION = 500
"""Texts let go at once, so that no batch waits long."""


def serve(settings: Settings) -> int:
    """Store until SIGTERM or SIGINT; return the exit code: 0, 3 when something stayed away, or 1.

    Raises SettingsError.
    """
    return run(Process(settings, "storage"), _work)


@dataclass(slots=True)
class Storage:
    """Writes batches, and lets old texts go; `text_days` count from when we stored them.

    `patience` is for the database, which has answered before.
    """

    store: NewsStore
    patience: Patience
    text_days: int = 30
    metrics: ServiceMetrics = field(default_factory=ServiceMetrics)
    _rests_until: int = 0

    def handle(self, batch: Sequence[Received]) -> None:
        """Write a batch in one transaction."""
        items = [(it.origin, it.record) for it in batch]
        written = self.patience.insist(lambda: self.store.write(items, _now_ms()))
        for table, rows in written.items():
            self.metrics.stored.labels(table).inc(rows)

    def sweep(self) -> None:
        """Let a portion of old texts go; called again and again, whether anything comes or not."""
        now_ms = _now_ms()
        if 0 < self._rests_until - now_ms <= SWEEP_MS:  # a clock may be set back
            return
        before = now_ms - self.text_days * DAY_MS
        gone = self.patience.insist(lambda: self.store.forget_texts(before, PORTION))
        if gone < PORTION:
            self._rests_until = now_ms + SWEEP_MS

    def count(self, letter: Letter) -> None:
        """Count a dead letter of our own."""
        self.metrics.dead.labels("storage", letter.bad.reason).inc()


def _work(process: Process) -> None:
    settings, patience = process.settings, process.patience("consumer")
    url = settings.database or file_url(process.folder / "rasid.db")
    store = patience.insist(lambda: NewsStore(url, settings.thresholds))
    names = [topic.name for topic in READS] + [topic.dead for topic in TOPICS]
    dead = [topic.dead for topic in READS]
    try:
        with KafkaBus(settings, process.group, names, writes=dead, rewind=store.is_fresh) as bus:
            patience.insist(bus.connect)
            process.is_ready = lambda: bus.is_assigned
            lasting = process.patience("consumer", math.inf)
            storage = Storage(store, lasting, settings.text_days, process.metrics)
            topics = {topic.name: topic for topic in READS}
            consumer = Consumer("storage", process.group, bus, topics, storage.handle, patience)
            consumer.buried, consumer.between = storage.count, storage.sweep
            consumer.run()
    finally:
        store.close()


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
