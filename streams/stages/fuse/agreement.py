"""How much says that a report is of an incident, and what differs in it is forgiven."""

from streams.domain.context import Context
from streams.stages.fuse.accounts import Account
from streams.stages.fuse.anchor import Anchor, told_part
from streams.stages.fuse.likeness import (
    ENOUGH,
    are_tolls_in_step,
    likeness,
    likeness_points,
)
from streams.stages.fuse.meeting import (
    days_apart,
    distance,
    far_in_day,
    is_same_town,
)


def closeness(anchor: Anchor, account: Account, ctx: Context) -> tuple[float, ...]:
    """Return how well a fitting report fits, for comparison: larger is better."""
    alike = likeness(anchor.traits, account.traits)
    part = told_part(account.attack.date.time_of_day)
    return (
        alike >= ENOUGH,
        (anchor.first_day, anchor.last_day) == (account.first_day, account.last_day),
        is_same_town(anchor, account),
        alike,
        agreement(anchor, account, ctx),
        not far_in_day(anchor.time_of_day, part),
        -(distance(anchor.place, account.attack.place) or 0.0),
    )


def is_forgiven(anchor: Anchor, account: Account, slot: str, ctx: Context) -> bool:
    """Tell whether a report is plainly of the incident though `slot`, one thing in it, differs."""
    if not _is_within_reach(anchor, account, slot, ctx):
        return False
    weights = ctx.thresholds.weights
    bounds = {
        "day": weights.other_day_beside if _is_beside(account) else weights.other_day,
        "place": weights.other_place,
        "attackers": weights.other_attackers_in_step
        if are_tolls_in_step(anchor.traits, account.traits)
        else weights.other_attackers,
        "manner": weights.other_manner,
        "target": weights.other_target,
    }
    return agreement(anchor, account, ctx) >= bounds[slot]


def is_surely(anchor: Anchor, account: Account, ctx: Context, *, alone: bool) -> bool:
    """Tell whether so much is the same that a report which only follows others joins.

    Less is enough for the only one that what is recalled fits, on its day.
    """
    weights = ctx.thresholds.weights
    recalled = account.attack.engagement != "clash"
    only = alone and recalled and _is_that_day(anchor, account)
    bound = weights.follows_only if only else weights.follows
    return agreement(anchor, account, ctx) >= bound


def agreement(anchor: Anchor, account: Account, ctx: Context) -> float:
    """Return what says that a report is of the incident, in points."""
    weights = ctx.thresholds.weights
    points = likeness_points(anchor.traits, account.traits, weights)
    told, first = account.attack, anchor.first.attack
    same = (
        (weights.town, is_same_town(anchor, account)),
        (weights.day, _is_that_day(anchor, account)),
        (weights.part_of_day, anchor.time_of_day == (told.date.time_of_day or "unknown")),
        (weights.attackers, bool(anchor.perpetrators & account.perpetrators)),
        (weights.manner, bool(anchor.families & account.families)),
        (weights.weapon, bool({*first.weapons} & {*told.weapons})),
        (weights.wire, bool({*first.wire_sources} & {*told.wire_sources})),
    )
    return points + sum(worth for worth, holds in same if holds)


def _is_beside(account: Account) -> bool:
    """Tell whether an account was told beside another of its article, without any figure."""
    told = account.attack
    counted = told.killed is not None or told.wounded is not None
    return bool(told.related) and not counted and told.trigger_role == "body"


def _is_within_reach(anchor: Anchor, account: Account, slot: str, ctx: Context) -> bool:
    """Tell whether a report from elsewhere, or of days apart, has the same dead and wounded.

    By these it is found, see `reach`.
    """
    days = days_apart(anchor, account)
    if slot == "place" or (slot == "day" and days > 1):
        twin = bool(anchor.traits.counts & account.traits.counts)
        return twin and days <= ctx.thresholds.recall_days
    return True


def _is_that_day(anchor: Anchor, account: Account) -> bool:
    """Tell whether both texts give the day; what an article without a report of its own recalls is
    not of its day: a court sat then.
    """
    told = account.attack
    recalled = told.modality == "historical" and account.follows and not told.related
    if recalled and account.last_day >= account.own_day:
        return False
    within = anchor.first_day <= account.first_day <= anchor.last_day
    return anchor.exact and account.exact and within
