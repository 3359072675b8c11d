"""The labelled articles of the real press: ids, labels and kinds alone, each article once."""

import csv
from collections import Counter
from pathlib import Path

TABLE = Path(__file__).parents[1] / "gold" / "real-press.tsv"
JUDGED = TABLE.with_name("real-2015.tsv")
KINDS = {
    "attack", "accident", "crime", "court", "old", "statistics", "opinion", "reaction", "threat",
    "plot", "arrest", "front", "sport", "other",
}  # fmt: skip


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_three_hundred_articles_half_of_them_drawn_by_chance() -> None:
    found = rows()
    assert len({row["article_id"] for row in found}) == 300
    assert Counter(row["drawn"] for row in found) == {"words": 150, "chance": 150}


def test_label_and_kind_agree() -> None:
    for row in rows():
        assert row["kind"] in KINDS
        assert (row["report"] == "1") == (row["kind"] == "attack"), row["article_id"]
        assert row["sure"] in ("0", "1")


def test_none_was_used_to_fit_the_report_model() -> None:
    fitted = {line.split("\t")[0] for line in JUDGED.read_text("utf-8").splitlines()}
    assert fitted.isdisjoint(row["article_id"] for row in rows())
