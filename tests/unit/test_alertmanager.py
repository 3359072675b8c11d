"""What an Alertmanager gets: one alert an incident, under one severity."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from streams.adapters.alertmanager import FIRES_MS, PATH, Alertmanager
from streams.adapters.message_text import LEVELS
from streams.adapters.posting import Endpoint
from tests.messages import delivery, digest
from tests.receiver import receiver, status, url_of
from tests.samples import ALERT, AT

NOW = AT + 60_000


def sink_to(server, token=None):
    address = url_of(server).partition("/hook")[0] + PATH
    return Alertmanager(Endpoint(address, private=True), token)


def posted(one, code=200, token=None):
    """Deliver; return outcome, path, headers and what was posted."""
    with receiver(status(code)) as server:
        outcome = sink_to(server, token).deliver(one, NOW)
    [(path, headers, body)] = server.received
    return outcome, path, headers, json.loads(body)


def firing(alerts):
    return [alert for alert in alerts if millis(alert["endsAt"]) > NOW]


def millis(text):
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def test_new_incident_fires_under_its_severity():
    outcome, path, headers, (one,) = posted(delivery(ALERT, "12 km from Main depot"))

    assert (outcome.verdict, path) == ("delivered", "/api/v2/alerts")
    assert headers["Content-Type"] == "application/json"
    assert "Authorization" not in headers
    assert one["labels"] == {
        "alertname": "RasidAttack",
        "incident_id": "inc-1",
        "severity": "high",
        "country": "IQ",
    }
    assert (millis(one["startsAt"]), millis(one["endsAt"])) == (AT, NOW + FIRES_MS)
    assert one["generatorURL"] == "https://example.org/1"
    assert one["annotations"]["summary"] == ALERT.headline.en
    assert one["annotations"]["alert_id"] == "alr-1"
    assert "12 km from Main depot" in one["annotations"]["description"]
    assert "Read by machine; not confirmed by an editor." in one["annotations"]["description"]


def severities(bodies):
    """Return by post what fires and what is resolved."""
    return [
        {alert["labels"]["severity"]: millis(alert["endsAt"]) > NOW for alert in json.loads(body)}
        for _, _, body in bodies
    ]


WORSE = replace(ALERT, alert_id="alr-2", kind="escalation", level="critical")


def test_incident_never_fires_under_two_severities():
    again = replace(WORSE, alert_id="alr-3", kind="update")
    with receiver(status(200)) as server:
        sink = sink_to(server)
        for alert in (ALERT, WORSE, again, replace(again, kind="correction", level="medium")):
            sink.deliver(delivery(alert), NOW)
    assert severities(server.received) == [
        {"high": True},
        {"critical": True, "high": False},
        {"critical": True},
        {"medium": True, "critical": False},
    ]


def test_severity_before_a_restart_is_resolved_whatever_it_was():
    with receiver(status(200)) as server:
        sink_to(server).deliver(delivery(WORSE), NOW)
    assert severities(server.received) == [{level: level == "critical" for level in LEVELS}]


def test_severity_of_an_attempt_that_failed_is_not_taken_for_known():
    with receiver(status(503)) as server:
        sink = sink_to(server)
        sink.deliver(delivery(ALERT), NOW)
        server.answer = status(200)
        sink.deliver(delivery(ALERT), NOW)
        server.answer = status(503)
        sink.deliver(delivery(WORSE), NOW)
        sink.deliver(delivery(WORSE), NOW)
    again = {"critical": True, "high": False}
    assert severities(server.received) == [{"high": True}, {"high": True}, again, again]


def test_token_goes_with_it():
    assert posted(delivery(ALERT), token="t0k")[2]["Authorization"] == "Bearer t0k"  # noqa: S106


@pytest.mark.parametrize("kind", ["close", "retraction"])
def test_incident_that_is_over_is_resolved(kind):
    assert firing(posted(delivery(replace(ALERT, kind=kind)))[3]) == []


def test_only_what_never_changes_and_the_severity_are_labels():
    later = replace(ALERT, alert_id="alr-2", kind="update", corroboration="confirmed")
    (first,), (second,) = (firing(posted(delivery(alert))[3]) for alert in (ALERT, later))

    assert first["labels"] == second["labels"]
    assert second["annotations"]["corroboration"] == "confirmed"


def test_exercise_is_a_label():
    (one,) = firing(posted(delivery(replace(ALERT, synthetic=True)))[3])

    assert one["labels"]["exercise"] == "true"
    assert one["annotations"]["title"].startswith("EXERCISE, NOT REAL")


def test_of_an_incident_in_a_digest_the_last_alert_decides():
    other = replace(ALERT, alert_id="alr-3", incident_id="inc-2")
    alerts = posted(digest(ALERT, other, WORSE, notes=("3 alerts of route r",)))[3]
    found = {alert["annotations"]["alert_id"]: alert["labels"] for alert in firing(alerts)}

    assert {name: labels["severity"] for name, labels in found.items()} == {
        "alr-2": "critical",
        "alr-3": "high",
    }


def test_notice_fires_for_a_day_under_a_name_of_its_own():
    (one,) = posted(digest(notes=("afp: no article for 7 h",), route="coverage"))[3]

    assert one["labels"]["alertname"] == "RasidNotice"
    assert one["labels"]["route"] == "coverage"
    assert "afp: no article for 7 h" in one["annotations"]["description"]
    assert millis(one["endsAt"]) - NOW == 24 * 3_600_000


def test_alert_from_the_future_starts_now():
    (one,) = firing(posted(delivery(replace(ALERT, at=NOW + 5_000)))[3])

    assert millis(one["startsAt"]) == NOW


@pytest.mark.parametrize(("code", "verdict"), [(400, "failed"), (503, "retried"), (410, "gone")])
def test_answers_mean_what_they_mean_to_a_webhook(code, verdict):
    assert posted(delivery(ALERT), code)[0].verdict == verdict


def test_alert_that_cannot_be_read_any_more_fails_for_good():
    broken = replace(delivery(ALERT), alert=b'{"alert_id":"x"}')
    sink = Alertmanager(Endpoint("https://am.example" + PATH, resolve=lambda *_: []))

    assert sink.deliver(broken, NOW).verdict == "failed"
