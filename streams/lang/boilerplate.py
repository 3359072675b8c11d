"""Phrases by which sites ask, point and protect, under every article alike."""

from functools import lru_cache

from streams.domain.bare import bare_words
from streams.lang.tables import rows_of


@lru_cache(maxsize=1)
def boilerplate_cues() -> dict[str, tuple[str, ...]]:
    """Return the phrases as they are written, by the longest of their bare words."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows_of("boilerplate_cues.tsv"):
        word = max(bare_words(row["phrase"]), key=len)
        found[word] = (*found.get(word, ()), row["phrase"])
    return found
