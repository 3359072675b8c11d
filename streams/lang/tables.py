"""Read the tab-separated tables under `lang/shared`: comment lines with #, then a header."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable


def shared_file(name: str) -> Traversable:
    """Return a file that all languages share."""
    return files("streams").joinpath("lang", "shared", name)


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table. Raises ValueError, naming the line, for other columns."""
    lines = shared_file(name).read_text("utf-8").splitlines()
    table = [(at, line) for at, line in enumerate(lines, 1) if not line.startswith("#")]
    header = table[0][1].split("\t")
    for at, line in table[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise ValueError(f"{name} line {at}: {len(header)} columns wanted, got {len(cells)}")
        yield dict(zip(header, cells, strict=True))
