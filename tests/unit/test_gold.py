"""The gold articles keep their form, so that a score over them means what it says."""

import itertools
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from streams.domain.records.vocabulary import AttackType, TargetCategory
from tests.shared import shared

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"
FIELDS = [
    *("id", "half", "language", "source", "url", "title", "body", "published_at"),
    *("is_attack", "reject_reason", "events"),
]
EVENT_FIELDS = [
    *("attack_type", "alt_types", "foiled", "date", "country", "admin1", "city", "places"),
    *("lat", "lon", "km", "perpetrator", "perpetrator_alt", "targets"),
    *("killed_victims", "killed_attackers", "wounded", "abducted", "claimed_by"),
]
COUNTS = ("killed_victims", "killed_attackers", "wounded", "abducted")
TYPES = set(get_args(AttackType)) - {"unknown"}
TARGETS = set(get_args(TargetCategory)) - {"unknown"}
REASONS = {
    *("anniversary", "court", "old_arrest", "background", "statistics", "denial", "foiled_plot"),
    *("drill", "threat", "opinion", "metaphor", "sport", "film", "game", "science", "accident"),
    *("suicide", "disaster", "clash", "state_operation", "encyclopaedia", "obituary"),
    *("condemnation", "economy", "aid", "crime"),
}


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file of the gold."""
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def names(file: str, table: str) -> Mapping[str, Any]:
    """Return a table of the language data by its file."""
    path = ROOT / "streams" / "lang" / "shared" / file
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))[table])


def shingles(article: Mapping[str, Any]) -> Set[tuple[str, ...]]:
    words = re.findall(r"\w+", f"{article['title']} {article['body']}".casefold())
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def closest(articles: list[dict[str, Any]]) -> float:
    """Return the greatest likeness of any two articles in runs of three words."""
    sets = [shingles(article) for article in articles]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(sets):
        for shingle in one:
            holders[shingle].append(at)
    shared = Counter(
        pair for found in holders.values() for pair in itertools.combinations(found, 2)
    )
    return max(
        common / (len(sets[left]) + len(sets[right]) - common)
        for (left, right), common in shared.items()
    )


ARTICLES = rows("attacks.jsonl")
ATTACKS = [article for article in ARTICLES if article["is_attack"]]
NEGATIVES = [article for article in ARTICLES if not article["is_attack"]]
EVENTS = [(article, event) for article in ARTICLES for event in article["events"]]
GROUPS = {group["name"] for group in names("groups.toml", "group").values()}
SOURCES = names("sources.toml", "source")


def test_articles_have_unique_ids_and_the_fields_of_the_form() -> None:
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES)
    assert all(list(article) == FIELDS for article in ARTICLES)


def test_articles_come_from_registered_sources_in_two_languages_with_a_zone() -> None:
    for article in ARTICLES:
        assert article["source"] in SOURCES, article["id"]
        assert article["language"] in {"ar", "en"}
        assert datetime.fromisoformat(article["published_at"]).tzinfo is not None


def sentences(article: Mapping[str, Any]) -> int:
    return len(re.findall(r"[.!?؟][\"»”)]?(?:\s|$)", article["body"]))


def test_articles_are_as_long_as_real_ones() -> None:
    for article in ARTICLES:
        assert 2 <= sentences(article) <= 25, article["id"]


def test_few_articles_are_as_short_as_a_flash() -> None:
    # Before the turn of November 2026 a tenth; its outlets send flashes, as agencies do, nearly
    # half of what was written last.
    for half in ("dev", "test"):
        mine = [sentences(article) for article in ARTICLES if article["half"] == half]
        assert 0 < sum(length < 6 for length in mine) <= len(mine) / 2


def test_articles_do_not_resemble_each_other() -> None:
    assert closest(ARTICLES) < 0.3


def test_verdict_reason_and_events_agree() -> None:
    for article in ARTICLES:
        assert article["is_attack"] == bool(article["events"]), article["id"]
        assert article["is_attack"] == (article["reject_reason"] is None), article["id"]
        assert article["reject_reason"] in {None, *REASONS}, article["id"]


def test_articles_cover_every_attack_type_and_every_class_of_false_alarm() -> None:
    assert {event["attack_type"] for _, event in EVENTS} == TYPES
    assert {article["reject_reason"] for article in NEGATIVES} == REASONS
    assert (len(ATTACKS), len(NEGATIVES)) == (673, 463)


def test_some_reports_tell_several_attacks_and_some_a_foiled_one_in_either_half() -> None:
    for half in ("dev", "test"):
        mine = [article for article in ATTACKS if article["half"] == half]
        assert sum(len(article["events"]) > 1 for article in mine) >= 8
        assert any(event["foiled"] for article in mine for event in article["events"])


@pytest.mark.parametrize("kind", [ATTACKS, NEGATIVES], ids=["attacks", "negatives"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_either_half_has_enough_of_each(kind: list[dict[str, Any]], language: str) -> None:
    halves = Counter(a["half"] for a in kind if a["language"] == language)
    assert set(halves) == {"dev", "test"}
    assert min(halves.values()) >= 9


def test_events_use_the_closed_lists_and_groups_that_are_known_or_as_the_text_calls_them() -> None:
    for article, event in EVENTS:
        assert list(event) == EVENT_FIELDS, article["id"]
        assert {event["attack_type"], *event["alt_types"]} <= TYPES, article["id"]
        assert event["attack_type"] not in event["alt_types"], article["id"]
        assert set(event["targets"]) <= TARGETS, article["id"]
        groups = {event["perpetrator"], event["claimed_by"], *event["perpetrator_alt"]} - {None}
        text = f"{article['title']} {article['body']}"
        assert all(group in text for group in groups - GROUPS), article["id"]


def test_event_counts_are_null_or_not_negative_and_small_enough_to_be_true() -> None:
    for article, event in EVENTS:
        for count in COUNTS:
            assert event[count] is None or 0 <= event[count] <= 500, article["id"]


def test_foiled_events_kill_no_victim() -> None:
    assert not any(event["killed_victims"] for _, event in EVENTS if event["foiled"])


def test_event_dates_lie_within_three_days_before_publication() -> None:
    for article, event in EVENTS:
        published = datetime.fromisoformat(article["published_at"]).date()
        age = published - date.fromisoformat(event["date"])
        assert timedelta(0) <= age <= timedelta(days=3), article["id"]


def test_event_places_stand_in_the_article_word_for_word() -> None:
    for article, event in EVENTS:
        text = f"{article['title']}\n{article['body']}"
        assert all(place in text for place in event["places"]), article["id"]
        assert -90 <= event["lat"] <= 90
        assert -180 <= event["lon"] <= 180
        assert event["km"] > 0


def as_attack(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record that a reader without fault would give for a gold event."""
    place = {"city": event["city"], "country": event["country"]}
    place |= {"lat": event["lat"], "lon": event["lon"]}
    claims = [{"kind": "responsibility", "claimant": event["claimed_by"]}]
    return {
        "attack_types": [event["attack_type"]],
        "stage": "attempted" if event["foiled"] else "accomplished",
        "date": {"start": event["date"]},
        "place": place,
        "places": [{"name": name} for name in event["places"]],
        "perpetrators": [{"name": event["perpetrator"]}],
        "targets": [{"category": target} for target in event["targets"]],
        "killed": event["killed_victims"],
        "perpetrators_killed": event["killed_attackers"],
        "wounded": event["wounded"],
        "abducted": event["abducted"],
        "claims": claims if event["claimed_by"] else [],
    }


