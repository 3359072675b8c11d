"""The alerting service on Apache Kafka: a sink that is away, and twenty kills. Long forms.

What they hold is in docs/reliability.md; the short forms are in tests/unit/test_alert_drills.py.
"""

import random
import threading
from dataclasses import replace

import pytest

from streams.domain.topics import ALERT_BREAKING
from tests.chaos.hook import receiver
from tests.functional import services
from tests.functional.services import Service, publish, rows
from tests.samples import ALERT, sent

pytestmark = pytest.mark.slow

ALERTS, KILLS, PORTION = 500, 20, 25
DOWN_S, DOWN_ALERTS = 300, 200
INCIDENTS = 60


def alerts(count, seed):
    chance = random.Random(seed)  # noqa: S311 - a seeded course of events
    return [
        replace(ALERT, alert_id=f"a{n:04}", incident_id=f"inc-{chance.randrange(INCIDENTS)}")
        for n in range(count)
    ]


def by_incident(alert_ids, told):
    of = {alert.alert_id: alert.incident_id for alert in told}
    found = {}
    for alert_id in alert_ids:
        found.setdefault(of[alert_id], []).append(alert_id)
    return found


def messages(told):
    """Return the alerts as they lie on their topic, those of an incident in one partition."""
    found = [(alert, sent(ALERT_BREAKING, alert)) for alert in told]
    return [message._replace(key=alert.incident_id.encode()) for alert, message in found]


def is_done(folder, sink, count):
    found = rows(folder / "alerting.db", "deliveries", "seq", "sink", "state")
    return sum((to, state) == (sink, "delivered") for _, to, state in found) == count


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    monkeypatch.setattr(services, "PATIENCE_S", DOWN_S + 900.0)


def test_alerting_killed_20_times_delivers_500_alerts_and_repeats_only_what_was_in_flight(
    bus, tmp_path
):
    chance, told = random.Random(1), alerts(ALERTS, 1)  # noqa: S311
    points = {chance.randrange(1, PORTION) + PORTION * n for n in range(KILLS)}
    attempts, effects, killed, running = [], {}, threading.Event(), []
    lock = threading.Lock()

    def answer(alert_id):
        with lock:
            attempts.append(alert_id)
            if len(attempts) in points:
                running[-1].kill()
                killed.set()
            effects.setdefault(alert_id, None)
        return 200

    run = tmp_path / "run"
    publish(bus, *messages(told))
    with receiver(answer, tmp_path) as hook:
        kills = 0
        while not is_done(run, "webhook", ALERTS):
            killed.clear()
            with Service("alerting", bus, run, **hook) as service:
                running.append(service)
                services.until(
                    lambda: killed.is_set() or is_done(run, "webhook", ALERTS), "a kill or the end"
                )
                kills += killed.is_set()
        with Service("alerting", bus, run, **hook):
            services.until(lambda: is_done(run, "console", ALERTS), "all on the console")

    assert kills == KILLS
    assert by_incident(effects, told) == by_incident([a.alert_id for a in told], told)
    assert len(attempts) - len(set(attempts)) <= KILLS


def test_sink_down_five_minutes_then_failing_one_in_three_gets_every_alert_in_order(bus, tmp_path):
    chance, told = random.Random(2), alerts(DOWN_ALERTS, 2)  # noqa: S311
    effects, lock, is_up = {}, threading.Lock(), threading.Event()
    failures = [0, 0]

    def answer(alert_id):
        with lock:
            if not is_up.is_set():
                failures[0] += 1
                return 503
            if chance.random() < 1 / 3:
                failures[1] += 1
                return 503
            effects.setdefault(alert_id, None)
            return 200

    run = tmp_path / "run"
    with receiver(answer, tmp_path) as hook, Service("alerting", bus, run, **hook) as service:
        publish(bus, *messages(told))
        services.until(lambda: is_done(run, "console", DOWN_ALERTS), "the console is not held up")
        threading.Timer(DOWN_S, is_up.set).start()
        services.until(lambda: is_done(run, "webhook", DOWN_ALERTS), "all delivered")
        assert service.stop()[1] == 0

    assert by_incident(effects, told) == by_incident([a.alert_id for a in told], told)
    assert failures[0] > 0
    assert failures[1] > 0
