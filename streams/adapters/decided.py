"""A batch on its way: what of it a stage has not read yet, and what was decided on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from streams.adapters import headers
from streams.adapters.headers import Origin
from streams.adapters.held import Fence, Held
from streams.adapters.intake import Arrived
from streams.adapters.sending import Sending
from streams.domain.errors import BadRecord
from streams.domain.flow import Incoming
from streams.domain.records import Record
from streams.domain.topics import CLOCK


@dataclass(frozen=True, slots=True)
class Decided:
    """A batch that a stage has run over: what it sends and changes, and what it has read.

    `read` begins with the last record; `evicted` says how many entries went, by why.
    """

    items: Sequence[Arrived]
    sending: Sending
    changes: Mapping[str, object]
    fence: Fence
    evicted: Mapping[str, int]
    read: Sequence[Record]
    started: float


def unread(
    items: Sequence[Arrived], held: Held, group: str
) -> tuple[list[Origin], list[Incoming | BadRecord]]:
    """Return what is not in the state yet, as it lies in the log and as the stage sees it."""
    pairs = [
        pair
        for item in items
        for pair in zip(item.origins, item.records, strict=True)
        if not _is_to_skip(pair[0], held, group)
    ]
    return [origin for origin, _ in pairs], [record for _, record in pairs]


def _is_to_skip(origin: Origin, held: Held, group: str) -> bool:
    is_tick = origin.topic == CLOCK.name
    return held.has_read(origin) or (is_tick and headers.is_for_others(origin.headers, group))
