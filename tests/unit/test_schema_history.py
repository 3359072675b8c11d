"""What was published stays readable, both ways, and stays as it was."""

import json
import shutil
from pathlib import Path

import pytest

from deploy.contracts.history import (
    SCHEMAS,
    broken,
    freeze,
    meaning,
    moved,
    number,
    schemas_in,
    touched,
    versions,
)
from streams.domain.topics import TOPICS

VERSIONS = versions()
PRESENT = schemas_in(SCHEMAS)


@pytest.fixture
def first(tmp_path):
    """Return a folder of schemas of our own and a history with its version 1.0."""
    source, history = tmp_path / "schemas", tmp_path / "history"
    source.mkdir()
    history.mkdir()
    for path in SCHEMAS.glob("*.avsc"):
        shutil.copyfile(path, source / path.name)
    freeze("1.0", source, history)
    return source, history


def change(source: Path, stem: str, how) -> dict:
    """Change a schema file and return all of the folder."""
    path = source / f"{stem}.avsc"
    schema = json.loads(path.read_text("utf-8"))
    how(schema)
    path.write_text(json.dumps(schema), "utf-8")
    return schemas_in(source)


def drop(schema):
    schema["fields"] = [f for f in schema["fields"] if f["name"] != "incident_id"]


def require(schema):
    schema["fields"].append({"name": "desk", "doc": "Desk.", "type": "string"})


def retype(schema):
    schema["fields"][0]["type"] = "long"


def rename(schema):
    schema["name"] = "Warning"


def narrow(schema):
    """Let a field no longer be null."""
    (field,) = [f for f in schema["fields"] if f["name"] == "supersedes"]
    field["type"] = "string"
    del field["default"]


def add(schema):
    schema["fields"].append(
        {"name": "desk", "doc": "Desk.", "type": ["null", "string"], "default": None}
    )


def widen(schema):
    """Give an enumeration a symbol more."""
    (field,) = [f for f in schema["fields"] if f["name"] == "kind"]
    field["type"]["symbols"].insert(0, "reminder")


def reword(schema):
    schema["fields"][0]["doc"] = "Better said."


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
def test_present_schemas_and_each_version_read_each_other(folder):
    assert broken(PRESENT, folder) == []


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
def test_topics_of_each_version_have_the_same_schema_and_key(folder):
    assert moved(folder) == []


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
def test_version_is_as_it_was_frozen(folder):
    assert touched(folder) == []


def test_newest_version_is_the_present_schemas():
    newest = VERSIONS[-1]
    assert meaning(schemas_in(newest)) == meaning(PRESENT), "see docs/contracts.md: freeze them"
    assert number(newest.name) >= (1, 0)


@pytest.mark.parametrize("how", [drop, require, retype, rename, narrow])
def test_breaking_change_is_refused(first, how):
    source, history = first
    assert broken(change(source, "alert", how), history / "1.0")
    with pytest.raises(ValueError, match=r"alert .* 1\.0"):
        freeze("1.1", source, history)
    assert [folder.name for folder in versions(history)] == ["1.0"]


@pytest.mark.parametrize("how", [add, widen, reword])
def test_change_that_both_sides_can_read_becomes_a_version(first, how):
    source, history = first
    change(source, "alert", how)
    assert freeze("1.1", source, history).name == "1.1"
    assert [folder.name for folder in versions(history)] == ["1.0", "1.1"]


def test_change_is_held_against_all_versions_not_the_last_alone(first):
    """A field added, then dropped, then added as another type is fine step by step only."""
    source, history = first
    change(source, "tick", add)
    freeze("1.1", source, history)
    change(source, "tick", lambda schema: schema["fields"].pop())
    freeze("1.2", source, history)

    def add_another(schema):
        schema["fields"].append({"name": "desk", "doc": "Desk.", "type": "long", "default": 0})

    present = change(source, "tick", add_another)
    assert broken(present, history / "1.2") == []
    assert broken(present, history / "1.1")


def test_schema_that_is_gone_is_refused(first):
    source, history = first
    (source / "tick.avsc").unlink()
    assert broken(schemas_in(source), history / "1.0") == ["tick is gone since 1.0: no schema"]


def test_another_major_version_may_break_with_what_was(first):
    source, history = first
    change(source, "alert", drop)
    assert freeze("2.0", source, history).name == "2.0"


@pytest.mark.parametrize("name", ["1.0", "0.9", "1", "one", "1.0.1"])
def test_version_must_come_after_the_others(first, name):
    with pytest.raises(ValueError, match="a version must"):
        freeze(name, *first)


def test_frozen_file_that_is_touched_is_found(first):
    _, history = first
    change(history / "1.0", "tick", reword)
    assert [line.split()[1] for line in touched(history / "1.0")] == ["tick.avsc", "tick.avsc"]


def test_topic_that_changes_its_key_is_found(first):
    _, history = first
    assert moved(history / "1.0", TOPICS[1:]) == ["news.article.raw.v1\tarticle\tarticle_id"]
