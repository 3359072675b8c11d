"""What an incident is judged by: its own first day and best place, never a chain of reports."""

from dataclasses import dataclass, replace

from streams.domain.geography import Area, contains
from streams.domain.records import Place
from streams.domain.records.vocabulary import TimeOfDay
from streams.stages.fuse.accounts import Account, area_of_place, goes_on_until
from streams.stages.fuse.traits import Traits, together

FINENESS = ("unknown", "country", "province", "district", "city", "neighbourhood")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The incident as far as its reports, in order, have told it.

    Day and place come from the first report until one says them better; perpetrators, leading
    quarter, target and part of day from the first report that tells them. `lasts_until` is the last
    day on which a report said that it goes on, `heard` the first and last stream time of its
    reports.
    """

    first: Account
    first_day: int
    last_day: int
    exact: bool
    vague: bool
    place: Place
    area: Area
    perpetrators: frozenset[str]
    families: frozenset[str]
    traits: Traits
    signs: frozenset[str]
    time_of_day: TimeOfDay | None
    lasts_until: int | None
    heard: tuple[int, int]


def anchored(account: Account) -> Anchor:
    """Return the anchor of an incident with one report."""
    attack = account.attack
    return Anchor(
        first=account,
        first_day=account.first_day,
        last_day=account.last_day,
        exact=account.exact,
        vague=account.vague,
        place=attack.place,
        area=account.area,
        perpetrators=account.perpetrators,
        families=account.families,
        traits=account.traits,
        signs=account.signs,
        time_of_day=told_part(attack.date.time_of_day),
        lasts_until=goes_on_until(account) if attack.ongoing else None,
        heard=(attack.fetched_at, attack.fetched_at),
    )


def joined(anchor: Anchor, account: Account) -> Anchor:
    """Return the anchor once `account` belongs to it too."""
    attack = account.attack
    found = replace(
        anchor,
        perpetrators=anchor.perpetrators or account.perpetrators,
        families=anchor.families | account.families,
        traits=together(anchor.traits, account.traits),
        signs=anchor.signs | account.signs,
        time_of_day=anchor.time_of_day or told_part(attack.date.time_of_day),
        heard=(min(anchor.heard[0], attack.fetched_at), max(anchor.heard[1], attack.fetched_at)),
    )
    if attack.ongoing:
        found = replace(found, lasts_until=max(anchor.lasts_until or 0, goes_on_until(account)))
    if account.exact and not anchor.exact:
        found = replace(found, first_day=account.first_day, last_day=account.last_day, exact=True)
    if _is_finer(attack.place, anchor.place):
        found = replace(
            found, place=attack.place, area=account.area, vague=anchor.vague and account.vague
        )
    return found


def followed(anchor: Anchor, account: Account) -> Anchor:
    """Return the anchor with the figures, spots and targets of a report that only follows."""
    return replace(
        anchor,
        traits=together(anchor.traits, account.traits),
        signs=anchor.signs | account.signs,
    )


def told_part(part: TimeOfDay | None) -> TimeOfDay | None:
    """Return the part of the day where one is told."""
    return None if part == "unknown" else part


def _is_finer(place: Place, than: Place) -> bool:
    finer = FINENESS.index(place.precision) > FINENESS.index(than.precision)
    return finer and contains(area_of_place(than), area_of_place(place))
