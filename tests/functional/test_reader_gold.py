"""How well the reader reads, against articles with the truth beside them: no figure may fall.

Floors lie a little under what was measured when they were set; raise them with the reader.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from streams.adapters.article_line import Gaps, article_of
from streams.cli.answers import Extraction
from tests.shared import shared

ROOT = Path(__file__).parents[2]
FIELDS = ("source", "url", "title", "body", "published_at")
ATTACKS = "tests/gold/attacks.jsonl"


@dataclass(frozen=True)
class Bounds:
    """Which articles (file, half, lines) and what they may not fall below, or rise above.

    `slots` and `detection` are F1. `harmful` counts misleading errors an attack: attackers as
    victims, tolls too high, wrong names.
    """

    path: str
    half: str | None
    lines: slice
    slots: float
    detection: float
    harmful: float


ALL = slice(None)
SECOND, THIRD, FOURTH, FIFTH = slice(40), slice(40, 60), slice(60, 80), slice(80, -24)
SIXTH = slice(-24, None)
"""Where the articles of each blind set stand; of the last two the even ones are test."""
GROWN = {"ckb": 194, "es": 233, "fa": 196, "fr": 318, "ru": 201, "tr": 223}
"""How many articles each language had until 28 November, when harder ones were written."""
LAST = {"fr": 347, "ru": 224}
"""Where those of 28 November end in two languages; five written after them make a set each."""
PARTS = {
    "dev": ("dev", slice(42, None)),
    "blind until 27 November": ("dev", slice(42)),
    "test": ("test", ALL),
}
"""Half and lines of a language's file: its first 42 articles were its test half at first."""


def _part(code: str, name: str) -> tuple[str, slice]:
    half, lines = PARTS[name]
    return half, slice(lines.start, lines.stop or GROWN[code]) if half == "dev" else lines


