"""Tables: drawn by Rich on a terminal, plain columns with two spaces between when piped."""

import sys
from collections.abc import Sequence

import typer


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print `rows` under `heads` on stdout."""
    if sys.stdout.isatty():
        _drawn(heads, rows)
        return
    shown = [list(heads), *rows] if any(heads) else list(rows)
    widths = [max(len(row[i]) for row in shown) for i in range(len(heads))]
    for row in shown:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


def _drawn(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(show_header=any(heads), box=SIMPLE_HEAD)
    for at, head in enumerate(heads):
        drawn.add_column(head, overflow="fold", no_wrap=at == 0)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    Console().print(drawn)
