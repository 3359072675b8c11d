"""What the services count."""

from prometheus_client import CollectorRegistry, Counter, Gauge


class ServiceMetrics:
    """Counters of storage and alerting in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        registry = self.registry
        self.stored = Counter(
            "rasid_stored_total", "Rows written, by table", ("table",), registry=registry
        )
        self.deliveries = Counter(
            "rasid_deliveries_total",
            "Attempts to deliver an alert, by how they ended",
            ("sink", "outcome"),
            registry=registry,
        )
        self.pending = Gauge(
            "rasid_deliveries_pending",
            "Alerts that wait for their delivery",
            ("sink",),
            registry=registry,
        )
        self.dead = Counter(
            "rasid_dead_letters_total",
            "Dead letters by reason",
            ("stage", "reason"),
            registry=registry,
        )
