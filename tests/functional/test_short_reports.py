"""What the reader makes of short reports in eight languages may not fall."""

import pytest

from deploy.evaluate.short_reports import FOLDER, LANGUAGES, figures, rows
from streams.cli.answers import Extraction

FLOORS = {
    ("ar", "dev"): (0.79, 0.66, 1),
    ("en", "dev"): (0.87, 0.78, 0),
    ("ckb", "dev"): (0.84, 0.75, 1),
    ("es", "dev"): (0.92, 0.83, 0),
    ("fa", "dev"): (0.76, 0.65, 0),
    ("fr", "dev"): (0.92, 0.81, 1),
    ("ru", "dev"): (0.77, 0.66, 2),
    ("tr", "dev"): (0.94, 0.81, 0),
    ("ar", "test"): (0.66, 0.60, 1),
    ("en", "test"): (0.68, 0.57, 1),
    ("ckb", "test"): (0.78, 0.65, 3),
    ("es", "test"): (0.76, 0.67, 2),
    ("fa", "test"): (0.81, 0.60, 0),
    ("fr", "test"): (0.64, 0.53, 0),
    ("ru", "test"): (0.59, 0.50, 0),
    ("tr", "test"): (0.59, 0.55, 1),
}
"""Shares of attacks found and facts right at least, false alarms at most."""
REPORTS, OTHERS = 80, 40


@pytest.fixture(scope="module")
def reader() -> Extraction:
    """Return the reader that all languages share."""
    return Extraction()


@pytest.mark.parametrize(("language", "half"), FLOORS)
def test_short_reports_are_read_as_well_as_before(
    reader: Extraction, language: str, half: str
) -> None:
    found = figures(reader, language, half)
    attacks, facts, alarms = FLOORS[language, half]
    assert found["attacks found"] >= attacks
    assert found["facts right"] >= facts
    assert found["false alarms"] <= alarms


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_reports_and_other_texts(language: str) -> None:
    gold = rows(FOLDER / f"{language}.jsonl")
    assert sum(bool(row["events"]) for row in gold) >= REPORTS
    assert sum(bool(row["reject_reason"]) for row in gold) == OTHERS
    assert all(bool(row["events"]) != bool(row["reject_reason"]) for row in gold)
    assert len({row["body"] for row in gold}) == len(gold)
