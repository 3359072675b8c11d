"""An alert about nothing, to try a sink with."""

from datetime import UTC, datetime

from streams.adapters.sinks import Delivery
from streams.domain.identity import digest
from streams.domain.plain import to_json
from streams.domain.records import Alert, EventDate, Headline, Place, Reason, Tolls


def exercise(sink: str, now_ms: int) -> Delivery:
    """Return the delivery of an alert that is marked as an exercise, of the Null Island."""
    name = digest("exercise", sink, str(now_ms))
    day = datetime.fromtimestamp(now_ms / 1000, UTC).date().isoformat()
    alert = Alert(
        alert_id=f"tst-{name}",
        incident_id=f"tst-{name}",
        incident_revision=1,
        kind="new",
        level="medium",
        corroboration="unconfirmed",
        headline=Headline("EXERCISE: a test of this sink by `rasid alerts test-sink`."),
        reasons=(Reason("exercise", "asked for by hand"),),
        trigger_article_id="exercise",
        sources=(),
        place=Place("Null Island", "city", lat=0.0, lon=0.0),
        date=EventDate(day, day, "day", "text"),
        attack_types=("unknown",),
        tolls=Tolls(),
        at=now_ms,
        reader_version="exercise",
        synthetic=True,
    )
    note = "this is a test; nothing has happened"
    return Delivery(alert.alert_id, sink, alert.incident_id, to_json(alert), 0, now_ms, (note,))
