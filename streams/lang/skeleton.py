"""The consonants of a name, so that names in Arabic and in Latin letters can be compared."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby

from streams.domain.folding import fold_arabic, fold_latin

_LONGEST = 2
_SILENT_END = "h"
"""The ending that Arabic writes as a letter and Latin transcriptions mostly leave out."""


def skeleton(word: str) -> str:
    """Return the sounds of a word without vowels and doubled letters: `krd` of `Karrada`.

    Two names with one skeleton are likely one name; short ones mean little.
    """
    folded = fold_arabic(fold_latin(word)).replace(" ", "")
    table, sounds, at = _table(), "", 0
    while at < len(folded):
        size = _LONGEST if folded[at : at + _LONGEST] in table else 1
        sounds += table.get(folded[at : at + size], "")
        at += size
    return "".join(sound for sound, _ in groupby(sounds)).removesuffix(_SILENT_END)


@cache
def _table() -> Mapping[str, str]:
    text = files("streams").joinpath("lang", "shared", "consonants.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {letters: sound for names, sound in rows for letters in names.split()}
