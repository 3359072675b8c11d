"""From groups of reports to incidents: which group goes on as which incident."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from streams.domain.context import Context
from streams.domain.identity import incident_identity
from streams.domain.records import Attack
from streams.stages.fuse.accounts import Account, account_once, own_time
from streams.stages.fuse.clusters import Cluster, cluster_of
from streams.stages.fuse.following import follows
from streams.stages.fuse.grouping import grouped
from streams.stages.fuse.memory import Country, Entry
from streams.stages.fuse.once import Once
from streams.stages.fuse.versions import age, successors_in

_SETTLED: Once[Account, Cluster] = Once(4_000)


@dataclass(frozen=True, slots=True)
class Draft:
    """The reports of one attack: those that stand, and with them the revised ones, by own time."""

    incident_id: str
    standing: tuple[Attack, ...]
    attacks: tuple[Attack, ...]
    unplaced: bool

    @property
    def waits(self) -> bool:
        """Whether all that it holds follows what nobody has told yet."""
        return all(follows(attack) for attack in self.attacks)


def bounded(draft: Draft, limit: int) -> Draft:
    """Return the draft with at most `limit` reports, the first half of them and the last."""
    if len(draft.attacks) <= limit:
        return draft
    attacks = (*draft.attacks[: limit // 2], *draft.attacks[-(limit - limit // 2) :])
    kept = {attack.attack_id for attack in attacks}
    standing = tuple(attack for attack in draft.standing if attack.attack_id in kept)
    return replace(draft, standing=standing or attacks, attacks=attacks)


@dataclass(frozen=True, slots=True)
class Scene:
    """What of a country a record can touch, while it is applied.

    `loose`: reports that are grouped anew; `settled`: by incident, the reports that came so long
    ago that others may join them but no longer rearrange them. `everything`: all live incidents of
    the country, within reach or not. `keep`: the incident of an editor's decision, which goes on
    whatever group it becomes; `leaving`: the reports of it that an editor splits off.
    """

    country: Country
    entries: Mapping[str, Entry]
    loose: tuple[Attack, ...]
    settled: Mapping[str, tuple[Attack, ...]]
    everything: Mapping[str, Entry]
    keep: str | None = None
    leaving: frozenset[str] = frozenset()


def drafts_of(scene: Scene, ctx: Context) -> list[Draft]:
    """Return every live incident of the country as its reports now have it."""
    quiet = [attack for attacks in scene.settled.values() for attack in attacks]
    successors = successors_in((*quiet, *scene.loose), ctx)
    clusters = _clusters(scene, successors, ctx)
    members = [[account.attack for account in cluster.members] for cluster in clusters]
    revised = _revised(members, (*quiet, *scene.loose), successors)
    whole = [_by_time((*m, *r), ctx) for m, r in zip(members, revised, strict=True)]
    names = _names(scene, clusters, whole)
    return [
        Draft(names[i], _by_time(members[i], ctx), whole[i], clusters[i].unplaced)
        for i in range(len(clusters))
    ]


def _clusters(
    scene: Scene, successors: Mapping[str, tuple[str, ...]], ctx: Context
) -> list[Cluster]:
    standing = [a for a in scene.loose if a.attack_id not in successors]
    accounts = {a.attack_id: account_once(a, ctx.thresholds) for a in standing}
    settled = _settled(scene, successors, ctx)
    known = [cluster for cluster in settled if not cluster.waits]
    known = [cluster.copy() for cluster in known] if scene.country.cuts else known
    # What waits for others is never settled.
    accounts |= {m.attack.attack_id: m for c in settled if c.waits for m in c.members}
    for cut in scene.country.cuts:
        _keep_apart(cut, accounts, known)
    return _bonded(grouped(accounts.values(), known, ctx), scene.country.bonds)


def _settled(
    scene: Scene, successors: Mapping[str, tuple[str, ...]], ctx: Context
) -> list[Cluster]:
    """Return the incidents as far as they are settled, in the order of the country's index."""
    clusters = []
    for name, attacks in scene.settled.items():
        standing = [a for a in attacks if a.attack_id not in successors]
        if standing:
            accounts = [account_once(a, ctx.thresholds) for a in standing]
            clusters.append(_settled_once(scene.entries[name], accounts, name))
    return clusters


