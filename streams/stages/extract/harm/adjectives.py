"""Words that describe people from behind their noun, as in Spanish: `dos policías municipales`."""

from dataclasses import replace

from streams.domain.numbers import Number
from streams.stages.extract.harm.reader import CountGroup, Reader

_MOST = 3
_COUNTING = ("harm_counted", "of_them", "subset", "others")


def described(reader: Reader, group: CountGroup, end: int) -> CountGroup:
    """Return the group with the adjectives behind its noun, which no mark parts from it."""
    if not reader.lexicon.grammar.nouns_lead or group.bare:
        return group
    stop = group.end
    while stop < min(end, group.end + _MOST) and not reader.passage.gap(stop - 1).strip():
        word = reader.hits.at(stop, "adjective")
        if word is None and stop not in reader.nationalities:
            break
        stop = word.end if word is not None else stop + 1
    if stop == group.end:
        return group
    nation = (reader.nationalities.get(token) for token in range(group.start, stop))
    return replace(
        group, end=stop, nationality=group.nationality or next((n for n in nation if n), None)
    )


def counts_article(reader: Reader, number: Number) -> bool:
    """Whether the number is only an article of a noun that is no person: `un ataque`."""
    if not reader.lexicon.grammar.nouns_lead or number.end != number.start + 1:
        return False
    article = reader.hits.at(number.start, "open_end")
    if article is None or article.value != "article":
        return False
    return reader.hits.at(number.end, *_COUNTING) is None
