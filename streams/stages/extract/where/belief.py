"""Whether the text bears out what a name means: distances, countries, size."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from streams.domain.geography import Gazetteer, GazetteerEntry, distance_km
from streams.stages.extract.where.held import is_in_its_country
from streams.stages.extract.where.lesser_places import SURE_HOME
from streams.stages.extract.where.places import PlaceMention

_LARGE = 100_000
_METROPOLIS = 1_000_000
_TOWN = 5_000
_PLAIN_LETTERS = 4
_FOREIGN = 6
_BESIDE = 5
_SENSES = 3
_QUARTER_REACH = 3
_MEASURE_REACH = 10
_FAR_KM = 100.0
_ROAD_KM = 400.0
_VERY_FAR_KM = 600.0
# The seat of an unknown district has its name.
_SEATS = ("city", "district")


def is_believed(
    mention: PlaceMention,
    entry: GazetteerEntry,
    mentions: Sequence[PlaceMention],
    context: Counter[str],
    gazetteer: Gazetteer,
) -> bool:
    """Whether the text bears the sense out: by a distance, its country, or as a capital."""
    if _is_measured(mention, entry, mentions) or _is_unmistakable(mention):
        return True
    if _begins_road(mention, entry, mentions) or is_in_its_country(mention, entry, mentions):
        return True
    if context[entry.country] > 0 and entry == gazetteer.capital_of(entry.country):
        return True
    elsewhere = any(
        m.entries and entry.country not in {e.country for e in m.entries} for m in mentions
    )
    weight = _own_weight(mention, mentions)
    if entry.population < _least_abroad(mention, entry) and _is_abroad(entry, mentions):
        return context[entry.country] > weight
    return _is_supported(mention, entry, context, weight, elsewhere=elsewhere)


def _least_abroad(mention: PlaceMention, entry: GazetteerEntry) -> int:
    """Return how large a town must be to be meant where only other countries are named.

    One that tables list under another name has to be far larger: `Bani` in Burkina is not Baneh.
    """
    usual = mention.own_name or not mention.name.isascii()
    return _LARGE if usual or entry.name.casefold() == mention.name.casefold() else _METROPOLIS


def is_strange(
    mention: PlaceMention,
    entry: GazetteerEntry,
    mentions: Sequence[PlaceMention],
    context: Counter[str],
    home: str | None,
) -> bool:
    """Whether a bare name alone speaks for another country than the outlet's: `ruta al Atlántico`.

    Nothing leads to it as to a place, and nothing else in the text is of that country.
    """
    led = mention.locative or mention.near or mention.dateline or mention.head
    if led or entry.kind == "country" or entry.country == home:
        return False
    if entry.kind == "city" and entry.population >= _METROPOLIS:
        return False
    return context[entry.country] <= _own_weight(mention, mentions)


def is_told_town(mention: PlaceMention, entry: GazetteerEntry) -> bool:
    """Whether something is said to be in a town that has its name alone: the outlet's own."""
    led = mention.locative or mention.near
    return led and entry.kind == "city" and entry.population >= _TOWN and _is_plain(mention)


def weight_of(mention: PlaceMention, codes: AbstractSet[str]) -> dict[str, int]:
    """Return what a mention counts for its country, where all its senses lie in one."""
    sure = mention.locative or mention.dateline or mention.head == "province"
    return dict.fromkeys(codes, 2 if sure else 1) if len(codes) == 1 else {}


def lies_elsewhere(
    mention: PlaceMention, entry: GazetteerEntry, mentions: Sequence[PlaceMention]
) -> bool:
    """Whether a village is put beside a town that is far from the place of its name.

    `مخيم السويداء شمال مدينة مأرب`, `قرية الرشاد بقضاء المقدادية`: another of that name. So is a
    quarter beside another town: `منطقة الجنينة وسط البصرة`.
    """
    if entry.kind == "neighbourhood" or (mention.head == "district" and entry.kind == "city"):
        return _is_of_another_town(mention, entry, mentions)
    if mention.head != "city" or entry.kind == "country" or entry.population >= _METROPOLIS:
        return False
    beside = [
        m
        for m in mentions
        if m.passage is mention.passage
        and m.sentence == mention.sentence
        and 0 <= m.start - mention.end <= _BESIDE
        and m.entries
        and (m.near or m.reference or m.entries[0].kind == "district" or _owns(mention, m))
    ]
    towns = beside[0].entries if beside and not beside[0].dateline else ()
    near = [distance_km(entry.lat, entry.lon, t.lat, t.lon) for t in towns if t.kind in _SEATS]
    village = entry.population < _TOWN and not (beside and beside[0].reference)
    return bool(near) and min(near) > (_FAR_KM if village else _VERY_FAR_KM)


def _owns(mention: PlaceMention, town: PlaceMention) -> bool:
    """Whether one small word ties a village to its town: `la vereda San Joaquín de El Tambo`."""
    at = mention.end
    tied = town.start == at + 1 and mention.passage.gap(at - 1) == mention.passage.gap(at) == " "
    return tied and not town.locative and town.entries[0].kind == "city"


