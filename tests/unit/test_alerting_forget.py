"""What is forgotten is in no alert that was taken in, sent, or waits to be."""

from dataclasses import replace

import pytest

from streams.adapters.alerting_forget import forget_alerts
from streams.adapters.news_forget import Request
from streams.adapters.sinks import Outcome
from streams.domain.plain import from_json
from streams.domain.records import Alert, AlertSource, FusedToll, Headline, Tolls
from tests.desk import EVENING, NIGHT, desks, other, route
from tests.outbox import rows

WITNESS = "Haidar the witness"
URL = "https://afp.example/told"
TOLD = AlertSource("afp", "told", URL)
NAMING = {
    "sources": (TOLD, AlertSource("reuters", "else", None)),
    "tolls": Tolls(
        killed=FusedToll(6, 6, 6, "only", "afp", WITNESS),
        wounded=FusedToll(2, 2, 2, "only", "reuters", "police"),
    ),
    "attributed_to": WITNESS,
    "headline": Headline(f"6 killed, according to {WITNESS}", f"6 قتلى بحسب {WITNESS}", "ar"),
    "at": EVENING,
}


@pytest.fixture
def desk(tmp_path):
    yield from desks(tmp_path / "alerting.db")


def asked(kind, value):
    return Request(kind, value, "editor", "a court's order")


def held(one):
    return b"".join(alert for (alert,) in rows(one.path, "SELECT alert FROM alerts"))


@pytest.mark.parametrize(
    ("kind", "value"), [("article", "told"), ("url", URL), ("url", "told"), ("source", "afp")]
)
def test_alert_names_nobody_for_it_and_keeps_its_facts(desk, kind, value):
    one = desk(route(level="high"))
    one.take(other("a", **NAMING), other("b"))
    before = [from_json(Alert, taken.alert) for taken in one.ledger.last(2)]
    assert forget_alerts(one.outbox, asked(kind, value), EVENING) == 1
    untouched, silenced = (from_json(Alert, taken.alert) for taken in one.ledger.last(2))
    assert untouched == before[0]
    assert silenced.tolls.killed == replace(NAMING["tolls"].killed, attributed_to=None)
    assert silenced.tolls.wounded == NAMING["tolls"].wounded
    assert silenced.headline == Headline("6 killed, according to afp", "6 قتلى بحسب afp", "ar")
    assert silenced.sources == NAMING["sources"]
    assert forget_alerts(one.outbox, asked(kind, value), EVENING) == 0


def test_words_are_in_no_file_of_the_alerting_service(desk):
    one = desk(route(level="high"))
    one.sink.outcomes = [Outcome("refused", 400, f"no: {WITNESS}")]
    one.take(other("a", **NAMING))
    forget_alerts(one.outbox, asked("article", "told"), EVENING)
    files = list(one.path.parent.glob("alerting.db*"))
    assert files
    assert [path for path in files if WITNESS.encode() in path.read_bytes()] == []


def test_digest_that_waits_loses_the_words_too(desk):
    one = desk(route(quiet=NIGHT, level="high"))
    one.take(other("a", **NAMING), other("b"))
    one.sink.outcomes = [Outcome("retried", 503)]
    one.until(EVENING + 10 * 3_600_000)
    assert b'"digest":true' in held(one)
    assert forget_alerts(one.outbox, asked("article", "told"), EVENING) == 2
    assert WITNESS.encode() not in held(one)


def test_source_is_forgotten_up_to_now(desk):
    one = desk(route(level="high"))
    one.take(other("a", **NAMING))
    assert forget_alerts(one.outbox, asked("source", "afp"), EVENING - 1) == 0
    assert WITNESS.encode() in held(one)
