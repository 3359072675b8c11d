"""The founding article's witness and telephone are nowhere in what the console answers."""

import pytest

from streams.adapters.database import file_url
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_RAW,
    ARTICLE_TAGGED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)
from streams.driver import TopologyDriver
from streams.topology import TOPOLOGY
from tests.console import Desk
from tests.functional.test_founding import PRIVATE, founding
from tests.reading import context

V1 = "/api/v1"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    driver = TopologyDriver(TOPOLOGY, context())
    driver.feed(ARTICLE_RAW, [founding()])
    made = Desk(file_url(tmp_path_factory.mktemp("founding") / "rasid.db"))
    for topic in (ARTICLE_TAGGED, ATTACK_REPORTED, INCIDENT_UPDATED, ALERT_BREAKING):
        made.keep(*driver.out[topic])
    yield made
    made.close()


@pytest.fixture(scope="module")
def names(desk):
    return [item["incident_id"] for item in desk.ask(f"{V1}/incidents").json["items"]]


def test_witness_and_telephone_are_nowhere(desk, names):
    paths = [f"{V1}/incidents", f"{V1}/incidents.geojson", f"{V1}/incidents.atom", f"{V1}/rejected"]
    paths += [f"{V1}/incidents/{name}{end}" for name in names for end in ("", "/revisions")]
    for path in paths:
        told = desk.ask(path).body.decode()
        assert [private for private in PRIVATE if private in told] == []


def test_facts_stand_in_their_sentences(desk, names):
    for name in names:
        [report] = desk.ask(f"{V1}/incidents/{name}").json["reports"]
        whole = [q for q in report["quotes"] if not all(p["is_marked"] for p in q["pieces"])]
        assert whole
