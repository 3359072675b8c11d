"""Every topic, named once: `news.<entity>.<state>.v<schema major>`."""

from streams.domain.flow import Topic
from streams.domain.records import (
    Alert,
    Article,
    Attack,
    DuplicateLink,
    Feedback,
    Incident,
    Rejection,
    Signed,
    Tick,
)

DAY = 24

ARTICLE_RAW = Topic("news.article.raw.v1", Article, "article_id", 7 * DAY)
ARTICLE_SIGNED = Topic(
    "news.article.signed.v1", Signed, "article.article_id", 7 * DAY, partitions=1
)
ARTICLE_UNIQUE = Topic("news.article.unique.v1", Article, "article_id", 7 * DAY)
ARTICLE_DUPLICATE = Topic("news.article.duplicate.v1", DuplicateLink, "of", 30 * DAY)
ARTICLE_TAGGED = Topic("news.article.tagged.v1", Article, "article_id", 7 * DAY)
ARTICLE_REJECTED = Topic("news.article.rejected.v1", Rejection, "article_id", 30 * DAY)
ATTACK_REPORTED = Topic("news.attack.reported.v1", Attack, "place.country", 30 * DAY)
INCIDENT_UPDATED = Topic(
    "news.incident.updated.v1", Incident, "incident_id", 365 * DAY, compacted=True
)
INCIDENT_FEEDBACK = Topic("news.incident.feedback.v1", Feedback, "country", 365 * DAY)
ALERT_BREAKING = Topic("news.alert.breaking.v1", Alert, "incident_id", 30 * DAY)
CLOCK = Topic("news.clock.v1", Tick, "at", DAY)

TOPICS = (
    ARTICLE_RAW,
    ARTICLE_SIGNED,
    ARTICLE_UNIQUE,
    ARTICLE_DUPLICATE,
    ARTICLE_TAGGED,
    ARTICLE_REJECTED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
    INCIDENT_FEEDBACK,
    ALERT_BREAKING,
    CLOCK,
)
