"""The gold of further languages keeps its form, as that of Arabic and English does."""

from typing import TYPE_CHECKING, Any

import pytest

from streams.lang.loader import languages_read
from tests.unit.test_gold import COUNTS, EVENT_FIELDS, FIELDS, GOLD, GROUPS, REASONS, TARGETS, TYPES
from tests.unit.test_gold import rows as rows_of

if TYPE_CHECKING:
    from pathlib import Path

UNREGISTERED = {"Saraya Qasioun", "Tajik forces"}
"""Groups of blind articles whose script cannot hold their English names."""
FILES = sorted(GOLD.glob("attacks.*.jsonl"))
BLIND = sorted((GOLD / "blind").glob("attacks.*.jsonl"))


def read(path: "Path") -> tuple[str, list[dict[str, Any]]]:
    """Return a language and the rows of its gold."""
    return path.suffixes[0].removeprefix("."), rows_of(str(path.relative_to(GOLD)))


@pytest.fixture(params=[*FILES, *BLIND], ids=lambda path: str(path.relative_to(GOLD)))
def gold(request: pytest.FixtureRequest) -> tuple[str, list[dict[str, Any]]]:
    """Return a language and the rows of one of its files."""
    return read(request.param)


def test_every_further_language_has_gold() -> None:
    named = {path.suffixes[0].removeprefix(".") for path in FILES}
    assert named == languages_read() - {"ar", "en"}


def test_rows_have_the_form(gold: tuple[str, list[dict[str, Any]]]) -> None:
    language, rows = gold
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert list(row) == FIELDS, row["id"]
        assert row["language"] == language
        assert row["is_attack"] == bool(row["events"]) == (row["reject_reason"] is None)
        assert row["reject_reason"] in {None, *REASONS}, row["id"]


def test_events_use_the_closed_lists_and_groups_that_are_known_or_as_the_text_calls_them(
    gold: tuple[str, list[dict[str, Any]]],
) -> None:
    for row in gold[1]:
        text = f"{row['title']}\n{row['body']}"
        for event in row["events"]:
            assert list(event) == EVENT_FIELDS, row["id"]
            assert {event["attack_type"], *event["alt_types"]} <= TYPES, row["id"]
            assert set(event["targets"]) <= TARGETS, row["id"]
            named = {event["perpetrator"], event["claimed_by"], *event["perpetrator_alt"]}
            text = f"{row['title']} {row['body']}"
            assert all(name in text for name in named - {None} - GROUPS - UNREGISTERED), row["id"]
            assert all(place in text for place in event["places"]), row["id"]
            assert all(event[count] is None or event[count] >= 0 for count in COUNTS)


@pytest.mark.parametrize("half", ["dev", "test"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffixes[0])
def test_either_half_has_enough(path: "Path", half: str) -> None:
    mine = [row for row in read(path)[1] if row["half"] == half]
    assert sum(row["is_attack"] for row in mine) >= 20
    assert sum(not row["is_attack"] for row in mine) >= 15
