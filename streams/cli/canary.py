"""A canary: an article about nothing that goes through the whole flow and is told to nobody.

It is marked `synthetic`, as is all that follows from it: metrics do not count it, routes do not
want it, and the console does not list it, unless they are asked for exercises.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from streams.adapters.avro import decode
from streams.adapters.publisher import Publisher
from streams.adapters.tap import Message, Tap
from streams.domain.errors import BadRecord
from streams.domain.flow import Topic
from streams.domain.geography import Gazetteer, GazetteerEntry
from streams.domain.identity import digest
from streams.domain.records import Alert, Article, Attack, Incident, Rejection, Signed
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_RAW,
    ARTICLE_REJECTED,
    ARTICLE_SIGNED,
    ARTICLE_TAGGED,
    ARTICLE_UNIQUE,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)

SOURCE = "canary.rasid.invalid"
HOPS = (
    ARTICLE_SIGNED,
    ARTICLE_UNIQUE,
    ARTICLE_TAGGED,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
    ALERT_BREAKING,
)
"""Where a canary must be seen, in this order."""
LARGE = 300_000
"""Inhabitants of the towns that canaries tell of: so many towns that two rarely meet in one."""
POLL_MS = 100
_COUNTRIES = ("BR", "IN", "US", "CN", "MX", "JP", "DE", "ID", "ZA", "AR", "AU", "CA")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A record of the canary: on which topic, how long after it was sent."""

    topic: Topic
    seconds: float


def canary(gazetteer: Gazetteer, now_ms: int) -> Article:
    """Return an article of this moment that reports an attack which never happened.

    Town and figures differ from one to the next, or their reports would be taken for one attack.
    """
    town = _town(gazetteer, now_ms)
    day = datetime.fromtimestamp(now_ms / 1000, UTC).strftime("%A")
    name = digest("canary", str(now_ms))
    killed, wounded = 10 + int(name[:4], 16) % 90, 10 + int(name[4:8], 16) % 90
    body = (
        f"Police said {killed} people were killed and {wounded} others were wounded on {day} when "
        f"a car bomb exploded at a market in {town.name}. EXERCISE: this is article {name} of "
        "Rasid's own canary, and nothing has happened."
    )
    return Article(
        f"canary-{name}",
        SOURCE,
        None,
        f"Car bomb kills {killed} at market in {town.name}",
        body,
        now_ms,
        now_ms,
        synthetic=True,
    )


def sightings(brokers: str, article: Article, timeout_s: float) -> Iterator[Sighting]:
    """Send `article` and yield where it is seen, once a topic, until the alert or the time's end.

    Raises Unavailable without a broker.
    """
    unseen = {topic.name: topic for topic in (*HOPS, ARTICLE_REJECTED)}
    with Tap(brokers, list(unseen), fresh=True) as tap, Publisher(brokers, timeout_s) as publisher:
        publisher.send(ARTICLE_RAW, article)
        publisher.flush()
        began = time.monotonic()
        while time.monotonic() - began < timeout_s:
            for message in tap.read(POLL_MS):
                topic = unseen.get(message.topic)
                if topic is not None and is_of(article.article_id, topic, message):
                    del unseen[topic.name]
                    yield Sighting(topic, time.monotonic() - began)
            if ALERT_BREAKING.name not in unseen or ARTICLE_REJECTED.name not in unseen:
                return


def missing(seen: Sequence[Sighting]) -> Topic | None:
    """Return the first topic on the way to the alert that saw nothing; None when all did."""
    names = {sighting.topic.name for sighting in seen}
    return next((topic for topic in HOPS if topic.name not in names), None)


def is_of(article_id: str, topic: Topic, message: Message) -> bool:
    """Return whether a message is what became of the article, and still says it is synthetic."""
    try:
        record = decode(topic, message.value)
    except BadRecord:
        return False
    if isinstance(record, Signed):
        record = record.article
    if isinstance(record, Article | Attack | Rejection):
        return record.synthetic and record.article_id == article_id
    if isinstance(record, Incident):
        return record.synthetic and any(r.article_id == article_id for r in record.reports)
    if isinstance(record, Alert):
        return record.synthetic and record.trigger_article_id == article_id
    return False


def _town(gazetteer: Gazetteer, now_ms: int) -> GazetteerEntry:
    """Return a large town that its name alone tells, another at every moment."""
    towns = [
        entry
        for entry in gazetteer.entries
        if entry.kind == "city"
        and entry.population >= LARGE
        and entry.country in _COUNTRIES
        and len(gazetteer.named("en", entry.name.casefold())) == 1
    ]
    return towns[int(digest("town", str(now_ms)), 16) % len(towns)]
