"""Stories told by several outlets, replayed: what becomes of them together, and what is alerted."""

import gzip
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deploy.data.report_articles import is_held_out
from deploy.evaluate.scorer import FIELDS, ROOT, SHARED, Row, Scorer
from streams.lang.loader import languages_read

STORIES = (
    ("seeds/articles.jsonl", "seeds/gold-incidents.jsonl", "seeds, replayed"),
    ("tests/gold/incidents.jsonl", "tests/gold/incidents.jsonl", "own stories, replayed"),
    ("seeds/replays/kirkuk.jsonl", "seeds/replays/kirkuk.jsonl", "Kirkuk replay"),
    ("seeds/replays/stories.jsonl", "seeds/replays/stories.jsonl", "stories replayed"),
    (
        "seeds/replays/stories-second.jsonl",
        "seeds/replays/stories-second.jsonl",
        "stories replayed, second set",
    ),
    (
        "seeds/replays/stories-third.jsonl",
        "seeds/replays/stories-third.jsonl",
        "stories replayed, third set",
    ),
)
GOLD = ROOT / "tests" / "gold" / "attacks.jsonl"
OTHER_NEWS = SHARED / "data" / "other_news" / "articles.jsonl.gz"


def stories(scorer: Scorer) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each replay with its figures, and last the hard negatives of the own gold."""
    for articles, gold, name in STORIES:
        with TemporaryDirectory() as folder:
            out = _replayed(_rows(ROOT / articles), Path(folder))
            figures, _ = scorer.score("incidents", _rows(ROOT / gold), out)
            yield name, _shown(figures, _rows(out / "alerts.jsonl"))
    yield "hard negatives of the own gold, replayed", _negatives()
    yield from _other_news()


def _shown(figures: dict[str, Any], alerts: Sequence[Row]) -> dict[str, float]:
    pairs = figures["pairs"]
    shown = {
        "report pairs F1": pairs["f1"], "pairs precision": pairs["p"], "pairs recall": pairs["r"],
        "final state": figures["final_state"],
    }  # fmt: skip
    for key in ("incidents", "one_new_alert_or_none", "on_the_right_report", "extra_new_alerts"):
        shown[key.replace("_", " ")] = figures[key]
    return {**shown, "alerts": len(alerts)}


def _other_news() -> Iterator[tuple[str, dict[str, float]]]:
    """Yield for each language how many alerts its real news of other kinds sets off.

    First all of it, then the half that the report model was not fitted to.
    """
    with gzip.open(OTHER_NEWS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for language in sorted(languages_read() & {row["language"] for row in rows}):
        chosen = [row for row in rows if row["language"] == language]
        unseen = [row for row in chosen if is_held_out(row["article_id"])]
        yield f"other news, {language}", _pushed(chosen)
        yield f"other news, {language}, unseen", _pushed(unseen)


def _pushed(rows: Sequence[Row]) -> dict[str, float]:
    with TemporaryDirectory() as folder:
        alerts = _rows(_replayed(rows, Path(folder)) / "alerts.jsonl")
    pushed = sum(alert["kind"] == "new" for alert in alerts)
    return {"articles": len(rows), "new alerts": pushed}


def _negatives() -> dict[str, float]:
    """Replay the articles that report no attack; count those that are pushed as one, by level."""
    rows = [row for row in _rows(GOLD) if not row["is_attack"]]
    with TemporaryDirectory() as folder:
        alerts = _rows(_replayed(rows, Path(folder)) / "alerts.jsonl")
    pushed = Counter(alert["level"] for alert in alerts if alert["kind"] == "new")
    levels = {f"{level} alerts": pushed[level] for level in ("medium", "high", "critical")}
    return {"articles": len(rows), **levels}


def _replayed(rows: Sequence[Row], folder: Path) -> Path:
    """Replay articles in order of publication and return the folder of what came out."""
    source = folder / "articles.jsonl"
    ordered = sorted(rows, key=lambda row: str(row["published_at"]))
    named = [{"article_id": r.get("article_id") or r["id"], **_fields(r)} for r in ordered]
    source.write_text("".join(f"{json.dumps(row)}\n" for row in named), encoding="utf-8")
    command = [sys.executable, "-m", "streams.cli", "replay", str(source), "-o", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return folder


def _fields(row: Row) -> dict[str, Any]:
    return {field: row.get(field) for field in FIELDS}


def _rows(path: Path) -> list[Row]:
    """Return the rows of a JSON-lines file, without reports in languages that are not read."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    read = languages_read()
    return [row for row in rows if row.get("language") in read or "incidents" not in row]
