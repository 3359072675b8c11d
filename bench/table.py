"""What a bench gives: a table, shown as Markdown, kept as JSON with the machine it was made on."""

import json
import os
import platform
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from streams import __version__

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / ".run" / "bench"

Line = Mapping[str, str | float | None]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines with the same columns, in order. `broken` names the bounds that are broken."""

    title: str
    lines: Sequence[Line]
    notes: Sequence[str] = ()
    broken: Sequence[str] = ()

    def markdown(self) -> str:
        """Return the table as a person reads it."""
        columns = list(self.lines[0])
        rows = [[shown(line[name]) for name in columns] for line in self.lines]
        rule = ["---:" if self._is_number(name) else "---" for name in columns]
        table = [f"| {' | '.join(row)} |" for row in (columns, rule, *rows)]
        complaints = [f"**Out of bounds: {each}**" for each in self.broken]
        return "\n".join([f"### {self.title}", "", *table, "", *self.notes, *complaints])

    def _is_number(self, column: str) -> bool:
        return any(isinstance(line[column], float) for line in self.lines)


def shown(value: str | float | None) -> str:
    """Return a figure with the three digits that count, and nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def machine() -> dict[str, str | int | None]:
    """Return what the figures depend on."""
    return {
        "rasid": __version__,
        "commit": _commit(),
        "date": time.strftime("%Y-%m-%d %H:%M", time.gmtime()) + "Z",
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
    }


def keep(tables: Sequence[Table]) -> Path:
    """Write the tables under `.run/bench` and return the file."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / time.strftime("%Y%m%dT%H%M%SZ.json", time.gmtime())
    found = {**machine(), "tables": [asdict(table) for table in tables]}
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return path


def _commit() -> str | None:
    """Return the short hash, with a plus sign where files are changed; None without git."""
    command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
