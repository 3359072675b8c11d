"""What escalation remembers of an incident: the last revision it judged, and what was alerted."""

from dataclasses import dataclass

from streams.domain.errors import BadRecord
from streams.domain.flow import Table
from streams.domain.plain import from_json, to_json, to_plain
from streams.domain.records import Alert
from streams.domain.records.vocabulary import AlertLevel, IncidentStatus

VERSION = 1
"""Of the stored form; raised when an older reader would misread it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the last alert stated, as far as a later one is judged against it.

    `lifted` tells that a curfew or closure was lifted; what was stored before it was asked says no.
    """

    level: AlertLevel
    status: IncidentStatus
    killed_band: int
    wounded_band: int
    killed: int | None
    killed_low: int | None
    sites: tuple[str, ...]
    site_count: int
    claimants: tuple[str, ...]
    perpetrators: tuple[str, ...]
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """State of one incident. `suppressed` names the rules that kept it low, empty when alerted.

    `last_reported_at` is that of the incident, epoch milliseconds.
    """

    revision: int
    last_reported_at: int
    level: AlertLevel
    suppressed: tuple[str, ...] = ()
    last: Alert | None = None
    stated: Stated | None = None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Stored:
    """The form in which a value of the table is stored."""

    version: int
    memory: Memory


def dump(value: object) -> bytes:
    """Return a memory as JSON of a versioned form."""
    return to_json(to_plain({"version": VERSION, "memory": value}))


def load(stored: bytes) -> object:
    """Return the memory in `stored`. Raises BadRecord when it is of another version."""
    value = from_json(Stored, stored, "escalate")
    if value.version != VERSION:
        raise BadRecord("escalate", "wrong_type", f"version must be {VERSION}, got {value.version}")
    return value.memory


TABLE = Table("escalate", dump, load)
