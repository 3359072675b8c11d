"""Spanish names of which the tables know only the beginning: `San Luis de la Reina`."""

from dataclasses import replace

from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.words.scan import Hits


def in_full(mention: PlaceMention, hits: Hits) -> PlaceMention:
    """Return a known name with what words like `de la` join to it: another place, not known."""
    passage, limit = mention.passage, mention.sentence.end
    if _is_begun(mention, hits):
        return _unknown(mention, mention.end + 1)
    stop = mention.end
    while stop < limit and not passage.gap(stop - 1).strip():
        particle = hits.at(stop, "name_particle")
        if particle is None:
            break
        stop = particle.end
    if not mention.entries or stop == mention.end or stop >= limit or hits.by_start.get(stop):
        return mention
    if passage.gap(stop - 1).strip() or not passage.raw[passage.starts[stop]].isupper():
        return mention
    return _unknown(mention, stop + 1)


def _is_begun(mention: PlaceMention, hits: Hits) -> bool:
    """Whether a name of which many begin so goes on: `San Juan Copala`, not `en Cali Juan`.

    Only behind a word like `in`, as names of persons follow those of places too.
    """
    passage, end = mention.passage, mention.end
    towns = bool(mention.entries) and all(e.kind != "country" for e in mention.entries[:1])
    opened = hits.at(mention.start, "place_opening") is not None
    if not (towns and opened and (mention.locative or mention.head)) or end >= mention.sentence.end:
        return False
    apart = passage.gap(end - 1) != " " or passage.in_capitals
    return not (apart or hits.by_start.get(end)) and passage.raw[passage.starts[end]].isupper()


def _unknown(mention: PlaceMention, end: int) -> PlaceMention:
    """Return the mention as a place of the longer name, which no table has."""
    name = mention.passage.slice(mention.start, end)
    return replace(mention, end=end, entries=(), head=mention.head or "city", name=name)
