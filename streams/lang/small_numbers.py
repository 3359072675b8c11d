"""Numbers up to twenty as newspapers spell them, to the digits they stand for."""

from functools import lru_cache

from streams.lang.tables import rows_of


@lru_cache(maxsize=1)
def small_numbers() -> dict[str, str]:
    """Return word to digits; words of all languages in one table, small letters."""
    return {row["word"]: row["number"] for row in rows_of("small_numbers.tsv")}
