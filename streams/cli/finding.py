"""What `rasid doctor` finds, one line each."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "missing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; only `missing` keeps the product from working."""

    state: State
    what: str
    detail: str
