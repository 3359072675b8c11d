"""The pages in `docs` that are written from the code."""

from dataclasses import fields

import pytest

from deploy.reference import DOCS, PAGES, settings, topics
from streams.config import PREFIX, Settings
from streams.domain.topics import TOPICS


@pytest.mark.parametrize("name", PAGES)
def test_page_is_what_the_code_says(name):
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run `make docs`"


def test_settings_page_names_every_setting_once():
    first = [
        line.split("|")[1].strip() for line in settings().splitlines() if line.startswith("| `")
    ]
    assert first == [f"`{PREFIX}{f.name.upper()}`" for f in fields(Settings)]


def test_settings_page_says_what_is_allowed():
    page = settings()
    assert "| `RASID_PARTITIONS` | `4` | 1..1000 |" in page
    assert "| `RASID_ALERT_LEVEL` | `medium` | medium, high, critical |" in page
    assert "| `RASID_WEBHOOK_PRIVATE` | `0` | 0, 1 |" in page
    assert "| `RASID_BROKERS` | (empty) | any text |" in page


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_topics_page_has_a_row_for_each_topic_with_its_schema(topic):
    (row,) = [line for line in topics().splitlines() if line.startswith(f"| `{topic.name}` ")]
    assert f"| {topic.record.__name__} | `schemas/{topic.schema}.avsc` | `{topic.key}` |" in row


def test_topics_page_says_what_the_broker_is_told():
    page = topics()
    assert "| `article.article_id` | 1 | 7 d | no | sign | dedup |" in page
    assert (
        "| `RASID_PARTITIONS` | the last of each key, the others 7 d at least | yes | fuse |"
        in page
    )
    assert "| `<topic>.dead` | 1 | 30 d |" in page
    assert (
        "| `rasid.dedup.changelog` | 1 | the last of each key, the others 5 min at least |" in page
    )
