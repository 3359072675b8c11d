"""Attack or clash: who fights whom, and whether anybody but fighters is hurt."""

from collections.abc import Sequence

from streams.domain.context import Context
from streams.domain.records import Perpetrator
from streams.domain.records.vocabulary import ActorKind, Engagement
from streams.stages.extract.facts.figures import Figure
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.words.scan import Hit

AERIAL = frozenset(("air_strike", "drone_strike", "shelling_or_rocket"))
_FORCES = ("police", "military", "media", "government", "politician")
_COMBATANTS = frozenset((None, "military", "fighters", "gunmen"))
_UNTOLD = _COMBATANTS | {"people"}
_ACTS_AFTER = range(3)
_ACTS_BEFORE = range(4)
_POSITION_REACH = range(4)
_OWN_REACH = range(2)


def engagement_of(
    event: Event,
    figures: Sequence[Figure],
    perpetrators: Sequence[Perpetrator],
    titles: Sequence[Telling],
    ctx: Context,
) -> Engagement:
    """A clash names no attacker, or is a state force against combatants only.

    So is all that an article tells of under a headline about fighting among armed groups, or about
    a front, where no civilians are hurt.
    """
    if any(_is_infighting(t) for t in titles) and not _civilians(figures):
        return "clash"
    near = [t for t in event.tellings if t is event.anchor or t.is_title]
    first = [t for t in event.tellings if not t.is_title][:1]
    fought = _is_fought((*near, *first)) and _are_combatants(figures)
    if fought or _is_war((*near, *first), titles, figures):
        return "clash"
    operation = any(t.of("state_operation") for t in near)
    victims = any(f.mention.side == "victim" for f in figures)
    fighting = operation or any(t.of("clash") for t in near)
    fighters = {f.mention.side for f in figures if f.mention.effect == "killed"} == {"perpetrator"}
    aerial = any(h.value in AERIAL for t in near for h in (*t.strong, *t.weak))
    met = fighters and (fighting or aerial) and not victims
    if _is_told_as_clash(near, figures) or met:
        return "clash"
    if any(h.value not in AERIAL for t in near for h in t.strong):
        return "attack"
    headlined = any(t.is_title and t.weak and not t.of("clash") for t in near)
    nonstate = actor_kind_of(perpetrators, ctx) == "nonstate"
    named = nonstate and not operation and any(t.weak for t in near)
    if named or (operation and victims and headlined):
        return "attack"
    struck = any(h.value == "air_strike" for t in near for h in t.strong)
    by_state = struck or actor_kind_of(perpetrators, ctx) == "state"
    harmless = not victims or _are_combatants(figures)
    military = aerial and by_state and harmless and not _aims_at_civilians(near)
    fallen = fighters and not _civilians(figures)
    fought = fighting and not aerial and not _takes_hostages(event)
    return "clash" if fallen or military or fought else "attack"


def _is_fought(told: Sequence[Telling]) -> bool:
    """Whether the sentences speak of fighting alone, and of no attack: `لە شەڕەکەدا کوژران`."""
    fighting = any(t.of("clash") for t in told)
    return fighting and not any(t.strong or _names_more(t) for t in told)


def _names_more(telling: Telling) -> bool:
    """Whether a weak word for an attack is none for fighting."""
    fights = telling.of("clash")
    return any(not any(f.start <= h.start < f.end for f in fights) for h in telling.weak)


def _is_war(told: Sequence[Telling], titles: Sequence[Telling], figures: Sequence[Figure]) -> bool:
    """Whether positions of an armed group are struck, or the headline tells of a front.

    Not where civilians are hurt; those of whom only the number is told may be fighters at a front.
    """
    if _aims_at_civilians(told):
        return False
    hurt = _hurt(figures)
    if hurt <= _UNTOLD and any(t.is_title and t.plain("front") for t in titles):
        return True
    unnamed = bool(hurt) and hurt <= {None, "people"}
    aerial = any(h.value in AERIAL for t in told for h in (*t.strong, *t.weak))
    struck = aerial and any(_names_position(t) for t in told)
    return struck and hurt <= _COMBATANTS and not unnamed


def _names_position(telling: Telling) -> bool:
    """Whether positions, depots or camps of an armed group, or of gunmen, are named."""
    groups = [g for g in telling.groups if g.group.kind == "nonstate"]
    positions = telling.of("position")
    unnamed = [hit for hit in positions if telling.hits.at(hit.end, "attackers") is not None]
    return bool(unnamed) or any(_holds(hit, group) for hit in positions for group in groups)


def _holds(position: Hit, group: GroupMention) -> bool:
    """Whether a position is that of the group: `positions of the group`, `the group's camp`."""
    if position.value == "after":
        return position.start - group.end in _OWN_REACH
    return group.start - position.end in _POSITION_REACH


def _are_combatants(figures: Sequence[Figure]) -> bool:
    """Whether all victims whose kind is told are soldiers or fighters, and some are."""
    hurt = _hurt(figures)
    return bool(hurt - {None}) and hurt <= _COMBATANTS


def _hurt(figures: Sequence[Figure]) -> set[str | None]:
    """Return the kinds of people among the victims."""
    told = (f.mention for f in figures if f.mention.side == "victim")
    return {g.group for mention in told if mention.effect != "arrested" for g in mention.groups}


def _is_infighting(telling: Telling) -> bool:
    """Whether armed groups are said to fight each other."""
    groups = {m.group.id for m in telling.groups if m.group.kind == "nonstate"}
    return len(groups) > 1 and bool(telling.of("clash"))


def _is_told_as_clash(near: Sequence[Telling], figures: Sequence[Figure]) -> bool:
    """Whether headline or lead call it one, or a force kills fighters, and no civilian is hurt."""
    named = any(t.is_title and t.of("clash") and not (t.strong or t.weak) for t in near)
    return (named or any(_kills_fighters(t) for t in near)) and not _civilians(figures)


def _aims_at_civilians(near: Sequence[Telling]) -> bool:
    """Whether something is named as hit that no army fights: a ship, a market, a hospital."""
    return any(hit.value.partition("!")[0] not in _FORCES for t in near for hit in t.of("target"))


def _kills_fighters(telling: Telling) -> bool:
    """Whether a state's force is said to have killed members of an armed group."""
    if any(toll.side == "victim" for toll in telling.tolls):
        return False
    return any(
        force.start - toll.harm.end in _ACTS_AFTER or toll.harm.start - force.end in _ACTS_BEFORE
        for toll in telling.tolls
        if toll.rule != "toll.self"
        for force in telling.of("org")
    )


def _takes_hostages(event: Event) -> bool:
    """Whether people were taken, though troops then came for those who took them."""
    return any(h.value == "hostage_taking" for t in event.usable for h in t.strong)


def _civilians(figures: Sequence[Figure]) -> bool:
    """Whether people other than fighters are among the victims."""
    groups = [g.group for f in figures if f.mention.side == "victim" for g in f.mention.groups]
    return any(group not in (None, "military", "fighters") for group in groups)


def actor_kind_of(perpetrators: Sequence[Perpetrator], ctx: Context) -> ActorKind:
    """Return whether a state or an armed group did it, by the first group that is named."""
    for perpetrator in perpetrators:
        if perpetrator.group_id is not None:
            return ctx.groups.by_id[perpetrator.group_id].kind
    return "nonstate" if perpetrators else "unknown"
