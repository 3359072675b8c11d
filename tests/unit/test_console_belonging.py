"""Merging and splitting by hand: from the console to fusion, into the database and back."""

import json
from dataclasses import replace

import pytest

from streams.adapters.database import file_url
from streams.domain.flow import Emit, Incoming
from streams.domain.topics import ATTACK_REPORTED, INCIDENT_FEEDBACK
from streams.stages import fuse
from tests.console import EDITOR, READER, Desk
from tests.databases import BOTH, postgres_url
from tests.factories import DIBIS, MORNING, WORLD, attack
from tests.samples import INCIDENT

V1 = "/api/v1"
HERE = attack("a1")
THERE = tuple(attack(f"d{n}", place=DIBIS, fetched_at=MORNING + n) for n in (1, 2))


class Flow:
    """Fusion and storage behind a console."""

    def __init__(self, desk):
        self.desk = desk
        self.state = {}

    def take(self, topic, *records):
        """Fuse records, store them and what comes of them; return the incidents by place."""
        batch = [Incoming(topic, record) for record in records]
        found = [one.value for one in fuse.run(batch, self.state, WORLD) if isinstance(one, Emit)]
        self.desk.keep(*records, *found)
        return {one.place.name: one.incident_id for one in found}

    def decide(self, name, token=EDITOR, **said):
        """Ask the console, and let fusion have what it sent."""
        sent = len(self.desk.decided)
        answer = self.desk.ask(
            f"{V1}/incidents/{name}/feedback",
            "POST",
            token,
            json.dumps(said).encode(),
            content_type="application/json",
        )
        self.take(INCIDENT_FEEDBACK, *self.desk.decided[sent:])
        return answer

    def page(self, name):
        return self.desk.ask(f"{V1}/incidents/{name}").json

    def attacks(self, name):
        return [one["attack_id"] for one in self.page(name)["incident"]["reports"]]


@pytest.fixture(params=BOTH)
def flow(request, tmp_path):
    here = file_url(tmp_path / "rasid.db")
    desk = Desk(here if request.param == "sqlite" else postgres_url())
    yield Flow(desk)
    desk.close()


@pytest.fixture
def two(flow):
    """Return the ids of an incident with one report and of another with two."""
    told = flow.take(ATTACK_REPORTED, HERE, *THERE)
    return told["Kirkuk"], told["Dibis"]


def test_merger_has_who_and_when_and_leads_from_one_to_the_other(flow, two):
    here, there = two
    answer = flow.decide(here, action="merge", other_incident_id=there, reason="one raid")
    assert answer.status == 202
    assert len(flow.attacks(here)) == 3
    gone = flow.page(there)
    assert (gone["incident"]["status"], gone["stands_for"]) == ("merged", here)
    for name in two:
        [made] = flow.page(name)["decisions"]
        assert (made["action"], made["by"], made["reason"]) == ("merge", "edgar", "one raid")
        assert made["at"] > MORNING


def test_merger_is_taken_back_by_what_the_page_offers(flow, two):
    here, there = two
    flow.decide(here, action="merge", other_incident_id=there)
    back = flow.page(here)["undoing"]
    assert sorted(back["attack_ids"]) == sorted(one.attack_id for one in THERE)
    answer = flow.decide(here, action=back["action"], attack_ids=back["attack_ids"])
    assert answer.status == 202
    assert flow.attacks(here) == [HERE.attack_id]


def test_split_is_taken_back_by_what_the_page_offers(flow, two):
    _, there = two
    flow.decide(there, action="split", attack_ids=[THERE[1].attack_id])
    assert flow.attacks(there) == [THERE[0].attack_id]
    back = flow.page(there)["undoing"]
    assert back["action"] == "merge"
    assert flow.attacks(back["other_incident_id"]) == [THERE[1].attack_id]
    flow.decide(there, action="merge", other_incident_id=back["other_incident_id"])
    assert len(flow.attacks(there)) == 2


def test_nothing_is_offered_to_take_back_where_nothing_was_done(flow, two):
    here, _ = two
    flow.decide(here, action="confirm")
    assert flow.page(here)["undoing"] is None


def test_decision_that_does_not_name_what_it_is_about_is_refused(flow, two):
    here, there = two
    wrong = [
        flow.decide(here, action="merge"),
        flow.decide(here, action="confirm", other_incident_id=there),
        flow.decide(here, action="split"),
        flow.decide(here, action="split", attack_ids=[]),
        flow.decide(here, action="mute", attack_ids=["x"]),
        flow.decide(here, action="merge", other_incident_id="a\x00b"),
        flow.decide(here, action="merge", other_incident_id="nobody"),
        flow.decide(here, token=READER, action="merge", other_incident_id=there),
    ]
    assert [one.status for one in wrong] == [400, 400, 400, 400, 400, 404, 404, 403]
    assert flow.desk.decided == []


def test_decision_on_what_is_no_longer_so_is_refused(flow, two):
    here, there = two
    flow.desk.keep(replace(INCIDENT, incident_id="abroad", country="SY"))
    names = [one.attack_id for one in THERE]
    wrong = [
        flow.decide(here, action="merge", other_incident_id=here),
        flow.decide(here, action="merge", other_incident_id="abroad"),
        flow.decide(here, action="split", attack_ids=[names[0]]),
        flow.decide(there, action="split", attack_ids=names),
    ]
    assert [one.status for one in wrong] == [409] * 4
    flow.decide(here, action="merge", other_incident_id=there)
    late = [
        flow.decide(here, action="merge", other_incident_id=there),
        flow.decide(there, action="split", attack_ids=names[:1]),
    ]
    assert [one.status for one in late] == [409] * 2
    assert here in late[0].json["detail"]
    assert len(flow.desk.decided) == 1
