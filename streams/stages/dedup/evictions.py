"""Why a batch forgot what it forgot: the window passed, or too many articles live."""

from collections import Counter
from collections.abc import Mapping, Sequence

from streams.domain.flow import GONE, State
from streams.domain.records import Tick
from streams.stages.dedup.entry import Entry
from streams.stages.dedup.seen import HOUR_MS


def evictions(
    values: Sequence[object], changes: Mapping[str, object], state: State, window_hours: int
) -> dict[str, int]:
    """Return how many entries went, by `window` or `limit`; `state` is as before the batch.

    `values` are the records of the batch. What came and went within it was one too many.
    """
    gone = [key for key, value in changes.items() if value is GONE]
    if not gone:
        return {}
    now = max((value.at for value in values if isinstance(value, Tick)), default=None)
    if now is None:
        return {"limit": len(gone)}
    ended = now - window_hours * HOUR_MS
    return dict(Counter(_why(state.get(key), ended) for key in gone))


def _why(entry: object, ended: int) -> str:
    is_over = isinstance(entry, Entry) and (entry.fetched_at // HOUR_MS + 1) * HOUR_MS <= ended
    return "window" if is_over else "limit"
