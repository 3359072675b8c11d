"""Places that the tables of towns lack: heard in another spelling, or villages near a town."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from streams.domain.geography import Gazetteer, GazetteerEntry, distance_km
from streams.domain.sounds import SHORTEST, sound_of_arabic
from streams.stages.extract.where.places import PlaceMention

HEARD = ("city", "district", "province")
_MUCH_LARGER = 5
_AROUND_KM = 60.0
SURE_HOME = 2


def home_of(mention: PlaceMention, context: Counter[str]) -> str | None:
    """Return the country that an adjective beside the name says, else the story's own."""
    return mention.nation or next((c for c, n in context.most_common(1) if n >= SURE_HOME), None)


def heard(
    mention: PlaceMention, context: Counter[str], gazetteer: Gazetteer
) -> tuple[PlaceMention, GazetteerEntry | None]:
    """Return the place of the story's country that sounds like an unknown Arabic name, if one does.

    The name's next word may belong to it. Only one place may sound so, or one far larger.
    """
    home = home_of(mention, context)
    if home is None:
        return mention, None
    words = mention.passage.words
    for end in (mention.end + 1, mention.end):
        if end > mention.sentence.end:
            continue
        sound = sound_of_arabic("".join(w.removeprefix("ال") for w in words[mention.start : end]))
        entry = _only(mention, gazetteer.sounding(home, sound) if len(sound) >= SHORTEST else ())
        if entry is not None:
            name = mention.passage.slice(mention.start, end)
            return replace(mention, end=end, name=name), entry
    return mention, None


def _only(mention: PlaceMention, entries: Sequence[GazetteerEntry]) -> GazetteerEntry | None:
    """Return the entry that the word before the name asks for, None if several may be meant."""
    wanted = [e for e in entries if (e.kind == "province") == (mention.head == "province")]
    others = [e for e in wanted if e.name != wanted[0].name]
    if others and wanted[0].population < _MUCH_LARGER * max(1, others[0].population):
        return None
    return max(wanted, key=lambda e: e.kind == "city", default=None)


def village(
    mention: PlaceMention,
    mentions: Sequence[PlaceMention],
    context: Counter[str],
    gazetteer: Gazetteer,
) -> PlaceMention:
    """Return a village of the story's country that no table of towns has, near a town it names.

    The nearest to a place of its sentence, else of the article; far from all, the only one.
    """
    home = home_of(mention, context)
    if mention.entry is not None or mention.head != "city" or home is None:
        return mention
    for end in (mention.end + 1, mention.end):
        known = _villages_at(mention, end, home, gazetteer)
        if not known or end > mention.sentence.end:
            continue
        known_towns = [m for m in mentions if m.entry is not None and m.entry.kind in HEARD]
        near = [m.entry for m in known_towns if m.sentence == mention.sentence]
        for towns in (near, [m.entry for m in known_towns]):
            entry = _nearest(known, [t for t in towns if t is not None])
            if entry is not None:
                name = mention.passage.slice(mention.start, end)
                return replace(mention, end=end, name=name, entry=entry)
        if len(known) == 1:
            return replace(mention, entry=known[0])
    return mention


def _villages_at(
    mention: PlaceMention, end: int, country: str, gazetteer: Gazetteer
) -> tuple[GazetteerEntry, ...]:
    """Return the villages whose name the words from the mention's start to `end` are."""
    name = " ".join(mention.passage.words[mention.start : end])
    plain = name.removeprefix("ال")
    found = (gazetteer.villages(country, form) for form in (name, plain, f"ال{plain}"))
    return next((entries for entries in found if entries), ())


def _nearest(
    villages: Sequence[GazetteerEntry], towns: Sequence[GazetteerEntry]
) -> GazetteerEntry | None:
    """Return the village nearest to one of the towns, with its province, None if all are far."""
    fine = [t for t in towns if t.kind != "province"] or towns
    pairs = [(distance_km(v.lat, v.lon, t.lat, t.lon), v, t) for v in villages for t in fine]
    if not pairs:
        return None
    far, village, town = min(pairs, key=lambda pair: pair[0])
    return replace(village, admin1=town.admin1) if far <= _AROUND_KM else None
