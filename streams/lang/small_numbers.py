"""Numbers up to twenty as newspapers spell them, to the digits they stand for."""

from functools import lru_cache

from streams.domain.bare import bare_words
from streams.lang.tables import rows_of


@lru_cache(maxsize=1)
def small_numbers() -> dict[str, str]:
    """Return bare word to digits; the words of all languages are in one table."""
    rows = rows_of("small_numbers.tsv")
    return {word: row["number"] for row in rows for word in bare_words(row["word"])}
