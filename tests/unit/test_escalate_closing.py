"""What is told of incidents that end: closed, merged, retracted, forgotten, and told again."""

from dataclasses import replace

from streams.domain.flow import Incoming
from streams.domain.records import Tick
from streams.domain.topics import CLOCK
from streams.stages import escalate, fuse
from tests.factories import (
    HOUR,
    MORNING,
    WORLD,
    alerts,
    attack,
    fused,
    one,
    raised,
    second,
)


def story(attacks):
    return [(a.kind, a.level) for a in raised(attacks)]


def test_denial_by_the_source_retracts_and_closing_is_told_only_of_what_was_alerted():
    denial = attack("a1", modality="denied", fetched_at=MORNING + HOUR)
    assert story([one(), denial]) == [("new", "medium"), ("retraction", "medium")]
    [incident] = fused([one()])
    closed = replace(incident, revision=2, status="closed")
    assert [a.kind for a in alerts([incident, closed])] == ["new", "close"]
    assert alerts([replace(incident, status="closed")]) == []


def test_incident_reported_again_after_it_was_closed_is_an_update():
    late = second(source="afp", fetched_at=MORNING + 25 * HOUR)
    assert [kind for kind, _ in story([one(), late])] == ["new", "close", "update"]


def closed(attacks):
    """Return all revisions of the reports, the closing after 25 quiet hours among them."""
    state = {}
    opened = fused(attacks, state)
    ticked = fuse.run([Incoming(CLOCK, Tick(MORNING + 25 * HOUR))], state, WORLD)
    return opened, [emit.value for emit in ticked]


def test_incident_is_forgotten_a_week_after_its_last_report():
    state = {}
    for revisions in closed([one()]):
        alerts(revisions, state)
    kept = dict(state)
    assert list(escalate.run([Incoming(CLOCK, Tick(MORNING + 168 * HOUR))], state, WORLD)) == []
    assert state == kept
    assert list(escalate.run([Incoming(CLOCK, Tick(MORNING + 169 * HOUR))], state, WORLD)) == []
    assert state == {}


def test_closing_that_arrives_after_a_tick_far_ahead_still_tells_people():
    state = {}
    opened, closing = closed([one()])
    alerts(opened, state)
    assert list(escalate.run([Incoming(CLOCK, Tick(MORNING + 9999 * HOUR))], state, WORLD)) == []
    assert [alert.kind for alert in alerts(closing, state)] == ["close"]


def test_merged_incident_is_closed_for_those_who_were_told_of_it():
    [incident] = fused([one()])
    merged = replace(incident, revision=2, status="merged", merged_into="inc-1")
    found = alerts([incident, merged])
    assert [a.kind for a in found] == ["new", "close"]
    assert "inc-1" in found[1].reasons[0].detail
