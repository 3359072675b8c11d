"""An alert as a message of the Common Alerting Protocol 1.2 (OASIS)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from streams.adapters.alert_text import NOTICE, clean, lines_of, title_of, where_of
from streams.adapters.links import link_of
from streams.domain.records import Alert, Place
from streams.domain.routing.sites import REACH_KM

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
STATUSES = ("Exercise", "Test", "Draft", "Actual")
MESSAGE_TYPES = {"new": "Alert", "retraction": "Cancel"}
"""The other kinds are an `Update`."""
SEVERITIES = {"critical": "Extreme", "high": "Severe", "medium": "Moderate", "low": "Minor"}
CERTAINTIES = {"confirmed": "Observed", "corroborated": "Likely", "unconfirmed": "Possible"}
"""Whatever is not listed in these two is `Unknown`."""
CITY_KM = 5.0
"""The radius around the middle of a town; places known only roughly have a larger one."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
RESTRICTION = "For those whom this installation of Rasid serves. " + NOTICE


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose messages they are, and what they are: `Exercise` unless somebody set it."""

    sender: str
    status: str = STATUSES[0]


def alert_xml(alert: Alert, notes: Sequence[str], issuer: Issuer, references: str = "") -> bytes:
    """Return the message on one alert; `references` is the one that it replaces.

    Without one there is nothing to update or cancel for its reader: it is an `Alert` then.
    """
    status = STATUSES[0] if alert.synthetic else issuer.status
    kind = MESSAGE_TYPES.get(alert.kind, "Update") if references else "Alert"
    root = _message(alert.alert_id, alert.at, Issuer(issuer.sender, status), kind)
    _add(root, note=" ".join((NOTICE, *notes)))
    if references:
        _add(root, references=references)
    _add(root, incidents=alert.incident_id)
    _info(root, alert, "en", alert.headline.en)
    if alert.headline.other:
        language = alert.headline.other_language or ""
        known = _LANGUAGE.fullmatch(language)
        _info(root, alert, language if known else "und", alert.headline.other)
    return _written(root)


def notice_xml(identifier: str, at: int, notes: Sequence[str], issuer: Issuer) -> bytes:
    """Return what is about the system itself and about no attack."""
    root = _message(identifier, at, Issuer(issuer.sender, "System"), "Alert")
    _add(root, note=" ".join(notes))
    return _written(root)


def sent_text(milliseconds: int) -> str:
    """Return a time as the protocol wants it: to the second, with an offset and never `Z`."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC).isoformat()


def _written(root: Element) -> bytes:
    written: bytes = tostring(root, "utf-8", xml_declaration=True)
    return written


def _message(identifier: str, at: int, issuer: Issuer, kind: str) -> Element:
    root = Element("alert", xmlns=NAMESPACE)
    _add(
        root,
        identifier=identifier,
        sender=issuer.sender,
        sent=sent_text(at),
        status=issuer.status,
        msgType=kind,
        source="Rasid",
        scope="Restricted",
        restriction=RESTRICTION,
    )
    return root


def _info(root: Element, alert: Alert, language: str, headline: str) -> None:
    info = SubElement(root, "info")
    _add(
        info,
        language=language,
        category="Security",
        event="Attack: " + ", ".join(alert.attack_types).replace("_", " "),
        responseType="AllClear" if alert.kind in ("close", "retraction") else "Monitor",
        urgency="Past" if alert.kind in ("close", "retraction") else "Unknown",
        severity=SEVERITIES.get(alert.level, "Unknown"),
        certainty=CERTAINTIES.get(alert.corroboration, "Unknown"),
    )
    if alert.date.utc is not None:
        _add(info, onset=sent_text(alert.date.utc))
    _add(info, senderName="Rasid", headline=headline, description=_description(alert))
    if (web := link_of(alert)) is not None:
        _add(info, web=web)
    for name, value in _parameters(alert):
        _add(SubElement(info, "parameter"), valueName=name, value=value)
    _area(SubElement(info, "area"), alert.place)


def _description(alert: Alert) -> str:
    lines = (f"{label}: {words}" if label else words for label, words in lines_of(alert))
    return "\n".join((title_of(alert), *lines))


def _parameters(alert: Alert) -> Iterator[tuple[str, str]]:
    yield "rasid:level", alert.level
    yield "rasid:corroboration", alert.corroboration
    yield "rasid:kind", alert.kind


def _area(area: Element, place: Place) -> None:
    _add(area, areaDesc=where_of(place) or place.name)
    if place.lat is not None and place.lon is not None:
        radius_km = max(REACH_KM.get(place.precision, CITY_KM), CITY_KM)
        _add(area, circle=f"{place.lat:.4f},{place.lon:.4f} {radius_km:g}")
    if place.country:
        _add(SubElement(area, "geocode"), valueName="ISO 3166-1", value=place.country)


def _add(parent: Element, **texts: str) -> None:
    """Append an element for each, in order."""
    for name, text in texts.items():
        SubElement(parent, name).text = _allowed(text)


def _allowed(text: str) -> str:
    """Return `text` without what XML cannot hold; of control characters lines' ends stay."""
    lines = (clean(line) for line in text.split("\n"))
    return _NO_XML.sub("", "\n".join(lines))
