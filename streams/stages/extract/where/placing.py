"""Choose what a place name means: one sense an article, and the record of it."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from streams.domain.geography import Gazetteer, GazetteerEntry, distance_km
from streams.domain.names import folded
from streams.domain.records import Place
from streams.domain.records.vocabulary import PlacePrecision
from streams.stages.extract.where.lesser_places import HEARD, SURE_HOME, heard, home_of, village
from streams.stages.extract.where.places import CAPITAL, PlaceMention

_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "province": "province",
    "district": "district",
    "city": "city",
    "neighbourhood": "neighbourhood",
}


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


# The seat of an unknown district has its name.
_SEATS = ("city", "district")
_TAILS = ("district", "village", "town", "city", "neighbourhood", "neighborhood", "quarter", "area")
_INNER_KINDS = ("neighbourhood",)
_LARGE = 100_000
_METROPOLIS = 1_000_000
_TOWN = 5_000
_FOREIGN = 6
_FAR_LARGER = 20
_BESIDE = 5
_MEASURE_REACH = 10
_FAR_KM = 100.0
_SEAT_KM = 40.0
_AT_HOME = 4.0
_VERY_FAR_KM = 600.0


def resolved(
    mentions: Sequence[PlaceMention],
    countries: Counter[str],
    gazetteer: Gazetteer,
    home: str | None = None,
) -> list[PlaceMention]:
    """Choose one entry for each mention: one sense an article, the countries named decide.

    Of towns of one name an outlet means the one at `home` where no other country is named.
    """
    context = Counter(countries)
    for mention in mentions:
        context.update(_weight(mention, {e.country for e in mention.entries[:3]}))
    regions: Counter[tuple[str, str | None]] = Counter(
        (e.country, e.admin1) for m in mentions for e in m.entries[:1] if e.admin1 is not None
    )
    written = _written_in(mentions, context)
    senses: dict[tuple[str, str | None], GazetteerEntry] = {}
    found = []
    doubted: Counter[str] = Counter()
    for named in mentions:
        mention, entry = _plain_head(named), None
        if mention.entries:
            key = (mention.name, mention.head)
            entry = senses.setdefault(key, _sense(mention, context, regions, home))
            twins = [m for m in mentions if m.name == mention.name]
            if any(_lies_elsewhere(twin, entry, mentions) for twin in twins):
                found.append(replace(mention, head=mention.head or "city", entries=()))
                continue
            at_home = entry.country == home and entry.population >= _LARGE
            if not (at_home or _is_believed(mention, entry, mentions, context, gazetteer)):
                doubted.update(_weight(mention, {e.country for e in mention.entries[:3]}))
                if not mention.head:
                    continue
                mention, entry = heard(mention, context - doubted, gazetteer)
        elif mention.head == CAPITAL:
            entry = gazetteer.capital_of(
                mention.nation or written or home_of(mention, context) or ""
            )
            if entry is None:
                continue
        elif mention.head in HEARD:
            mention, entry = heard(mention, context, gazetteer)
        found.append(replace(mention, entry=entry and _seat_of(entry, gazetteer)))
    return [village(m, found, context - doubted, gazetteer) for m in found]


def _is_believed(
    mention: PlaceMention,
    entry: GazetteerEntry,
    mentions: Sequence[PlaceMention],
    context: Counter[str],
    gazetteer: Gazetteer,
) -> bool:
    """Whether the text bears the sense out: by a distance, its country, or as a capital."""
    if _is_measured(mention, entry, mentions):
        return True
    if context[entry.country] > 0 and entry == gazetteer.capital_of(entry.country):
        return True
    own = _own_weight(mention, mentions)
    if entry.population < _LARGE and _is_abroad(entry, mentions):
        return context[entry.country] > own
    return _is_supported(mention, entry, context, own)


def _is_abroad(entry: GazetteerEntry, mentions: Sequence[PlaceMention]) -> bool:
    """Whether the article names other countries, and not that of the place."""
    named = {m.entries[0].country for m in mentions if m.entries and m.entries[0].kind == "country"}
    return bool(named) and entry.country not in named


def _weight(mention: PlaceMention, codes: AbstractSet[str]) -> dict[str, int]:
    """Return what a mention counts for its country, where all its senses lie in one."""
    weight = 2 if mention.locative or mention.dateline else 1
    return dict.fromkeys(codes, weight) if len(codes) == 1 else {}


def _seat_of(entry: GazetteerEntry, gazetteer: Gazetteer) -> GazetteerEntry:
    """Return the town of a district's name that lies in it: what a reader looks for."""
    if entry.kind != "district":
        return entry
    named = gazetteer.named("en", folded(entry.name, "en"))
    towns = [e for e in named if e.kind == "city" and e.admin1 == entry.admin1]
    near = [e for e in towns if distance_km(e.lat, e.lon, entry.lat, entry.lon) <= _SEAT_KM]
    return near[0] if near else entry


