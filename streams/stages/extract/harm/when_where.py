"""Words of time and place between a verb and whom it hurt: `ont abattu lundi à Kobadié trois`."""

from streams.stages.extract.harm.reader import Reader

_WHEN = ("weekday", "time", "month", "part_of_day", "last", "locative", "direction", "place_head")


def only_when_and_where(reader: Reader, start: int, end: int) -> bool:
    """Whether all words between two tokens tell a day or a place; no mark parts them."""
    if not reader.lexicon.grammar.capitals or start >= end:
        return False
    passage, at = reader.passage, start
    while at < end:
        if passage.gap(at - 1).strip():
            return False
        word = reader.hits.at(at, *_WHEN)
        raw = passage.raw[passage.starts[at] : passage.ends[at]]
        if word is None and not (raw.isdecimal() or _is_name(reader, at, raw)):
            return False
        at = word.end if word is not None else at + 1
    return at == end and not passage.gap(end - 1).strip()


def _is_name(reader: Reader, at: int, raw: str) -> bool:
    """Whether a capital begins a word that is nothing else."""
    return raw[0].isupper() and not reader.passage.in_capitals and not reader.hits.by_start.get(at)
