"""Which reports tell of one attack: decided anew from their set, whatever order they came in."""

from collections.abc import Iterable, Sequence

from streams.domain.context import Context
from streams.stages.fuse.accounts import Account
from streams.stages.fuse.agreement import closeness, is_surely
from streams.stages.fuse.anchor import FINENESS, Anchor, anchored
from streams.stages.fuse.clusters import Cluster, best, fitting, settle
from streams.stages.fuse.likeness import is_in_step, likeness
from streams.stages.fuse.placing import STANDS, Stand


def grouped(accounts: Iterable[Account], known: Sequence[Cluster], ctx: Context) -> list[Cluster]:
    """Return `known` and new clusters with every account in one of them.

    Reports that say where and when come first. Vague ones and denials found nothing that those
    could join, so that their place in the order of arrival cannot matter. Those that only follow
    join what they are surely of, after the clear ones or after the vague; else they wait alone.
    """
    turns = sorted(accounts, key=_turn)
    ordered = [account for account in turns if not account.follows]
    clear = [a for a in ordered if not a.vague and a.attack.modality == "asserted"]
    placed = STANDS.after([c for c in known if not c.unplaced], clear, ctx)
    clusters = _gathered(placed, ctx)
    following = _followed(clusters, [a for a in turns if a.follows], ctx)
    vague = [cluster.copy() for cluster in known if cluster.unplaced]
    for account in ordered:
        if account.vague or account.attack.modality != "asserted":
            _place_vague(account, clusters, vague, ctx)
    told = clusters + vague
    waiting = _followed(told, following, ctx)
    return told + [Cluster(anchored(account), [account], waits=True) for account in waiting]


def _gathered(placed: Stand, ctx: Context) -> list[Cluster]:
    """Return the clusters without new ones of one report that a later report ties to another.

    Known ones stay: they are settled, or editors put them together. A report of two attacks ties
    nothing: the one that ties must be like the lone one by itself.
    """
    turn = {id(cluster): at for at, cluster in enumerate(placed.clusters)}
    home = {id(m): cluster for cluster in placed.clusters for m in cluster.members}
    gone: set[int] = set()
    for lone in placed.clusters[len(placed.known) :]:
        account = lone.members[0]
        if len(lone.members) > 1 or not placed.ties.get(id(account)):
            continue
        tied = {id(c): c for t in placed.ties[id(account)] if (c := home[id(t)]) is not lone}
        near = sorted(tied.values(), key=lambda c: turn[id(c)])
        chosen = best(near, account, ctx)
        if chosen is not None:
            chosen.add(account)
            home[id(account)] = chosen
            gone.add(id(lone))
    return [cluster for cluster in placed.clusters if id(cluster) not in gone]


def _followed(told: Sequence[Cluster], following: Iterable[Account], ctx: Context) -> list[Account]:
    """Let each account join the one that it is surely of; return the others."""
    waiting: list[Account] = []
    for account in following:
        near = fitting(told, account, ctx)
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


def _place_vague(
    account: Account, clusters: Sequence[Cluster], vague: list[Cluster], ctx: Context
) -> None:
    """Join the only attack that fits, or of several the only one of which something is the same;
    with none or several, join or found a vague cluster.

    One that is only mentioned, or whose cause is told with numbers of people, joins nothing without
    a sign that it is the same.
    """
    near = fitting(clusters, account, ctx)
    if _needs_sign(account):
        signed = [c for c in near if _has_sign(c.anchor, account)]
        alone = len(near) == 1 and _is_that_day(near[0].anchor, account)
        near = near if alone else signed
    alike = [c for c in near if likeness(c.anchor.traits, account.traits)]
    near = alike if len(alike) == 1 else near
    if len(near) == 1 or (near and not account.vague):
        closest = max(near, key=lambda c: closeness(c.anchor, account, ctx))
        closest.add(account)
        return
    home = settle(best(vague, account, ctx), account, vague)
    home.unplaced = home.unplaced or bool(near)


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
