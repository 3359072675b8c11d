"""Read alerts and incidents from the bus as they come, outside any group."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

import msgspec

from streams.adapters import avro
from streams.adapters.headers import ALERTED_AT, RECEIVED_AT
from streams.adapters.incident_queries import IncidentLine
from streams.adapters.knock import knock
from streams.adapters.news_rows import incident_row
from streams.adapters.tap import Message, Tap
from streams.domain.errors import BadRecord, Unavailable
from streams.domain.records import Alert, Incident
from streams.domain.thresholds import Thresholds
from streams.domain.topics import ALERT_BREAKING, INCIDENT_UPDATED
from streams.services.console.hub import Hub, News
from streams.services.patience import Patience

LETTERS = {ALERT_BREAKING.name: "a", INCIDENT_UPDATED.name: "i"}
TOPICS = {topic.name: topic for topic in (ALERT_BREAKING, INCIDENT_UPDATED)}
REWIND = 500
"""Records of each partition that are read again at the start, for those who come back."""
READ_MS = 200
SILENT_S = 2.0
KNOCK_S = 1.0


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert as a list shows it. Times are epoch milliseconds UTC."""

    alert_id: str
    incident_id: str
    revision: int
    kind: str
    level: str
    corroboration: str
    headline: str
    headline_other: str | None
    headline_language: str | None
    country: str | None
    city: str | None
    place: str
    lat: float | None
    lon: float | None
    date: str | None
    killed: int | None
    wounded: int | None
    perpetrator: str | None
    attack_types: tuple[str, ...]
    at: int
    received_at: int | None
    alerted_at: int | None
    synthetic: bool


@dataclass(slots=True)
class Live:
    """The reader; `hub` is touched on `loop` alone."""

    brokers: str
    hub: Hub
    loop: asyncio.AbstractEventLoop
    patience: Patience
    thresholds: Thresholds
    is_reading: bool = False
    _heard_s: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Read until told to stop; the broker is waited for, however long it is away."""
        while not self.patience.stop.is_set():
            self.patience.insist(self._read)

    def _read(self) -> None:
        try:
            with Tap(self.brokers, list(TOPICS), fresh=True) as tap:
                _go_back(tap)
                self._post(partial(self.hub.begin, _places(tap)))
                self.is_reading = True
                while not self.patience.stop.is_set():
                    self._step(tap)
        except Unavailable:
            self.is_reading = False
            self._post(partial(self.hub.change, is_away=True))
            raise

    def _step(self, tap: Tap) -> None:
        self.patience.heard()
        found = list(tap.read(READ_MS))
        if found:
            self._heard_s = time.monotonic()
            news = list(news_of(found, self.thresholds))
            self._post(partial(self.hub.take, news, time.monotonic()))
        elif time.monotonic() - self._heard_s > SILENT_S:
            knock(self.brokers, KNOCK_S, lambda _: None)
            self._heard_s = time.monotonic()

    def _post(self, action: Callable[[], None]) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(action)


def news_of(messages: Iterable[Message], thresholds: Thresholds) -> Iterable[News]:
    """Yield what messages tell; storage sets aside what cannot be read."""
    for it in messages:
        place = f"{LETTERS[it.topic]}{it.partition}"
        if it.value is None:
            continue
        try:
            record = avro.decode(TOPICS[it.topic], it.value)
        except BadRecord:
            continue
        if isinstance(record, Incident):
            line = msgspec.json.encode(line_of(record, thresholds))
            yield News(place, it.offset, "incident", line)
        elif isinstance(record, Alert):
            line = msgspec.json.encode(alert_line(record, it.headers))
            yield News(place, it.offset, "alert", line)


def line_of(incident: Incident, thresholds: Thresholds) -> IncidentLine:
    """Return an incident as lists show it; its headline comes with its alert."""
    row = incident_row(incident, thresholds)
    values = {name: row[name] for name in IncidentLine.__slots__ if name in row}
    why_low = tuple(str(row["why_low"]).split(",")) if row["why_low"] else ()
    made: dict[str, object] = {
        **values,
        "revision": incident.revision,
        "why_low": why_low,
        "attack_types": incident.attack_types,
        "headline": None,
        "headline_other": None,
        "headline_language": None,
    }
    return msgspec.convert(made, IncidentLine)


def alert_line(alert: Alert, headers: dict[str, bytes]) -> AlertLine:
    """Return an alert as lists show it."""
    place, tolls = alert.place, alert.tolls
    return AlertLine(
        alert_id=alert.alert_id,
        incident_id=alert.incident_id,
        revision=alert.incident_revision,
        kind=alert.kind,
        level=alert.level,
        corroboration=alert.corroboration,
        headline=alert.headline.en,
        headline_other=alert.headline.other,
        headline_language=alert.headline.other_language,
        country=place.country,
        city=place.city,
        place=place.name,
        lat=place.lat,
        lon=place.lon,
        date=alert.date.start,
        killed=tolls.killed.best if tolls.killed else None,
        wounded=tolls.wounded.best if tolls.wounded else None,
        perpetrator=next((one.name for one in alert.perpetrators if one.name), None),
        attack_types=alert.attack_types,
        at=alert.at,
        received_at=_milliseconds(headers.get(RECEIVED_AT)),
        alerted_at=_milliseconds(headers.get(ALERTED_AT)),
        synthetic=alert.synthetic,
    )


def _go_back(tap: Tap) -> None:
    """Begin a little before the end. Raises Unavailable when there is no topic."""
    if not tap.positions:
        raise Unavailable("topics are missing: run `rasid topics create`")
    tap.rewind(REWIND)


def _places(tap: Tap) -> dict[str, int]:
    return {f"{LETTERS[name]}{number}": at for (name, number), at in tap.positions.items()}


def _milliseconds(value: bytes | None) -> int | None:
    return int(value) if value and value.isdigit() and len(value) <= 15 else None