def _written_in(mentions: Sequence[PlaceMention], context: Counter[str]) -> str | None:
    """Return the country of the dateline, where the report speaks of it as much as of others."""
    home = next((m.entries[0].country for m in mentions if m.dateline and m.entries), None)
    most = max(context.values(), default=0)
    return home if home is not None and context[home] * 2 >= most else None


def _lies_elsewhere(
    mention: PlaceMention, entry: GazetteerEntry, mentions: Sequence[PlaceMention]
) -> bool:
    """Whether a village is put beside a town that is far from the place of its name.

    `مخيم السويداء شمال مدينة مأرب`, `قرية الرشاد بقضاء المقدادية`: another of that name.
    """
    if mention.head != "city" or entry.kind == "country" or entry.population >= _METROPOLIS:
        return False
    beside = [
        m
        for m in mentions
        if m.passage is mention.passage
        and m.sentence == mention.sentence
        and 0 <= m.start - mention.end <= _BESIDE
        and m.entries
        and (m.near or m.reference or m.entries[0].kind == "district")
    ]
    towns = beside[0].entries if beside and not beside[0].dateline else ()
    near = [distance_km(entry.lat, entry.lon, t.lat, t.lon) for t in towns if t.kind in _SEATS]
    village = entry.population < _TOWN and not (beside and beside[0].reference)
    return bool(near) and min(near) > (_FAR_KM if village else _VERY_FAR_KM)


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


def _plain_head(mention: PlaceMention) -> PlaceMention:
    """Return the mention with the head that its name allows: an airport named after a town.

    `أحياء حلب` speaks of the town, `أحياء الزهراء` of a quarter, as do words for one building.
    """
    head = mention.head
    if head in ("neighbourhoods", "landmark"):
        kinds = ("city",) if head == "neighbourhoods" else ("city", "district")
        town = any(e.kind in kinds for e in mention.entries)
        head = None if town else "neighbourhood"
    if head != "neighbourhood":
        return mention if head == mention.head else replace(mention, head=head)
    inner = tuple(e for e in mention.entries if e.kind in _INNER_KINDS)
    return replace(mention, head=head, entries=inner)


def _own_weight(mention: PlaceMention, mentions: Sequence[PlaceMention]) -> int:
    """Return what all mentions of one name count for its country: a name is no witness of itself.

    `Northern Samar` named twice makes no report of the Philippines one of Samar in Ukraine.
    """
    return sum(2 if m.locative or m.dateline else 1 for m in mentions if m.name == mention.name)


