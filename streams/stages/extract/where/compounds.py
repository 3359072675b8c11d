"""Spanish names of which the tables know only the beginning: `San Luis de la Reina`."""

from dataclasses import replace

from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.words.scan import Hits


def in_full(mention: PlaceMention, hits: Hits) -> PlaceMention:
    """Return a known name with what words like `de la` join to it: another place, not known."""
    passage, limit = mention.passage, mention.sentence.end
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
    name = passage.slice(mention.start, stop + 1)
    head = mention.head or "city"
    return replace(mention, end=stop + 1, entries=(), head=head, name=name)
