"""Words whose full stop ends no sentence."""

from collections.abc import Set as AbstractSet
from functools import lru_cache

from streams.domain.folding import fold_either
from streams.lang.tables import rows_of


@lru_cache(maxsize=1)
def abbreviations() -> AbstractSet[str]:
    """Return them folded; those of all languages are in one table."""
    return frozenset(fold_either(row["word"]) for row in rows_of("abbreviations.tsv"))
