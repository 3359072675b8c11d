import re
from pathlib import Path

import pytest

from streams.domain.flow import Incoming
from streams.domain.records import Feedback, Tick
from streams.domain.topics import ATTACK_REPORTED, CLOCK, INCIDENT_FEEDBACK
from streams.stages import fuse
from tests.factories import DIBIS, HOUR, MORNING, WORLD, attack

PAGE = Path(__file__).parents[2] / "docs" / "incidents.md"
QUIET = 24 * HOUR
DENIAL = {"modality": "denied"}


def drawn():
    """Return the arrows between states that the page draws."""
    return set(re.findall(r"^ +(\w+) --> (\w+):", PAGE.read_text("utf-8"), re.MULTILINE))


def decision(incident_id, action, at, **changes):
    return Feedback(
        feedback_id=f"{action}-{at}",
        incident_id=incident_id,
        country="IQ",
        action=action,
        at=at,
        by="desk",
        **changes,
    )


def sent(records, state):
    topics = {Tick: CLOCK, Feedback: INCIDENT_FEEDBACK}
    batch = [Incoming(topics.get(type(record), ATTACK_REPORTED), record) for record in records]
    return [emit.value for emit in fuse.run(batch, state, WORLD)]


class Story:
    """Reports, hours and decisions, with the arrows between states that they led to."""

    def __init__(self):
        self.state, self.arrows, self.last = {}, set(), {}

    def send(self, *records):
        for incident in sent(records, self.state):
            before = self.last.get(incident.incident_id)
            if before is not None and before != incident.status:
                self.arrows.add((before, incident.status))
            self.last[incident.incident_id] = incident.status
        return list(self.last)


def closed(story):
    return story.send(attack(), Tick(MORNING + QUIET))


def retracted(story):
    return story.send(attack(), attack("a2", fetched_at=MORNING + HOUR, **DENIAL))


def merging(story, begin, at):
    [first] = begin(story)
    story.send(attack("b", place=DIBIS, fetched_at=at))
    second = next(name for name in story.last if name != first)
    story.send(decision(second, "merge", at + HOUR, other_incident_id=first))


def opened(story):
    return story.send(attack())


STORIES = {
    ("open", "closed"): closed,
    ("closed", "open"): lambda s: (
        closed(s),
        s.send(attack("a2", fetched_at=MORNING + QUIET + HOUR)),
    ),
    ("open", "retracted"): retracted,
    ("closed", "retracted"): lambda s: (
        closed(s),
        s.send(decision(next(iter(s.last)), "reject", MORNING + QUIET + HOUR)),
    ),
    ("retracted", "open"): lambda s: (
        retracted(s),
        s.send(attack("a3", source="reuters", fetched_at=MORNING + 2 * HOUR)),
    ),
    ("open", "merged"): lambda s: merging(s, opened, MORNING + HOUR),
    ("closed", "merged"): lambda s: merging(s, closed, MORNING + QUIET + HOUR),
    ("retracted", "merged"): lambda s: merging(s, retracted, MORNING + 3 * HOUR),
}


@pytest.mark.parametrize("arrow", sorted(STORIES), ids=" to ".join)
def test_every_arrow_that_is_drawn_is_walked_and_no_other(arrow):
    story = Story()
    STORIES[arrow](story)
    assert arrow in story.arrows
    assert story.arrows <= drawn()


def test_the_page_draws_what_is_walked():
    assert drawn() == set(STORIES)
