"""What the worker counts and times; every metric of ours is named here."""

from collections.abc import Callable, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
)

from streams.domain.records import Alert, Article, Attack, DuplicateLink, Record
from streams.lang.loader import languages_read

LATENCIES_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800)
BATCHES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)


class Metrics:
    """Counters, histograms and gauges in a registry of their own. Times are in seconds."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        registry = self.registry
        ProcessCollector(registry=registry)
        self.records = Counter(
            "rasid_records_total",
            "Records by stage and outcome",
            ("stage", "outcome"),
            registry=registry,
        )
        self.stage = Histogram(
            "rasid_stage_seconds", "Time a batch takes in a stage", ("stage",), registry=registry
        )
        self.batch = Histogram(
            "rasid_batch_records",
            "Records in a batch",
            ("stage",),
            buckets=BATCHES,
            registry=registry,
        )
        self.dead = Counter(
            "rasid_dead_letters_total",
            "Dead letters by reason",
            ("stage", "reason"),
            registry=registry,
        )
        self.to_alert = Histogram(
            "rasid_received_to_alert_seconds",
            "From the arrival of the report to its alert",
            buckets=LATENCIES_S,
            registry=registry,
        )
        self.canary = Histogram(
            "rasid_canary_seconds",
            "From the arrival of a synthetic article to its alert",
            buckets=LATENCIES_S,
            registry=registry,
        )
        self.deduplicated = Counter(
            "rasid_deduplicated_total",
            "Articles not passed on, by kind",
            ("kind",),
            registry=registry,
        )
        self.evicted = Counter(
            "rasid_evicted_total",
            "Entries given up: beyond the window, or beyond the limit while still within it",
            ("stage", "why"),
            registry=registry,
        )
        self.unread = Counter(
            "rasid_unread_total",
            "Articles in languages that are not read, by language",
            ("language",),
            registry=registry,
        )
        self.attacks = Counter(
            "rasid_attacks_total",
            "Attacks by language and type",
            ("language", "type"),
            registry=registry,
        )
        self.alerts = Counter(
            "rasid_alerts_total", "Alerts by level and kind", ("level", "kind"), registry=registry
        )
        self.heartbeat_age = Gauge(
            "rasid_loop_heartbeat_age_seconds",
            "Age of the event loop's last heartbeat",
            registry=registry,
        )
        self.recovering = Gauge(
            "rasid_recovering_partitions",
            "Partitions whose state is being read back",
            registry=registry,
        )
        self.recovery_remaining = Gauge(
            "rasid_recovery_remaining_records",
            "Records of changelogs still to be read before work begins",
            registry=registry,
        )
        self.sources_held = Gauge(
            "rasid_sources_held",
            "Sources held back because of the garbage they send",
            registry=registry,
        )
        self.lag = Gauge(
            "rasid_consumer_lag_records",
            "Records fetched or waiting that are not committed",
            ("topic", "partition"),
            registry=registry,
        )
        self.oldest = Gauge(
            "rasid_oldest_unprocessed_seconds",
            "Age of the oldest record a stage holds and has not finished",
            ("stage",),
            registry=registry,
        )
        self.rebalances = Counter(
            "rasid_rebalances_total", "Assignments received from the group", registry=registry
        )
        self.build = Info(
            "rasid_build", "Version of the product and of its readers", registry=registry
        )

    def observe_batch(self, stage: str, records: int, dead: int, seconds: float) -> None:
        """Count a finished batch."""
        self.records.labels(stage, "done").inc(records - dead)
        self.records.labels(stage, "dead").inc(dead)
        self.batch.labels(stage).observe(records)
        self.stage.labels(stage).observe(seconds)

    def observe_evicted(self, stage: str, counts: Mapping[str, int]) -> None:
        """Count what a batch made a stage forget, by why."""
        for why, count in counts.items():
            self.evicted.labels(stage, why).inc(count)

    def observe_sent(self, record: Record, latency_s: float | None) -> None:
        """Count a record that the broker has; `latency_s` since its report arrived, if known.

        What is synthetic is not news: only the way to its first alert is timed, apart from others.
        """
        if getattr(record, "synthetic", False):
            if isinstance(record, Alert) and record.kind == "new" and latency_s is not None:
                self.canary.observe(latency_s)
            return
        if isinstance(record, DuplicateLink):
            self.deduplicated.labels(record.kind).inc()
        elif isinstance(record, Article):
            if record.language and record.language.code not in languages_read():
                self.unread.labels(record.language.code).inc()
        elif isinstance(record, Attack):
            for kind in record.attack_types:
                self.attacks.labels(record.language, kind).inc()
        elif isinstance(record, Alert):
            self.alerts.labels(record.level, record.kind).inc()
            if latency_s is not None:
                self.to_alert.observe(latency_s)

    def watch(
        self,
        heartbeat_age: Callable[[], float],
        recovering: Callable[[], int],
        remaining: Callable[[], int],
        held: Callable[[], int],
    ) -> None:
        """Let the gauges ask for their values when they are read."""
        self.heartbeat_age.set_function(heartbeat_age)
        self.recovering.set_function(lambda: float(recovering()))
        self.recovery_remaining.set_function(lambda: float(remaining()))
        self.sources_held.set_function(lambda: float(held()))
