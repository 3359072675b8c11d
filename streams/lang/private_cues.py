"""Load the words near which private persons are named."""

from functools import cache

from streams.domain.folding import fold_either
from streams.lang.tables import rows_of

PRIVATE_CUES = "private_cues.tsv"


@cache
def private_cues() -> tuple[str, ...]:
    """Return the folded words of all languages; in Arabic they may stand behind a clitic."""
    return tuple(_cue(row["language"], row["cue"]) for row in rows_of(PRIVATE_CUES))


def _cue(language: str, cue: str) -> str:
    folded = " ".join(fold_either(cue).split())
    return folded if language == "ar" else f" {folded}"
