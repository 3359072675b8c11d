"""The seed articles and the truth beside them keep their form."""

import itertools
import json
import re
from collections import Counter
from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.shared import shared

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD_FILES = ("gold-extraction.jsonl", "gold-dedup.jsonl", "gold-incidents.jsonl")
FIELDS = ["article_id", "source", "url", "title", "body", "published_at", "fetched_at"]


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file of the seeds."""
    return [json.loads(line) for line in (SEEDS / name).read_text(encoding="utf-8").splitlines()]


def shingles(text: str, width: int) -> Set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + width]) for at in range(len(words) - width + 1)}


def whole(article: Mapping[str, Any]) -> str:
    return f"{article['title']} {article['body']}"


def jaccard(left: Set[tuple[str, ...]], right: Set[tuple[str, ...]]) -> float:
    return len(left & right) / len(left | right)


ARTICLES = rows("articles.jsonl")
BY_ID = {article["article_id"]: article for article in ARTICLES}
EXPECTED = json.loads((SEEDS / "expected.json").read_text(encoding="utf-8"))
COPIES = {copy: link["of"] for copy, link in EXPECTED["duplicate_of"].items()}


def test_articles_are_thirty_with_unique_ids() -> None:
    assert len(ARTICLES) == len(BY_ID) == EXPECTED["articles"] == 30


def test_articles_have_the_fields_of_the_input_form() -> None:
    assert all(list(article) == FIELDS and all(article.values()) for article in ARTICLES)


def test_articles_arrive_in_order_minutes_after_publication() -> None:
    fetched = [datetime.fromisoformat(article["fetched_at"]) for article in ARTICLES]
    published = [datetime.fromisoformat(article["published_at"]) for article in ARTICLES]
    delays = [later - earlier for later, earlier in zip(fetched, published, strict=True)]
    assert fetched == sorted(fetched)
    assert published == sorted(published)
    assert all(timedelta(0) < delay < timedelta(minutes=10) for delay in delays)


def test_only_declared_copies_are_near_each_other() -> None:
    sets = {name: shingles(whole(article), 3) for name, article in BY_ID.items()}
    near = {
        (later, earlier)
        for earlier, later in itertools.combinations(sets, 2)
        if jaccard(sets[earlier], sets[later]) > 0.3
    }
    assert near == set(COPIES.items())


def test_exact_copy_is_the_same_text_and_the_revision_keeps_its_address() -> None:
    for copy, link in EXPECTED["duplicate_of"].items():
        same_text = whole(BY_ID[copy]) == whole(BY_ID[link["of"]])
        same_address = BY_ID[copy]["url"] == BY_ID[link["of"]]["url"]
        assert same_text == (link["kind"] == "exact")
        assert same_address == (link["kind"] == "revision")


def test_no_eight_words_come_from_the_founding_article() -> None:
    founding = shingles(shared("gold", "kirkuk-2016-10-21.ar.txt").read_text("utf-8"), 8)
    assert not [name for name in BY_ID if shingles(whole(BY_ID[name]), 8) & founding]


@pytest.mark.parametrize("name", GOLD_FILES)
def test_gold_rows_repeat_their_article(name: str) -> None:
    gold = rows(name)
    assert len({row["id"] for row in gold}) == len(gold)
    for row, field in itertools.product(gold, ("source", "url", "title", "body", "published_at")):
        assert row[field] == BY_ID[row["id"]][field]


def test_gold_covers_every_article_and_incidents_every_passed_one() -> None:
    dropped = {k for k, link in EXPECTED["duplicate_of"].items() if link["kind"] != "revision"}
    assert [row["id"] for row in rows("gold-extraction.jsonl")] == list(BY_ID)
    assert [row["id"] for row in rows("gold-dedup.jsonl")] == list(BY_ID)
    assert {row["id"] for row in rows("gold-incidents.jsonl")} == set(BY_ID) - dropped
    assert EXPECTED["passed_on"] == len(BY_ID) - len(dropped)


def test_negatives_are_eight_of_distinct_classes() -> None:
    gold = rows("gold-extraction.jsonl")
    reasons = {row["id"]: row["reject_reason"] for row in gold if not row["is_attack"]}
    assert reasons == EXPECTED["rejected"]
    assert len(reasons) == len(set(reasons.values())) == 8
    assert all(bool(row["events"]) == row["is_attack"] for row in gold)


def test_languages_and_copies_are_counted_as_the_gold_has_them() -> None:
    languages = Counter(row["language"] for row in rows("gold-extraction.jsonl"))
    kinds = Counter(link["kind"] for link in EXPECTED["duplicate_of"].values())
    variants = {row["id"] for row in rows("gold-dedup.jsonl") if row["role"] == "variant"}
    assert languages == EXPECTED["languages"]
    assert kinds == Counter(EXPECTED["duplicates"])
    assert variants == set(COPIES)


def test_fine_places_stand_in_the_text() -> None:
    for row in rows("gold-extraction.jsonl"):
        for event in row["events"]:
            assert all(place in whole(row) for place in event["places"])


def test_incidents_end_with_their_final_facts_on_their_last_report() -> None:
    gold = {row["id"]: row for row in rows("gold-incidents.jsonl")}
    for name, incident in EXPECTED["incidents"].items():
        reports = [row_id for row_id, row in gold.items() if name in row["incidents"]]
        alerting = [row_id for row_id in reports if gold[row_id]["should_alert"] == "new"]
        assert reports == incident["reports"]
        assert alerting == [incident["first_alert"]] == reports[:1]
        assert [row_id for row_id in reports if "final" in gold[row_id]] == reports[-1:]
        assert gold[reports[-1]]["final"] == incident["final"]


def test_attacks_are_one_for_each_incident_of_a_passed_report() -> None:
    gold = {row["id"]: row for row in rows("gold-extraction.jsonl")}
    reports = rows("gold-incidents.jsonl")
    assert all(len(gold[row["id"]]["events"]) == len(row["incidents"]) for row in reports)
    assert sum(len(row["incidents"]) for row in reports) == EXPECTED["attacks"]
    assert sum(row["is_attack"] for row in gold.values()) == EXPECTED["attack_articles"]
