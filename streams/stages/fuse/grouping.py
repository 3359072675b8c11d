"""Which reports tell of one attack: decided anew from their set, whatever order they came in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from streams.domain.context import Context
from streams.stages.fuse.accounts import Account
from streams.stages.fuse.agreement import agreement, closeness, is_forgiven, is_surely
from streams.stages.fuse.anchor import FINENESS, Anchor, anchored, followed, joined
from streams.stages.fuse.likeness import is_in_step, likeness
from streams.stages.fuse.meeting import against, fits, may_meet


@dataclass(slots=True)
class Cluster:
    """Reports of one attack while they are being put together.

    `home` is the incident when that is settled already; `unplaced`: one vague report that fits
    several attacks, so that nobody can say which it tells of; `waits`: one report that only follows
    others, of which none has come yet.
    """

    anchor: Anchor
    members: list[Account]
    home: str | None = None
    unplaced: bool = False
    waits: bool = False

    def add(self, account: Account) -> None:
        """Let `account` belong to the cluster; what only follows brings no day or place."""
        self.anchor = (followed if account.follows else joined)(self.anchor, account)
        self.members.append(account)


def cluster_of(accounts: Iterable[Account], home: str | None = None) -> Cluster:
    """Return the cluster of accounts that are known to belong together (one at least)."""
    first, *others = sorted(accounts, key=lambda account: (account.follows, account.order))
    cluster = Cluster(anchored(first), [first], home, waits=first.follows)
    for account in others:
        cluster.add(account)
    return cluster


def grouped(accounts: Iterable[Account], known: Sequence[Cluster], ctx: Context) -> list[Cluster]:
    """Return `known` and new clusters with every account in one of them.

    Reports that say where and when come first. Vague ones and denials found nothing that those
    could join, so that their place in the order of arrival cannot matter. Those that only follow
    join what they are surely of, after the clear ones or after the vague; else they wait alone.
    """
    turns = sorted(accounts, key=_turn)
    ordered = [account for account in turns if not account.follows]
    clear = [a for a in ordered if not a.vague and a.attack.modality == "asserted"]
    clusters = [cluster for cluster in known if not cluster.unplaced]
    placed = len(clusters)
    for account in clear:
        home = _best(clusters, account, ctx)
        _settle(home, account, clusters)
    clusters = _gathered(clusters, placed, ctx)
    following = _followed(clusters, [a for a in turns if a.follows], ctx)
    vague = [cluster for cluster in known if cluster.unplaced]
    for account in ordered:
        if account.vague or account.attack.modality != "asserted":
            _place_vague(account, clusters, vague, ctx)
    told = clusters + vague
    waiting = _followed(told, following, ctx)
    return told + [Cluster(anchored(account), [account], waits=True) for account in waiting]


def _gathered(clusters: Sequence[Cluster], known: int, ctx: Context) -> list[Cluster]:
    """Return the clusters without new ones of one report that a later report ties to another.

    The first `known` stay: they are settled, or editors put them together. A report of two attacks
    ties nothing: the one that ties must be like the lone one by itself.
    """
    kept = list(clusters)
    for lone in [c for c in clusters[known:] if len(c.members) == 1]:
        account = lone.members[0]
        near = [c for c in kept if c is not lone and _is_tied(c, account, ctx)]
        home = _best(near, account, ctx)
        if home is not None:
            home.add(account)
            kept = [c for c in kept if c is not lone]
    return kept


def _is_tied(cluster: Cluster, account: Account, ctx: Context) -> bool:
    enough = ctx.thresholds.weights.other_target
    anchors = map(anchored, cluster.members)
    return any(fits(a, account, ctx) and agreement(a, account, ctx) >= enough for a in anchors)


def _followed(told: Sequence[Cluster], following: Iterable[Account], ctx: Context) -> list[Account]:
    """Let each account join the one that it is surely of; return the others."""
    waiting: list[Account] = []
    for account in following:
        near = _fitting(told, account, ctx)
        only = len(near) == 1
        sure = [c for c in near if is_surely(c.anchor, account, ctx, alone=only)]
        if sure:
            max(sure, key=lambda c: closeness(c.anchor, account, ctx)).add(account)
        else:
            waiting.append(account)
    return waiting


def _turn(account: Account) -> tuple[int, str, int, str]:
    """Return when an account is placed: by time, of one article's the finest place first."""
    at, article, attack = account.order
    return at, article, -FINENESS.index(account.attack.place.precision), attack


def _best(clusters: Iterable[Cluster], account: Account, ctx: Context) -> Cluster | None:
    """Return the closest cluster that fits, the first of equals, or None."""
    fitting = _fitting(clusters, account, ctx)
    return max(fitting, key=lambda c: closeness(c.anchor, account, ctx), default=None)


def _fitting(clusters: Iterable[Cluster], account: Account, ctx: Context) -> list[Cluster]:
    """Return the clusters that fit, else those that one thing speaks against that is forgiven.

    Attacks that one article tells apart are never one.
    """
    article = account.attack.article_id
    open_ones = [c for c in clusters if all(m.attack.article_id != article for m in c.members)]
    fitting: list[Cluster] = []
    nearly: list[tuple[Cluster, str]] = []
    for cluster in open_ones:
        if may_meet(cluster.anchor, account, ctx):
            slots = tuple(islice(against(cluster.anchor, account, ctx), 2))
            if not slots:
                fitting.append(cluster)
            elif len(slots) == 1:
                nearly.append((cluster, slots[0]))
    return fitting or [c for c, slot in nearly if is_forgiven(c.anchor, account, slot, ctx)]


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
        closest = max(fitting, key=lambda c: closeness(c.anchor, account, ctx))
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
