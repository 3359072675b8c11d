"""Words after which the name of a place comes."""

from functools import lru_cache

from streams.domain.bare import bare_words
from streams.lang.tables import rows_of


@lru_cache(maxsize=1)
def place_cues() -> frozenset[str]:
    """Return the cues of all languages as bare words."""
    rows = rows_of("place_cues.tsv")
    return frozenset(word for row in rows for word in bare_words(row["word"]))
