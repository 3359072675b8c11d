"""Alerts for the Alertmanager of Prometheus, API version 2.

An incident is one alert there: its labels are what does not change, and its severity. When that
changes, the post resolves the incident under the one before, so that it never fires under two.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from streams import __version__
from streams.adapters.alert_text import clean, headlines_of, title_of, where_of
from streams.adapters.links import link_of
from streams.adapters.message_text import LEVELS, body_of, subject_of
from streams.adapters.posting import Endpoint
from streams.adapters.sink_message import SinkMessage, message_of
from streams.adapters.sinks import Delivery, Outcome
from streams.domain.errors import BadRecord
from streams.domain.records import Alert

PATH = "/api/v2/alerts"
FIRES_MS = 3 * 24 * 3_600_000
"""An incident fires so long after the last alert on it, unless it is closed before."""
NOTICE_MS = 24 * 3_600_000
KNOWN_INCIDENTS = 10_000
OVER = ("close", "retraction")

Posted = dict[str, object]
Labels = dict[str, str]


class Alertmanager:
    """Posts to one Alertmanager; `endpoint` ends with PATH."""

    name = "alertmanager"

    def __init__(self, endpoint: Endpoint, token: str | None = None) -> None:
        self._endpoint = endpoint
        self._headers = {"Content-Type": "application/json", "User-Agent": f"rasid/{__version__}"}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"
        self.target = endpoint.target
        self._levels: dict[str, str] = {}

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:
        """Post once, within 15 seconds."""
        try:
            message = message_of(delivery)
        except BadRecord as error:
            return Outcome("failed", detail=error.detail)
        last = {alert.incident_id: alert for alert in message.alerts}
        posted = list(self._posted(message, last.values(), now_ms))
        if not message.alerts:
            posted.append(_notice(message, delivery, now_ms))
        outcome = self._endpoint.post(self._headers, msgspec.json.encode(posted))
        if outcome.verdict == "delivered":
            self._note(last.values())
        return outcome

    def _posted(
        self, message: SinkMessage, alerts: Iterable[Alert], now_ms: int
    ) -> Iterator[Posted]:
        for alert in alerts:
            lone = SinkMessage((alert,), message.notes if message.route is None else ())
            yield from _incident(alert, self._before(alert), body_of(lone), now_ms)

    def _before(self, alert: Alert) -> tuple[str, ...]:
        """Return the levels that the incident may fire under: after a restart all of them."""
        if alert.kind == "new":
            return ()
        known = self._levels.get(alert.incident_id)
        return LEVELS if known is None else (known,)

    def _note(self, alerts: Iterable[Alert]) -> None:
        for alert in alerts:
            self._levels.pop(alert.incident_id, None)
            self._levels[alert.incident_id] = alert.level
        for incident_id in list(self._levels)[:-KNOWN_INCIDENTS]:
            del self._levels[incident_id]


def _incident(
    alert: Alert, before: tuple[str, ...], description: str, now_ms: int
) -> Iterator[Posted]:
    """Yield the incident under its level, and resolved under the others that it had."""
    annotations = {
        "summary": headlines_of(alert)[0],
        "title": title_of(alert),
        "description": description,
        "place": clean(where_of(alert.place)),
        "alert_id": alert.alert_id,
        "kind": alert.kind,
        "corroboration": alert.corroboration,
    }
    ends_ms = now_ms if alert.kind in OVER else now_ms + FIRES_MS
    begun = {"annotations": annotations, "startsAt": _time(min(alert.at, now_ms))}
    about = begun | _link(alert)
    yield {"labels": _labels(alert, alert.level), **about, "endsAt": _time(ends_ms)}
    for level in before:
        if level != alert.level:
            yield {"labels": _labels(alert, level), **about, "endsAt": _time(now_ms)}


def _labels(alert: Alert, level: str) -> Labels:
    labels = {"alertname": "RasidAttack", "incident_id": alert.incident_id, "severity": level}
    if alert.place.country:
        labels["country"] = alert.place.country
    if alert.synthetic:
        labels["exercise"] = "true"
    return labels


def _link(alert: Alert) -> dict[str, str]:
    link = link_of(alert)
    return {} if link is None else {"generatorURL": link}


def _notice(message: SinkMessage, delivery: Delivery, now_ms: int) -> Posted:
    route = message.route or ""
    return {
        "labels": {
            "alertname": "RasidNotice",
            "route": route,
            "notice_id": delivery.alert_id,
            "severity": "unknown",
        },
        "annotations": {"summary": subject_of(message), "description": body_of(message)},
        "startsAt": _time(min(delivery.created_at, now_ms)),
        "endsAt": _time(now_ms + NOTICE_MS),
    }


def _time(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds")
