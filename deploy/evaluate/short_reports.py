"""Short reports of attacks, one to four sentences each, and short texts that report none.

They were written by native writers who had not seen the rules, each in another way of saying who
died, who did it, where and when. The gold holds facts alone; of every four one is kept for tests.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

from deploy.evaluate.scorer import ROOT, same_group
from streams.adapters.article_line import Gaps, article_of
from streams.cli.answers import Extraction

FOLDER = ROOT / "tests" / "gold" / "short"
LANGUAGES = ("ar", "en", "ckb", "es", "fa", "fr", "ru", "tr")
HALVES = ("dev", "test")
SOURCE = "example.org"
_COUNTS = {
    "killed_victims": "killed",
    "wounded": "wounded",
    "killed_attackers": "perpetrators_killed",
}
_TOWN = ("city", "district", "neighbourhood", "name", "canonical", "admin1")
_MOST = 4
"""Attacks of one report that are paired in every way."""

Row = Mapping[str, Any]


def short_reports() -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each language and half by name, with its figures."""
    reader = Extraction()
    for half, name in zip(HALVES, ("development", "test"), strict=True):
        for language in LANGUAGES:
            yield f"short reports, {name}, {language}", figures(reader, language, half)


def figures(reader: Extraction, language: str, half: str) -> dict[str, float]:
    """Return the shares of attacks found and facts right, and how many false alarms there are."""
    gold = [row for row in rows(FOLDER / f"{language}.jsonl") if row["half"] == half]
    read = reader.rows([article_of(_line(row), Gaps()) for row in gold])
    attacks = found = facts = right = alarms = 0
    for row, answer in zip(gold, read, strict=True):
        told = [a for a in answer["attacks"] if _is_live(a)]
        events = row["events"]
        alarms += bool(told and not events)
        attacks += len(events)
        found += min(len(events), len(told))
        facts += sum(len(_facts(event)) for event in events)
        right += _right(events, told)
    return {
        "attacks found": round(found / attacks, 3),
        "facts right": round(right / facts, 3),
        "false alarms": alarms,
    }


def rows(path: Path) -> list[Row]:
    """Return the rows of a file of gold."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _line(row: Row) -> bytes:
    told = {field: row[field] for field in ("title", "body", "published_at")}
    return json.dumps({"article_id": row["id"], "source": SOURCE, **told}).encode()


def _is_live(attack: Row) -> bool:
    return attack["modality"] == "asserted" and attack["engagement"] != "clash"


def _right(events: Sequence[Row], told: Sequence[Row]) -> int:
    """Return how many facts are right, the attacks paired as suits them best."""
    told = [*told[:_MOST], *([None] * max(0, len(events) - len(told)))]
    return max(
        sum(_told_right(e, a) for e, a in zip(events, chosen, strict=True) if a is not None)
        for chosen in permutations(told, len(events))
    )


def _told_right(event: Row, attack: Row) -> int:
    return sum(_is_right(fact, event[fact], attack) for fact in _facts(event))


def _facts(event: Row) -> list[str]:
    """Return the facts that count: a day or town that the text leaves open may be told."""
    return [f for f in event if not (f in ("date", "city") and event[f] is None)]


def _is_right(fact: str, wanted: Any, attack: Row) -> bool:
    if fact in _COUNTS:
        return bool(attack[_COUNTS[fact]] == wanted)
    if fact == "date":
        return bool(attack["date"]["start"] == wanted)
    if fact == "city":
        place = attack["place"]
        return any(_letters(place[field]) == _letters(wanted) for field in _TOWN if place[field])
    named = _groups(fact, attack)
    return any(same_group(name, wanted) for name in named) if wanted else not named


def _groups(fact: str, attack: Row) -> list[str]:
    if fact == "perpetrator":
        return [group["name"] for group in attack["perpetrators"] if group["name"]]
    claims = [c for c in attack["claims"] if c["kind"] == "responsibility"]
    return [claim["claimant"] for claim in claims if claim["claimant"]]


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower())
    return "".join(letter for letter in plain if letter.isalpha()).replace("ı", "i")
