"""Events to those who listen: each to everybody, none twice, none lost."""

import json
from dataclasses import replace

from streams.adapters import avro
from streams.adapters.tap import Message
from streams.domain.thresholds import Thresholds
from streams.domain.topics import ALERT_BREAKING, INCIDENT_UPDATED
from streams.services.console.hub import FRESH_S, KEPT, WAITING, Hub, News, heard_of
from streams.services.console.live import news_of
from tests.samples import ALERT, AT, INCIDENT


def hub_at(**positions):
    made = Hub(200)
    made.begin(positions)
    return made


def news(place, *offsets):
    return [News(place, offset, "alert", b"%d" % offset) for offset in offsets]


def told(frames):
    """Return the data of alerts, and the names of what else is there."""
    found = []
    for frame in frames:
        lines = dict(line.split(": ", 1) for line in frame.decode().strip().split("\n"))
        found.append(int(lines["data"]) if lines["event"] == "alert" else lines["event"])
    return found


def waiting(listener):
    return [listener.queue.get_nowait() for _ in range(listener.queue.qsize())]


def test_everybody_hears_every_event():
    hub = hub_at(a0=0)
    listeners = [hub.join(None, 0.0)[0] for _ in range(100)]
    hub.take(news("a0", *range(50)), 1.0)
    assert all(told(waiting(one)) == list(range(50)) for one in listeners)


def test_too_many_are_refused():
    hub = Hub(1)
    assert hub.join(None, 0.0) is not None
    assert hub.join(None, 0.0) is None


def test_who_comes_back_hears_what_was_missed_once():
    hub = hub_at(a0=5, a1=0)
    hub.take(news("a0", 5, 6) + news("a1", 0), 1.0)
    mark = hub.mark()
    hub.take(news("a1", 1) + news("a0", 7), 2.0)
    assert told(hub.join(mark, 500.0)[1]) == ["state", 1, 7]
    assert told(hub.join(hub.mark(), 500.0)[1]) == ["state"]


def test_id_holds_at_another_console_that_began_elsewhere():
    first, second = hub_at(a0=0), hub_at(a0=2)
    first.take(news("a0", 0, 1, 2), 1.0)
    second.take(news("a0", 2, 3), 1.0)
    assert told(second.join(first.mark(), 500.0)[1]) == ["state", 3]


def test_who_was_away_too_long_is_told_to_look_again_and_all_that_is_kept():
    hub = hub_at(a0=0)
    mark = hub.mark()
    hub.take(news("a0", *range(KEPT + 1)), 1.0)
    frames = told(hub.join(mark, 500.0)[1])
    assert frames[:3] == ["state", "reset", 1]
    assert len(frames) == KEPT + 2


def test_id_of_another_broker_or_of_nobody_is_no_id():
    hub = hub_at(a0=0)
    hub.take(news("a0", 0), 1.0)
    for mark in ("a0:99", "x", "a0:-1", "a0:1;drop", "a0:" + "9" * 40):
        assert told(hub.join(mark, 500.0)[1]) == ["state", "reset", 0]
    assert heard_of("a0:1,i12:34") == {"a0": 1, "i12": 34}


def test_who_is_new_hears_what_the_database_may_not_have_yet():
    hub = hub_at(a0=0)
    hub.take(news("a0", 0), 0.0)
    hub.take(news("a0", 1), FRESH_S)
    assert told(hub.join(None, FRESH_S + 1)[1]) == ["state", "hello", 1]


def test_what_is_read_again_is_not_told_again():
    hub = hub_at(a0=0)
    listener, _ = hub.join(None, 0.0)
    hub.take(news("a0", 0, 1), 1.0)
    hub.begin({"a0": 0})
    hub.take(news("a0", 0, 1, 2), 1.0)
    assert told(waiting(listener)) == [0, 1, 2]


def test_who_does_not_keep_up_is_sent_away_to_come_back():
    hub = hub_at(a0=0)
    slow, _ = hub.join(None, 0.0)
    hub.take(news("a0", *range(WAITING + 1)), 1.0)
    assert waiting(slow) == [None]
    assert hub.listeners == 0


def test_silence_of_the_bus_is_told():
    hub = hub_at(a0=0)
    listener, first = hub.join(None, 0.0)
    hub.change(is_away=True)
    hub.change(is_away=True)
    hub.change(is_away=False)
    assert b"here" in first[0]
    assert [b"away" in frame for frame in waiting(listener)] == [True, False]


def message(topic, record, offset=3, value=None):
    value = avro.encode(topic, record) if value is None else value
    headers = (("rasid_alerted_at", b"1477000000123"),)
    return Message(topic.name, 1, offset, AT, b"k", value, headers)


def test_records_become_lines_as_lists_have_them():
    bad = message(ALERT_BREAKING, ALERT, 1, b"garbage")
    alert = message(ALERT_BREAKING, ALERT, 2)
    incident = message(INCIDENT_UPDATED, replace(INCIDENT, revision=7))
    found = list(news_of([bad, alert, incident], Thresholds()))
    assert [(one.place, one.offset, one.kind) for one in found] == [
        ("a1", 2, "alert"),
        ("i1", 3, "incident"),
    ]
    first, second = (json.loads(one.data) for one in found)
    assert (first["headline"], first["alerted_at"]) == (ALERT.headline.en, AT + 123)
    assert (second["revision"], second["killed"], second["attack_types"]) == (
        7,
        6,
        ["armed_assault"],
    )
