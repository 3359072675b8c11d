"""Whether a revision deserves an alert, of which kind, and what is new in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from streams.domain.records import FusedToll, Incident, Reason
from streams.domain.records.vocabulary import AlertKind, AlertLevel
from streams.domain.routing.ruling import LIFTED
from streams.domain.thresholds import Thresholds
from streams.stages.escalate.level import Verdict, band
from streams.stages.escalate.memory import Memory, Stated

LEVELS: tuple[AlertLevel, ...] = ("low", "medium", "high", "critical")
EASED = "curfew or closure lifted"
LOWEST_PUSHED: AlertLevel = "medium"


@dataclass(frozen=True, slots=True)
class Decision:
    """Send an alert of this kind and level, for these reasons."""

    kind: AlertKind
    level: AlertLevel
    reasons: tuple[Reason, ...]


def stated_by(incident: Incident, level: AlertLevel, thresholds: Thresholds) -> Stated:
    """Return what an alert about this revision states."""
    killed = incident.tolls.killed
    return Stated(
        level=level,
        status=incident.status,
        killed_band=band(killed, thresholds.killed_bands),
        wounded_band=band(incident.tolls.wounded, thresholds.wounded_bands),
        killed=None if killed is None else killed.best,
        killed_low=None if killed is None else killed.low,
        sites=sites_of(incident),
        site_count=incident.level_inputs.sites,
        claimants=claimants_of(incident),
        perpetrators=tuple(
            sorted(p.group_id or p.name for p in incident.perpetrators if p.name is not None)
        ),
        lifted=is_lifted(incident),
    )


def sites_of(incident: Incident) -> tuple[str, ...]:
    """Return the finer places that our tables know, so that spellings do not count as sites."""
    return tuple(sorted({p.canonical for p in incident.places if p.canonical is not None}))


def is_lifted(incident: Incident) -> bool:
    """Tell whether a curfew or closure that followed the attack was lifted."""
    return any(follow_on.kind == "lifted" for follow_on in incident.follow_on)


def claimants_of(incident: Incident) -> tuple[str, ...]:
    """Return who claimed responsibility."""
    return tuple(sorted({c.claimant for c in incident.claims if c.kind == "responsibility"}))


def decision_on(
    incident: Incident, verdict: Verdict, memory: Memory | None, thresholds: Thresholds
) -> Decision | None:
    """Return what to send for a revision, None when nothing is due."""
    if "mute" in incident.decisions:
        return None
    before = memory.stated if memory is not None else None
    if before is None:
        if incident.status != "open" or verdict.level == "low":
            return None
        return Decision("new", verdict.level, verdict.reasons)
    if incident.status in ("retracted", "merged", "closed"):
        return _ending(incident, before)
    return _further(stated_by(incident, verdict.level, thresholds), before, verdict, thresholds)


def _ending(incident: Incident, before: Stated) -> Decision | None:
    if before.status == incident.status:
        return None
    if incident.status == "retracted":
        why = Reason("retraction", "denied, taken back or rejected by an editor")
        return Decision("retraction", before.level, (why,))
    why = Reason("close", "no new report for the quiet time")
    if incident.status == "merged":
        why = Reason("close.merged", f"became part of {incident.merged_into}")
    return Decision("close", before.level, (why,))


def _further(
    now: Stated, before: Stated, verdict: Verdict, thresholds: Thresholds
) -> Decision | None:
    """Return the alert on an incident that is open and was alerted before."""
    corrections = _corrections(now, before, thresholds.correction_share)
    eased = (Reason(LIFTED, EASED),) if now.lifted and not before.lifted else ()
    level = now.level if now.level != "low" else LOWEST_PUSHED
    if LEVELS.index(level) > LEVELS.index(before.level):
        rose = Reason("escalation", f"level {before.level} to {level}")
        return Decision("escalation", level, (rose, *eased, *verdict.reasons))
    if corrections:
        return Decision("correction", level, (*corrections, *eased, *verdict.reasons))
    if updates := (*_updates(now, before), *eased):
        return Decision("update", level, (*updates, *verdict.reasons))
    return None


def _corrections(now: Stated, before: Stated, share: float) -> tuple[Reason, ...]:
    """Return what was stated too strongly: dead, level, attacker."""
    found = []
    if _is_lowered(now, before, share):
        found.append(Reason("correction.killed", f"{before.killed} to {now.killed}"))
    if LEVELS.index(now.level) < LEVELS.index(before.level) and before.level != LOWEST_PUSHED:
        found.append(Reason("correction.level", f"level {before.level} to {now.level}"))
    if before.perpetrators and not set(before.perpetrators) & set(now.perpetrators):
        found.append(Reason("correction.perpetrator", f"no longer {before.perpetrators[0]}"))
    return tuple(found)


def _is_lowered(now: Stated, before: Stated, share: float) -> bool:
    """Tell whether fewer dead are a correction: many fewer, or fewer than any source had given.

    Sources that differ by one or two make the figure waver; that is not news.
    """
    if now.killed is None or before.killed is None or before.killed_low is None:
        return False
    return now.killed < before.killed_low or now.killed <= before.killed * (1 - share)


def _updates(now: Stated, before: Stated) -> tuple[Reason, ...]:
    rules = (
        (before.status == "closed", "update.reopened", "reported again after it was closed"),
        (before.status == "retracted", "update.reopened", "reported again after the retraction"),
        (
            now.killed_band > before.killed_band,
            "update.killed",
            f"band {before.killed_band} to {now.killed_band}",
        ),
        (
            now.wounded_band > before.wounded_band,
            "update.wounded",
            f"band {before.wounded_band} to {now.wounded_band}",
        ),
        (
            bool(now.claimants) and not before.claimants,
            "update.claim",
            f"first claim, by {_first(now.claimants)}",
        ),
        (
            _has_new_site(now, before),
            "update.site",
            f"{before.site_count} to {now.site_count} sites",
        ),
    )
    return tuple(Reason(rule, detail) for holds, rule, detail in rules if holds)


def _has_new_site(now: Stated, before: Stated) -> bool:
    return now.site_count > 1 and (
        now.site_count > before.site_count or bool(set(now.sites) - set(before.sites))
    )


def _first(names: Iterable[str]) -> str:
    return next(iter(names), "nobody")


def changes_since(incident: Incident, level: AlertLevel, memory: Memory | None) -> tuple[str, ...]:
    """Return what is new since the last alert, a phrase each; empty for a first alert."""
    last = memory.last if memory is not None else None
    if last is None:
        return ()
    told = [
        ("level", last.level, level),
        ("corroboration", last.corroboration, incident.corroboration),
        ("killed", _best(last.tolls.killed), _best(incident.tolls.killed)),
        ("wounded", _best(last.tolls.wounded), _best(incident.tolls.wounded)),
        (
            "attackers killed",
            _best(last.tolls.perpetrators_killed),
            _best(incident.tolls.perpetrators_killed),
        ),
    ]
    found = [f"{name}: {old} to {new}" for name, old, new in told if old != new]
    known = {source.source for source in last.sources}
    sources = sorted({r.source for r in incident.reports} - known)
    claimed = {c.claimant for c in last.claims if c.kind == "responsibility"}
    claimants = [name for name in claimants_of(incident) if name not in claimed]
    stated = memory.stated if memory is not None else None
    eased = is_lifted(incident) and stated is not None and not stated.lifted
    return (
        *found,
        *([EASED] if eased else []),
        *(f"claimed by {name}" for name in claimants),
        *(f"reported by {name}" for name in sources),
    )


def _best(toll: FusedToll | None) -> str:
    return "unknown" if toll is None else str(toll.best)
