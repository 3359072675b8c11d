"""The AsyncAPI document by its official schema, and real records by our JSON Schemas."""

import copy
import json

import jsonschema
import pytest

from deploy.contracts.history import SCHEMAS
from streams.adapters.examples import examples_of
from streams.domain.plain import to_json
from streams.domain.topics import TOPICS
from tests import samples

ROOT = SCHEMAS.parent
OFFICIAL = json.loads((ROOT / "tests/schemas/asyncapi-3.0.0.json").read_text("utf-8"))
DOCUMENT = json.loads((SCHEMAS / "asyncapi.json").read_text("utf-8"))
BARE = (samples.ALERT, samples.ATTACK, samples.INCIDENT, samples.REJECTION, samples.LINK)


def faults(document: dict) -> list[str]:
    validator = jsonschema.validators.validator_for(OFFICIAL)(OFFICIAL)
    return [f"{list(e.absolute_path)}: {e.message[:300]}" for e in validator.iter_errors(document)]


def validator(stem: str):
    schema = json.loads((SCHEMAS / "json" / f"{stem}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_asyncapi_document_is_one_by_the_official_schema():
    assert faults(DOCUMENT) == []


def untitled(document):
    del document["info"]["title"]


def misaddressed(document):
    document["channels"]["news.alert.breaking.v1"]["address"] = 7


def undirected(document):
    document["operations"]["sendAlertBreaking"]["action"] = "shout"


def misformed(document):
    document["components"]["schemas"]["tick"]["schema"]["type"] = "recorded"


@pytest.mark.parametrize("how", [untitled, misaddressed, undirected, misformed])
def test_official_schema_refuses_what_is_wrong(how):
    document = copy.deepcopy(DOCUMENT)
    how(document)
    assert faults(document)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_real_records_are_valid_by_their_json_schema(topic):
    judge = validator(topic.schema)
    lines = [to_json(record) for record in examples_of(topic)]
    assert lines
    assert [error.message for line in lines for error in judge.iter_errors(json.loads(line))] == []


@pytest.mark.parametrize("record", BARE, ids=lambda record: type(record).__name__)
def test_sparse_records_are_valid_too(record):
    (stem,) = {topic.schema for topic in TOPICS if topic.record is type(record)}
    assert list(validator(stem).iter_errors(json.loads(to_json(record)))) == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("level", "extreme"), ("at", "now"), ("place", None), ("sources", {}), ("alert_id", 7)],
)
def test_json_schema_refuses_a_wrong_field(name, wrong):
    plain = json.loads(to_json(samples.ALERT))
    (error,) = validator("alert").iter_errors(plain | {name: wrong})
    assert error.absolute_path[0] == name


def test_field_of_a_later_version_is_allowed_and_a_missing_one_is_not():
    plain = json.loads(to_json(samples.ALERT))
    assert list(validator("alert").iter_errors(plain | {"desk": "night"})) == []
    del plain["level"]
    assert len(list(validator("alert").iter_errors(plain))) == 1
