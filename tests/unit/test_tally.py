from collections import Counter

from streams.adapters.avro import encode
from streams.adapters.tap import Message
from streams.cli.tally import Tally
from streams.domain.topics import ALERT_BREAKING, INCIDENT_UPDATED
from tests.factories import alerts, attack, fused, killed

LEVELS = "alerted incidents, by last level"


def message(topic, record):
    return Message(topic.name, 0, 0, 0, b"", encode(topic, record), ())


def tallied(attacks):
    """Return the rows of a run in which reports came in this order, and what was shown."""
    shown = []
    tally = Tally(shown.append)
    revisions = fused(attacks)
    for topic, records in ((INCIDENT_UPDATED, revisions), (ALERT_BREAKING, alerts(revisions))):
        for record in records:
            tally.take(message(topic, record))
    return dict(tally.rows()), Counter(alert.level for alert in shown)


def test_levels_are_those_incidents_end_with_whatever_order_reports_came_in():
    wire = attack("a", tolls=(killed(9),))
    paper = attack("b", source="unlisted.example", tolls=(killed(9),))
    third = attack("c", source="reuters", tolls=(killed(9),))
    rows, path = tallied([wire, paper, third])
    other_rows, other_path = tallied([paper, wire, third])
    assert path != other_path
    assert rows[LEVELS] == other_rows[LEVELS] == "1 (critical 1)"
    assert rows["alerts"] == str(path.total())


def test_incident_that_was_taken_back_has_no_level_any_more():
    told = attack("a")
    denied = attack("b", modality="denied")
    rows, _ = tallied([told, denied])
    assert rows[LEVELS] == "1 (retracted 1)"
