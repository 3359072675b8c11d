"""Placing clear reports one by one, each where it fits best, and going on from there.

What reports came to does not change when one is told behind them. So it is kept, with a few earlier
stands for a report that comes late, and taken up again where the same reports lie before: else a
day with thousands of reports in one city would be sorted out anew with each of them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import is_
from threading import Lock

from streams.domain.context import Context
from streams.stages.fuse.accounts import Account
from streams.stages.fuse.agreement import agreement
from streams.stages.fuse.anchor import Anchor, anchored
from streams.stages.fuse.clusters import Cluster, best, settle
from streams.stages.fuse.meeting import fits

_STEP = 64
"""Reports between the stands that are kept."""
_STANDS = 4
_SCENES = 64
"""Groups of incidents whose last stands are kept."""
_REPORTS = 20_000
"""Reports in all stands together; the oldest groups go first, the last stays."""


@dataclass(slots=True)
class Stand:
    """What clusters the reports placed so far make beside the known ones.

    `ties`: by the identity of each report that is alone in a new cluster, the reports that tie it
    to theirs: like it by themselves, whatever else their cluster holds.
    """

    ctx: Context
    known: tuple[Cluster, ...]
    clusters: list[Cluster]
    placed: list[Account] = field(default_factory=list)
    ties: dict[int, list[Account]] = field(default_factory=dict)
    _told: list[Anchor] = field(default_factory=list)

    @classmethod
    def beside(cls, known: Sequence[Cluster], ctx: Context) -> "Stand":
        """Return the stand before any report is placed."""
        told = [anchored(member) for cluster in known for member in cluster.members]
        return cls(ctx, tuple(known), [c.copy() for c in known], _told=told)

    def copy(self) -> "Stand":
        """Return one that goes on by itself."""
        return Stand(
            self.ctx,
            self.known,
            [cluster.copy() for cluster in self.clusters],
            [*self.placed],
            {name: [*ties] for name, ties in self.ties.items()},
            [*self._told],
        )

    def leads_to(self, known: Sequence[Cluster], clear: Sequence[Account], ctx: Context) -> bool:
        """Whether these very reports begin with the ones that were placed."""
        return (
            self.ctx is ctx
            and len(self.known) == len(known)
            and len(self.placed) <= len(clear)
            and all(map(is_, self.known, known))
            and all(map(is_, self.placed, clear))
        )

    def place(self, account: Account) -> None:
        """Place the next report."""
        told = anchored(account)
        home = best(self.clusters, account, self.ctx)
        alone = {id(c.members[0]): c.members[0] for c in self._alone()}
        if home is not None:
            self.ties.pop(id(home.members[0]), None)
        settle(home, account, self.clusters)
        for name, ties in self.ties.items():
            if self._tie(told, alone[name]):
                ties.append(account)
        if home is None:
            near = [a.first for a in self._told if self._tie(a, account)]
            self.ties[id(account)] = near
        self.placed.append(account)
        self._told.append(told)

    def _alone(self) -> list[Cluster]:
        return [c for c in self.clusters[len(self.known) :] if len(c.members) == 1]

    def _tie(self, told: Anchor, lone: Account) -> bool:
        enough = self.ctx.thresholds.weights.other_target
        return fits(told, lone, self.ctx) and agreement(told, lone, self.ctx) >= enough


class Stands:
    """The last stands of each group of incidents, found again by its first report."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, list[Stand]] = OrderedDict()
        self._lock = Lock()

    def after(self, known: Sequence[Cluster], clear: Sequence[Account], ctx: Context) -> Stand:
        """Return the stand after all `clear` reports are placed in their order beside `known`.

        It is the caller's, to change as he likes.
        """
        first = next(chain(clear, (m for c in known for m in c.members)), None)
        name = first.attack.attack_id if first is not None else ""
        with self._lock:
            kept = [s for s in self._kept.pop(name, []) if s.leads_to(known, clear, ctx)]
        stand = kept[-1].copy() if kept else Stand.beside(known, ctx)
        for account in clear[len(stand.placed) :]:
            if len(stand.placed) % _STEP == 0:
                kept.append(stand.copy())
            stand.place(account)
        kept.append(stand)
        with self._lock:
            self._kept[name] = kept[-_STANDS:]
            while len(self._kept) > 1 and (len(self._kept) > _SCENES or self._weight() > _REPORTS):
                self._kept.popitem(last=False)
        return stand.copy()

    def _weight(self) -> int:
        return sum(len(stand.placed) for stands in self._kept.values() for stand in stands)


STANDS = Stands()
