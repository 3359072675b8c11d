"""Articles of the real press, judged and annotated by hand: ids, offsets and values lie here alone.

`real-press.tsv` and `real-labels.tsv` tell reports of fresh attacks from others, and the slots of
attacks stand in `real-attacks.jsonl`. All were made from the text alone, by judges who had not seen
what the reader makes of it.
"""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from deploy.evaluate.muc4 import documents
from deploy.evaluate.scorer import ROOT, SHARED, Row, Scorer

GOLD = ROOT / "tests" / "gold"
SLOTS = ("killed", "city", "perpetrator", "date", "claimed_by")

Named = tuple[str, dict[str, float]]


def real_press(scorer: Scorer) -> Iterator[Named]:
    """Yield the sets by name, each with its figures."""
    articles = _articles()
    for file, half, name in (
        ("real-press.tsv", None, "300 real articles, labelled"),
        ("real-labels.tsv", "dev", "further real articles, development"),
        ("real-labels.tsv", "test", "further real articles, test"),
    ):
        yield name, labelled(scorer, articles, _judged(GOLD / file, half))
    for half, name in (("dev", "development"), ("test", "test")):
        gold = annotated(articles, half)
        yield f"real attacks, annotated, {name}", slots(scorer, gold)


def labelled(
    scorer: Scorer, articles: Mapping[str, Row], judged: Sequence[Mapping[str, str]]
) -> dict[str, float]:
    """Return how well the reader tells reports of a fresh attack from what else the press holds."""
    gold = [
        {**articles[row["article_id"]], "is_attack": row["report"] == "1", "sure": row["sure"]}
        for row in judged
    ]
    read = scorer.read(gold)
    figures, _ = scorer.score("detection", gold, read)
    sure = [at for at, row in enumerate(gold) if row["sure"] == "1"]
    surely, _ = scorer.score("detection", [gold[at] for at in sure], [read[at] for at in sure])
    return {
        "articles": len(gold), "reports": sum(row["is_attack"] for row in gold),
        "fresh attack precision": figures["p"], "fresh attack recall": figures["r"],
        "precision where the judge was sure": surely["p"],
        "recall where the judge was sure": surely["r"],
    }  # fmt: skip


def annotated(articles: Mapping[str, Row], half: str) -> list[dict[str, Any]]:
    """Return the annotated articles of one half, in the form that the scorer reads."""
    with (GOLD / "real-attacks.jsonl").open(encoding="utf-8") as lines:
        rows = [row for line in lines if (row := json.loads(line))["half"] == half]
    return [_joined(row, articles[row["article_id"]]) for row in rows]


def _joined(row: Mapping[str, Any], article: Row) -> dict[str, Any]:
    events = [
        {**event, "places": [str(article[part])[a:b] for part, a, b in event["places_at"]]}
        for event in row["events"]
    ]
    return {**article, "is_attack": True, "events": events, "skip": row.get("skip", [])}


def slots(scorer: Scorer, gold: Sequence[Row]) -> dict[str, float]:
    """Return the share of attacks that are found, and of those the share of right values.

    A value is right where it equals the article's, and also where both say nothing.
    """
    found, wanted = 0, 0
    right = dict.fromkeys(SLOTS, 0)
    asked = dict.fromkeys(SLOTS, 0)
    for row, read in zip(gold, scorer.read(gold), strict=True):
        attacks = scorer.live(read)
        pairs = scorer.align(row["events"], attacks)
        wanted += len(row["events"])
        found += len(pairs)
        for event, attack in ((row["events"][i], attacks[j]) for i, j in pairs):
            for slot in (s for s in SLOTS if s not in row["skip"]):
                is_right = scorer.is_right(slot, event, attack)
                asked[slot] += is_right is not None
                right[slot] += bool(is_right)
    return {
        "articles": len(gold), "attacks": wanted, "found": found / wanted if wanted else 0.0,
        **{slot: right[slot] / max(1, asked[slot]) for slot in SLOTS},
    }  # fmt: skip


def _judged(path: Path, half: str | None) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [row for row in rows if half in (None, row.get("half"))]


def _articles() -> dict[str, Row]:
    """Return the articles that lie beside the checkout, by id, as gold rows without an answer."""
    path = SHARED / "data" / "arabic_news_2015" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        arabic = [json.loads(line) for line in lines]
    rows = [{**a, "id": a["article_id"], "language": "ar"} for a in arabic]
    muc4 = documents(SHARED / "data" / "muc4", ("dev",))
    return {row["id"]: row for row in [*rows, *muc4]}
