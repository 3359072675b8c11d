"""How claims, blame and denials are told in news: one small table a language, a row for each way.

A row holds its kind, the sentence behind a report of a bombing, and who claims it (`claims`) or is
held to have done it (`by`); nothing where nobody is.
"""

from pathlib import Path

import pytest

from tests.reading import attack
from tests.unit.test_harm_matrix import HEADS

TABLES = Path(__file__).parents[1] / "gold" / "claims"
NOT_YET = {
    ("ckb", "blamed-authors"),
    ("ckb", "claim-nominal"),
    ("ckb", "other-attack"),
    ("en", "claim-elided"),
    ("en", "claim-pronoun"),
    ("fa", "blamed-accused"),
    ("fr", "claim-elided"),
    ("fr", "claim-own-men"),
    ("fr", "claim-pronoun"),
    ("it", "claim-own-men"),
    ("ru", "claim-elided"),
    ("ru", "claim-own-men"),
    ("ru", "claim-pronoun"),
}
"""Ways that are not read yet; a row that is read must leave the list."""


def rows() -> list[tuple[str, str, str, str]]:
    """Return language, kind, text and what is told of each row."""
    lines = (
        (path.stem, line)
        for path in sorted(TABLES.glob("*.tsv"))
        for line in path.read_text("utf-8").splitlines()
    )
    return [(language, *line.split("\t")) for language, line in lines]  # type: ignore[misc]


@pytest.mark.parametrize(("language", "kind", "text", "expected"), rows())
def test_a_way_to_tell_who_did_it_is_read(
    language: str, kind: str, text: str, expected: str
) -> None:
    told = attack(f"{HEADS[language]} {text}", language=language)
    claimed = {c.claimant for c in told.claims if c.kind == "responsibility"}
    blamed = {p.name for p in told.perpetrators if p.name}
    way, _, name = expected.partition("=")
    wanted = ({name} if way == "claims" else set(), {name} if name else set())
    read = (claimed, blamed) == wanted
    assert read != ((language, kind) in NOT_YET), (claimed, blamed)