def _is_supported(
    mention: PlaceMention, entry: GazetteerEntry, context: Counter[str], repeated: int
) -> bool:
    """Whether more than a chance likeness speaks for the place: size, its country, a head.

    A place of no known size that one bare word names is more often that word's other meaning.
    """
    if entry.kind == "country":
        return True
    if entry.kind == "province":
        return context[entry.country] == max(context.values(), default=0) or bool(mention.head)
    own = 2 if mention.locative or mention.dateline else 1
    others = max((n for c, n in context.items() if c != entry.country), default=0)
    if others >= repeated:
        own = max(own, repeated)
    if mention.head:
        alone = others < SURE_HOME or (entry.population >= _LARGE and others < _FOREIGN)
        return context[entry.country] > own or alone
    if context[entry.country] <= own:
        led = (mention.locative or mention.near or mention.dateline) and others < _FOREIGN
        return entry.population >= (_LARGE if led else _METROPOLIS)
    many_words = mention.end - mention.start > 1
    led = (mention.locative or mention.near) and not mention.prefixed
    return many_words or entry.population >= _TOWN or led


def _sense(
    mention: PlaceMention,
    context: Counter[str],
    regions: Counter[tuple[str, str | None]],
    home: str | None,
) -> GazetteerEntry:
    alone = not any(context[code] for code in context if code != home)
    largest = max(entry.population for entry in mention.entries)
    largest_at_home = max((e.population for e in mention.entries if e.country == home), default=0)

    def fitness(rank: int, entry: GazetteerEntry) -> tuple[float, int]:
        kind = _KIND_BONUS.get((mention.head, entry.kind), 0.0)
        at_home = alone and entry.country == home
        around = min(context[entry.country], 6) * 1.5
        around += 4.0 if entry.country == mention.nation else 0.0
        around += _AT_HOME * at_home
        region = 1.0 if regions[entry.country, entry.admin1] > 1 else 0.0
        named = 1.5 if entry.name.casefold() == mention.name.casefold() else 0.0
        rival = largest_at_home if at_home else largest
        small = 2.5 if not named and entry.population * _FAR_LARGER < rival else 0.0
        return (kind + around + region + named - small - 0.5 * min(rank, 6), -rank)

    ranked = list(enumerate(mention.entries))
    return max(ranked, key=lambda pair: fitness(*pair))[1]


def place_of(mention: PlaceMention) -> Place:
    """Return the record of a resolved mention; a neighbourhood keeps the article's own words."""
    entry = mention.entry
    if entry is None:
        head, name = mention.head or "city", bare_name(mention)
        return Place(
            name=name,
            precision=_PRECISION.get(head, "unknown"),
            district=name if head == "district" else None,
            city=name if head in _SEATS else None,
            neighbourhood=name if head == "neighbourhood" else None,
        )
    city = entry.city or (entry.name if entry.kind == "city" else None)
    is_inner = entry.kind == "neighbourhood"
    return Place(
        name=bare_name(mention) if is_inner else entry.name,
        precision=_PRECISION[entry.kind],
        canonical=entry.name,
        country=entry.country,
        admin1=entry.admin1,
        district=entry.district,
        city=city,
        neighbourhood=entry.name if is_inner else None,
        lat=entry.lat,
        lon=entry.lon,
        geonames_id=entry.geonames_id,
    )


def bare_name(mention: PlaceMention) -> str:
    """Return the words of an unknown name without the conjunction or preposition on them."""
    word = mention.name
    tail = mention.passage.words[mention.end - 1]
    if mention.end - mention.start > 1 and tail in _TAILS:
        word = word[: word.rindex(" ")] if " " in word else word
    for prefix in ("و", "ب"):
        if len(word) > 4 and word.startswith(prefix + "ال"):
            return word[1:]
    if len(word) > 4 and word.startswith("و") and mention.start > mention.sentence.start:
        return word[1:]
    return word


def within(inner: Place, outer: Place) -> Place:
    """Return `inner` with what it does not know itself taken from `outer`."""
    return replace(
        inner,
        country=inner.country or outer.country,
        admin1=inner.admin1 or outer.admin1,
        district=inner.district or outer.district,
        city=inner.city or (outer.city if inner.precision == "neighbourhood" else None),
        lat=inner.lat if inner.lat is not None else outer.lat,
        lon=inner.lon if inner.lon is not None else outer.lon,
    )