def _is_of_another_town(
    mention: PlaceMention, entry: GazetteerEntry, mentions: Sequence[PlaceMention]
) -> bool:
    """Whether the town that the text puts a quarter in is far from the one of its name.

    Not where that town is named as well: `İstanbul Sarıyer'deki Santa Maria Kilisesi`.
    """
    if entry.city and any(e.name == entry.city for m in mentions for e in m.entries[:1]):
        return False
    beside = [
        m
        for m in mentions
        if m.passage is mention.passage
        and m.sentence == mention.sentence
        and 0 <= m.start - mention.end <= _QUARTER_REACH
        and (m.locative or m.near)
        and not m.reference
        and m.entries
    ]
    towns = [e for m in beside[:1] for e in m.entries if e.kind in ("city", "province")]
    far = _FAR_KM if entry.kind == "neighbourhood" else _VERY_FAR_KM
    return bool(towns) and all(distance_km(entry.lat, entry.lon, t.lat, t.lon) > far for t in towns)


def _is_unmistakable(mention: PlaceMention) -> bool:
    """Whether a name of the language's own table means places of one country alone."""
    return mention.own_name and len({entry.country for entry in mention.entries}) == 1


def _is_measured(
    mention: PlaceMention, entry: GazetteerEntry, mentions: Sequence[PlaceMention]
) -> bool:
    """Whether a town near the place says where it lies: `Dibis lies 40 km northwest of Kirkuk`."""
    return entry.kind in _SEATS and any(
        m.passage is mention.passage
        and m.sentence == mention.sentence
        and 0 < m.start - mention.end <= _MEASURE_REACH
        and (m.near or m.reference)
        and m.entries
        and distance_km(entry.lat, entry.lon, m.entries[0].lat, m.entries[0].lon) <= _FAR_KM
        for m in mentions
    )


def _begins_road(
    mention: PlaceMention, entry: GazetteerEntry, mentions: Sequence[PlaceMention]
) -> bool:
    """Whether a road is named after the place and one not too far: `جاده خاش - زاهدان`."""
    return mention.near and any(
        m.passage is mention.passage
        and m.sentence == mention.sentence
        and 0 <= m.start - mention.end <= 1
        and m.reference
        and any(
            other.country == entry.country
            and distance_km(entry.lat, entry.lon, other.lat, other.lon) <= _ROAD_KM
            for other in m.entries[:1]
        )
        for m in mentions
    )


def _own_weight(mention: PlaceMention, mentions: Sequence[PlaceMention]) -> int:
    """Return what all mentions of one name count for its country: a name is no witness of itself.

    `Northern Samar` named twice makes no report of the Philippines one of Samar in Ukraine.
    """
    return sum(_weight(m) for m in mentions if m.name == mention.name)


def _weight(mention: PlaceMention) -> int:
    """Return what a mention counts for its country; one that may be of several counts for none."""
    if len({entry.country for entry in mention.entries[:_SENSES]}) > 1:
        return 0
    return 2 if mention.locative or mention.dateline else 1


def _opens_flash(mention: PlaceMention) -> bool:
    """Whether a name opens a text of one sentence, as it does below a picture or a film.

    Or a colon parts it from the headline that it opens: `Lille : une femme tuée`.
    """
    if mention.passage.part == "title" and mention.start == 0:
        return mention.passage.gap(mention.end - 1).strip() == ":"
    alone = len(mention.passage.sentences) == 1 and mention.passage.part == "body"
    return alone and mention.start == 0 and not mention.dateline


def _is_plain(mention: PlaceMention) -> bool:
    """Whether a name has enough letters to be no other word, and means places of one country."""
    letters = mention.passage.words[mention.start].removeprefix("ال")
    whole = mention.end - mention.start > 1 or len(letters) >= _PLAIN_LETTERS
    return whole and len({e.country for e in mention.entries}) == 1


def _is_abroad(entry: GazetteerEntry, mentions: Sequence[PlaceMention]) -> bool:
    """Whether the article names other countries, and not that of the place."""
    named = {m.entries[0].country for m in mentions if m.entries and m.entries[0].kind == "country"}
    return bool(named) and entry.country not in named


def _is_supported(
    mention: PlaceMention,
    entry: GazetteerEntry,
    context: Counter[str],
    repeated: int,
    *,
    elsewhere: bool = False,
) -> bool:
    """Whether more than a chance likeness speaks for the place: size, its country, a head.

    A place of no known size that one bare word names is more often that word's other meaning.
    `elsewhere`: the text names places of other countries.
    """
    if entry.kind == "country":
        return True
    if entry.kind == "province":
        return context[entry.country] == max(context.values(), default=0) or bool(mention.head)
    own = _weight(mention)
    others = max((n for c, n in context.items() if c != entry.country), default=0)
    if others >= repeated:
        own = max(own, repeated)
    if mention.head:
        alone = others < SURE_HOME or (entry.population >= _LARGE and others < _FOREIGN)
        return context[entry.country] > own or alone
    if context[entry.country] <= own:
        led = (mention.locative or mention.near or mention.dateline) and others < _FOREIGN
        if (led or _opens_flash(mention)) and _is_plain(mention) and not elsewhere:
            return entry.population >= _TOWN
        led = led and not (elsewhere and others >= own > context[entry.country] - 1)
        return entry.population >= (_LARGE if led else _METROPOLIS)
    many_words = mention.end - mention.start > 1
    led = (mention.locative or mention.near) and not mention.prefixed
    return many_words or entry.population >= _TOWN or led
