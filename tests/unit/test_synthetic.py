"""Synthetic records are records of their topic, marked, of now, under names of their own."""

import dataclasses
import json

import pytest

from streams.adapters import avro
from streams.adapters.examples import examples_of
from streams.adapters.schemas import text_of
from streams.adapters.synthetic import NAMES, has_mark, synthetic, times_of
from streams.domain.plain import to_plain
from streams.domain.records import Feedback, Tick
from streams.domain.topics import ALERT_BREAKING, ARTICLE_SIGNED, INCIDENT_UPDATED, TOPICS

NOW = 1_800_000_000_000
MARKED = [topic for topic in TOPICS if topic.record not in (Feedback, Tick)]
OF_TABLES = {"group_id", "geonames_id"}


def made(topic, number=0):
    return [synthetic(topic, each, f"s-{number}-", NOW) for each in examples_of(topic)]


def values(plain, wanted):
    """Yield what the fields that `wanted` says yes to hold, at any depth."""
    if isinstance(plain, dict):
        for name, value in plain.items():
            if wanted(name) and value is not None:
                yield from value if isinstance(value, list | tuple) else [value]
            else:
                yield from values(value, wanted)
    elif isinstance(plain, list | tuple):
        for each in plain:
            yield from values(each, wanted)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_synthetic_record_survives_its_bytes(topic):
    records = made(topic)
    assert [avro.decode(topic, avro.encode(topic, each)) for each in records] == records


@pytest.mark.parametrize("topic", MARKED, ids=lambda topic: topic.name)
def test_synthetic_record_is_marked(topic):
    assert has_mark(topic)
    for plain in map(to_plain, made(topic)):
        own = plain["article"] if topic is ARTICLE_SIGNED else plain
        assert own["synthetic"] is True


def test_records_that_have_no_mark_are_known():
    assert [t.record for t in TOPICS if not has_mark(t)] == [Feedback, Tick]
    assert not [
        f.name for r in (Feedback, Tick) for f in dataclasses.fields(r) if f.name == "synthetic"
    ]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_latest_instant_is_now_and_the_others_keep_their_distance(topic):
    def instants(record):
        return list(values(to_plain(record), times_of(topic.schema).__contains__))

    for example, record in zip(examples_of(topic), made(topic), strict=True):
        before, after = instants(example), instants(record)
        assert max(after) == NOW
        assert {b - a for a, b in zip(before, after, strict=True)} == {NOW - max(before)}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_every_name_is_its_own_and_nothing_else_of_the_text_changes(topic):
    for example, record in zip(examples_of(topic), made(topic), strict=True):
        before, after = to_plain(example), to_plain(record)
        names = list(values(before, NAMES.__contains__))
        assert list(values(after, NAMES.__contains__)) == [f"s-0-{name}" for name in names]
        for kept in ("headline", "tolls", "body", "country", "place", "text_hash"):
            assert after.get(kept) == before.get(kept)


def test_each_field_called_an_id_is_a_name_or_an_entry_of_our_tables():
    found = {
        name
        for topic in TOPICS
        for name in json_names(json.loads(text_of(topic.schema)))
        if name.endswith(("_id", "_ids"))
    }
    assert found == {n for n in NAMES if n.endswith(("_id", "_ids"))} | OF_TABLES


def json_names(schema):
    if isinstance(schema, dict):
        for field in schema.get("fields", ()):
            yield field["name"]
        for value in schema.values():
            yield from json_names(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from json_names(each)


def test_instants_of_an_incident_are_those_of_its_schema():
    assert times_of(INCIDENT_UPDATED.schema) == {
        "first_reported_at",
        "last_reported_at",
        "updated_at",
        "published_at",
        "fetched_at",
        "utc",
    }


def test_two_numbers_give_two_alerts():
    one, other = made(ALERT_BREAKING, 1)[0], made(ALERT_BREAKING, 2)[0]
    assert one.alert_id != other.alert_id
    assert one.headline == other.headline
