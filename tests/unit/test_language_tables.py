"""The glossary of language tables has each table once, with the languages that have it."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs" / "language-tables.md"
LANGUAGES = ROOT / "streams" / "lang"
FILES = ("lexicon.toml", "attacks.toml", "people.toml", "context.toml")
COLUMNS = 4
NAME = re.compile(r"`(\w+)`")


def cells(text: str) -> Iterator[list[str]]:
    """Yield the cells of the rows that are neither heads nor rules of a table."""
    for line in text.splitlines():
        row = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and row[0] != "table" and set(row[0]) != set("-"):
            yield row


def listed(text: str) -> list[tuple[str, frozenset[str]]]:
    """Return the tables that a glossary names, each with the languages that its row gives."""
    found = []
    for row in cells(text):
        name = NAME.fullmatch(row[0])
        assert len(row) == COLUMNS, row
        assert name is not None, row
        found.append((name[1], frozenset(row[-1].split())))
    return found


def in_data(languages: Path) -> dict[str, frozenset[str]]:
    """Return the languages that have each table, by its name."""
    found: dict[str, set[str]] = defaultdict(set)
    for lexicon in languages.glob("*/lexicon.toml"):
        for file in FILES:
            for table in tomllib.loads(lexicon.with_name(file).read_text("utf-8")):
                found[table].add(lexicon.parent.name)
    return {table: frozenset(codes) for table, codes in found.items()}


def faults(text: str, tables: dict[str, frozenset[str]]) -> list[str]:
    """Return what a glossary has wrong, a line for each table."""
    rows = listed(text)
    count = Counter(name for name, _ in rows)
    found = [f"{name}: no row" for name in sorted(tables.keys() - count.keys())]
    found += [f"{name}: {n} rows" for name, n in sorted(count.items()) if n > 1]
    for name, codes in rows:
        has = tables.get(name, frozenset())
        if codes != has:
            found.append(f"{name}: row says {sorted(codes)}, data {sorted(has)}")
    return found


def test_every_table_has_one_row_with_its_languages() -> None:
    """Docs and data agree."""
    tables = in_data(LANGUAGES)
    assert tables.keys() >= {"trigger", "grammar", "harm_post"}
    assert faults(GLOSSARY.read_text("utf-8"), tables) == []


def test_faults_are_seen() -> None:
    """A table without a row, a row without a table, a second row and wrong languages all show."""
    text = GLOSSARY.read_text("utf-8")
    tables = in_data(LANGUAGES)
    row = next(line for line in text.splitlines() if line.startswith("| `trigger` |"))
    less = {name: codes for name, codes in tables.items() if name != "trigger"}
    other = tables | {"trigger": frozenset({"en"})}
    assert faults(text, tables | {"new_table": frozenset({"en"})}) == ["new_table: no row"]
    assert faults(text.replace(f"{row}\n", ""), tables) == ["trigger: no row"]
    assert faults(f"{text}{row}\n", tables) == ["trigger: 2 rows"]
    assert [fault.partition(":")[0] for fault in faults(text, less)] == ["trigger"]
    assert [fault.partition(":")[0] for fault in faults(text, other)] == ["trigger"]


def test_a_table_of_any_file_is_found(tmp_path: Path) -> None:
    """Tables are read from all four files of each folder that has a lexicon."""
    for code in ("en", "xx"):
        (tmp_path / code).mkdir()
        for file in FILES:
            head = f"[{file.partition('.')[0]}_{code}]\n[both]\n"
            (tmp_path / code / file).write_text(head, "utf-8")
    (tmp_path / "shared").mkdir()
    found = in_data(tmp_path)
    assert found["both"] == {"en", "xx"}
    assert found["people_xx"] == {"xx"}
    assert len(found) == 2 * len(FILES) + 1
