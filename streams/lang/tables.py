"""Read tab-separated tables, shared or of one language: comments with #, then a header."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

SHARED = "shared"
FIRST = ("ar", "en")
"""The languages whose names stand in the shared tables; the others have tables of their own."""


@cache
def language_folders() -> tuple[Traversable, ...]:
    """Return the folders of the languages that are read, sorted by ISO 639 code."""
    root = files("streams.lang")
    folders = (f for f in root.iterdir() if (f / "lexicon.toml").is_file())
    return tuple(sorted(folders, key=lambda folder: folder.name))


def later_languages() -> tuple[str, ...]:
    """Return the codes of the languages with tables of their own."""
    return tuple(f.name for f in language_folders() if f.name not in FIRST)


def shared_file(name: str) -> Traversable:
    """Return a file that all languages share."""
    return _file(name, SHARED)


def _file(name: str, folder: str) -> Traversable:
    return files("streams").joinpath("lang", folder, name)


def rows_of(name: str, folder: str = SHARED) -> Iterator[dict[str, str]]:
    """Yield the rows of a table. Raises ValueError, naming the line, for other columns."""
    lines = _file(name, folder).read_text("utf-8").splitlines()
    table = [(at, line) for at, line in enumerate(lines, 1) if not line.startswith("#")]
    header = table[0][1].split("\t")
    for at, line in table[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise ValueError(
                f"{folder}/{name} line {at}: {len(header)} columns wanted, got {len(cells)}"
            )
        yield dict(zip(header, cells, strict=True))


def own_rows(name: str, language: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a language's own table, none where it has no such table."""
    if _file(name, language).is_file():
        yield from rows_of(name, language)


def listed(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several, split by |."""
    return tuple(cell.split("|")) if cell else ()
