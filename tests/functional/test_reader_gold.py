"""How well the reader reads, against articles with the truth beside them: no figure may fall.

Floors lie a little under what was measured when they were set; raise them with the reader.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from streams.adapters.article_line import Gaps, article_of
from streams.cli.answers import Extraction
from tests.shared import shared

ROOT = Path(__file__).parents[2]
FIELDS = ("source", "url", "title", "body", "published_at")
FIRST = 66
"""Lines of the gold that the reader of 0.1.0 was made with; the others came later, unseen."""
ATTACKS = "tests/gold/attacks.jsonl"
SETS = {
    "seeds": ("seeds/gold-extraction.jsonl", None, None),
    "dev, first": (ATTACKS, "dev", FIRST),
    "test, first": (ATTACKS, "test", FIRST),
    "dev": (ATTACKS, "dev", None),
    "test": (ATTACKS, "test", None),
}
SLOTS = {"seeds": 0.93, "dev, first": 0.74, "test, first": 0.58, "dev": 0.71, "test": 0.63}
DETECTION = {"seeds": 0.97, "dev, first": 0.95, "test, first": 0.81, "dev": 0.86, "test": 0.88}
HARMFUL = {"seeds": 0.05, "dev, first": 0.35, "test, first": 0.7, "dev": 0.33, "test": 0.33}
"""Misleading errors an attack, at most: attackers as victims, tolls too high, wrong names."""


def gold_of(name: str) -> list[dict[str, Any]]:
    """Return the gold articles of a set."""
    path, half, most = SETS[name]
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()[:most]
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if half in (None, row.get("half"))]


@pytest.fixture(scope="module")
def reader() -> Extraction:
    return Extraction()


def scored(task: str, name: str, reader: Extraction, folder: Path) -> dict[str, Any]:
    """Read the articles of a set and return the scorer's figures."""
    gold, out, rows = folder / "gold.jsonl", folder / "out.jsonl", gold_of(name)
    lines = [
        json.dumps({"article_id": row["id"], **{field: row[field] for field in FIELDS}})
        for row in rows
    ]
    read = reader.rows([article_of(line.encode(), Gaps()) for line in lines])
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    out.write_text("".join(f"{json.dumps(row)}\n" for row in read), encoding="utf-8")
    command = [sys.executable, str(shared("tools", "score.py")), task, str(gold), str(out)]
    run = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    return dict(json.loads(run.stdout))


@pytest.mark.parametrize("name", SETS)
def test_facts_of_the_attacks_hold(name: str, reader: Extraction, tmp_path: Path) -> None:
    score = scored("extraction", name, reader, tmp_path)
    assert score["slots"]["f1"] >= SLOTS[name], score["by_slot"]
    assert score["harmful"]["per_attack"] <= HARMFUL[name], score["harmful"]


@pytest.mark.parametrize("name", SETS)
def test_attacks_are_told_from_other_news(name: str, reader: Extraction, tmp_path: Path) -> None:
    score = scored("detection", name, reader, tmp_path)
    assert score["f1"] >= DETECTION[name], score
