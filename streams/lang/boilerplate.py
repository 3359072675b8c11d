"""Phrases by which sites ask, point and protect, under every article alike."""

from functools import lru_cache

from streams.lang.tables import rows_of


@lru_cache(maxsize=1)
def boilerplate_cues() -> tuple[str, ...]:
    """Return the phrases as they are written."""
    return tuple(row["phrase"] for row in rows_of("boilerplate_cues.tsv"))
