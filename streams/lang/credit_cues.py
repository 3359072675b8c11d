"""Words that show what a wire's name is doing in a sentence."""

from dataclasses import dataclass
from functools import lru_cache

from streams.domain.bare import bare_words
from streams.lang.tables import rows_of


@dataclass(frozen=True, slots=True)
class CreditCues:
    """Bare words: `credit` stand before an agency that is quoted, `photo` mark a picture's line."""

    credit: frozenset[str]
    photo: frozenset[str]


@lru_cache(maxsize=1)
def credit_cues() -> CreditCues:
    """Return the cues of all languages."""
    rows = list(rows_of("credit_cues.tsv"))
    kinds = {
        kind: frozenset(w for row in rows if row["kind"] == kind for w in bare_words(row["word"]))
        for kind in ("credit", "photo")
    }
    return CreditCues(kinds["credit"], kinds["photo"])
