"""What lists can be asked for. The same types read the query and describe it in OpenAPI."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request

from streams.adapters.incident_filters import Box, Wanted
from streams.adapters.rejection_queries import RejectedWanted
from streams.domain.records.vocabulary import (
    AlertLevel,
    AttackType,
    Corroboration,
    IncidentStatus,
    TargetCategory,
)
from streams.services.console.problems import Refusal

DAY_MS = 24 * 3_600_000
EPOCH = date(1970, 1, 1).toordinal()
BOX = "box"
"""The one parameter that holds several values in one word, as maps send it."""

Country = Annotated[str, Meta(pattern="^[A-Z]{2}$")]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
Degrees = Annotated[float, Meta(ge=-180, le=180)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Limit = Annotated[int, Meta(ge=1, le=500)]
Words = Annotated[str, Meta(max_length=200, description="words that must all be found")]
Cursor = Annotated[str, Meta(max_length=500, description="`next` of the page before")]
YesNo = Literal["yes", "no"]
Day = Annotated[date, Meta(description="civil date, included")]
Few = Meta(max_length=50)


class IncidentQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What incidents must have; several values of one field: one of them."""

    reported_from: Day | UnsetType = UNSET
    reported_to: Day | UnsetType = UNSET
    updated_from: Day | UnsetType = UNSET
    happened_from: Day | UnsetType = UNSET
    happened_to: Day | UnsetType = UNSET
    box: (
        Annotated[
            list[Degrees],
            Meta(min_length=4, max_length=4, description="west, south, east, north in degrees"),
        ]
        | UnsetType
    ) = UNSET
    country: Annotated[tuple[Country, ...], Few] = ()
    type: Annotated[tuple[AttackType, ...], Few] = ()
    perpetrator: Annotated[tuple[Name, ...], Meta(max_length=20)] = ()
    target: Annotated[tuple[TargetCategory, ...], Few] = ()
    level: Annotated[tuple[AlertLevel, ...], Few] = ()
    corroboration: Annotated[tuple[Corroboration, ...], Few] = ()
    status: Annotated[tuple[IncidentStatus, ...], Few] = ()
    killed: Annotated[Count, Meta(description="at least so many killed")] | UnsetType = UNSET
    campaign: Name | UnsetType = UNSET
    q: Words = ""
    synthetic: YesNo = "no"
    by: Literal["reported", "updated"] = "reported"
    cursor: Cursor | UnsetType = UNSET
    limit: Limit = 50
    total: Annotated[YesNo, Meta(description="whether to count all that match")] = "no"

    def wanted(self) -> Wanted:
        """Return it as the database is asked."""
        return Wanted(
            reported_from=_start(self.reported_from),
            reported_before=_end(self.reported_to),
            updated_from=_start(self.updated_from),
            happened_from=_iso(self.happened_from),
            happened_to=_iso(self.happened_to),
            box=_box(self.box),
            countries=self.country,
            attack_types=self.type,
            perpetrators=tuple(map(_plain, self.perpetrator)),
            targets=self.target,
            levels=self.level,
            corroborations=self.corroboration,
            statuses=self.status,
            killed_from=None if self.killed is UNSET else self.killed,
            campaign_id=None if self.campaign is UNSET else _plain(self.campaign),
            text=_plain(self.q),
            synthetic=self.synthetic == "yes",
        )


class RejectedQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What rejected articles must have."""

    fetched_from: Day | UnsetType = UNSET
    fetched_to: Day | UnsetType = UNSET
    reason: Annotated[tuple[Name, ...], Few] = ()
    source: Annotated[tuple[Name, ...], Few] = ()
    language: Annotated[tuple[Annotated[str, Meta(pattern="^[a-z]{2,3}$")], ...], Few] = ()
    synthetic: YesNo = "no"
    cursor: Cursor | UnsetType = UNSET
    limit: Limit = 50

    def wanted(self) -> RejectedWanted:
        """Return it as the database is asked."""
        return RejectedWanted(
            fetched_from=_start(self.fetched_from),
            fetched_before=_end(self.fetched_to),
            reasons=tuple(map(_plain, self.reason)),
            sources=tuple(map(_plain, self.source)),
            languages=self.language,
            synthetic=self.synthetic == "yes",
        )


class RevisionQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which revision of an incident."""

    revision: Annotated[int, Meta(ge=0, le=2**31 - 1)] | UnsetType = UNSET


class EventsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From where on: what the header Last-Event-ID says where that cannot be set."""

    last_event_id: Annotated[str, Meta(max_length=20_000)] = ""


class NoQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing can be asked."""


Query = TypeVar("Query", bound=msgspec.Struct)


def asked(request: Request, kind: type[Query]) -> Query:
    """Return the query as `kind`. Raises Refusal (400) where it does not fit."""
    values: dict[str, Any] = {}
    many = {name for name, hint in get_type_hints(kind).items() if is_many(hint)}
    for name in request.query_params:
        given = request.query_params.getlist(name)
        if name == BOX:
            given = [word for one in given for word in one.split(",")]
        elif name not in many and len(given) > 1:
            raise Refusal(400, f"{name} is there more than once")
        values[name] = given if name in many or name == BOX else given[0]
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Refusal(400, str(error)) from None


def is_many(hint: Any) -> bool:
    """Whether a field holds several values."""
    return get_origin(hint) is tuple or any(get_origin(part) is tuple for part in get_args(hint))


def cursor_of(query: IncidentQuery | RejectedQuery) -> str | None:
    """Return the cursor of a query, None for the first page."""
    return None if query.cursor is UNSET else query.cursor


def _box(values: Sequence[float] | UnsetType) -> Box | None:
    if values is UNSET:
        return None
    if not all(map(math.isfinite, values)):
        raise Refusal(400, "box must hold four numbers")
    west, south, east, north = values
    return Box(west, south, east, north)


def _start(day: date | UnsetType) -> int | None:
    return None if day is UNSET else (day.toordinal() - EPOCH) * DAY_MS


def _end(day: date | UnsetType) -> int | None:
    return None if day is UNSET else (day.toordinal() + 1 - EPOCH) * DAY_MS


def _iso(day: date | UnsetType) -> str | None:
    return None if day is UNSET else day.isoformat()


def _plain(text: str) -> str:
    """Return text without characters that no database takes."""
    return text.replace("\x00", " ")
