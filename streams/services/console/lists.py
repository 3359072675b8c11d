"""Lists over HTTP: incidents, those never alerted of, rejected articles; JSON, GeoJSON, Atom."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response

from streams.adapters.database import answering
from streams.adapters.incident_queries import IncidentLine, count, incidents, suppressed
from streams.adapters.pages import Page
from streams.adapters.rejection_queries import Rejected, rejected, rejected_by_reason
from streams.services.console.answers import answered, sent
from streams.services.console.asking import IncidentQuery, RejectedQuery, asked, cursor_of
from streams.services.console.atom import atom
from streams.services.console.private import shown_title


@dataclass(frozen=True, slots=True)
class Incidents:
    """A page of incidents; `total` counts all that match, when that was asked for."""

    items: tuple[IncidentLine, ...]
    next: str | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Rejections:
    """A page of rejected articles; `reasons` counts all that match, on the first page."""

    items: tuple[Rejected, ...]
    next: str | None
    reasons: dict[str, int] | None


@dataclass(frozen=True, slots=True)
class Lists:
    """Endpoints over a database that they only read."""

    engine: sa.Engine

    def incidents(self, request: Request) -> Response:
        """Answer with a page of incidents."""
        query = asked(request, IncidentQuery)
        with answering(self.engine), self.engine.connect() as connection:
            page = _page(connection, query)
            total = count(connection, query.wanted()) if query.total == "yes" else None
        return answered(request, Incidents(page.items, page.next, total))

    def suppressed(self, request: Request) -> Response:
        """Answer with a page of the incidents that nobody was alerted of."""
        query = asked(request, IncidentQuery)
        with answering(self.engine), self.engine.connect() as connection:
            page = suppressed(
                connection, query.wanted(), cursor=cursor_of(query), limit=query.limit
            )
        return answered(request, Incidents(page.items, page.next, None))

    def rejected(self, request: Request) -> Response:
        """Answer with a page of articles that report no fresh attack."""
        query = asked(request, RejectedQuery)
        wanted, cursor = query.wanted(), cursor_of(query)
        with answering(self.engine), self.engine.connect() as connection:
            page = rejected(connection, wanted, cursor=cursor, limit=query.limit)
            reasons = rejected_by_reason(connection, wanted) if cursor is None else None
        items = tuple(shown_title(one) for one in page.items)
        return answered(request, Rejections(items, page.next, reasons))

    def geojson(self, request: Request) -> Response:
        """Answer with a page of incidents as points; without a place they have no geometry."""
        query = asked(request, IncidentQuery)
        with answering(self.engine), self.engine.connect() as connection:
            page = _page(connection, query)
        features = [_feature(line) for line in page.items]
        found = {"type": "FeatureCollection", "features": features, "next": page.next}
        return answered(request, found, "application/geo+json")

    def feed(self, request: Request) -> Response:
        """Answer with a page of incidents as an Atom feed."""
        query = asked(request, IncidentQuery)
        with answering(self.engine), self.engine.connect() as connection:
            page = _page(connection, query)
        return sent(request, atom(page.items, str(request.base_url)), "application/atom+xml")


def _page(connection: sa.Connection, query: IncidentQuery) -> Page[IncidentLine]:
    return incidents(
        connection, query.wanted(), by=query.by, cursor=cursor_of(query), limit=query.limit
    )


def _feature(line: IncidentLine) -> dict[str, object]:
    point = None
    if line.lat is not None and line.lon is not None:
        point = {"type": "Point", "coordinates": [line.lon, line.lat]}
    properties = dict(_properties(line))
    return {
        "type": "Feature",
        "id": line.incident_id,
        "geometry": point,
        "properties": properties,
    }


def _properties(line: IncidentLine) -> Iterator[tuple[str, object]]:
    for name in IncidentLine.__slots__:
        if name not in ("lat", "lon"):
            yield name, getattr(line, name)
