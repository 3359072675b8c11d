"""Example records of every topic: what the seeds give, the last record of each of a few keys."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from streams.adapters.article_line import Gaps, article_of
from streams.domain.flow import Topic
from streams.domain.plain import to_json
from streams.domain.records import Incident, Record, Tick
from streams.domain.topics import CLOCK, INCIDENT_FEEDBACK, INCIDENT_UPDATED, TOPICS
from streams.driver import LAST_TICK_AFTER_MS, TopologyDriver
from streams.lang.loader import load_context
from streams.services.console.decisions import Confirm, feedback_of
from streams.topology import TOPOLOGY

SEEDS = Path(__file__).parents[2] / "seeds" / "articles.jsonl"
KEYS = 4
OURS_TO_CHANGE = "reader_version"


def examples() -> dict[str, str]:
    """Return the lines of each topic by its name, from a replay of the seeds in memory."""
    articles = [article_of(line, Gaps()) for line in SEEDS.read_bytes().splitlines()]
    driver = TopologyDriver(TOPOLOGY, load_context())
    driver.replay(articles)
    end = max(article.fetched_at for article in articles) + LAST_TICK_AFTER_MS
    told = dict(driver.out) | {CLOCK: [Tick(end)]}
    told[INCIDENT_FEEDBACK] = [_decision(each) for each in told[INCIDENT_UPDATED][-1:]]
    return {topic.name: _lines(topic, told[topic]) for topic in TOPICS}


def is_same(one: str, other: str) -> bool:
    """Whether two files of examples differ in nothing but the version of the reader."""
    return _rows(one) == _rows(other)


def _lines(topic: Topic, records: Sequence[Record]) -> str:
    """Return the last record of each of the first keys as lines of JSON."""
    last = {topic.key_of(record): record for record in records}
    return "".join(to_json(record).decode() + "\n" for record in list(last.values())[:KEYS])


def _decision(incident: Record) -> Record:
    """Return what the console writes when an editor confirms an incident."""
    if not isinstance(incident, Incident):
        raise TypeError(type(incident).__name__)
    how = Confirm(reason="two agencies have it")
    return feedback_of(incident, how, "desk", incident.last_reported_at)


def _rows(text: str) -> list[Any]:
    return [_without_version(json.loads(line)) for line in text.splitlines()]


def _without_version(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {k: _without_version(v) for k, v in plain.items() if k != OURS_TO_CHANGE}
    return plain
