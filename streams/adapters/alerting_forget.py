"""Forget articles in the alerting service's database too: whom they name as having said so.

An alert holds no sentence of an article. What is erased is whom it names for a figure, in fields
and headlines, and what receivers answered; facts and links stay, as in the other database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec
import sqlalchemy as sa

from streams.adapters.alerting_tables import ALERTS, ATTEMPTS
from streams.adapters.deliveries import Deliveries
from streams.adapters.news_forget import Request
from streams.domain.plain import from_plain, to_plain
from streams.domain.records import Alert, AlertSource, FusedToll, Headline, Tolls

EFFECTS = ("killed", "wounded", "abducted", "perpetrators_killed")


def forget_alerts(outbox: Deliveries, request: Request, now_ms: int) -> int:
    """Forget; return how many alerts and digests lost words just now. Raises Unavailable.

    What waits to be delivered is among them. An alert that comes later is not.
    """
    count = 0
    with outbox.transaction() as connection:
        rows = connection.execute(sa.select(ALERTS.c.seq, ALERTS.c.alert_id, ALERTS.c.alert))
        for row in rows.all():
            silenced = _silenced(row.alert, request, now_ms)
            if silenced is None:
                continue
            count += silenced != row.alert
            mine = ALERTS.update().where(ALERTS.c.seq == row.seq)
            connection.execute(mine.values(alert=silenced))
            answers = ATTEMPTS.update().where(ATTEMPTS.c.alert_id == row.alert_id)
            connection.execute(answers.values(detail=""))
    outbox.wipe()
    return count


def without_speakers(alert: Alert, sources: Sequence[AlertSource]) -> Alert:
    """Return an alert in which these sources name nobody: they say it themselves."""
    outlets = {one.source for one in sources}
    tolls: dict[str, FusedToll | None] = {e: getattr(alert.tolls, e) for e in EFFECTS}
    gone = {
        toll.attributed_to: toll.source
        for toll in tolls.values()
        if toll is not None and toll.source in outlets and toll.attributed_to is not None
    }
    return replace(
        alert,
        tolls=Tolls(**{effect: _said_by_outlet(toll, outlets) for effect, toll in tolls.items()}),
        attributed_to=gone.get(alert.attributed_to or "", alert.attributed_to),
        headline=_headline(alert.headline, gone),
    )


def _silenced(message: bytes, request: Request, now_ms: int) -> bytes | None:
    """Return an alert or digest without what is to be forgotten, None when it is not meant."""
    plain = msgspec.json.decode(message)
    parts = plain["alerts"] if plain.get("digest") else [plain]
    alerts = [from_plain(Alert, part) for part in parts]
    meant = [tuple(_meant(alert, request, now_ms)) for alert in alerts]
    if not any(meant):
        return None
    said = [
        to_plain(without_speakers(alert, sources))
        for alert, sources in zip(alerts, meant, strict=True)
    ]
    return msgspec.json.encode({**plain, "alerts": said} if plain.get("digest") else said[0])


def _meant(alert: Alert, request: Request, now_ms: int) -> Iterator[AlertSource]:
    """Yield the sources of an alert that are to be forgotten."""
    for one in alert.sources:
        named = {
            "article": (one.article_id,),
            "url": (one.url, one.article_id),
            "source": (one.source if alert.at <= now_ms else None,),
        }
        if request.value in named[request.kind]:
            yield one


def _said_by_outlet(toll: FusedToll | None, outlets: set[str]) -> FusedToll | None:
    if toll is None or toll.source not in outlets:
        return toll
    return replace(toll, attributed_to=None)


def _headline(headline: Headline, gone: dict[str, str]) -> Headline:
    en, other = headline.en, headline.other
    for speaker, outlet in gone.items():
        en = en.replace(speaker, outlet)
        other = None if other is None else other.replace(speaker, outlet)
    return replace(headline, en=en, other=other)
