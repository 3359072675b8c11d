"""Everything that goes wrong on purpose.

RasidError
├── BadRecord          one record cannot be used: it goes to the dead letters
├── SettingsError      a setting has a value that is not allowed: exit 2
├── InputError         a file or line cannot be read: said with its place, exit 1
└── Unavailable        something outside does not answer: back off, then exit 3
"""

from typing import Literal

DeadReason = Literal[
    "null",
    "bad_json",
    "bad_avro",
    "truncated",
    "unknown_schema",
    "wrong_type",
    "too_large",
    "no_text",
    "no_source",
    "lone_surrogate",
    "bad_time",
    "stage_error",
    "source_held",
]
"""Why a record was set aside; a closed list, because dashboards and replays name it."""


class RasidError(Exception):
    """The root of our errors."""


class BadRecord(RasidError):
    """One record that cannot be used; its neighbours are not touched."""

    def __init__(self, stage: str, reason: DeadReason, detail: str) -> None:
        super().__init__(f"{stage}: {reason}: {detail}")
        self.stage = stage
        self.reason: DeadReason = reason
        self.detail = detail


class SettingsError(RasidError):
    """A setting or option whose value is not allowed; the message names both."""


class InputError(RasidError):
    """Input that cannot be read; the message names file and line."""


class Unavailable(RasidError):
    """A broker, database or sink that does not answer."""
