"""Which reports tell of one attack: decided anew from their set, whatever order they came in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from streams.domain.context import Context
from streams.stages.fuse.accounts import Account
from streams.stages.fuse.anchor import FINENESS, Anchor, anchored, closeness, fits, joined
from streams.stages.fuse.likeness import is_in_step, likeness


@dataclass(slots=True)
class Cluster:
    """Reports of one attack while they are being put together.

    `home` is the incident when that is settled already; `unplaced`: one vague report that fits
    several attacks, so that nobody can say which it tells of.
    """

    anchor: Anchor
    members: list[Account]
    home: str | None = None
    unplaced: bool = False

    def add(self, account: Account) -> None:
        """Let `account` belong to the cluster."""
        self.anchor = joined(self.anchor, account)
        self.members.append(account)


def cluster_of(accounts: Iterable[Account], home: str | None = None) -> Cluster:
    """Return the cluster of accounts that are known to belong together (one at least)."""
    first, *others = sorted(accounts, key=lambda account: account.order)
    cluster = Cluster(anchored(first), [first], home)
    for account in others:
        cluster.add(account)
    return cluster


def grouped(accounts: Iterable[Account], known: Sequence[Cluster], ctx: Context) -> list[Cluster]:
    """Return `known` and new clusters with every account in one of them.

    Reports that say where and when come first. Vague ones and denials found nothing that those
    could join, so that their place in the order of arrival cannot matter.
    """
    ordered = sorted(accounts, key=_turn)
    clear = [a for a in ordered if not a.vague and a.attack.modality == "asserted"]
    clusters = list(known)
    for account in clear:
        home = _best(clusters, account, ctx)
        _settle(home, account, clusters)
    vague: list[Cluster] = []
    for account in ordered:
        if account.vague or account.attack.modality != "asserted":
            _place_vague(account, clusters, vague, ctx)
    return clusters + vague


def _turn(account: Account) -> tuple[int, str, int, str]:
    """Return when an account is placed: by time, of one article's the finest place first."""
    at, article, attack = account.order
    return at, article, -FINENESS.index(account.attack.place.precision), attack


def _best(clusters: Iterable[Cluster], account: Account, ctx: Context) -> Cluster | None:
    """Return the closest cluster that fits, the first of equals, or None."""
    fitting = _fitting(clusters, account, ctx)
    return max(fitting, key=lambda c: closeness(c.anchor, account), default=None)


def _fitting(clusters: Iterable[Cluster], account: Account, ctx: Context) -> list[Cluster]:
    """Return the clusters that fit; attacks that one article tells apart are never one."""
    article = account.attack.article_id
    return [
        c
        for c in clusters
        if fits(c.anchor, account, ctx)
        and all(member.attack.article_id != article for member in c.members)
    ]


def _settle(home: Cluster | None, account: Account, clusters: list[Cluster]) -> Cluster:
    if home is None:
        home = Cluster(anchored(account), [account])
        clusters.append(home)
    else:
        home.add(account)
    return home


def _place_vague(
    account: Account, clusters: Sequence[Cluster], vague: list[Cluster], ctx: Context
) -> None:
    """Join the only attack that fits, or of several the only one of which something is the same;
    with none or several, join or found a vague cluster.

    One that is only mentioned, or whose cause is told with numbers of people, joins nothing without
    a sign that it is the same.
    """
    fitting = _fitting(clusters, account, ctx)
    if _needs_sign(account):
        signed = [c for c in fitting if _has_sign(c.anchor, account)]
        alone = len(fitting) == 1 and _is_that_day(fitting[0].anchor, account)
        fitting = fitting if alone else signed
    alike = [c for c in fitting if likeness(c.anchor.traits, account.traits)]
    fitting = alike if len(alike) == 1 else fitting
    if len(fitting) == 1 or (fitting and not account.vague):
        closest = max(fitting, key=lambda c: closeness(c.anchor, account))
        closest.add(account)
        return
    home = _settle(_best(vague, account, ctx), account, vague)
    home.unplaced = home.unplaced or bool(fitting)


def _has_sign(anchor: Anchor, account: Account) -> bool:
    alike = likeness(anchor.traits, account.traits)
    return bool(alike or anchor.perpetrators & account.perpetrators)


def _is_that_day(anchor: Anchor, account: Account) -> bool:
    """Tell whether town and day are the same by name, and the dead can have become as many."""
    where = account.area.city is not None and account.area.city == anchor.area.city
    when = account.exact and anchor.exact and account.first_day == anchor.first_day
    dead = not account.traits.killed or is_in_step(anchor.traits, account.traits)
    return where and when and dead


def _needs_sign(account: Account) -> bool:
    numbered = bool(account.traits.killed or account.traits.wounded)
    modality = account.attack.modality
    return modality == "historical" or (modality == "denied" and numbered)
