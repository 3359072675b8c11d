"""Places of the world: entries of the gazetteer, distance, containment and time zones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import Literal

PlaceKind = Literal["country", "province", "district", "city", "neighbourhood"]
NamesByLanguage = Mapping[str, Mapping[str, tuple[int, ...]]]
IdsBySound = Mapping[str, tuple[int, ...]]

_EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One known place.

    `entry_id` is its index in `Gazetteer.entries`; it may change when the tables do, the
    GeoNames id does not. `name` is the canonical English name in ASCII, `country` ISO 3166-1
    alpha-2, `admin1` the English name of the province (None for a country). `city` is set for
    neighbourhoods and for districts of a city. Coordinates are degrees; those of countries,
    provinces and districts are the mean of the towns in them. `population` is a prior to choose
    among places of one name: 0 = not known; a province counts its towns, but no more than a town
    of its own name.
    """

    entry_id: int
    name: str
    country: str
    admin1: str | None
    city: str | None
    lat: float
    lon: float
    population: int
    kind: PlaceKind
    geonames_id: int | None
    district: str | None = None


def _silent(_country: str) -> IdsBySound:
    return {}


def _unheard(_country: str) -> Mapping[str, tuple[GazetteerEntry, ...]]:
    return {}


def _none(_country: str, _folded_name: str) -> tuple[GazetteerEntry, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All known places with their names.

    `names[language][folded name]` holds indexes into `entries`, the likeliest place first: by
    population, then a town before a district before a province. `zones` gives the IANA zone of a
    (country, province), and of (country, None) for the rest of the country. `usual_names` gives, by
    language and `entry_id`, what to call the places whose names were chosen by hand. `by_sound`
    gives the places of a country by the consonants of their English names. `villages` gives the
    places of a country and a folded Arabic name that are too small or too many to be entries: they
    are believed behind a word like `village` only, or, where no other word is written so
    (`unmistakable_villages`), beside a place they lie near; `villages_by_sound` are those of a
    country by the consonants of their English names. `capitals` gives the `entry_id` of the
    capital of each country.
    """

    entries: Sequence[GazetteerEntry]
    names: NamesByLanguage
    zones: Mapping[tuple[str, str | None], str]
    usual_names: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    by_sound: Callable[[str], IdsBySound] = _silent
    villages: Callable[[str, str], tuple[GazetteerEntry, ...]] = _none
    capitals: Mapping[str, int] = field(default_factory=dict)
    unmistakable_villages: Callable[[str, str], tuple[GazetteerEntry, ...]] = _none
    villages_by_sound: Callable[[str], Mapping[str, tuple[GazetteerEntry, ...]]] = _unheard

    def named(self, language: str, folded_name: str) -> tuple[GazetteerEntry, ...]:
        """Return the places of that folded name, the likeliest first; empty when unknown."""
        indexes = self.names.get(language, {}).get(folded_name, ())
        return tuple(self.entries[index] for index in indexes)

    def sounding(self, country: str, sound: str) -> tuple[GazetteerEntry, ...]:
        """Return the places of `country` whose English name sounds so, the largest first."""
        indexes = self.by_sound(country).get(sound, ())
        found = [self.entries[index] for index in indexes]
        return tuple(sorted(found, key=lambda entry: -entry.population))

    def capital_of(self, country: str) -> GazetteerEntry | None:
        """Return the capital of a country, None for one without a known capital."""
        entry_id = self.capitals.get(country)
        return self.entries[entry_id] if entry_id is not None else None

    def zone_of(self, country: str, admin1: str | None = None) -> str | None:
        """Return the IANA time zone at a place, None for a country without an entry."""
        return self.zones.get((country, admin1)) or self.zones.get((country, None))


@dataclass(frozen=True, slots=True)
class Area:
    """How far a place is narrowed down, by names; None = no narrower than the level above."""

    country: str
    admin1: str | None = None
    district: str | None = None
    city: str | None = None
    neighbourhood: str | None = None


def area_of(entry: GazetteerEntry) -> Area:
    """Return the area that the entry names."""
    if entry.kind == "neighbourhood":
        return Area(entry.country, entry.admin1, entry.district, entry.city, entry.name)
    if entry.kind == "city":
        return Area(entry.country, entry.admin1, entry.district, entry.name)
    if entry.kind == "district" and entry.city is not None:
        return Area(entry.country, entry.admin1, entry.district, entry.city, entry.name)
    if entry.kind == "district":
        return Area(entry.country, entry.admin1, entry.name)
    return Area(entry.country, entry.admin1)


def contains(outer: Area, inner: Area) -> bool:
    """Tell whether `inner` lies in `outer` or equals it, as far as the names say.

    A level that `outer` leaves open holds everything. A district that `inner` does not name is
    passed over when both name one city, since few sources name the district of a town.
    """
    if outer.country != inner.country or not _holds(outer.admin1, inner.admin1):
        return False
    same_district = _holds(outer.district, inner.district)
    unnamed_district = inner.district is None and outer.city is not None
    return (
        (same_district or unnamed_district)
        and _holds(outer.city, inner.city)
        and _holds(outer.neighbourhood, inner.neighbourhood)
    )


def _holds(outer: str | None, inner: str | None) -> bool:
    return outer is None or outer == inner


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance (haversine, mean earth radius; error under 0.6 %)."""
    north1, north2 = radians(lat1), radians(lat2)
    half_north, half_east = (north2 - north1) / 2, radians(lon2 - lon1) / 2
    chord = sin(half_north) ** 2 + cos(north1) * cos(north2) * sin(half_east) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))
