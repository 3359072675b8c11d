"""Choose what a place name means: one sense an article, and the record of it."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from streams.domain.folding import fold
from streams.domain.geography import Gazetteer, GazetteerEntry, distance_km
from streams.stages.extract.where.around_text import Around, around_in
from streams.stages.extract.where.belief import (
    is_believed,
    is_strange,
    is_told_town,
    lies_elsewhere,
    weight_of,
)
from streams.stages.extract.where.held import is_in_another_country
from streams.stages.extract.where.lesser_places import (
    HEARD,
    heard,
    home_of,
    spelled_otherwise,
    village,
)
from streams.stages.extract.where.places import CAPITAL, PlaceMention

# A district and its town share a name: the town is what a reader looks for.
_KIND_BONUS: dict[tuple[str | None, str], float] = {
    (None, "city"): 1.0,
    (None, "country"): 1.0,
    ("city", "city"): 3.0,
    ("district", "city"): 3.0,
    ("district", "district"): 2.5,
    ("neighbourhood", "neighbourhood"): 3.0,
    ("province", "province"): 3.0,
}


# In Arabic the towns named after countries are those of far away: `لبنان` is not in Tennessee. So
# are, elsewhere, those named after a country where the language is spoken: `Mali`, a town of China.
_COUNTRY_BONUS = 9.0


_INNER_KINDS = ("neighbourhood",)
_FAR_LARGER = 15
_SEAT_KM = 40.0
_AT_HOME = 4.0
_AMONG_HOMES = 2.0
_PROVINCE_OF = 4.0
_LAND_OF = 3.0
_LARGE = 100_000
_HEARD_KM = 250.0
_HEARD_AFAR_KM = 600.0


def resolved(
    mentions: Sequence[PlaceMention],
    countries: Counter[str],
    gazetteer: Gazetteer,
    home: str | None = None,
    homes: AbstractSet[str] = frozenset(),
) -> list[PlaceMention]:
    """Choose one entry for each mention: one sense an article, the countries named decide.

    Of towns of one name an outlet means the one at `home` where no other country is named, else
    one of the `homes` of its language.
    """
    context = _context(mentions, countries, homes)
    written = _written_in(mentions, context)
    around = around_in(mentions, home, homes)
    senses: dict[tuple[str, str | None], GazetteerEntry] = {}
    found = []
    doubted: Counter[str] = Counter()
    for named in mentions:
        mention, entry = _plain_head(named), None
        if mention.entries:
            key = (mention.name, mention.head)
            entry = senses.setdefault(key, _sense(mention, context, around))
            twins = [m for m in mentions if m.name == mention.name]
            abroad = homes and is_in_another_country(mention, entry, mentions)
            if abroad or any(lies_elsewhere(twin, entry, mentions) for twin in twins):
                found.append(replace(mention, head=mention.head or "city", entries=()))
                continue
            if not _is_meant(mention, entry, mentions, context, around, gazetteer):
                doubted.update(weight_of(mention, {e.country for e in mention.entries[:3]}))
                if not mention.head:
                    continue
                mention, entry = _heard_near(mention, context - doubted, mentions, gazetteer)
        elif mention.head == CAPITAL:
            nation = mention.nation or written or home_of(mention, context)
            entry = gazetteer.capital_of(nation or "") or gazetteer.capital_of(home or "")
            if entry is None:
                continue
        elif mention.head in HEARD:
            mention, entry = _heard_near(mention, context, mentions, gazetteer)
        found.append(replace(mention, entry=entry and _seat_of(mention, entry, gazetteer)))
    return _with_villages(found, context - doubted, gazetteer)


def _context(
    mentions: Sequence[PlaceMention], countries: Counter[str], homes: AbstractSet[str]
) -> Counter[str]:
    """Count the countries named, those of names that the text itself puts elsewhere left out."""
    context = Counter(countries)
    for mention in mentions:
        first = mention.entries[0] if homes and mention.entries else None
        if first is None or not is_in_another_country(mention, first, mentions):
            context.update(weight_of(mention, {e.country for e in mention.entries[:3]}))
    return context


def _is_meant(
    mention: PlaceMention,
    entry: GazetteerEntry,
    mentions: Sequence[PlaceMention],
    context: Counter[str],
    text: Around,
    gazetteer: Gazetteer,
) -> bool:
    """Whether the article bears out that its name means this place: at home, or by what is said."""
    if text.home in text.homes and is_strange(mention, entry, mentions, context, text.home):
        return False
    large = entry.population >= _LARGE or is_told_town(mention, entry)
    if entry.country == text.home and large:
        return True
    believed = is_believed(mention, entry, mentions, context, gazetteer)
    return believed or _is_at_homes(mention, entry, context, text)


def _is_at_homes(
    mention: PlaceMention, entry: GazetteerEntry, context: Counter[str], text: Around
) -> bool:
    """Whether `in` leads to a small town of several words where the language is spoken.

    Only where no country beyond is named: `en El Tarra`. Or its province is named behind it.
    """
    if entry.country not in text.homes or entry.kind != "city":
        return False
    if (entry.country, entry.admin1, mention.name) in text.seats:
        return True
    abroad = [code for code in context if code not in text.homes and context[code]]
    return mention.locative and mention.end - mention.start > 1 and not abroad


def _heard_near(
    mention: PlaceMention,
    context: Counter[str],
    mentions: Sequence[PlaceMention],
    gazetteer: Gazetteer,
) -> tuple[PlaceMention, GazetteerEntry | None]:
    """Return the place that sounds like an unknown name, unless far from all its sentence names."""
    beside = (m for m in mentions if m.passage is mention.passage and m.entries)
    named = [m.entries for m in beside if m.sentence == mention.sentence and m is not mention]
    around = [entries[0] for entries in named]
    found, entry = heard(mention, context, gazetteer, around)
    towns, reach = [e for entries in named for e in entries[:1] if e.kind in HEARD], _HEARD_KM
    if not towns:
        towns = [e for m in mentions for e in m.entries[:1] if e.kind in HEARD]
        reach = _HEARD_AFAR_KM if mention.locative and mention.head is None else _HEARD_KM
    if entry is None or not towns:
        return found, entry
    near = min(distance_km(entry.lat, entry.lon, t.lat, t.lon) for t in towns)
    return (found, entry) if near <= reach else (mention, None)


def _with_villages(
    found: Sequence[PlaceMention], context: Counter[str], gazetteer: Gazetteer
) -> list[PlaceMention]:
    """Return the mentions, those of places that no table of towns has as the villages they are."""
    known = [spelled_otherwise(m, found, gazetteer) for m in found]
    return _apart([village(m, known, context, gazetteer) for m in known])


def _apart(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the mentions without those inside the longer name of a village: `كفر حلب`."""
    longer = [m for m in mentions if m.entry is not None and m.entry.entry_id < 0]
    return [m for m in mentions if not any(_holds(village, m) for village in longer)]


