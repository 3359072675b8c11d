"""One article's account of one attack, every value with the words it was read from."""

from dataclasses import dataclass

from streams.domain.records.vocabulary import (
    ActorKind,
    AttackStage,
    AttackType,
    ClaimKind,
    DateBasis,
    DatePrecision,
    Effect,
    Engagement,
    FollowOnKind,
    Modality,
    Part,
    PerpetratorConfidence,
    PlacePrecision,
    Scope,
    SegmentRole,
    Side,
    TargetCategory,
    TimeOfDay,
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many: vague words count as minima; `high` is None when open above."""

    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class EventDate:
    """When: `start` and `end` are civil dates at the place (ISO), never shifted by a zone.

    `utc` is epoch milliseconds when a clock time was given with its zone.
    """

    start: str | None
    end: str | None
    precision: DatePrecision
    basis: DateBasis
    time_of_day: TimeOfDay | None = None
    utc: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: `name` as in our tables or the text; `canonical` and `city` are gazetteer ASCII."""

    name: str
    precision: PlacePrecision
    canonical: str | None = None
    country: str | None = None
    admin1: str | None = None
    district: str | None = None
    city: str | None = None
    neighbourhood: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """By whom: `name` is None for unidentified attackers; `group_id` is of the group table."""

    name: str | None
    group_id: str | None
    confidence: PerpetratorConfidence
    count: Count | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Against whom or what; `critical` marks energy, airports, hospitals, headquarters, worship."""

    category: TargetCategory
    name: str | None = None
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it; `perpetrator` is true for the attackers and their own media."""

    name: str | None
    role: str | None = None
    wire: str | None = None
    perpetrator: bool = False


@dataclass(frozen=True, slots=True)
class Toll:
    """How many of whom; `subset_of` is the `best` of the figure that includes this one."""

    effect: Effect
    side: Side
    low: int
    best: int
    high: int | None
    group: str | None = None
    nationality: str | None = None
    qualifier: str | None = None
    subset_of: int | None = None
    scope: Scope = "attack"
    attributed_to: Attribution | None = None
    perpetrator_source: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What the perpetrators say of it; `via` is the outlet that carried the claim."""

    claimant: str
    kind: ClaimKind
    via: str | None = None


@dataclass(frozen=True, slots=True)
class FollowOn:
    """What authorities did after it."""

    kind: FollowOnKind
    place: str | None = None


@dataclass(frozen=True, slots=True)
class SubEvent:
    """One action inside the attack, in the order told."""

    attack_type: AttackType
    place: Place | None = None
    target: str | None = None
    time_of_day: TimeOfDay | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that gave a field: code points of the cleaned part, end exclusive."""

    field: str
    part: Part
    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Attack:
    """One article's account of one attack. None: not said; 0: said to be none."""

    attack_id: str
    article_id: str
    text_hash: str
    source: str
    fetched_at: int
    language: str
    attack_types: tuple[AttackType, ...]
    stage: AttackStage
    modality: Modality
    engagement: Engagement
    actor_kind: ActorKind
    date: EventDate
    place: Place
    trigger_role: SegmentRole
    confidence: float
    reader_version: str
    revision_of: str | None = None
    url: str | None = None
    wire_sources: tuple[str, ...] = ()
    published_at: int | None = None
    ongoing: bool = False
    places: tuple[Place, ...] = ()
    perpetrators: tuple[Perpetrator, ...] = ()
    targets: tuple[Target, ...] = ()
    weapons: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    killed: int | None = None
    wounded: int | None = None
    abducted: int | None = None
    perpetrators_killed: int | None = None
    claims: tuple[Claim, ...] = ()
    follow_on: tuple[FollowOn, ...] = ()
    sub_events: tuple[SubEvent, ...] = ()
    attributed_to: tuple[Attribution, ...] = ()
    related: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    synthetic: bool = False
