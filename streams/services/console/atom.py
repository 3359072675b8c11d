"""Incidents as an Atom feed (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET

from streams.adapters.incident_queries import IncidentLine

SPACE = "http://www.w3.org/2005/Atom"
NEVER = "1970-01-01T00:00:00+00:00"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(lines: Sequence[IncidentLine], base: str) -> bytes:
    """Return a feed whose links begin with `base`, the address of the console."""
    ET.register_namespace("", SPACE)
    feed = ET.Element(f"{{{SPACE}}}feed")
    _add(feed, "id", "urn:rasid:incidents")
    _add(feed, "title", "Rasid: incidents (read by machine)")
    newest = max((line.updated_at for line in lines), default=None)
    _add(feed, "updated", NEVER if newest is None else _time(newest))
    ET.SubElement(_add(feed, "author"), f"{{{SPACE}}}name").text = "Rasid"
    for line in lines:
        _entry(_add(feed, "entry"), line, base)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(entry: ET.Element, line: IncidentLine, base: str) -> None:
    name = quote(line.incident_id, safe="")
    _add(entry, "id", f"urn:rasid:incident:{name}")
    _add(entry, "title", line.headline or _title(line))
    _add(entry, "updated", _time(line.updated_at))
    _add(entry, "published", _time(line.first_reported_at))
    _add(entry, "link").set("href", f"{base}incident/{name}")
    for term in (line.level, line.corroboration, *line.attack_types):
        _add(entry, "category").set("term", term)
    _add(entry, "summary", f"{_title(line)}; {line.corroboration}; revision {line.revision}")


def _title(line: IncidentLine) -> str:
    kinds = ", ".join(line.attack_types).replace("_", " ") or "attack"
    return f"{kinds}: {line.place}, {line.country}"


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{SPACE}}}{name}")
    child.text = None if text is None else _ILLEGAL.sub("\ufffd", text)
    return child


def _time(milliseconds: int) -> str:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return NEVER
