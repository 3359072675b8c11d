"""How well an incident is backed: corroboration, the inputs of the gate and of severity."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from streams.domain.context import Context
from streams.domain.geography import contains
from streams.domain.records import Attack, Attribution, Gate, LevelInputs
from streams.domain.records.vocabulary import Corroboration, IncidentStatus
from streams.domain.sources import UNLISTED
from streams.stages.fuse.accounts import HOUR_MS, area_of_place, own_time

DAY_HOURS = 24
TOLD_IN = ("headline", "dateline", "body", "quote")
PROVINCE_OR_FINER = ("province", "district", "city", "neighbourhood")


def independent(attacks: Iterable[Attack], ctx: Context) -> tuple[str, ...]:
    """Return the keys of the independent sources behind some reports."""
    return ctx.sources.independent([(a.source, a.wire_sources) for a in attacks])


def corroboration_of(attacks: Sequence[Attack], ctx: Context) -> Corroboration:
    """Return how well reports back an incident; denials contest it."""
    asserting = [a for a in attacks if a.modality == "asserted"]
    count = len(independent(asserting, ctx))
    if any(a.modality == "denied" for a in attacks):
        return "contested"
    if count >= ctx.thresholds.confirmed_sources:
        return "confirmed"
    if count >= ctx.thresholds.corroborated_sources:
        # A wire and an official who is named stand for the third source, not for the second.
        return "confirmed" if _has_wire_and_official(asserting, ctx) else "corroborated"
    return "unconfirmed"


def status_of(attacks: Sequence[Attack], ctx: Context) -> IncidentStatus:
    """Return `retracted` when denials outweigh the reports, else `open`.

    They do when all who said so take it back, when a reliable source denies what no reliable one
    says, or when two independent sources deny it after the last report: one of them reliable, or
    both listed and nobody reliable on the other side.
    """
    denials = [a for a in attacks if a.modality == "denied"]
    asserting = [a for a in attacks if a.modality == "asserted"]
    if not denials or not asserting:
        return "open"
    deniers, sayers = independent(denials, ctx), independent(asserting, ctx)
    reliable = _any_reliable(denials, ctx)
    taken_back = bool(sayers) and set(sayers) <= set(deniers)
    first_denial = min(own_time(a, ctx.thresholds) for a in denials)
    after_all = all(own_time(a, ctx.thresholds) < first_denial for a in asserting)
    doubted = not _any_reliable(asserting, ctx)
    listed = [denier for denier in deniers if denier != UNLISTED]
    last_word = after_all and len(deniers if reliable else listed) >= (
        ctx.thresholds.corroborated_sources
    )
    outweighed = (reliable and doubted) or (last_word and (reliable or doubted))
    return "retracted" if taken_back or outweighed else "open"


def gate_of(attacks: Sequence[Attack], ctx: Context, *, unplaced: bool) -> Gate:
    """Return the gate's answers for the best report (one at least): the one with most yes."""
    gates = [_gate(attack, ctx, unplaced) for attack in attacks]
    return max(gates, key=lambda gate: (passes(gate), gate.reliable, _yes(gate)))


def passes(gate: Gate) -> bool:
    """Tell whether one report satisfies every condition of the gate."""
    return (
        gate.asserted
        and gate.specific
        and gate.fresh
        and gate.placed
        and gate.in_body
        and gate.independent_voice
    )


def level_inputs_of(attacks: Sequence[Attack], country: str) -> LevelInputs:
    """Return what severity needs beside the tolls."""
    victims = [t for a in attacks for t in a.tolls if t.side == "victim"]
    targets = [target for a in attacks for target in a.targets]
    return LevelInputs(
        sites=max((sites_in(attack) for attack in attacks), default=1),
        ongoing=any(attack.ongoing for attack in attacks),
        hostages=any("hostage_taking" in a.attack_types or (a.abducted or 0) > 0 for a in attacks),
        critical_place=any(target.critical for target in targets),
        foreigners=any(t.nationality not in (None, country) and t.best > 0 for t in victims)
        or any(target.category in ("politician", "diplomatic") for target in targets),
    )


def sites_in(attack: Attack) -> int:
    """Return how many distinct sites a report names; a site inside another counts once."""
    actions = (event.place for event in attack.sub_events if event.place is not None)
    finer = [p for p in (*attack.places, *actions) if p.precision in ("neighbourhood", "city")]
    areas = set(map(area_of_place, finer))
    innermost = [a for a in areas if not any(a != b and contains(a, b) for b in areas)]
    return max(1, len(innermost))


def _gate(attack: Attack, ctx: Context, unplaced: bool) -> Gate:
    place = attack.place
    return Gate(
        asserted=attack.modality == "asserted",
        specific=bool(place.name) and bool(attack.targets or attack.weapons or attack.tolls),
        fresh=is_fresh(attack, ctx),
        placed=not unplaced and (place.precision in PROVINCE_OR_FINER or place.admin1 is not None),
        in_body=attack.trigger_role in TOLD_IN,
        independent_voice=_has_own_voice(attack, ctx),
        reliable=ctx.sources.is_reliable(attack.source, attack.wire_sources),
    )


def is_fresh(attack: Attack, ctx: Context) -> bool:
    """Tell whether the event is recent for its article, and the article for stream time.

    An event dated to a day counts from that day's noon (UTC); without a date from publication.
    """
    at = own_time(attack, ctx.thresholds)
    if attack.fetched_at - at > ctx.thresholds.published_hours * HOUR_MS:
        return False
    if attack.date.start is None:
        return attack.date.precision not in ("month", "year")
    day = datetime.fromisoformat(attack.date.end or attack.date.start).replace(tzinfo=UTC)
    event = attack.date.utc or int((day + timedelta(hours=12)).timestamp() * 1000)
    age_hours = (at - event) / HOUR_MS
    return -DAY_HOURS <= age_hours <= ctx.thresholds.event_hours


def _has_own_voice(attack: Attack, ctx: Context) -> bool:
    entry = ctx.sources.resolve(attack.source)
    if entry is not None and entry.perpetrator:
        return False
    voices = attack.attributed_to
    return not voices or not all(_is_attackers(voice, ctx) for voice in voices)


def _is_attackers(voice: Attribution, ctx: Context) -> bool:
    """Tell whether attackers or their own outlet speak."""
    outlet = ctx.sources.credited(voice.wire) if voice.wire is not None else None
    return voice.perpetrator or (outlet is not None and outlet.perpetrator)


def _yes(gate: Gate) -> int:
    return sum(
        (
            gate.asserted,
            gate.specific,
            gate.fresh,
            gate.placed,
            gate.in_body,
            gate.independent_voice,
        )
    )


def _any_reliable(attacks: Iterable[Attack], ctx: Context) -> bool:
    return any(ctx.sources.is_reliable(a.source, a.wire_sources) for a in attacks)


def _has_wire_and_official(attacks: Iterable[Attack], ctx: Context) -> bool:
    attacks = tuple(attacks)
    wires = [ctx.sources.resolve(attack.source) for attack in attacks]
    credited = any(attack.wire_sources for attack in attacks)
    has_wire = credited or any(source is not None and source.wire for source in wires)
    return has_wire and any(_is_official(v) for a in attacks for v in a.attributed_to)


def _is_official(voice: Attribution) -> bool:
    return voice.name is not None and voice.role is not None and not voice.perpetrator
