"""Editors' decisions, written to the bus with who and when."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated

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
from streams.domain.records.vocabulary import FeedbackAction
from streams.domain.topics import INCIDENT_FEEDBACK
from streams.services.console.answers import JSON
from streams.services.console.asking import NoQuery, asked
from streams.services.console.belonging import (
    require_mergeable,
    require_separable,
)
from streams.services.console.incident_page import name_in
from streams.services.console.people import Person
from streams.services.console.problems import Refusal
from streams.services.console.taking import taken

BODY_BYTES = 65_536
REPORTS = 300
"""As many as fusion keeps of an incident."""
PUBLISH_S = 5.0
OURS = ("same-origin", "none")

Send = Callable[[Feedback], None]
Name = Annotated[str, Meta(min_length=1, max_length=64)]


class Decided(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="action"):
    """What every decision may say."""

    reason: Annotated[str, Meta(max_length=500)] | None = None


class Confirm(Decided, frozen=True, tag="confirm"):
    """It happened."""


class Reject(Decided, frozen=True, tag="reject"):
    """It did not, or is no attack."""


class Mute(Decided, frozen=True, tag="mute"):
    """Nobody is to be alerted of it again."""


class Merge(Decided, frozen=True, tag="merge", kw_only=True):
    """It is one attack with another incident, which it takes in."""

    other_incident_id: Name


class Split(Decided, frozen=True, tag="split", kw_only=True):
    """Some of its reports tell of another attack."""

    attack_ids: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=REPORTS)]


Decision = Confirm | Reject | Mute | Merge | Split
ACTIONS: Mapping[type[Decided], FeedbackAction] = {
    Confirm: "confirm",
    Reject: "reject",
    Mute: "mute",
    Merge: "merge",
    Split: "split",
}


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
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Refusal(400, str(error)) from None
        made = await run_in_threadpool(self._decided, name_in(request), decision, person)
        return Response(msgspec.json.encode(made), 202, media_type=JSON)

    def _decided(self, name: str, decision: Decision, person: Person) -> Feedback:
        with answering(self.engine), self.engine.connect() as connection:
            incident = _known(connection, name)
            match decision:
                case Merge(other_incident_id=other):
                    require_mergeable(incident, _known(connection, other))
                case Split(attack_ids=attack_ids):
                    require_separable(incident, attack_ids)
        made = feedback_of(incident, decision, person.name, time.time_ns() // 1_000_000)
        self.send(made)
        return made


def feedback_of(incident: Incident, decision: Decision, by: str, at: int) -> Feedback:
    """Return the record of a decision; the same one in the same millisecond has the same id."""
    action = ACTIONS[type(decision)]
    said = "\x1f".join((incident.incident_id, action, by, str(at)))
    return Feedback(
        feedback_id=blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest(),
        incident_id=incident.incident_id,
        country=incident.country,
        action=action,
        by=by,
        at=at,
        other_incident_id=decision.other_incident_id if isinstance(decision, Merge) else None,
        attack_ids=decision.attack_ids if isinstance(decision, Split) else (),
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
