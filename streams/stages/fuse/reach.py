"""How far an incident reaches, for leaving out of sight all that a report cannot touch.

Two incidents that could exchange a report, now or through others, are in one another's reach; what
is not reached from a report cannot change by it. Everything here errs on the side of reaching.
"""

from collections.abc import Callable, Iterable, Mapping
from math import cos, radians

from streams.domain.context import Context
from streams.domain.geography import Area
from streams.domain.records import Attack
from streams.stages.fuse.accounts import Account, account_once, goes_on_until, is_countrywide
from streams.stages.fuse.anchor import told_part
from streams.stages.fuse.likeness import VILLAGE
from streams.stages.fuse.meeting import HELD
from streams.stages.fuse.memory import Box, Reach
from streams.stages.fuse.traits import Traits

KM_PER_DEGREE = 110.0
"""A little less than a degree of latitude has, so that boxes are never too small."""

TOLL, HOSTAGES, HOUR = "toll ", "hostages ", "hour "

Related = Callable[[Reach, Reach], bool]


def reach_of(attacks: Iterable[Attack], ctx: Context) -> Reach:
    """Return how far some reports reach (one at least)."""
    accounts = [account_once(attack, ctx.thresholds) for attack in attacks]
    places = [account.attack.place for account in accounts]
    points = [(p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None]
    return Reach(
        first_day=min(account.first_day for account in accounts),
        last_day=max(map(goes_on_until, accounts)),
        provinces=frozenset(p.admin1 for p in places if p.admin1 is not None),
        provincewide=frozenset(a.area.admin1 for a in accounts if _is_provincewide(a.area)),
        towns=frozenset(t for a in accounts for t in _towns(a)),
        box=_box(points),
        signs=frozenset(
            s
            for a in accounts
            for s in (*_deaths(a.signs), *a.traits.target, *_tolls(a.traits), *_held(a), *_how(a))
        ),
        articles=frozenset(n for a in accounts for n in _articles(a.attack)),
        countrywide=any(is_countrywide(account.area) for account in accounts),
        anywhere=any(a.area.admin1 is None and not is_countrywide(a.area) for a in accounts),
        named=any(account.perpetrators for account in accounts),
    )


def fusion_reach(ctx: Context) -> Related:
    """Return whether reports of one could belong to the other."""
    within_km = ctx.thresholds.same_place_km

    def related(one: Reach, other: Reach) -> bool:
        if one.articles & other.articles:
            return True
        days = _days_between(one, other)
        twin = days <= ctx.thresholds.recall_days and _share_twin(one, other)
        if days > 1:
            return twin
        return (
            twin
            or one.anywhere
            or other.anywhere
            or bool(one.provincewide & other.provinces)
            or bool(other.provincewide & one.provinces)
            or bool(one.towns & other.towns)
            or bool((one.countrywide or other.countrywide) and one.signs & other.signs)
            or _boxes_touch(one.box, other.box, within_km)
        )

    return related


def campaign_reach(ctx: Context) -> Related:
    """Return whether two incidents could be linked as a campaign."""
    within_km = ctx.thresholds.campaign_km
    days = -(-ctx.thresholds.campaign_hours // 24)

    def related(one: Reach, other: Reach) -> bool:
        if not one.named or not other.named:
            return False
        if one.articles & other.articles:
            return True
        return _days_between(one, other) <= days and _boxes_touch(one.box, other.box, within_km)

    return related


def within_reach(
    start: Iterable[str], reaches: Mapping[str, Reach], related: Related
) -> frozenset[str]:
    """Return the names reached from `start`, step by step, `start` included."""
    found = set(start)
    unseen = {name: reach for name, reach in reaches.items() if name not in found}
    edge = list(found)
    while edge:
        here = reaches[edge.pop()]
        reached = [name for name, reach in unseen.items() if related(here, reach)]
        for name in reached:
            del unseen[name]
        found.update(reached)
        edge += reached
    return frozenset(found)


def _is_provincewide(area: Area) -> bool:
    return area.admin1 is not None and area == Area(area.country, area.admin1)


def _towns(account: Account) -> Iterable[str]:
    """Yield district and town, and the villages by which distant reports may join."""
    yield from (town for town in (account.area.district, account.area.city) if town)
    yield from (f"~{name}" for name in account.traits.villages | account.traits.town)
    yield from (VILLAGE for kind in account.traits.premises if kind == VILLAGE)


def _deaths(signs: Iterable[str]) -> Iterable[str]:
    return (sign for sign in signs if sign.startswith("killed"))


def _tolls(traits: Traits) -> Iterable[str]:
    return (f"{TOLL}{killed} {wounded}" for killed, wounded in traits.counts)


def _held(account: Account) -> Iterable[str]:
    """Yield the names of a town whose hostages an account tells of."""
    if HELD in account.attack.attack_types:
        town = {account.area.city or ""} | account.traits.villages | account.traits.town
        yield from (f"{HOSTAGES}{name}" for name in town)


def _how(account: Account) -> Iterable[str]:
    """Yield the part of the day, by which an account of a country alone may be known."""
    part = told_part(account.attack.date.time_of_day)
    if part is not None:
        yield f"{HOUR}{part}"


def _share_twin(one: Reach, other: Reach) -> bool:
    """Tell whether both tell of as many dead and as many wounded, or of one town's hostages."""
    return any(sign.startswith((TOLL, HOSTAGES)) for sign in one.signs & other.signs)


def _articles(attack: Attack) -> Iterable[str]:
    return (name for name in (attack.article_id, attack.revision_of) if name is not None)


def _box(points: Iterable[tuple[float, float]]) -> Box | None:
    lats, lons = zip(*points, strict=True) if (points := list(points)) else ((), ())
    return (min(lats), min(lons), max(lats), max(lons)) if lats else None


def _days_between(one: Reach, other: Reach) -> int:
    return max(one.first_day, other.first_day) - min(one.last_day, other.last_day)


def _boxes_touch(one: Box | None, other: Box | None, within_km: float) -> bool:
    if one is None or other is None:
        return False
    north = within_km / KM_PER_DEGREE
    widest = min(89.0, max(abs(one[0]), abs(one[2]), abs(other[0]), abs(other[2])) + north)
    east = north / cos(radians(widest))
    return (
        one[0] - north <= other[2]
        and other[0] - north <= one[2]
        and one[1] - east <= other[3]
        and other[1] - east <= one[3]
    )
