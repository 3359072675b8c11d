"""One record of each kind, to be changed by `replace`."""

from streams.adapters import avro
from streams.adapters.headers import Origin
from streams.domain.flow import Topic
from streams.domain.records import (
    Alert,
    AlertSource,
    Article,
    Attack,
    DuplicateLink,
    EventDate,
    FusedToll,
    Gate,
    Headline,
    Incident,
    LevelInputs,
    Perpetrator,
    Place,
    Reason,
    Record,
    Rejection,
    Report,
    Tolls,
)

AT = 1_477_000_000_000
KIRKUK = Place("Kirkuk", "city", "Kirkuk", "IQ", "Kirkuk", None, "Kirkuk", None, 35.47, 44.39)
DATE = EventDate("2016-10-21", "2016-10-21", "day", "text", "dawn")
GROUP = Perpetrator("Islamic State", "is", "claimed")
TOLLS = Tolls(
    killed=FusedToll(5, 6, 8, "majority", "afp", "Kirkuk police"),
    wounded=FusedToll(12, 12, 12, "only", "afp"),
)

ARTICLE = Article(
    "https://example.org/1", "example.org", None, "عنوان", "نص", AT, AT, "00ff00ff00ff00ff"
)
LINK = DuplicateLink("b", "a", "near", 0.9, "example.org", "afp", None, AT, AT)
ATTACK = Attack(
    attack_id="atk-1",
    article_id=ARTICLE.article_id,
    text_hash="00ff00ff00ff00ff",
    source="example.org",
    fetched_at=AT,
    language="ar",
    attack_types=("armed_assault", "suicide_bombing"),
    stage="accomplished",
    modality="asserted",
    engagement="attack",
    actor_kind="nonstate",
    date=DATE,
    place=KIRKUK,
    trigger_role="body",
    confidence=0.9,
    reader_version="test",
    perpetrators=(GROUP,),
    killed=6,
    wounded=12,
)
REJECTION = Rejection(
    ARTICLE.article_id, "00ff00ff00ff00ff", "example.org", None, "ar", "drill", AT, AT, "test"
)
REPORT = Report(
    ARTICLE.article_id, "atk-1", "example.org", (), "https://example.org/1", AT, AT, "ar"
)
INCIDENT = Incident(
    incident_id="inc-1",
    revision=1,
    status="open",
    corroboration="unconfirmed",
    country="IQ",
    trigger_article_id=ARTICLE.article_id,
    attention=1.0,
    level_inputs=LevelInputs(1, False, False, True, False),
    gate=Gate(True, True, True, True, True, True, True),
    attack_types=("armed_assault",),
    stage="accomplished",
    modality="asserted",
    engagement="attack",
    date=DATE,
    place=KIRKUK,
    first_reported_at=AT,
    last_reported_at=AT,
    updated_at=AT,
    reader_version="test",
    perpetrators=(GROUP,),
    tolls=TOLLS,
    reports=(REPORT,),
    independent_sources=1,
)
ALERT = Alert(
    alert_id="alr-1",
    incident_id="inc-1",
    incident_revision=1,
    kind="new",
    level="high",
    corroboration="unconfirmed",
    headline=Headline("Gunmen attack police in Kirkuk, Iraq: 6 killed", "هجوم في كركوك", "ar"),
    reasons=(Reason("high_unconfirmed", "impact 3 from one reliable source"),),
    trigger_article_id=ARTICLE.article_id,
    sources=(AlertSource("example.org", ARTICLE.article_id, "https://example.org/1"),),
    place=KIRKUK,
    date=DATE,
    attack_types=("armed_assault",),
    tolls=TOLLS,
    at=AT,
    reader_version="test",
    perpetrators=(GROUP,),
    local_time="2016-10-21 04:00",
)


def origin(
    topic: str, offset: int = 0, value: bytes | None = None, headers: tuple = (), partition: int = 0
) -> Origin:
    """Return a message as it lies on a topic."""
    return Origin(topic, partition, offset, AT, b"key", value, headers)


def sent(topic: Topic, record: Record, offset: int = 0, headers: tuple = ()) -> Origin:
    """Return a record as it lies on its topic."""
    return origin(topic.name, offset, avro.encode(topic, record), headers)
