"""The whole flow, article to alert, read from top to bottom."""

from streams.domain import topics as t
from streams.domain.flow import Stage
from streams.stages import dedup, escalate, fuse, language, reading, sign

TOPOLOGY: tuple[Stage, ...] = (
    Stage("sign", (t.ARTICLE_RAW,), (t.ARTICLE_SIGNED,), sign.run),
    Stage(
        "dedup",
        (t.ARTICLE_SIGNED, t.CLOCK),
        (t.ARTICLE_UNIQUE, t.ARTICLE_DUPLICATE),
        dedup.run,
        dedup.TABLE,
    ),
    Stage("language", (t.ARTICLE_UNIQUE,), (t.ARTICLE_TAGGED,), language.run),
    Stage("extract", (t.ARTICLE_TAGGED,), (t.ATTACK_REPORTED, t.ARTICLE_REJECTED), reading.run),
    Stage(
        "fuse",
        (t.ATTACK_REPORTED, t.INCIDENT_FEEDBACK, t.CLOCK),
        (t.INCIDENT_UPDATED,),
        fuse.run,
        fuse.TABLE,
    ),
    Stage(
        "escalate",
        (t.INCIDENT_UPDATED, t.CLOCK),
        (t.ALERT_BREAKING,),
        escalate.run,
        escalate.TABLE,
    ),
)
