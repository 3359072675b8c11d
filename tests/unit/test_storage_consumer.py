"""The loop of the services: effects first, then dead letters, then the offsets."""

import pytest

from streams.domain.errors import Unavailable
from streams.domain.topics import ALERT_BREAKING, ATTACK_REPORTED, INCIDENT_UPDATED
from streams.services.consumer import FAULTS_IN_A_ROW, Consumer
from streams.services.patience import LONGEST_PAUSE_S, Patience, Stopped, pauses
from tests.fake_bus import FakeBus, FakeStop
from tests.samples import ALERT, ATTACK, origin, sent

TOPICS = {t.name: t for t in (ALERT_BREAKING, ATTACK_REPORTED, INCIDENT_UPDATED)}


def consumer(bus, handle, stop=None, patience_s=60.0, buried=None):
    stop = stop or FakeStop()
    patience = Patience(stop, patience_s, now_s=stop.now_s)
    options = {"buried": buried} if buried else {}
    return Consumer("storage", "rasid-storage", bus, TOPICS, handle, patience, **options)


def test_batch_is_committed_after_it_was_handled():
    bus = FakeBus([sent(ALERT_BREAKING, ALERT, 7)])
    consumer(bus, lambda batch: bus.log.append(batch[0].record)).step()

    assert bus.log == ["poll", ALERT, "commit"]
    assert bus.committed == [(ALERT_BREAKING.name, 0, 7)]


def test_undecodable_message_becomes_a_dead_letter_and_its_neighbours_pass():
    bad = origin(ALERT_BREAKING.name, 1, b"\xc3\x01junk", (("traceparent", b"00-1"),))
    bus = FakeBus([sent(ALERT_BREAKING, ALERT, 0), bad, sent(ALERT_BREAKING, ALERT, 2)])
    handled, buried = [], []
    consumer(bus, handled.extend, buried=buried.append).step()

    [(topic, message, headers)] = bus.sent
    headers = dict(headers)
    assert [it.origin.offset for it in handled] == [0, 2]
    assert (topic, message.value, message.key) == (ALERT_BREAKING.dead, bad.value, b"key")
    assert headers["kafka_dlt-original-topic"] == ALERT_BREAKING.name.encode()
    assert headers["kafka_dlt-original-offset"] == (1).to_bytes(8, "big")
    assert headers["kafka_dlt-original-consumer-group"] == b"rasid-storage"
    assert (headers["rasid_reason"], headers["rasid_stage"]) == (b"truncated", b"storage")
    assert headers["traceparent"] == b"00-1"
    assert [letter.bad.reason for letter in buried] == ["truncated"]
    assert len(bus.committed) == 3


def test_record_that_cannot_be_handled_is_set_aside_alone():
    def handle(batch):
        if any(it.origin.offset == 1 for it in batch):
            raise ValueError("a fault of the record")
        handled.extend(it.origin.offset for it in batch)

    handled = []
    bus = FakeBus([sent(ALERT_BREAKING, ALERT, n) for n in range(3)])
    consumer(bus, handle).step()

    assert handled == [0, 2]
    assert dict(bus.sent[0][2])["rasid_reason"] == b"stage_error"


def test_fault_of_every_record_ends_the_service_with_nothing_committed():
    def handle(batch):
        raise ValueError("a fault of ours")

    bus = FakeBus([sent(ALERT_BREAKING, ALERT, n) for n in range(FAULTS_IN_A_ROW)])

    with pytest.raises(ValueError, match="of ours"):
        consumer(bus, handle).step()
    assert (bus.sent, bus.committed) == ([], [])


def test_tombstone_of_a_compacted_topic_is_passed_over():
    bus = FakeBus([origin(INCIDENT_UPDATED.name, 0, None), origin(ATTACK_REPORTED.name, 0, None)])
    handled = []
    consumer(bus, handled.extend).step()

    assert handled == []
    assert [topic for topic, _, _ in bus.sent] == [ATTACK_REPORTED.dead]


def test_dead_letters_are_read_as_they_lie():
    bus = FakeBus([origin(ATTACK_REPORTED.dead, 0, b"junk")])
    handled = []
    consumer(bus, handled.extend).step()

    assert [(it.origin.value, it.record) for it in handled] == [(b"junk", None)]
    assert bus.sent == []


@pytest.mark.parametrize("call", ["poll", "send", "commit"])
def test_broker_that_comes_back_costs_nothing(call):
    bus = FakeBus(
        [sent(ATTACK_REPORTED, ATTACK), origin(ATTACK_REPORTED.name, 1, b"?")], down={call: 3}
    )
    handled = []
    stop = FakeStop()
    consumer(bus, handled.extend, stop).step()

    assert len(handled) == len(bus.sent) == 1
    assert len(bus.committed) == 2
    assert len(stop.waits) == 3


def test_patience_ends_with_nothing_committed():
    bus = FakeBus([sent(ATTACK_REPORTED, ATTACK)])
    stop = FakeStop()

    def handle(batch):
        raise Unavailable("database is locked")

    with pytest.raises(Unavailable, match="database is locked"):
        consumer(bus, handle, stop, patience_s=20).step()
    assert bus.committed == []
    assert 20 <= sum(stop.waits) <= 20 + LONGEST_PAUSE_S


def test_stop_while_waiting_leaves_the_batch_uncommitted():
    bus = FakeBus([sent(ATTACK_REPORTED, ATTACK)], down={"commit": 100})

    with pytest.raises(Stopped):
        consumer(bus, lambda _: None, FakeStop(after=2)).step()
    assert bus.committed == []


def test_run_ends_when_told_to_stop():
    stop = FakeStop()
    bus = FakeBus([sent(ATTACK_REPORTED, ATTACK)])
    consumer(bus, lambda _: stop.set(), stop).run()

    assert len(bus.committed) == 1


def test_pauses_double_to_a_limit_and_are_cut_by_jitter():
    full, half = pauses(lambda: 1.0), pauses(lambda: 0.0)

    assert [round(next(full), 2) for _ in range(8)] == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert [round(next(half), 2) for _ in range(2)] == [0.05, 0.1]
