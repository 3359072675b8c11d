"""How severe an incident is, and which rules say so."""

from bisect import bisect_right
from dataclasses import dataclass

from streams.domain.records import FusedToll, Gate, Incident, Reason
from streams.domain.records.vocabulary import AlertLevel
from streams.domain.thresholds import Thresholds

UNKNOWN_TOLL_IMPACT = 1
LARGEST_IMPACT = 4
CONDITIONS = ("asserted", "specific", "fresh", "placed", "in_body", "independent_voice")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The level of an incident; `failed` names the conditions that keep it low."""

    level: AlertLevel
    impact: int
    reasons: tuple[Reason, ...]
    failed: tuple[str, ...]


def verdict_on(incident: Incident, thresholds: Thresholds) -> Verdict:
    """Return the level by the policy's table, with each rule that fired and its numbers."""
    impact, why = impact_of(incident, thresholds)
    failed = tuple(f"gate.{name}" for name in failures(incident.gate))
    failed = failed if impact else (*failed, "impact.none")
    if failed:
        return Verdict("low", impact, why, failed)
    gate = Reason("gate", "passed: " + ", ".join(name.replace("_", " ") for name in CONDITIONS))
    level, rule = _level(incident, impact, thresholds)
    return Verdict(level, impact, (gate, *why, rule), ())


def failures(gate: Gate) -> tuple[str, ...]:
    """Return the conditions that the best report does not meet."""
    return tuple(name for name in CONDITIONS if not getattr(gate, name))


def band(toll: FusedToll | None, bands: tuple[int, ...]) -> int:
    """Return how many of the rising `bands` a figure has reached; 0 without a figure."""
    return 0 if toll is None else bisect_right(bands, toll.best)


def impact_of(incident: Incident, thresholds: Thresholds) -> tuple[int, tuple[Reason, ...]]:
    """Return the impact, 0 to 4, and why."""
    by_toll, why = _impact_of_tolls(incident, thresholds)
    added = _additions(incident)
    total = min(LARGEST_IMPACT, by_toll + len(added))
    more = f"; plus one each for {', '.join(added)}" if added else ""
    return total, (Reason("impact", f"{total} of {LARGEST_IMPACT}: {why}{more}"),)


def _impact_of_tolls(incident: Incident, thresholds: Thresholds) -> tuple[int, str]:
    killed, wounded = incident.tolls.killed, incident.tolls.wounded
    if killed is None and wounded is None:
        return UNKNOWN_TOLL_IMPACT, f"unknown toll gives {UNKNOWN_TOLL_IMPACT}"
    by_killed = band(killed, thresholds.killed_bands)
    by_wounded = band(wounded, thresholds.wounded_bands)
    figures = [
        f"{toll.best} {word} gives {impact}"
        for toll, word, impact in ((killed, "killed", by_killed), (wounded, "wounded", by_wounded))
        if toll is not None
    ]
    if killed is None and not by_wounded:
        return UNKNOWN_TOLL_IMPACT, f"{figures[0]}, unknown dead give {UNKNOWN_TOLL_IMPACT}"
    return max(by_killed, by_wounded), ", ".join(figures)


def _additions(incident: Incident) -> list[str]:
    inputs = incident.level_inputs
    rules = (
        (inputs.sites > 1, f"{inputs.sites} sites"),
        (inputs.ongoing or inputs.hostages, "hostages" if inputs.hostages else "still going on"),
        ("chemical" in incident.attack_types, "chemical weapon"),
        (inputs.critical_place, "critical place"),
        (inputs.foreigners, "foreign nationals or a leader among the victims"),
    )
    return [why for holds, why in rules if holds]


def _level(incident: Incident, impact: int, thresholds: Thresholds) -> tuple[AlertLevel, Reason]:
    """Return the level of an incident that passed the gate, and the rule that gave it."""
    count = incident.independent_sources
    backed = incident.corroboration in ("corroborated", "confirmed")
    backing = f"impact {impact}, {incident.corroboration}, {count} independent sources"
    if backed and impact >= thresholds.critical_impact:
        if incident.stage == "attempted":
            return "high", Reason("level.attempted", f"{backing}; not carried out, high at most")
        return "critical", Reason("level.critical", backing)
    if backed and impact >= thresholds.high_impact:
        return "high", Reason("level.high.corroborated", backing)
    if impact >= thresholds.critical_impact and incident.gate.reliable:
        return "high", Reason("level.high.reliable", f"{backing}, one of them reliable")
    return "medium", Reason("level.medium", backing)
