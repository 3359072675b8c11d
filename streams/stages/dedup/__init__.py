"""Dedup: decide of each signed article whether it was seen before, and link it if so."""

from streams.stages.dedup.stage import run
from streams.stages.dedup.table import TABLE

__all__ = ["TABLE", "run"]
