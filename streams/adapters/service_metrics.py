"""What the services count."""

from collections.abc import Callable
from math import nan

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector

from streams.domain.errors import Unavailable


class ServiceMetrics:
    """Counters of one service in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        registry = self.registry
        ProcessCollector(registry=registry)
        self.stored = Counter(
            "rasid_stored_total", "Rows written, by table", ("table",), registry=registry
        )
        self.deliveries = Counter(
            "rasid_deliveries_total",
            "Attempts to deliver an alert, by how they ended",
            ("sink", "outcome"),
            registry=registry,
        )
        self.rulings = Counter(
            "rasid_rulings_total",
            "Alerts taken in, by what was decided for each sink",
            ("sink", "state"),
            registry=registry,
        )
        self.pending = Gauge(
            "rasid_deliveries_pending",
            "Alerts that wait for their delivery",
            ("sink",),
            registry=registry,
        )
        self.listeners = Gauge(
            "rasid_console_listeners", "Who listens to events of the console", registry=registry
        )
        self.dead = Counter(
            "rasid_dead_letters_total",
            "Dead letters by reason",
            ("stage", "reason"),
            registry=registry,
        )

        self.ingested = Counter(
            "rasid_ingested_total",
            "Articles that came, by door and by whether the bus has them",
            ("door", "outcome"),
            registry=registry,
        )

    def watch_pending(self, sink: str, count: Callable[[str], int]) -> None:
        """Let the gauge ask for its value when it is read; without an answer it is no number."""

        def value() -> float:
            try:
                return float(count(sink))
            except Unavailable:
                return nan

        self.pending.labels(sink).set_function(value)