def _settled_once(entry: Entry, accounts: Sequence[Account], name: str) -> Cluster:
    """Return the cluster of the settled reports of an incident, the same while they are the same.

    Whoever adds to it takes a copy.
    """

    first = min(accounts, key=lambda account: account.order)
    kept = _SETTLED.of(first, lambda: _told_by(entry, accounts, name))
    same = {*map(id, kept.members)} == {*map(id, accounts)}
    if not same or (kept.home, kept.unplaced) != (name, entry.unplaced):
        kept = _told_by(entry, accounts, name)
        _SETTLED.put(first, kept)
    return kept


def _told_by(entry: Entry, accounts: Sequence[Account], name: str) -> Cluster:
    cluster = cluster_of(accounts, name)
    cluster.unplaced = entry.unplaced
    return cluster


def _keep_apart(cut: Sequence[str], accounts: dict[str, Account], known: list[Cluster]) -> None:
    """Put the loose reports of one side of a split together, and with those that are settled."""
    apart = [accounts.pop(name) for name in cut if name in accounts]
    home = next((c for c in known if any(m.attack.attack_id in cut for m in c.members)), None)
    if home is None and apart:
        known.append(cluster_of(apart))
    elif home is not None:
        for account in sorted(apart, key=lambda account: account.order):
            home.add(account)


def _bonded(clusters: list[Cluster], bonds: Sequence[Sequence[str]]) -> list[Cluster]:
    """Return the clusters, those that editors merged as one."""
    for bond in bonds:
        names = set(bond)
        tied = [c for c in clusters if names & {a.attack.attack_id for a in c.members}]
        if len(tied) > 1:
            home = next((c.home for c in tied if c.home is not None), None)
            one = cluster_of((a for c in tied for a in c.members), home)
            clusters = [one, *(c for c in clusters if all(c is not other for other in tied))]
    return clusters


def _revised(
    members: Sequence[Sequence[Attack]],
    attacks: Sequence[Attack],
    successors: Mapping[str, tuple[str, ...]],
) -> list[list[Attack]]:
    """Return, for each cluster, the revised accounts whose later version it holds."""
    home = {attack.attack_id: i for i, group in enumerate(members) for attack in group}
    revised: list[list[Attack]] = [[] for _ in members]
    old = [a for a in attacks if a.attack_id in successors and a.attack_id not in home]
    for attack in sorted(old, key=age, reverse=True):
        at = min(home[name] for name in successors[attack.attack_id] if name in home)
        home[attack.attack_id] = at
        revised[at].append(attack)
    return revised


def _by_time(attacks: Sequence[Attack], ctx: Context) -> tuple[Attack, ...]:
    def order(attack: Attack) -> tuple[int, str, str]:
        return own_time(attack, ctx.thresholds), attack.article_id, attack.attack_id

    return tuple(sorted(attacks, key=order))


def _names(
    scene: Scene, clusters: Sequence[Cluster], whole: Sequence[Sequence[Attack]]
) -> dict[int, str]:
    """Return the incident id of each cluster: of the incident most of whose reports it holds.

    What only waited goes before none that was heard of.
    """
    names = {i: c.home for i, c in enumerate(clusters) if c.home is not None}
    home = {attack.attack_id: i for i, group in enumerate(whole) for attack in group}
    open_names = [name for name in scene.entries if name not in names.values()]
    shared = [
        (name != scene.keep, scene.entries[name].waits, -overlap, clusters[i].unplaced, at, i, name)
        for at, name in enumerate(open_names)
        for i, overlap in Counter(_homes(scene, name, home)).items()
        if not clusters[i].waits or scene.entries[name].waits
    ]
    for *_, i, name in sorted(shared):
        if i not in names and name not in names.values():
            names[i] = name
    taken = {row.incident_id for row in scene.country.rows}
    taken |= {old for old, _ in scene.country.merged}
    for i, group in enumerate(whole):
        if i not in names:
            names[i] = _new_name(group, taken | set(names.values()))
    return names


def _homes(scene: Scene, name: str, home: Mapping[str, int]) -> Iterator[int]:
    """Yield where each report of an incident is now, but for those that an editor took from it."""
    for attack in scene.entries[name].attacks:
        if attack.attack_id not in scene.leaving:
            yield home[attack.attack_id]


def _new_name(attacks: Sequence[Attack], taken: set[str]) -> str:
    """Return an id that no incident of the country bears, from the first report that gives one."""
    first = attacks[0].attack_id
    further = (incident_identity(f"{first}/{number}") for number in count(2))
    names = chain((incident_identity(attack.attack_id) for attack in attacks), further)
    return next(name for name in names if name not in taken)
