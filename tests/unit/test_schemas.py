"""The Avro schemas are the contract; the records mirror them."""

import dataclasses
import json
import typing

import pytest
from avro.compatibility import ReaderWriterCompatibilityChecker
from avro.schema import parse

from streams import _resources
from streams.domain import records
from streams.domain.records import vocabulary
from streams.domain.topics import TOPICS

STEMS = sorted({topic.schema for topic in TOPICS})


def load(stem: str) -> dict:
    return json.loads((_resources.schemas() / f"{stem}.avsc").read_text("utf-8"))


def named_types(node: object) -> typing.Iterator[dict]:
    if isinstance(node, dict):
        if node.get("type") in ("record", "enum"):
            yield node
        for value in node.values():
            yield from named_types(value)
    elif isinstance(node, list):
        for value in node:
            yield from named_types(value)


def test_there_is_one_schema_for_each_of_the_nine_records():
    assert len(STEMS) == 9
    files = (path.name for path in _resources.schemas().iterdir())
    assert sorted(name for name in files if name.endswith(".avsc")) == [f"{s}.avsc" for s in STEMS]


@pytest.mark.parametrize("stem", STEMS)
def test_record_fields_follow_the_schema(stem):
    for node in named_types(load(stem)):
        if node["type"] == "record":
            mirror = [f.name for f in dataclasses.fields(getattr(records, node["name"]))]
            assert [f["name"] for f in node["fields"]] == mirror
        else:
            assert tuple(node["symbols"]) == typing.get_args(getattr(vocabulary, node["name"]))


@pytest.mark.parametrize("stem", STEMS)
def test_every_type_and_field_is_documented_and_every_enum_defaults_to_unknown(stem):
    for node in named_types(load(stem)):
        assert node["doc"].strip()
        if node["type"] == "enum":
            assert node["default"] == "unknown"
            assert "unknown" in node["symbols"]
        for field in node.get("fields", []):
            assert field["doc"].strip()


def test_a_type_that_stands_in_several_files_is_the_same_in_all():
    seen: dict[str, dict] = {}
    for stem in STEMS:
        for node in named_types(load(stem)):
            plain = {k: v for k, v in node.items() if k != "namespace"}
            known = seen.setdefault(node["name"], plain)
            assert expanded(known) == expanded(plain), node["name"]


def expanded(node: dict) -> list:
    """Fields and symbols of a type with nested types by name only."""

    def by_name(inner: object) -> object:
        if isinstance(inner, dict):
            return inner.get("name") or {k: by_name(v) for k, v in inner.items()}
        return [by_name(i) for i in inner] if isinstance(inner, list) else inner

    return [node.get("symbols"), [(f["name"], by_name(f["type"])) for f in node.get("fields", [])]]


@pytest.mark.parametrize("stem", STEMS)
def test_each_schema_reads_its_own_records_by_the_reference_library(stem):
    schema = parse(json.dumps(load(stem)))
    found = ReaderWriterCompatibilityChecker().get_compatibility(schema, schema)
    assert found.compatibility.name == "compatible"


def test_the_checker_sees_a_field_that_old_readers_cannot_do_without():
    old, new = load("tick"), load("tick")
    new["fields"] = []
    found = ReaderWriterCompatibilityChecker().get_compatibility(
        parse(json.dumps(old)), parse(json.dumps(new))
    )
    assert found.compatibility.name == "incompatible"