def _holds(village: PlaceMention, mention: PlaceMention) -> bool:
    same = village.passage is mention.passage and village is not mention
    return same and village.start < mention.start < village.end


def _seat_of(mention: PlaceMention, entry: GazetteerEntry, gazetteer: Gazetteer) -> GazetteerEntry:
    """Return the town of a district's name that lies in it: what a reader looks for.

    Tables spell the two apart in English more often than in the text: `قضاء المقدادية`.
    """
    if entry.kind != "district":
        return entry
    words = mention.passage.words[mention.start : mention.end]
    bare = gazetteer.named("ar", " ".join(words[1:])) if len(words) > 1 else ()
    named = (*gazetteer.named("en", fold(entry.name, "en")), *mention.entries, *bare)
    towns = [e for e in named if e.kind == "city" and e.admin1 == entry.admin1]
    near = [e for e in towns if distance_km(e.lat, e.lon, entry.lat, entry.lon) <= _SEAT_KM]
    return near[0] if near else entry


def _written_in(mentions: Sequence[PlaceMention], context: Counter[str]) -> str | None:
    """Return the country of the dateline, where the report speaks of it as much as of others."""
    home = next((m.entries[0].country for m in mentions if m.dateline and m.entries), None)
    most = max(context.values(), default=0)
    return home if home is not None and context[home] * 2 >= most else None


