"""One person told by the name of a people alone: `wounded a Syrian`, `إصابة سوري`."""

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_FOLLOWS = (
    "harm_verb", "harm_post", "harm_pre", "harm_counted", "says", "aux", "locative", "by",
    "subset", "time", "weekday", "month", "small_word", "clause",
)  # fmt: skip
BEFALLS = ("harm_post", "harm_verb")
"""Words of harm that have right behind them whom it befell."""
_ONE = ("ي", "يا", "ية", "يه")


def national_behind(reader: Reader, determiner: Hit, end: int) -> CountGroup | None:
    """Return the one behind an article and nothing else: `a Syrian who`, `an Afghan and`."""
    at = determiner.end
    if at >= end or at not in reader.nationalities or reader.hits.at(at, "person") is not None:
        return None
    stop = at + 1
    ends = stop >= end or bool(reader.passage.gap(at).strip())
    follows = ends or reader.hits.at(stop, *_FOLLOWS) is not None
    if not follows and reader.passage.words[stop] != reader.lexicon.conjunction:
        return None
    return _one(reader, determiner.start, stop)


def national_at(reader: Reader, at: int) -> CountGroup | None:
    """Return the one right behind an Arabic word of harm: `مقتل لبناني`, `وأصيبت مصرية`.

    An adjective of a place or thing stands behind its noun, the article before it.
    """
    if not reader.lexicon.clitics.article or at not in reader.nationalities:
        return None
    word = reader.passage.words[at]
    harm = any(hit.end == at for hit in reader.hits.within(max(0, at - 3), at, *BEFALLS))
    if not harm or word.startswith(reader.lexicon.clitics.article) or not word.endswith(_ONE):
        return None
    return _one(reader, at, at + 1)


def _one(reader: Reader, start: int, end: int) -> CountGroup:
    nation = reader.nationalities[end - 1]
    return CountGroup(start, end, 1, 1, "people", "victim", nationality=nation, single=True)
