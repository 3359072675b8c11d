"""An alert in words, line by line, for people."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

from streams.domain.records import Alert, EventDate, FusedToll, Perpetrator, Place
from streams.lang.countries import load_countries

NOTICE = "Read by machine; not confirmed by an editor."

Line = tuple[str, str]
"""A label and what stands beside it."""

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def title_of(alert: Alert) -> str:
    """Return the first line: how grave, how sure, why now."""
    exercise = "EXERCISE, NOT REAL · " if alert.synthetic else ""
    return f"{exercise}{alert.level.upper()} · {alert.corroboration} · {alert.kind}"


def headlines_of(alert: Alert) -> tuple[str, ...]:
    """Return the headline in English and, when there is one, in the language of the report."""
    both = (alert.headline.en, alert.headline.other)
    return tuple(clean(text) for text in both if text)


def lines_of(alert: Alert) -> Iterator[Line]:
    """Yield the facts, who says them, what is new, and where to read on; safe to print."""
    for label, text in _facts(alert):
        yield label, clean(text)


def clean(text: str) -> str:
    """Return `text` without control characters and without changes of writing direction.

    Joiners stay: Persian and Kurdish need them.
    """
    kept = (c for c in text if c not in _BIDI_CONTROLS)
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in kept)


def _facts(alert: Alert) -> Iterator[Line]:
    yield "Where", where_of(alert.place)
    yield "When", _when(alert.date)
    yield "By", "; ".join(map(_who, alert.perpetrators)) or "not said"
    yield "Killed", _toll(alert.tolls.killed)
    yield "Wounded", _toll(alert.tolls.wounded)
    if alert.tolls.abducted:
        yield "Abducted", _toll(alert.tolls.abducted)
    if alert.tolls.perpetrators_killed:
        yield "Attackers killed", _toll(alert.tolls.perpetrators_killed)
    for claim in alert.claims:
        yield "Claim", f"{claim.claimant}: {claim.kind}, via {claim.via or 'unknown'}"
    for change in alert.changed:
        yield "New", change
    for reason in alert.reasons:
        yield "Why", f"{reason.rule}: {reason.detail}"
    for source in alert.sources:
        yield "Source", f"{source.source}  {source.url or ''}".rstrip()
    yield "Alert", _moments(alert)
    yield "", NOTICE


def where_of(place: Place) -> str:
    """Return the names of a place, the smallest first; as the reports have them, not cleaned."""
    country = load_countries().by_code.get(place.country or "")
    names = (place.neighbourhood, place.name, place.admin1, country and country.name)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _when(date: EventDate) -> str:
    if date.start is None:
        return "not said"
    days = date.start if date.end in (None, date.start) else f"{date.start} to {date.end}"
    part = f", {date.time_of_day}" if date.time_of_day not in (None, "unknown") else ""
    utc = f" ({_utc(date.utc)})" if date.utc is not None else ""
    return f"{days}{part}{utc}"


def _who(perpetrator: Perpetrator) -> str:
    return f"{perpetrator.name or 'unidentified attackers'} ({perpetrator.confidence})"


def _toll(toll: FusedToll | None) -> str:
    if toll is None:
        return "not said"
    spread = f" ({toll.low} to {toll.high})" if toll.low != toll.high else ""
    may = "; may include deaths elsewhere" if toll.ambiguous else ""
    return f"{toll.best}{spread}, according to {toll.attributed_to or toll.source}{may}"


def _moments(alert: Alert) -> str:
    local = f"{alert.local_time} at the place, " if alert.local_time else ""
    follows = f", follows {alert.supersedes}" if alert.supersedes else ""
    return f"{local}{_utc(alert.at)}, {alert.alert_id} of {alert.incident_id}{follows}"


def _utc(milliseconds: int) -> str:
    return f"{datetime.fromtimestamp(milliseconds / 1000, UTC):%Y-%m-%d %H:%M} UTC"
