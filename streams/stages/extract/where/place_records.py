"""The record of a place that an article names, and what an unknown one takes from others."""

from dataclasses import replace

from streams.domain.records import Place
from streams.domain.records.vocabulary import PlacePrecision
from streams.stages.extract.where.places import PlaceMention

_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "province": "province",
    "district": "district",
    "city": "city",
    "neighbourhood": "neighbourhood",
}
_TAILS = ("district", "village", "town", "city", "neighbourhood", "neighborhood", "quarter", "area")
# The seat of an unknown district has its name.
_SEATS = ("city", "district")


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
    city = entry.city or (entry.name if entry.kind in _SEATS else None)
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
