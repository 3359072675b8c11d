from streams.adapters.headers import (
    DAY_MS,
    Origin,
    carried,
    dead_headers,
    received_ms,
    trace_id,
)
from streams.domain.flow import Reject

NOW = 1_800_000_000_000
TRACED = b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01"
ORIGIN = Origin("news.article.raw.v1", 3, 70_000, NOW - 250, b"k", b"v", ())


def test_first_hop_notes_when_the_broker_received_the_record():
    assert received_ms(carried(ORIGIN, NOW)) == NOW - 250


def test_broker_time_of_another_age_is_no_arrival():
    replayed = ORIGIN._replace(timestamp_ms=NOW - 2 * DAY_MS)
    ahead = ORIGIN._replace(timestamp_ms=NOW + 1)
    assert received_ms(carried(replayed, NOW)) == NOW
    assert received_ms(carried(ahead, NOW)) == NOW


def test_later_hops_keep_when_it_was_received():
    origin = ORIGIN._replace(headers=(("rasid_received_at", b"17"),))
    assert received_ms(carried(origin, NOW)) == 17


def test_illegible_time_is_replaced():
    origin = ORIGIN._replace(headers=(("rasid_received_at", b"soon"),))
    found = [value for name, value in carried(origin, NOW) if name == "rasid_received_at"]
    assert found == [str(NOW - 250).encode()]


def test_first_hop_begins_a_trace_that_redelivery_keeps():
    begun = trace_id(carried(ORIGIN, NOW))
    assert begun is not None
    assert begun == trace_id(carried(ORIGIN, NOW + 5_000))
    assert begun != trace_id(carried(ORIGIN._replace(offset=70_001), NOW))
    assert trace_id([("traceparent", b"not one")]) is None


def test_trace_is_carried_and_unknown_headers_are_not():
    headers = (("traceparent", TRACED), ("huge", b"x" * 10_000), ("rasid_reason", b"null"))
    found = carried(ORIGIN._replace(headers=headers), NOW)
    assert found[0] == ("traceparent", TRACED)
    assert [name for name, _ in found] == ["traceparent", "rasid_received_at"]


def test_malformed_trace_is_begun_anew():
    found = carried(ORIGIN._replace(headers=(("traceparent", b"00-a-b-01"),)), NOW)
    assert trace_id(found) == trace_id(carried(ORIGIN, NOW))


def test_what_is_carried_is_bounded():
    many = tuple((f"rasid_{n}", b"x") for n in range(1000))
    large = (("traceparent", b"0" * 100_000), ("rasid_" + "n" * 5000, b"x"))
    found = carried(ORIGIN._replace(headers=large + many), NOW)
    assert sum(len(name) + len(value) for name, value in found) < 20_000
    assert received_ms(found) == NOW - 250


def test_dead_letter_keeps_all_headers_and_says_where_and_why():
    origin = ORIGIN._replace(headers=(("theirs", b"1"), ("rasid_reason", b"old")))
    reject = Reject(0, "no_text", "empty body")
    found = dead_headers(origin, "rasid-sign", "sign", reject)
    assert found[0] == ("theirs", b"1")
    headers = dict(found)
    assert len(headers) == len(found)
    assert headers["kafka_dlt-original-offset"] == (70_000).to_bytes(8, "big")
    assert headers["kafka_dlt-original-timestamp"] == (NOW - 250).to_bytes(8, "big")
    assert headers["kafka_dlt-original-consumer-group"] == b"rasid-sign"
    assert headers["kafka_dlt-exception-message"] == b"empty body"
    assert headers["rasid_reason"] == b"no_text"


def test_dead_letter_of_a_message_with_a_lone_surrogate_can_be_written():
    found = dict(dead_headers(ORIGIN, "g", "sign", Reject(0, "bad_avro", "\ud800")))
    assert found["kafka_dlt-exception-message"] == b"?"