def scored(task: str, gold: Path, out: Path) -> dict[str, Any]:
    """Run the scorer that reads the same form and return its figures."""
    command = [sys.executable, str(shared("tools", "score.py")), task, str(gold), str(out)]
    run = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    return dict(json.loads(run.stdout))


@pytest.fixture
def faultless(tmp_path: Path) -> Path:
    """Return the output of a reader that agrees with the gold in everything."""
    lines = [
        {"article_id": article["id"], "attacks": [as_attack(e) for e in article["events"]]}
        for article in ARTICLES
    ]
    out = tmp_path / "out.jsonl"
    out.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return out


def test_scorer_gives_a_faultless_reader_full_marks(faultless: Path) -> None:
    extraction = scored("extraction", GOLD / "attacks.jsonl", faultless)
    assert extraction["slots"]["f1"] == extraction["events"]["f1"] == 1.0
    assert extraction["fine_places_recall"] == 1.0
    assert extraction["harmful"]["errors"] == 0
    assert extraction["events"]["tp"] == len(EVENTS)


def test_scorer_counts_every_article_of_the_gold(faultless: Path) -> None:
    detection = scored("detection", GOLD / "attacks.jsonl", faultless)
    assert (detection["tp"], detection["tn"]) == (len(ATTACKS), len(NEGATIVES))
    assert detection["fp"] == detection["fn"] == 0
