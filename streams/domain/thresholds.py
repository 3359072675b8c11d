"""Every number that decides, in one place, with where it comes from.

Defaults follow the escalation policy; hours and kilometres are judged on stream time and on the
great circle. Change one by `dataclasses.replace`; settings do it from the environment.
"""

from dataclasses import dataclass

from streams.domain.identity_weights import WEIGHTS, Weights
from streams.domain.quarantine import Limits

HOSTILE = Limits(run=50, share=0.2, window=100, sound=10)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers of duplicates, fusion and escalation."""

    article_bytes: int = 900_000
    """Largest UTF-8 text of an article; the bus carries messages of 2 MiB."""
    future_minutes: int = 10
    """A publication time further ahead of stream time than this is treated as unknown."""

    hostile: Limits = HOSTILE
    """When a source that sends malformed records is held back, and when it is let in again."""

    dedup_window_hours: int = 72
    dedup_live_articles: int = 1_000_000
    dedup_similarity: float = 0.40
    """Share of equal signature values from which two texts are copies (126 permutations)."""

    weights: Weights = WEIGHTS
    """What two accounts share that says that they tell of one attack."""
    same_place_km: float = 15.0
    incident_hours: int = 36
    """An incident spans at most this, unless a report says that it goes on."""
    campaign_km: float = 50.0
    campaign_hours: int = 24
    quiet_hours: int = 24
    """An incident without a new report for this long is closed."""
    join_hours: int = 72
    """After its last report an incident can be joined for this long; fusion forgets it when the
    quiet time has passed as well, so that forgetting changes nothing that is still being grouped.
    """
    forget_alerts_hours: int = 168
    """Escalation forgets an incident this long after its last report: later than fusion does."""
    recall_days: int = 3
    """What is recalled as background joins when it is no older, against its article; days
    may be misread by as many.
    """
    majority_minutes: int = 60
    """Recent tolls that disagree: the majority within this span decides."""

    event_hours: int = 48
    """An event older than this, against the article's own time, is never pushed."""
    published_hours: int = 6
    """An article published longer than this before it was fetched updates, never breaks."""
    attention_reports: int = 3
    attention_minutes: int = 30
    attention_ratio: float = 4.0
    incident_reports: int = 300
    """Reports kept of one incident, the first and the last ones: so that memory is bounded."""
    baseline_hours: int = 72
    """Attention is measured against the place's reports of this long before."""

    killed_bands: tuple[int, ...] = (1, 3, 10, 50)
    """Killed victims from which impact is 1, 2, 3, 4."""
    wounded_bands: tuple[int, ...] = (10, 50, 200)
    """Wounded victims from which impact is 1, 2, 3."""
    correction_share: float = 0.2
    """A figure lower by this share than the one told is a correction; any below all told is."""
    corroborated_sources: int = 2
    confirmed_sources: int = 3
    high_impact: int = 2
    """High when corroborated from this impact on."""
    critical_impact: int = 3
    """From this impact on: high from one reliable source, critical when corroborated."""
