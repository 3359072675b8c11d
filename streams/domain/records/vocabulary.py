"""Closed sets of words, each an Avro enum of the same symbols with default `unknown`.

Sources: attack types and target types after GTD, stages and perpetrator confidence after MUC-4,
precision after ACLED and UCDP, figures after UCDP low/best/high.
"""

from typing import Literal

DedupKind = Literal["unique", "exact", "near", "syndicated", "revision", "unknown"]

AttackType = Literal[
    "armed_assault",
    "bombing",
    "suicide_bombing",
    "assassination",
    "hostage_taking",
    "facility_attack",
    "arson",
    "air_strike",
    "drone_strike",
    "shelling_or_rocket",
    "vehicle_ramming",
    "stabbing",
    "chemical",
    "other",
    "unknown",
]
AttackStage = Literal["accomplished", "attempted", "threatened", "unknown"]
Modality = Literal["asserted", "historical", "hypothetical", "denied", "unknown"]
Engagement = Literal["attack", "clash", "unknown"]
ActorKind = Literal["nonstate", "state", "unknown"]

DatePrecision = Literal["hour", "day", "week", "month", "year", "unknown"]
DateBasis = Literal["text", "inherited", "embedded_id", "published_at", "unknown"]
TimeOfDay = Literal[
    "dawn", "morning", "noon", "afternoon", "evening", "night", "midnight", "unknown"
]
PlacePrecision = Literal["neighbourhood", "city", "district", "province", "country", "unknown"]

PerpetratorConfidence = Literal["claimed", "stated", "suspected", "possible", "unknown"]
TargetCategory = Literal[
    "police",
    "military",
    "government",
    "politician",
    "civilians",
    "religious",
    "market",
    "school",
    "hospital",
    "transport",
    "infrastructure",
    "media",
    "diplomatic",
    "business",
    "ngo",
    "other",
    "unknown",
]
Effect = Literal["killed", "wounded", "missing", "abducted", "arrested", "unknown"]
Side = Literal["victim", "perpetrator", "unknown"]
Scope = Literal["attack", "incident", "campaign", "ambiguous", "unknown"]
ClaimKind = Literal["responsibility", "territory", "denial", "unknown"]
FollowOnKind = Literal[
    "curfew",
    "arrests",
    "deployment",
    "closure",
    "evacuation",
    "lockdown",
    "lifted",
    "unknown",
]
Part = Literal["title", "body", "unknown"]
SegmentRole = Literal[
    "headline",
    "dateline",
    "body",
    "quote",
    "background",
    "caption",
    "related",
    "contact",
    "embed",
    "unknown",
]

IncidentStatus = Literal["open", "closed", "retracted", "merged", "unknown"]
Corroboration = Literal["unconfirmed", "corroborated", "confirmed", "contested", "unknown"]
TollRule = Literal["only", "latest", "majority", "lowest", "unknown"]
AlertKind = Literal["new", "escalation", "update", "correction", "retraction", "close", "unknown"]
AlertLevel = Literal["low", "medium", "high", "critical", "unknown"]
FeedbackAction = Literal["confirm", "reject", "merge", "split", "mute", "unknown"]
