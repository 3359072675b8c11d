"""What fusion remembers: one entry for each live incident, one index for each country.

Keys: `countries` (the codes of this partition), `country:<code>`, `incident:<id>`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from streams.domain.errors import BadRecord
from streams.domain.flow import State, Table
from streams.domain.plain import from_json, to_json, to_plain
from streams.domain.records import Attack, Feedback, Incident
from streams.stages.fuse.following import follows

VERSION = 1
"""Of the stored form; raised when an older reader would misread it."""
Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The days, places, signs and articles of some reports.

    `provincewide`: those of the provinces of which a report names no more. `towns`: districts and
    towns. `countrywide`: a report names the country only; `anywhere`: one names a town whose
    province is not known. `named`: whether any says for sure who attacked.
    """

    first_day: int
    last_day: int
    provinces: frozenset[str]
    provincewide: frozenset[str | None]
    towns: frozenset[str]
    box: Box | None
    signs: frozenset[str]
    articles: frozenset[str]
    countrywide: bool
    anywhere: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident: its last revision, its reports by own time without evidence, their reach,
    decisions on it.

    `unplaced`: a vague report that fits several attacks, see `grouping`.
    """

    incident: Incident
    attacks: tuple[Attack, ...]
    reach: Reach
    decisions: tuple[Feedback, ...] = ()
    unplaced: bool = False

    @property
    def waits(self) -> bool:
        """Whether its reports only follow what nobody has told yet: then nobody hears of it."""
        return all(follows(attack) for attack in self.attacks)


@dataclass(frozen=True, slots=True)
class Row:
    """Where an incident stands, for ticks that must not read every entry."""

    incident_id: str
    last_reported_at: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Country:
    """The live incidents of a country, and what editors decided on who belongs together.

    `bonds` and `cuts` hold attack ids: of one attack in spite of all, and of each side of a split.
    `merged` leads from incidents that were merged to those that took them in.
    """

    code: str
    rows: tuple[Row, ...] = ()
    bonds: tuple[tuple[str, ...], ...] = ()
    cuts: tuple[tuple[str, ...], ...] = ()
    merged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """The form in which a value of the table is stored; one of the three is given."""

    version: int
    countries: tuple[str, ...] | None = None
    country: Country | None = None
    entry: Entry | None = None


def lean(attack: Attack) -> Attack:
    """Return the attack without the words behind its facts, which fusion does not read."""
    return replace(attack, evidence=())


def countries_in(state: State) -> tuple[str, ...]:
    """Return the codes of the countries that have live incidents."""
    return cast("tuple[str, ...]", state.get("countries", ()))


def country_in(state: State, code: str) -> Country:
    """Return the index of a country, empty when nothing is known."""
    return cast("Country", state.get(f"country:{code}", Country(code)))


def entries_in(state: State, country: Country) -> dict[str, Entry]:
    """Return the entries of a country by incident id, in the order of its index."""
    return {
        row.incident_id: cast("Entry", state[f"incident:{row.incident_id}"]) for row in country.rows
    }


def remember(state: State, country: Country, changed: Iterable[Entry], gone: Iterable[str]) -> None:
    """Write the changed entries, delete those of `gone`, and bring the index up to date."""
    rows = {row.incident_id: row for row in country.rows}
    for entry in changed:
        incident = entry.incident
        is_open = incident.status == "open"
        state[f"incident:{incident.incident_id}"] = entry
        rows[incident.incident_id] = Row(incident.incident_id, incident.last_reported_at, is_open)
    for incident_id in gone:
        rows.pop(incident_id)
        del state[f"incident:{incident_id}"]
    _index(state, replace(country, rows=tuple(rows.values())))


def dump(value: object) -> bytes:
    """Return a value of the table as JSON of a versioned form."""
    if isinstance(value, Entry):
        stored = Stored(VERSION, entry=value)
    elif isinstance(value, Country):
        stored = Stored(VERSION, country=value)
    else:
        stored = Stored(VERSION, countries=cast("tuple[str, ...]", value))
    return to_json(to_plain(stored))


def load(stored: bytes) -> object:
    """Return the value in `stored`. Raises BadRecord when it is of another version."""
    value = from_json(Stored, stored, "fuse")
    if value.version != VERSION:
        raise BadRecord("fuse", "wrong_type", f"version must be {VERSION}, got {value.version}")
    return value.entry or value.country or value.countries or ()


TABLE = Table("fuse", dump, load)


def _index(state: State, country: Country) -> None:
    codes = countries_in(state)
    if country.rows:
        state[f"country:{country.code}"] = _without_forgotten(country)
        if country.code not in codes:
            state["countries"] = tuple(sorted((*codes, country.code)))
    elif country.code in codes:
        del state[f"country:{country.code}"]
        state["countries"] = tuple(code for code in codes if code != country.code)


def _without_forgotten(country: Country) -> Country:
    """Return the index without mergers into what is forgotten, however many steps they took."""
    live = {row.incident_id for row in country.rows}
    into = dict(country.merged)

    def last(name: str) -> str:
        while name in into:
            name = into[name]
        return name

    return replace(country, merged=tuple(p for p in country.merged if last(p[0]) in live))
