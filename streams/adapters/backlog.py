"""How far behind a worker is, as Faust and the lanes know it."""

from collections.abc import Iterable, Mapping
from typing import Any

from streams.adapters.metrics import Metrics


def lags(app: Any) -> dict[tuple[str, int], int]:
    """Return the records of each assigned partition that are not committed, where both ends show.

    The end is the one that fetches report: the embedded broker tells no other right.
    """
    ends, done = app.monitor.tp_end_offsets, app.monitor.tp_committed_offsets
    return {
        (tp.topic, tp.partition): max(0, ends[tp] - done[tp])
        for tp in app.consumer.assignment()
        if ends.get(tp) is not None and done.get(tp) is not None
    }


def observe(
    metrics: Metrics, behind: Mapping[tuple[str, int], int], ages_s: Iterable[tuple[str, float]]
) -> None:
    """Set the gauges; partitions and stages that are no longer ours disappear from them."""
    metrics.lag.clear()
    for (topic, partition), records in behind.items():
        metrics.lag.labels(topic, str(partition)).set(records)
    metrics.oldest.clear()
    for stage, age_s in ages_s:
        metrics.oldest.labels(stage).set(age_s)
