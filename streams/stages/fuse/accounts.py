"""One report as the judge of identity sees it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from streams.domain.geography import Area
from streams.domain.records import Attack, Place
from streams.domain.thresholds import Thresholds
from streams.lang.attack_types import type_families
from streams.stages.fuse.following import follows
from streams.stages.fuse.once import Once
from streams.stages.fuse.traits import MANY, Traits, own_count, traits_of

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
_ACCOUNTS: Once[Attack, tuple[Thresholds, "Account"]] = Once(10_000)
SURE = frozenset({"claimed", "stated"})
"""Perpetrators known in these ways tell attacks apart; a suspicion does not."""


@dataclass(frozen=True, slots=True)
class Account:
    """What of a report decides to which incident it belongs.

    `order` sorts reports by (own time, article, attack); days are ordinals of civil dates at the
    place. `exact`: the text gives the day. `vague`: known to the province or to a week only, or
    with the dead of several attacks. `traits` tell attacks of one city and day apart; `signs` are
    what may tie reports that differ in manner: categories of targets and the number of dead. Empty
    sets and None go with everything. `follows`: it joins what others tell, or waits for it;
    `own_day`: that of its article.
    """

    attack: Attack
    order: tuple[int, str, str]
    first_day: int
    last_day: int
    exact: bool
    vague: bool
    area: Area
    perpetrators: frozenset[str]
    families: frozenset[str]
    traits: Traits
    signs: frozenset[str]
    follows: bool
    own_day: int


def takes_part(attack: Attack, thresholds: Thresholds) -> bool:
    """Tell whether an account can belong to an incident; others are stored, not fused.

    What an article recalls as background is past, unless it has the day of a recent attack.
    """
    return (
        attack.place.country is not None
        and attack.engagement in ("attack", "clash")
        and attack.stage in ("accomplished", "attempted")
        and attack.modality in ("asserted", "historical", "denied")
        and (not follows(attack) or _is_recent(attack, thresholds))
    )


def _is_recent(attack: Attack, thresholds: Thresholds) -> bool:
    """Tell whether the text gives a day not long before the article, or none but figures by which
    the attack of a town may be known. Fighting that an article itself reports is of its own day.
    """
    day = attack.date
    if day.start is None:
        return _is_countable(attack)
    own = attack.engagement == "clash" and attack.modality == "asserted"
    if (day.basis != "text" and not own) or day.precision not in ("hour", "day"):
        return False
    age = _day_of(own_time(attack, thresholds)) - date.fromisoformat(day.start).toordinal()
    return -1 <= age <= thresholds.recall_days


def _is_countable(attack: Attack) -> bool:
    traits = traits_of(attack, frozenset())
    counted = max((*traits.killed, *traits.wounded), default=0) >= MANY
    return counted and attack.place.precision in ("city", "neighbourhood")


def own_time(attack: Attack, thresholds: Thresholds) -> int:
    """Return when the article was published, else fetched (epoch ms).

    A publication time too far ahead of stream time is treated as unknown.
    """
    latest = attack.fetched_at + thresholds.future_minutes * MINUTE_MS
    if attack.published_at is None or attack.published_at > latest:
        return attack.fetched_at
    return attack.published_at


def account_of(attack: Attack, thresholds: Thresholds) -> Account:
    """Return the account of `attack`. Raises ValueError for dates that are not ISO 8601."""
    at = own_time(attack, thresholds)
    first_day, last_day = days_of(attack, at)
    if attack.date.start is None and follows(attack):
        first_day -= thresholds.recall_days
    return Account(
        attack=attack,
        order=(at, attack.article_id, attack.attack_id),
        first_day=first_day,
        last_day=last_day,
        exact=attack.date.basis == "text" and attack.date.precision in ("hour", "day"),
        vague=_is_vague(attack),
        area=area_of_place(attack.place),
        perpetrators=perpetrators_of(attack),
        families=type_families().of(attack.attack_types),
        traits=traits_of(attack, _target(attack)),
        signs=_signs(attack),
        follows=follows(attack),
        own_day=_day_of(at),
    )


def account_once(attack: Attack, thresholds: Thresholds) -> Account:
    """Return the same account for the same attack in memory, made when first asked for.

    Raises ValueError for dates that are not ISO 8601.
    """
    made = _ACCOUNTS.of(attack, lambda: (thresholds, account_of(attack, thresholds)))
    return made[1] if made[0] is thresholds else account_of(attack, thresholds)


def days_of(attack: Attack, at: int) -> tuple[int, int]:
    """Return first and last day as ordinals; without a date, the day of publication (UTC)."""
    if attack.date.start is None:
        return _day_of(at), _day_of(at)
    first = date.fromisoformat(attack.date.start).toordinal()
    last = date.fromisoformat(attack.date.end or attack.date.start).toordinal()
    return first, max(first, last)


def _day_of(at: int) -> int:
    return datetime.fromtimestamp(at / 1000, UTC).date().toordinal()


def goes_on_until(account: Account) -> int:
    """Return the last day of an attack, of one that goes on the day of the article that says so."""
    return max(account.last_day, account.own_day if account.attack.ongoing else 0)


def area_of_place(place: Place) -> Area:
    """Return how far a place is narrowed down."""
    city = place.city or (place.canonical if place.precision == "city" else None)
    return Area(place.country or "", place.admin1, place.district, city, place.neighbourhood)


def is_countrywide(area: Area) -> bool:
    """Tell whether a place is known to the country only."""
    return area == Area(area.country)


def perpetrators_of(attack: Attack) -> frozenset[str]:
    """Return ids (else small-letter names) of the attackers that are more than suspected."""
    return frozenset(
        p.group_id or p.name.casefold()
        for p in attack.perpetrators
        if p.name is not None and p.confidence in SURE
    )


def _is_vague(attack: Attack) -> bool:
    coarse = attack.place.precision in ("province", "country", "unknown")
    undated = attack.date.start is not None and attack.date.precision in ("week", "month", "year")
    summed = attack.killed is not None and own_count(attack, "killed") is None
    return coarse or undated or summed


def _target(attack: Attack) -> frozenset[str]:
    telling = type_families().named_targets
    named = [t.name for t in attack.targets if t.name is not None]
    if len(named) != 1 or len(attack.targets) != 1 or attack.targets[0].category not in telling:
        return frozenset()
    return frozenset(named[0].casefold().split())


def _signs(attack: Attack) -> frozenset[str]:
    common = ("civilians", "other", "unknown")
    targets = {t.category for t in attack.targets if t.category not in common}
    killed = own_count(attack, "killed") or 0
    return frozenset(targets | ({f"killed {killed}"} if killed > 2 else set()))
