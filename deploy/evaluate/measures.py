"""The sets of articles and what is measured on each: names of measures to figures."""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.evaluate import languages
from deploy.evaluate.captions import captions
from deploy.evaluate.copies import copies
from deploy.evaluate.muc4 import documents
from deploy.evaluate.muc4_score import scored
from deploy.evaluate.real_press import real_press
from deploy.evaluate.scorer import ROOT, SHARED, Row, Scorer
from deploy.evaluate.short_reports import short_reports
from deploy.evaluate.stories import stories


@dataclass(frozen=True, slots=True)
class Measured:
    """One set: its figures by measure, and its misleading errors as the page may show them."""

    name: str
    figures: dict[str, float]
    harmful: tuple[str, ...] = ()


def measured(scorer: Scorer) -> Iterator[Measured]:
    """Yield every set that lies at hand, the founding article first."""
    yield _founding(scorer)
    for path, half, name in _GOLD:
        rows = [r for r in _rows(ROOT / path) if half in (None, r.get("half"))]
        for language in (None, "ar", "en") if half else (None,):
            chosen = [r for r in rows if language in (None, r["language"])]
            label = f"{name}, {language}" if language else name
            yield _gold(scorer, chosen, label, listed=half != "test" and language is None)
    yield from _by_language(scorer)
    for name, figures in short_reports():
        yield Measured(name, figures)
    for name, figures in stories(scorer):
        yield Measured(name, figures)
    for name, figures in copies(SHARED / "data"):
        yield Measured(name, figures)
    for name, figures in real_press(scorer):
        yield Measured(name, figures)
    for name, figures in captions(scorer, SHARED / "data" / "syrian_archive"):
        yield Measured(name, figures)
    yield _sentences(scorer)
    for parts in (("dev",), ("tst1", "tst2")):
        name = "MUC-4 " + "+".join(parts)
        figures, harmful = scored(scorer, list(documents(SHARED / "data" / "muc4", parts)))
        yield Measured(name, figures, harmful)
    yield Measured("languages", languages.figures())


GOLD = "tests/gold"
_GOLD = (
    ("seeds/gold-extraction.jsonl", None, "seeds"),
    ("tests/gold/attacks.jsonl", "dev", "own gold, development"),
    ("tests/gold/attacks.jsonl", "test", "own gold, test"),
)


def _by_language(scorer: Scorer) -> Iterator[Measured]:
    """Yield the gold of further languages by half, and the test sets of all: opened, newest."""
    for path in sorted((ROOT / GOLD).glob("attacks.*.jsonl")):
        language, rows = path.suffixes[0].removeprefix("."), _rows(path)
        for half, name in (("dev", "development"), ("test", "test")):
            chosen = [row for row in rows if row["half"] == half]
            label = f"own gold, {name}, {language}"
            yield _gold(scorer, chosen, label, listed=half != "test")
    for path in sorted((ROOT / GOLD / "blind").glob("attacks.*.jsonl")):
        language, rows = path.suffixes[0].removeprefix("."), _rows(path)
        for half, name in (("dev", "earlier test sets, opened"), ("test", "newest test set")):
            chosen = [row for row in rows if row["half"] == half]
            yield _gold(scorer, chosen, f"own gold, {name}, {language}", listed=False)


def _founding(scorer: Scorer) -> Measured:
    body = (SHARED / "gold" / "kirkuk-2016-10-21.ar.txt").read_text(encoding="utf-8")
    article = {"id": "founding", "source": "irfaasawtak.com", "body": body}
    rows = scorer.read([{**article, "published_at": "2016-10-21T18:00:00Z"}])
    figures, _ = scorer.score("founding", SHARED / "gold" / "kirkuk-2016-10-21.gold.json", rows)
    shown = {"checks of 28": figures["checks"], "spans covered": figures["spans_covered"]}
    return Measured("founding article", shown)


def _gold(scorer: Scorer, gold: Sequence[Row], name: str, *, listed: bool) -> Measured:
    out = scorer.read(gold)
    facts, misses = scorer.score("extraction", gold, out)
    detection, _ = scorer.score("detection", gold, out)
    harmful = facts["harmful"]
    figures = {
        "slots F1": facts["slots"]["f1"], "attacks F1": facts["events"]["f1"],
        "detection F1": detection["f1"], "false alarms": detection["fp"],
        "misleading errors": harmful["errors"], "misleading an attack": harmful["per_attack"],
    }  # fmt: skip
    kinds = Counter(str(m[-1]) if m[1] == "HARM" else str(m[1]) for m in misses if _misleads(m))
    if listed:
        return Measured(name, figures, tuple(_line(m) for m in misses if _misleads(m)))
    return Measured(name, figures, tuple(f"{n} x {kind}" for kind, n in sorted(kinds.items())))


def _misleads(miss: Sequence[Any]) -> bool:
    return miss[1] in ("HARM", "extra attack")


def _line(miss: Sequence[Any]) -> str:
    """Return the article's id and what misleads in it, never its words."""
    return f"{miss[0]}: {miss[2] if miss[1] == 'HARM' else 'attack that is not in the article'}"


def _sentences(scorer: Scorer) -> Measured:
    """The Arabic sentences, development half: yes against every no, and against the easy ones."""
    path = SHARED / "data" / "arabic_event_gsr" / "assault_dev.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["label"] != "ambiguous"]
    gold = [
        {"id": str(at), "body": row["text"], "source": "aawsat.com", "published_at": None,
         "is_attack": row["label"] == "yes"}
        for at, row in enumerate(rows)
    ]  # fmt: skip
    read = scorer.read(gold)
    figures, _ = scorer.score("detection", gold, read)
    shown = {"detection F1": figures["f1"], "precision": figures["p"], "recall": figures["r"]}
    chosen = [at for at, row in enumerate(rows) if row["label"] != "difficult no"]
    easy, _ = scorer.score("detection", [gold[at] for at in chosen], [read[at] for at in chosen])
    shown["detection F1 against easy no"] = easy["f1"]
    return Measured("Arabic event sentences (assault_dev)", shown)


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
