"""What downstream services are given is what the code and the schemas say."""

import json

import pytest

from deploy.contracts.examples import KEYS, SEEDS, is_same
from deploy.contracts.history import SCHEMAS, versions
from deploy.contracts.json_schema import json_schema
from deploy.contracts.pages import pages
from streams.adapters import avro
from streams.adapters.examples import examples_of
from streams.domain.topics import CLOCK, INCIDENT_FEEDBACK, TOPICS

PAGES = pages()
DOCUMENT = json.loads(PAGES[SCHEMAS / "asyncapi.json"])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_file_is_what_the_schemas_say(path):
    assert path.read_text("utf-8") == PAGES[path], "run `make docs`"


def test_no_other_file_lies_beside_them():
    written = {*SCHEMAS.rglob("*.json"), *SCHEMAS.rglob("*.jsonl")}
    examples = {SCHEMAS / "examples" / f"{topic.name}.jsonl" for topic in TOPICS}
    assert written == set(PAGES) | examples


def test_document_has_a_channel_for_each_topic_and_one_for_dead_letters():
    assert list(DOCUMENT["channels"]) == [topic.name for topic in TOPICS] + ["dead"]
    assert DOCUMENT["info"]["version"] == versions()[-1].name
    alerts = DOCUMENT["channels"]["news.alert.breaking.v1"]
    assert alerts["bindings"]["kafka"]["topicConfiguration"] == {
        "cleanup.policy": ["delete"],
        "retention.ms": 30 * 86_400_000,
    }


def test_document_says_what_rasid_sends_and_receives():
    actions = {name: found["action"] for name, found in DOCUMENT["operations"].items()}
    assert actions["sendAlertBreaking"] == "send"
    assert actions["receiveArticleRaw"] == "receive"
    assert actions["receiveIncidentFeedback"] == "receive"
    assert "receiveAlertBreaking" not in actions
    assert "sendArticleRaw" not in actions


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_examples_are_records_of_the_topic(topic):
    records = examples_of(topic)
    assert 1 <= len(records) <= KEYS
    assert len({topic.key_of(record) for record in records}) == len(records)
    assert [avro.decode(topic, avro.encode(topic, each)) for each in records] == records


@pytest.mark.parametrize(
    "topic", [t for t in TOPICS if t not in (CLOCK, INCIDENT_FEEDBACK)], ids=lambda t: t.name
)
def test_examples_come_from_the_seeds(topic):
    seeds = [json.loads(line) for line in SEEDS.read_text("utf-8").splitlines()]
    names = {seed["article_id"] for seed in seeds}
    text = (SCHEMAS / "examples" / f"{topic.name}.jsonl").read_text("utf-8")
    assert {name for line in text.splitlines() for name in article_ids(json.loads(line))} <= names


def article_ids(plain):
    """Yield what any field called `article_id` or `trigger_article_id` holds."""
    if isinstance(plain, dict):
        for name, value in plain.items():
            if name in ("article_id", "trigger_article_id"):
                yield value
            else:
                yield from article_ids(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from article_ids(value)


def test_example_is_kept_until_it_says_something_new():
    one = '{"level": "high", "reader_version": "1"}\n'
    assert is_same(one, one.replace('"1"', '"2"'))
    assert not is_same(one, one.replace("high", "low"))
    assert not is_same(one, one * 2)


def test_kind_of_avro_that_is_not_known_is_not_guessed():
    fields = [{"name": "a", "doc": "A.", "type": {"type": "map", "values": "string"}}]
    with pytest.raises(KeyError, match="map"):
        json_schema({"type": "record", "name": "T", "doc": "T.", "fields": fields})
