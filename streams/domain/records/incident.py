"""What all the reports of one attack together say."""

from dataclasses import dataclass

from streams.domain.records.attack import Claim, EventDate, FollowOn, Perpetrator, Place, Target
from streams.domain.records.vocabulary import (
    AttackStage,
    AttackType,
    Corroboration,
    Engagement,
    FeedbackAction,
    IncidentStatus,
    Modality,
    TollRule,
)


@dataclass(frozen=True, slots=True)
class FusedToll:
    """One figure out of many: low and high span all sources, `rule` says how best was chosen.

    `ambiguous` figures may include deaths elsewhere; `attributed_to` is who gives the best one.
    """

    low: int
    best: int
    high: int
    rule: TollRule
    source: str
    attributed_to: str | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Tolls:
    """The figures of an incident. None: no source says."""

    killed: FusedToll | None = None
    wounded: FusedToll | None = None
    abducted: FusedToll | None = None
    perpetrators_killed: FusedToll | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that disagree on a field; both values are kept."""

    field: str
    value: str
    source: str
    other_value: str
    other_source: str


@dataclass(frozen=True, slots=True)
class Report:
    """One account that belongs to the incident."""

    article_id: str
    attack_id: str
    source: str
    wire_sources: tuple[str, ...]
    url: str | None
    published_at: int | None
    fetched_at: int
    language: str


@dataclass(frozen=True, slots=True)
class LevelInputs:
    """What severity needs beside the tolls."""

    sites: int
    ongoing: bool
    hostages: bool
    critical_place: bool
    foreigners: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """What the push gate needs to know of the report that caused this revision.

    Each is the answer for the best report so far: `fresh` is event within 48 h of publication and
    publication within 6 h of stream time; `reliable` is tier A or B by the source register.
    """

    asserted: bool
    specific: bool
    fresh: bool
    placed: bool
    in_body: bool
    independent_voice: bool
    reliable: bool


@dataclass(frozen=True, slots=True)
class Incident:
    """A revision of an incident; `revision` rises by one with each applied report."""

    incident_id: str
    revision: int
    status: IncidentStatus
    corroboration: Corroboration
    country: str
    trigger_article_id: str
    attention: float
    level_inputs: LevelInputs
    gate: Gate
    attack_types: tuple[AttackType, ...]
    stage: AttackStage
    modality: Modality
    engagement: Engagement
    date: EventDate
    place: Place
    first_reported_at: int
    last_reported_at: int
    updated_at: int
    reader_version: str
    places: tuple[Place, ...] = ()
    perpetrators: tuple[Perpetrator, ...] = ()
    named_by: str | None = None
    targets: tuple[Target, ...] = ()
    tolls: Tolls = Tolls()
    campaign_tolls: Tolls = Tolls()
    conflicts: tuple[Conflict, ...] = ()
    claims: tuple[Claim, ...] = ()
    follow_on: tuple[FollowOn, ...] = ()
    reports: tuple[Report, ...] = ()
    independent_sources: int = 0
    languages: tuple[str, ...] = ()
    merged_into: str | None = None
    campaign_id: str | None = None
    decisions: tuple[FeedbackAction, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Feedback:
    """An editor's decision on an incident; `at` is epoch milliseconds."""

    feedback_id: str
    incident_id: str
    country: str
    action: FeedbackAction
    by: str
    at: int
    other_incident_id: str | None = None
    attack_ids: tuple[str, ...] = ()
    reason: str | None = None
