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
ATTACKS = "tests/gold/attacks.jsonl"
SETS = {
    "seeds": ("seeds/gold-extraction.jsonl", None, slice(None)),
    "gold of 0.1.0": (ATTACKS, None, slice(66)),
    "gold of 0.2.0": (ATTACKS, None, slice(66, 136)),
    "gold of 0.3.0": (ATTACKS, "dev", slice(361, 688)),
    "gold of 27 November": (ATTACKS, "dev", slice(688, 836)),
    "dev": (ATTACKS, "dev", slice(361)),
    "test": (ATTACKS, "test", slice(None)),
}
"""Articles by file, half and lines: the gold was written in turns."""
SLOTS = {
    "seeds": 0.96,
    "gold of 0.1.0": 0.91,
    "gold of 0.2.0": 0.85,
    "gold of 0.3.0": 0.69,
    "gold of 27 November": 0.79,
    "dev": 0.85,
    "test": 0.85,
}
DETECTION = {
    "seeds": 0.99,
    "gold of 0.1.0": 0.99,
    "gold of 0.2.0": 0.97,
    "gold of 0.3.0": 0.93,
    "gold of 27 November": 0.95,
    "dev": 0.97,
    "test": 0.97,
}
HARMFUL = {
    "seeds": 0.04,
    "gold of 0.1.0": 0.05,
    "gold of 0.2.0": 0.13,
    "gold of 0.3.0": 0.33,
    "gold of 27 November": 0.22,
    "dev": 0.1,
    "test": 0.23,
}
"""Misleading errors an attack, at most: attackers as victims, tolls too high, wrong names."""


def gold_of(name: str) -> list[dict[str, Any]]:
    """Return the gold articles of a set."""
    path, half, lines_of = SETS[name]
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()[lines_of]
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