SETS = {
    "seeds": Bounds("seeds/gold-extraction.jsonl", None, ALL, 0.96, 0.99, 0.04),
    "gold of 0.1.0": Bounds(ATTACKS, None, slice(66), 0.91, 0.99, 0.05),
    "gold of 0.2.0": Bounds(ATTACKS, None, slice(66, 136), 0.85, 0.97, 0.13),
    "gold of 0.3.0": Bounds(ATTACKS, "dev", slice(361, 688), 0.69, 0.93, 0.33),
    "gold of 27 November": Bounds(ATTACKS, "dev", slice(688, 836), 0.79, 0.95, 0.22),
    "dev": Bounds(ATTACKS, "dev", slice(361), 0.85, 0.97, 0.1),
    "blind until 27 November": Bounds(ATTACKS, "dev", slice(836, 948), 0.85, 0.97, 0.23),
    "test": Bounds(ATTACKS, "test", ALL, 0.85, 0.94, 0.15),
    **{
        f"{code}, {name}": Bounds(f"tests/gold/attacks.{code}.jsonl", *_part(code, name), *floors)
        for code, name, *floors in (
            ("ckb", "dev", 0.95, 0.98, 0.03),
            ("ckb", "blind until 27 November", 0.85, 0.92, 0.1),
            ("ckb", "test", 0.84, 0.97, 0.12),
            ("es", "dev", 0.95, 0.98, 0.05),
            ("es", "blind until 27 November", 0.87, 0.94, 0.25),
            ("es", "test", 0.72, 0.86, 0.24),
            ("fa", "dev", 0.94, 0.98, 0.09),
            ("fa", "blind until 27 November", 0.8, 0.9, 0.21),
            ("fa", "test", 0.82, 0.97, 0.09),
            ("fr", "dev", 0.92, 0.98, 0.08),
            ("fr", "blind until 27 November", 0.82, 0.94, 0.25),
            ("fr", "test", 0.73, 0.9, 0.22),
            ("ru", "dev", 0.92, 0.98, 0.06),
            ("ru", "blind until 27 November", 0.73, 0.9, 0.33),
            ("ru", "test", 0.79, 0.98, 0.19),
            ("tr", "dev", 0.91, 0.97, 0.04),
            ("tr", "blind until 27 November", 0.87, 0.94, 0.27),
            ("tr", "test", 0.75, 0.9, 0.31),
        )
    },
    **{
        f"{code}, {name}": Bounds(f"tests/gold/blind/attacks.{code}.jsonl", None, lines, *floors)
        for name, lines, code, *floors in (
            ("second blind", SECOND, "ar", 0.84, 0.95, 0.04),
            ("second blind", SECOND, "en", 0.77, 0.95, 0.12),
            ("second blind", SECOND, "ckb", 0.9, 0.98, 0.03),
            ("second blind", SECOND, "es", 0.72, 0.86, 0.31),
            ("second blind", SECOND, "fa", 0.89, 0.97, 0.12),
            ("second blind", SECOND, "fr", 0.68, 0.88, 0.33),
            ("second blind", SECOND, "ru", 0.62, 0.88, 0.28),
            ("second blind", SECOND, "tr", 0.77, 0.88, 0.25),
            ("third blind", THIRD, "ar", 0.89, 0.99, 0.06),
            ("third blind", THIRD, "en", 0.9, 0.99, 0.01),
            ("third blind", THIRD, "ckb", 0.87, 0.99, 0.07),
            ("third blind", THIRD, "es", 0.85, 0.95, 0.01),
            ("third blind", THIRD, "fa", 0.85, 0.99, 0.14),
            ("third blind", THIRD, "fr", 0.87, 0.99, 0.01),
            ("third blind", THIRD, "ru", 0.85, 0.99, 0.06),
            ("third blind", THIRD, "tr", 0.92, 0.99, 0.01),
            ("fourth blind", FOURTH, "ar", 0.89, 0.95, 0.01),
            ("fourth blind", FOURTH, "en", 0.84, 0.99, 0.12),
            ("fourth blind", FOURTH, "ckb", 0.83, 0.95, 0.16),
            ("fourth blind", FOURTH, "es", 0.84, 0.99, 0.07),
            ("fourth blind", FOURTH, "fa", 0.79, 0.87, 0.07),
            ("fourth blind", FOURTH, "fr", 0.75, 0.88, 0.29),
            ("fourth blind", FOURTH, "ru", 0.88, 0.95, 0.01),
            ("fourth blind", FOURTH, "tr", 0.86, 0.91, 0.18),
            ("fifth blind", FIFTH, "ar", 0.82, 0.99, 0.14),
            ("fifth blind", FIFTH, "en", 0.81, 0.96, 0.22),
            ("fifth blind", FIFTH, "ckb", 0.85, 0.99, 0.1),
            ("fifth blind", FIFTH, "es", 0.86, 0.99, 0.06),
            ("fifth blind", FIFTH, "fa", 0.83, 0.99, 0.13),
            ("fifth blind", FIFTH, "fr", 0.69, 0.86, 0.3),
            ("fifth blind", FIFTH, "ru", 0.84, 0.99, 0.11),
            ("fifth blind", FIFTH, "tr", 0.83, 0.92, 0.13),
            ("sixth blind", SIXTH, "ar", 0.82, 0.96, 0.06),
            ("sixth blind", SIXTH, "en", 0.71, 0.89, 0.23),
            ("sixth blind", SIXTH, "ckb", 0.81, 0.96, 0.13),
            ("sixth blind", SIXTH, "es", 0.69, 0.86, 0.13),
            ("sixth blind", SIXTH, "fa", 0.75, 0.99, 0.31),
            ("sixth blind", SIXTH, "fr", 0.63, 0.86, 0.23),
            ("sixth blind", SIXTH, "ru", 0.62, 0.86, 0.31),
            ("sixth blind", SIXTH, "tr", 0.79, 0.93, 0.22),
        )
    },
    **{
        f"{code}, of 28 November": Bounds(
            f"tests/gold/attacks.{code}.jsonl", "dev", slice(GROWN[code], LAST.get(code)), *floors
        )
        for code, *floors in (
            ("ckb", 0.9, 0.96, 0.11),
            ("es", 0.86, 0.98, 0.06),
            ("fa", 0.95, 0.98, 0.06),
            ("fr", 0.86, 0.95, 0.08),
            ("ru", 0.87, 0.98, 0.05),
            ("tr", 0.89, 0.98, 0.12),
        )
    },
    "gold of 28 November": Bounds(ATTACKS, "dev", slice(1110, 1122), 0.94, 0.98, 0.06),
    "gold of second attacks": Bounds(ATTACKS, "dev", slice(1122, None), 0.9, 0.98, 0.06),
    "fr, of second attacks": Bounds(
        "tests/gold/attacks.fr.jsonl", "dev", slice(LAST["fr"], None), 0.86, 0.85, 0.0
    ),
    "ru, of second attacks": Bounds(
        "tests/gold/attacks.ru.jsonl", "dev", slice(LAST["ru"], None), 0.83, 0.98, 0.0
    ),
    "it, dev": Bounds("tests/gold/attacks.it.jsonl", "dev", ALL, 0.92, 0.98, 0.05),
    "it, test": Bounds("tests/gold/attacks.it.jsonl", "test", ALL, 0.95, 0.98, 0.02),
}
"""Articles and bounds by name: the gold was written in turns."""


def gold_of(name: str) -> list[dict[str, Any]]:
    """Return the gold articles of a set."""
    of = SETS[name]
    lines = (ROOT / of.path).read_text(encoding="utf-8").splitlines()[of.lines]
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if of.half in (None, row.get("half"))]


@pytest.fixture(scope="module")
def reader() -> Extraction:
    return Extraction()


def scored(name: str, reader: Extraction, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the articles of a set; return the scorer's figures of their facts and of detection."""
    gold, out, rows = folder / "gold.jsonl", folder / "out.jsonl", gold_of(name)
    lines = [
        json.dumps({"article_id": row["id"], **{field: row[field] for field in FIELDS}})
        for row in rows
    ]
    read = reader.rows([article_of(line.encode(), Gaps()) for line in lines])
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    out.write_text("".join(f"{json.dumps(row)}\n" for row in read), encoding="utf-8")
    return figures("extraction", gold, out), figures("detection", gold, out)


def figures(task: str, gold: Path, out: Path) -> dict[str, Any]:
    """Return what the scorer says of a task."""
    command = [sys.executable, str(shared("tools", "score.py")), task, str(gold), str(out)]
    run = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    return dict(json.loads(run.stdout))


@pytest.mark.parametrize("name", SETS)
def test_attacks_are_told_from_other_news_and_their_facts_hold(
    name: str, reader: Extraction, tmp_path: Path
) -> None:
    bounds = SETS[name]
    facts, detection = scored(name, reader, tmp_path)
    assert detection["f1"] >= bounds.detection, detection
    assert facts["slots"]["f1"] >= bounds.slots, facts["by_slot"]
    assert facts["harmful"]["per_attack"] <= bounds.harmful, facts["harmful"]
