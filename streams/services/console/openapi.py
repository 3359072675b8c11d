"""What the API is, in OpenAPI 3.1, from the types that read queries and make answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from streams import __version__
from streams.domain.records import Feedback
from streams.services.console.answers import JSON
from streams.services.console.asking import (
    BOX,
    EventsQuery,
    IncidentQuery,
    NoQuery,
    RejectedQuery,
    RevisionQuery,
)
from streams.services.console.decisions import Decision
from streams.services.console.incident_page import IncidentPage, Revisions
from streams.services.console.lists import Incidents, Rejections
from streams.services.console.me import Me
from streams.services.console.problems import KIND as PROBLEM
from streams.services.console.problems import Problem

REF = "#/components/schemas/{name}"
USUAL = {400: "a wrong query", 401: "no token", 429: "too many requests", 503: "away for a moment"}
EXTRA = {
    403: "may only read",
    404: "not there",
    409: "not of this incident any more",
    413: "too long",
    415: "not JSON",
    503: "away for a moment",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path; `answer` and `body`: types; None: not JSON."""

    path: str
    name: str
    summary: str
    query: type[msgspec.Struct] = NoQuery
    answer: Any = None
    kind: str = JSON
    method: str = "get"
    status: int = 200
    body: Any = None
    refused: tuple[int, ...] = ()


V1 = "/api/v1"
ONE = V1 + "/incidents/{incident_id}"
LISTED = (404,)
OPERATIONS = (
    Operation(
        V1 + "/incidents", "incidents", "Incidents", IncidentQuery, Incidents, refused=LISTED
    ),
    Operation(
        V1 + "/suppressed",
        "suppressed",
        "Incidents that nobody was alerted of",
        IncidentQuery,
        Incidents,
        refused=LISTED,
    ),
    Operation(
        V1 + "/rejected",
        "rejected",
        "Articles that report no fresh attack",
        RejectedQuery,
        Rejections,
        refused=LISTED,
    ),
    Operation(
        V1 + "/incidents.geojson",
        "geojson",
        "Incidents as GeoJSON",
        IncidentQuery,
        dict[str, Any],
        "application/geo+json",
        refused=LISTED,
    ),
    Operation(
        V1 + "/incidents.atom",
        "feed",
        "Incidents as an Atom feed",
        IncidentQuery,
        None,
        "application/atom+xml",
        refused=LISTED,
    ),
    Operation(ONE, "incident", "One incident", RevisionQuery, IncidentPage, refused=LISTED),
    Operation(ONE + "/revisions", "revisions", "Its revisions", answer=Revisions, refused=LISTED),
    Operation(
        ONE + "/feedback",
        "decide",
        "Confirm, reject, mute, merge or split",
        answer=Feedback,
        method="post",
        status=202,
        body=Decision,
        refused=(403, 404, 409, 413, 415),
    ),
    Operation(
        V1 + "/events", "events", "Events as they come", EventsQuery, kind="text/event-stream"
    ),
    Operation(V1 + "/me", "me", "Who asks", answer=Me),
)


def document() -> dict[str, Any]:
    """Return the description."""
    types: list[Any] = [op.answer for op in OPERATIONS if isinstance(op.answer, type)]
    types += [Decision, Problem]
    types = [one for one in types if one is not dict]
    _, components = msgspec.json.schema_components(types, ref_template=REF)
    paths: dict[str, dict[str, Any]] = {}
    for op in OPERATIONS:
        paths.setdefault(op.path, {})[op.method] = _described(op)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rasid", "version": __version__, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _described(op: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": op.name,
        "summary": op.summary,
        "parameters": [*_path(op), *_query(op)],
        "responses": dict(_responses(op)),
    }
    if op.body is not None:
        (schema,), _ = msgspec.json.schema_components([op.body], ref_template=REF)
        found["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return found


def _path(op: Operation) -> Iterator[dict[str, Any]]:
    if "{incident_id}" in op.path:
        schema = {"type": "string", "minLength": 1, "maxLength": 200}
        yield {"name": "incident_id", "in": "path", "required": True, "schema": schema}


def _query(op: Operation) -> Iterator[dict[str, Any]]:
    (_,), components = msgspec.json.schema_components([op.query], ref_template=REF)
    properties: Mapping[str, Any] = components[op.query.__name__].get("properties", {})
    for name, schema in properties.items():
        shape = {key: value for key, value in schema.items() if key != "default"}
        yield {
            "name": name,
            "in": "query",
            "required": False,
            "explode": name != BOX,
            "description": shape.pop("description", name.replace("_", " ")),
            "schema": shape,
        }


def _responses(op: Operation) -> Iterator[tuple[str, Any]]:
    content: dict[str, Any] = {}
    if isinstance(op.answer, type):
        content = {"schema": {"$ref": REF.format(name=op.answer.__name__)}}
    elif op.answer is not None:
        content = {"schema": {"type": "object"}}
    yield str(op.status), {"description": op.summary, "content": {op.kind: content}}
    if op.method == "get" and op.answer is not None:
        yield "304", {"description": "you have it"}
    told = {"schema": {"$ref": REF.format(name="Problem")}}
    for status in sorted({*USUAL, *op.refused}):
        said = {**USUAL, **EXTRA}[status]
        yield str(status), {"description": said, "content": {PROBLEM: told}}
