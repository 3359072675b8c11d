"""Reports of one attack while they are being put together, and which of several a report fits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from streams.domain.context import Context
from streams.stages.fuse.accounts import Account
from streams.stages.fuse.agreement import closeness, is_forgiven
from streams.stages.fuse.anchor import Anchor, anchored, followed, joined
from streams.stages.fuse.meeting import against, may_meet


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
    articles: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.articles = {member.attack.article_id for member in self.members}

    def add(self, account: Account) -> None:
        """Let `account` belong to the cluster; what only follows brings no day or place."""
        self.anchor = (followed if account.follows else joined)(self.anchor, account)
        self.members.append(account)
        self.articles.add(account.attack.article_id)

    def copy(self) -> "Cluster":
        """Return one that goes on by itself."""
        return Cluster(self.anchor, [*self.members], self.home, self.unplaced, self.waits)


def cluster_of(accounts: Iterable[Account], home: str | None = None) -> Cluster:
    """Return the cluster of accounts that are known to belong together (one at least)."""
    first, *others = sorted(accounts, key=lambda account: (account.follows, account.order))
    cluster = Cluster(anchored(first), [first], home, waits=first.follows)
    for account in others:
        cluster.add(account)
    return cluster


def best(clusters: Iterable[Cluster], account: Account, ctx: Context) -> Cluster | None:
    """Return the closest cluster that fits, the first of equals, or None."""
    near = fitting(clusters, account, ctx)
    return max(near, key=lambda c: closeness(c.anchor, account, ctx), default=None)


def fitting(clusters: Iterable[Cluster], account: Account, ctx: Context) -> list[Cluster]:
    """Return the clusters that fit, else those that one thing speaks against that is forgiven.

    Attacks that one article tells apart are never one.
    """
    article = account.attack.article_id
    fits: list[Cluster] = []
    nearly: list[tuple[Cluster, str]] = []
    for cluster in clusters:
        if article in cluster.articles or not may_meet(cluster.anchor, account, ctx):
            continue
        slots = tuple(islice(against(cluster.anchor, account, ctx), 2))
        if not slots:
            fits.append(cluster)
        elif len(slots) == 1:
            nearly.append((cluster, slots[0]))
    return fits or [c for c, slot in nearly if is_forgiven(c.anchor, account, slot, ctx)]


def settle(home: Cluster | None, account: Account, clusters: list[Cluster]) -> Cluster:
    """Let an account belong to `home`, or to a new cluster of its own if that is None."""
    if home is None:
        home = Cluster(anchored(account), [account])
        clusters.append(home)
    else:
        home.add(account)
    return home
