"""The records that travel on topics; field names and order follow `schemas/*.avsc`."""

from streams.domain.records.alert import Alert, AlertSource, Headline, Reason
from streams.domain.records.article import (
    Article,
    Dedup,
    DuplicateLink,
    Language,
    Rejection,
    Signed,
    Tick,
)
from streams.domain.records.attack import (
    Attack,
    Attribution,
    Claim,
    Count,
    EventDate,
    Evidence,
    FollowOn,
    Perpetrator,
    Place,
    SubEvent,
    Target,
    Toll,
)
from streams.domain.records.incident import (
    Conflict,
    Feedback,
    FusedToll,
    Gate,
    Incident,
    LevelInputs,
    Report,
    Tolls,
)

Record = Article | Signed | DuplicateLink | Rejection | Attack | Incident | Alert | Feedback | Tick
"""Anything that travels on a topic."""

__all__ = [
    "Alert",
    "AlertSource",
    "Article",
    "Attack",
    "Attribution",
    "Claim",
    "Conflict",
    "Count",
    "Dedup",
    "DuplicateLink",
    "EventDate",
    "Evidence",
    "Feedback",
    "FollowOn",
    "FusedToll",
    "Gate",
    "Headline",
    "Incident",
    "Language",
    "LevelInputs",
    "Perpetrator",
    "Place",
    "Reason",
    "Record",
    "Rejection",
    "Report",
    "Signed",
    "SubEvent",
    "Target",
    "Tick",
    "Toll",
    "Tolls",
]
