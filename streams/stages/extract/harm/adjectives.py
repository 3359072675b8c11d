"""Words that describe people from behind their noun, as in Spanish: `dos policías municipales`."""

from dataclasses import replace

from streams.domain.numbers import Number
from streams.stages.extract.harm.reader import CountGroup, Reader

_MOST = 3
_LEAD_REACH = 4
_LEADS = (
    "besides", "along", "locative", "attribution_cue", "upto", "direction", "qualifier", "by",
    "unit", "role", "spoken_at", "says",
)  # fmt: skip
_COUNTING = ("harm_counted", "of_them", "subset", "others")


def described(reader: Reader, group: CountGroup, end: int) -> CountGroup:
    """Return the group with the adjectives behind its noun, which no mark parts from it.

    Dozens go up to the word for the hurt: `decenas de muertos`.
    """
    if not reader.lexicon.grammar.nouns_lead:
        return group
    stop = group.end
    if group.bare:
        dozens = reader.hits.at(stop, "open_end")
        if dozens is None or dozens.value != "of" or stop + 1 >= end:
            return group
        harmed = reader.hits.at(stop + 1, "harm_counted") is not None
        return replace(group, end=stop + 1) if harmed else group
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


def with_marker(reader: Reader, group: CountGroup, free: int) -> CountGroup:
    """Return the group with the word that marks whom a verb struck: `mató a tres policías`.

    So with words before its number: `a otras 17 personas`, `a sus dos hijos`. Not where the marker
    ends another phrase: `frente a tres policías`.
    """
    group = _with_lead(reader, group, free)
    at = group.start - 1
    if at < free or reader.hits.at(at, "object_marker") is None or reader.passage.gap(at).strip():
        return group
    ending = reader.hits.within(max(0, at - _LEAD_REACH), group.start, *_LEADS)
    if any(hit.start < at and hit.end == group.start for hit in ending):
        return group
    return replace(group, start=at)


def _with_lead(reader: Reader, group: CountGroup, free: int) -> CountGroup:
    """Return the group with `otros`, `los` or `sus` before its number."""
    start = group.start
    if not reader.lexicon.grammar.nouns_lead or group.single:
        return group
    while start > free and reader.hits.at(start - 1, "others", "owner") is not None:
        if reader.passage.gap(start - 1).strip() or start < group.start - 1:
            break
        start -= 1
    return replace(group, start=start) if start < group.start else group


def is_marked(reader: Reader, group: CountGroup) -> bool:
    """Whether such a word stands at its head, be it an article as well: `al alcalde`."""
    return reader.hits.at(group.start, "object_marker") is not None


def counts_article(reader: Reader, number: Number) -> bool:
    """Whether the number is only an article of a noun that is no person: `un ataque`."""
    if not reader.lexicon.grammar.nouns_lead or number.end != number.start + 1:
        return False
    article = reader.hits.at(number.start, "open_end")
    if article is None or article.value != "article":
        return False
    return reader.hits.at(number.end, *_COUNTING) is None


def qualified(reader: Reader, qualifier: str | None, at: int, stop: int) -> tuple[str | None, int]:
    """Return what qualifies a number, and where its people end: `ثمانية مدنيين على الأقل`."""
    after = reader.hits.at(at, "qualifier")
    if after is None or after.value != "at_least":
        return qualifier, stop
    return qualifier or after.value, after.end if after.start == stop else stop
