"""Alerts and what became of them, in lines for people and programs."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from streams.cli.letter_text import moment, safe

if TYPE_CHECKING:
    from streams.adapters.alert_ledger import Attempt, Fate, Taken

WITH_DUE = ("pending", "held")


class _Told(msgspec.Struct):
    """What of an alert, a digest or a notice its line says."""

    kind: str
    level: str = ""
    headline: dict[str, str | None] = {}
    route: str = ""
    alerts: list[msgspec.Raw] = []


def summary(taken: "Taken", fates: "Sequence[Fate]", *, as_json: bool) -> str:
    """Return one line about an alert."""
    if as_json:
        told = {
            "alert_id": taken.alert_id,
            "incident_id": taken.incident_id,
            "taken_at": taken.taken_at,
            "sinks": {fate.sink: msgspec.to_builtins(fate) for fate in fates},
            "alert": json.loads(taken.alert),
        }
        return json.dumps(told)
    by_state: Counter[str] = Counter(fate.state for fate in fates)
    ended = ", ".join(
        f"{state}: {' '.join(fate.sink for fate in fates if fate.state == state)}"
        for state in by_state
    )
    return f"{headline_of(taken)}\n    {safe(ended) or 'no sink'}"


def headline_of(taken: "Taken") -> str:
    """Return when, what and which, on one line."""
    told = msgspec.json.decode(taken.alert, type=_Told)
    words = told.headline.get("en") or f"{len(told.alerts)} alerts of route {told.route}"
    about = f"{told.level.upper():<8}  {told.kind:<10}"
    return f"{moment(taken.taken_at)}  {taken.alert_id}  {about}  {safe(words)}"


def fate_lines(fates: "Sequence[Fate]") -> Iterator[str]:
    """Yield for each sink what became of the alert, why, and what was said beside it."""
    for fate in fates:
        due = f", due {moment(fate.due_at)}" if fate.due_at and fate.state in WITH_DUE else ""
        part = f", in digest {fate.digest_id}" if fate.digest_id else ""
        yield f"{fate.sink}: {fate.state} {moment(fate.at)}{due}{part}: {fate.reason}"
        yield from (f"  {note}" for note in fate.notes)


def attempt_lines(attempts: "Sequence[Attempt]") -> Iterator[str]:
    """Yield a line for each attempt."""
    for attempt in attempts:
        status = f" {attempt.status}" if attempt.status is not None else ""
        detail = f": {attempt.detail}" if attempt.detail else ""
        said = f"{attempt.outcome}{status}{detail}"
        yield f"{attempt.sink} attempt {attempt.number} {moment(attempt.at)} {said}"
