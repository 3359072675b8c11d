"""Editors' decisions, written to the bus with who and when."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, Literal

import msgspec
import sqlalchemy as sa
from msgspec import Meta
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from streams.adapters.database import answering
from streams.adapters.decision_queries import incident_now
from streams.adapters.publisher import Publisher
from streams.domain.records import Feedback, Incident
from streams.domain.topics import INCIDENT_FEEDBACK
from streams.services.console.answers import JSON
from streams.services.console.asking import NoQuery, asked
from streams.services.console.belonging import (
    require_mergeable,
    require_named,
    require_separable,
)
from streams.services.console.incident_page import name_in
from streams.services.console.people import Person
from streams.services.console.problems import Refusal
from streams.services.console.taking import taken

BODY_BYTES = 32_768
REPORTS = 1000
PUBLISH_S = 5.0
OURS = ("same-origin", "none")

Send = Callable[[Feedback], None]


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an editor decides on an incident."""

    action: Literal["confirm", "reject", "mute", "merge", "split"]
    reason: Annotated[str, Meta(max_length=500)] | None = None
    other_incident_id: (
        Annotated[str, Meta(min_length=1, max_length=200, description="which a merger takes in")]
        | None
    ) = None
    attack_ids: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=200)], ...],
        Meta(max_length=REPORTS, description="reports that a split takes away"),
    ] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """The endpoint that writes; `send` returns when the bus has the record."""

    engine: sa.Engine
    send: Send

    async def decide(self, request: Request) -> Response:
        """Answer 202 with the record, once the bus has it."""
        asked(request, NoQuery)
        person: Person = request.scope["person"]
        if not person.can_edit:
            raise Refusal(403, "this console or this person may only read")
        _require_json_of_ours(request)
        body = await taken(request, BODY_BYTES)
        try:
            decision = msgspec.json.decode(body, type=Decision)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refusal(400, str(error)) from None
        made = await run_in_threadpool(self._decided, name_in(request), decision, person)
        return Response(msgspec.json.encode(made), 202, media_type=JSON)

    def _decided(self, name: str, decision: Decision, person: Person) -> Feedback:
        require_named(decision.action, decision.other_incident_id, decision.attack_ids)
        with answering(self.engine), self.engine.connect() as connection:
            incident = _known(connection, name)
            if decision.other_incident_id is not None:
                require_mergeable(incident, _known(connection, decision.other_incident_id))
        if decision.action == "split":
            require_separable(incident, decision.attack_ids)
        made = feedback_of(incident, decision, person.name, time.time_ns() // 1_000_000)
        self.send(made)
        return made


def feedback_of(incident: Incident, decision: Decision, by: str, at: int) -> Feedback:
    """Return the record of a decision; the same one in the same millisecond has the same id."""
    said = "\x1f".join((incident.incident_id, decision.action, by, str(at)))
    return Feedback(
        feedback_id=blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest(),
        incident_id=incident.incident_id,
        country=incident.country,
        action=decision.action,
        by=by,
        at=at,
        other_incident_id=decision.other_incident_id,
        attack_ids=decision.attack_ids,
        reason=decision.reason or None,
    )


def _known(connection: sa.Connection, name: str) -> Incident:
    incident = incident_now(connection, name) if "\x00" not in name else None
    if incident is None:
        raise Refusal(404, "there is no such incident")
    return incident


def sender(brokers: str) -> Send:
    """Return what writes a decision to the bus and waits for the acknowledgement."""

    def send(feedback: Feedback) -> None:
        with Publisher(brokers, PUBLISH_S) as publisher:
            publisher.send(INCIDENT_FEEDBACK, feedback)
            publisher.flush()

    return send


def _require_json_of_ours(request: Request) -> None:
    """Refuse what a page of somebody else could send with a person's cookie."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != JSON:
        raise Refusal(415, f"the body must be {JSON}")
    if request.headers.get("sec-fetch-site", "none") not in OURS:
        raise Refusal(403, "decisions are taken from the console itself")
