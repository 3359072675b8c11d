"""Clocks of processes that a drill sets: by how much they are wrong lies in a file they all map."""

import struct
from pathlib import Path

from tests.chaos.crew import ROOT


class Clocks:
    """The hands of all clocks: `settings` make a Python process look at them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(struct.pack("<d", 0.0))
        hands = Path(__file__).parent / "clock"
        self.settings = {"PYTHONPATH": f"{hands}:{ROOT}", "CHAOS_CLOCK": str(path)}

    def set(self, seconds: float) -> None:
        """Let every clock be wrong by so much; what measures spans of time is not touched."""
        with self._path.open("r+b") as file:
            file.write(struct.pack("<d", seconds))
