"""Synthetic records of any topic: an example, with ids of its own, of now, and marked.

What is said stays that of the example, civil dates too; instants are moved, the latest to now.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from streams.adapters.schemas import text_of
from streams.domain.flow import Topic
from streams.domain.records import Feedback, Record, Signed, Tick

NAMES = frozenset(
    {
        "alert_id",
        "article_id",
        "attack_id",
        "attack_ids",
        "campaign_id",
        "feedback_id",
        "incident_id",
        "merged_into",
        "of",
        "other_incident_id",
        "related",
        "revision_of",
        "supersedes",
        "trigger_article_id",
    }
)
"""The fields that name a record; what has one name in a record has one in its synthetic."""


def has_mark(topic: Topic) -> bool:
    """Whether the records of a topic can say that they are synthetic."""
    return topic.record not in (Feedback, Tick)


def synthetic(topic: Topic, example: Record, name: str, now_ms: int) -> Record:
    """Return `example` under names that begin with `name`, its latest instant moved to now."""
    times = times_of(topic.schema)
    latest = max(_instants(example, times), default=now_ms)
    moved: Record = _made(example, times, name, now_ms - latest)
    if isinstance(moved, Feedback | Tick):
        return moved
    if isinstance(moved, Signed):
        return replace(moved, article=replace(moved.article, synthetic=True))
    return replace(moved, synthetic=True)


@cache
def times_of(stem: str) -> frozenset[str]:
    """Return the names of the fields of a schema that are instants."""
    return frozenset(_times(json.loads(text_of(stem))))


def _times(schema: Any) -> Iterator[str]:
    parts = schema if isinstance(schema, list) else [schema]
    for part in parts:
        if isinstance(part, dict):
            for field in part.get("fields", ()):
                if "timestamp-millis" in json.dumps(_own(field["type"])):
                    yield field["name"]
                yield from _times(field["type"])
            yield from _times(part.get("items", ()) or ())


def _own(kind: Any) -> Any:
    """Return a type without the fields and items inside it."""
    if isinstance(kind, list):
        return [_own(part) for part in kind]
    if isinstance(kind, dict):
        return {k: v for k, v in kind.items() if k not in ("fields", "items")}
    return kind


def _instants(value: Any, times: frozenset[str]) -> Iterator[int]:
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name in times and inner is not None:
                yield inner
            else:
                yield from _instants(inner, times)
    elif isinstance(value, tuple):
        for each in value:
            yield from _instants(each, times)


def _made(value: Any, times: frozenset[str], name: str, by_ms: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_made(each, times, name, by_ms) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        f.name: _field(f.name, getattr(value, f.name), times, name, by_ms) for f in fields(value)
    }
    return replace(value, **changed)


def _field(field: str, value: Any, times: frozenset[str], name: str, by_ms: int) -> Any:
    if value is None or value == "":
        return value
    if field in NAMES:
        return tuple(name + v for v in value) if isinstance(value, tuple) else name + value
    return value + by_ms if field in times else _made(value, times, name, by_ms)