def _plain_head(mention: PlaceMention) -> PlaceMention:
    """Return the mention with the head that its name allows: an airport named after a town.

    `أحياء حلب` speaks of the town, `أحياء الزهراء` of a quarter, as do words for one building. The
    road of a town, `طريق السخنة`, is near it.
    """
    head = mention.head
    if head == "countryside":
        return _outside(mention)
    if head == "road":
        towns = tuple(e for e in mention.entries if e.kind in ("city", "district"))
        if towns:
            return replace(mention, head=None, entries=towns, near=True)
        head = "neighbourhood"
    if head in ("neighbourhoods", "landmark"):
        kinds = ("city",) if head == "neighbourhoods" else ("city", "district")
        town = any(e.kind in kinds for e in mention.entries)
        head = None if town else "neighbourhood"
    if head != "neighbourhood":
        return mention if head == mention.head else replace(mention, head=head)
    inner = tuple(e for e in mention.entries if e.kind in _INNER_KINDS)
    return replace(mention, head=head, entries=inner)


def _outside(mention: PlaceMention) -> PlaceMention:
    """Return what the countryside of a name is: the province of that name, else a district."""
    provinces = tuple(e for e in mention.entries if e.kind == "province")
    if provinces:
        return replace(mention, head="province", entries=provinces)
    return replace(mention, head="district")


def _sense(mention: PlaceMention, context: Counter[str], text: Around) -> GazetteerEntry:
    """Return the likeliest place of a name: its kind, its country, its province, its town."""
    alone = not any(context[code] for code in context if code != text.home)
    largest = max(entry.population for entry in mention.entries)
    at_home = [e.population for e in mention.entries if e.country == text.home]
    among = not any(context[code] for code in context if code not in text.homes)
    plainly = mention.entries if mention.head is None else ()
    lands = {e.country for e in plainly if e.kind == "country"} & text.homes
    only_quarters = all(entry.kind == "neighbourhood" for entry in mention.entries)

    def fitness(rank: int, entry: GazetteerEntry) -> tuple[float, int]:
        own = alone and entry.country == text.home
        kind = _KIND_BONUS.get((mention.head, entry.kind), 0.0)
        plain = mention.name.isascii() or (text.homes and mention.head == "province")
        kind += _COUNTRY_BONUS if entry.kind == "country" and not plain else 0.0
        around = min(context[entry.country], 6) * 1.5
        around += 4.0 if entry.country == mention.nation else 0.0
        around += _COUNTRY_BONUS if entry.country in lands else 0.0
        around += _AT_HOME if own else 0.0
        around += _AMONG_HOMES if among and entry.country in text.homes else 0.0
        region = 1.0 if text.regions[entry.country, entry.admin1] > 1 else 0.0
        inside = (entry.country, entry.admin1, mention.name) in text.within
        region += _PROVINCE_OF if entry.kind == "province" and inside else 0.0
        seated = (entry.country, entry.admin1, mention.name) in text.seats
        region += _PROVINCE_OF if entry.kind == "city" and seated else 0.0
        region += _LAND_OF if (entry.country, mention.name) in text.lands else 0.0
        region += 2.0 if only_quarters and (entry.country, entry.city) in text.towns else 0.0
        named = 1.5 if entry.name.casefold() == mention.name.casefold() else 0.0
        known = bool(named and context[entry.country])
        rival = max(at_home) if own else largest
        small = 2.5 if not known and entry.population * _FAR_LARGER < rival else 0.0
        return (kind + around + region + named - small - 0.5 * min(rank, 6), -rank)

    ranked = list(enumerate(mention.entries))
    return max(ranked, key=lambda pair: fitness(*pair))[1]
