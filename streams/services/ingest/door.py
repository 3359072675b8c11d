"""`POST /articles`: what may come in, and the answer once the bus has it."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from streams.adapters.headers import Headers, trace_of_request
from streams.adapters.service_metrics import ServiceMetrics
from streams.adapters.unpacking import NotGzip, TooLong, unpacked
from streams.domain.errors import Unavailable
from streams.services.ingest.handover import Busy, Handover, Piece
from streams.services.ingest.items import NoItems, Refused, TooMany, items_in, pieces_of
from streams.services.ingest.publishers import Publishers

RECEIVED_BYTES = 8 * 1024 * 1024
UNPACKED_BYTES = 32 * 1024 * 1024
BODY_S = 30.0
"""How long a body may take to come."""
AT_ONCE = 16
"""Requests inside; each may hold what is received and unpacked."""
WORKING = 2
"""Requests that are unpacked and read at one time."""
RETRY_S = 2
JSON = ("application/json",)
LINES = (
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonlines",
    "application/jsonlines",
)
SECURE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


class Refusal(Exception):
    """A request that is not taken."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = dict(headers or {})


class Result(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one item."""

    status: str
    article_id: str | None = None
    reason: str | None = None
    detail: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """What became of a request: counts, and each item in its order."""

    accepted: int
    refused: int
    results: list[Result]


@dataclass(slots=True)
class Door:
    """Lets articles in; `body_s` is how long a body may take to come."""

    publishers: Publishers
    handover: Handover
    metrics: ServiceMetrics
    body_s: float = BODY_S
    at_once: int = AT_ONCE
    _inside: int = 0
    _work: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(WORKING))

    async def post(self, request: Request) -> Response:
        """Answer 200 when at least one article was accepted, 422 when none was."""
        source = self.publishers.source_of(request.headers.get("authorization", ""))
        if source is None:
            raise Refusal(401, "a token is needed", {"WWW-Authenticate": 'Bearer realm="rasid"'})
        if self._inside >= self.at_once:
            raise _later(429, "too many requests at once")
        self._inside += 1
        try:
            return await self._taken_in(request, source)
        finally:
            self._inside -= 1

    async def _taken_in(self, request: Request, source: str) -> Response:
        is_lines, is_packed = _kind(request)
        body, trace = await self._body(request), trace_of_request(request.headers)
        async with self._work:
            judged = await run_in_threadpool(
                _judged, body, source, trace, is_lines=is_lines, is_packed=is_packed
            )
        pieces = [one for one in judged if isinstance(one, Piece)]
        if pieces:
            await self._handed_over(pieces)
        self.metrics.ingested.labels("http", "accepted").inc(len(pieces))
        self.metrics.ingested.labels("http", "refused").inc(len(judged) - len(pieces))
        return _answer(judged, len(pieces))

    async def _body(self, request: Request) -> bytes:
        """Return the body. Raises Refusal for one that is too long or takes too long."""
        if int(request.headers.get("content-length", "0")) > RECEIVED_BYTES:
            raise Refusal(413, f"at most {RECEIVED_BYTES} bytes")
        found = bytearray()
        try:
            async with asyncio.timeout(self.body_s):
                async for chunk in request.stream():
                    found += chunk
                    if len(found) > RECEIVED_BYTES:
                        raise Refusal(413, f"at most {RECEIVED_BYTES} bytes")
        except TimeoutError:
            raise Refusal(408, f"the body did not come within {self.body_s:g} s") from None
        except ClientDisconnect:
            raise Refusal(400, "the connection was closed") from None
        return bytes(found)

    async def _handed_over(self, pieces: Sequence[Piece]) -> None:
        try:
            await asyncio.wrap_future(self.handover.offer(pieces))
        except Busy:
            raise _later(429, "the bus is slow: too much is on its way") from None
        except Unavailable:
            said = "the bus did not acknowledge this: send it again, what it may have is no harm"
            raise _later(503, said) from None


def application(door: Door) -> Starlette:
    """Return what answers HTTP."""
    handlers = {Refusal: _refused, HTTPException: _unrouted, Exception: _failed}
    routes = [Route("/articles", door.post, methods=["POST"])]
    return Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]


def _kind(request: Request) -> tuple[bool, bool]:
    """Return whether the body is lines, and whether it is packed. Raises Refusal."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (*JSON, *LINES):
        raise Refusal(415, f"the body must be one of {', '.join((*JSON, *LINES))}")
    packing = request.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise Refusal(415, "the body may be packed with gzip alone", {"Accept-Encoding": "gzip"})
    return kind in LINES, packing != "identity"


def _judged(
    body: bytes, source: str, trace: Headers, *, is_lines: bool, is_packed: bool
) -> list[Piece | Refused]:
    try:
        plain = unpacked(body, UNPACKED_BYTES) if is_packed else body
        items = items_in(plain, is_lines=is_lines)
    except (TooLong, TooMany) as error:
        raise Refusal(413, str(error)) from None
    except (NotGzip, NoItems) as error:
        raise Refusal(422, str(error)) from None
    return pieces_of(items, source, time.time_ns() // 1_000_000, trace)


def _answer(judged: Sequence[Piece | Refused], accepted: int) -> Response:
    answer = Answer(accepted, len(judged) - accepted, [_result(one) for one in judged])
    body = msgspec.json.encode(answer)
    return Response(body, 200 if accepted else 422, SECURE, media_type="application/json")


def _result(one: Piece | Refused) -> Result:
    if isinstance(one, Piece):
        return Result("accepted", one.article.article_id)
    return Result("refused", one.article_id, one.reason, one.detail)


def _later(status: int, detail: str) -> Refusal:
    return Refusal(status, detail, {"Retry-After": str(RETRY_S)})


def _problem(status: int, detail: str, headers: Mapping[str, str]) -> Response:
    """Return a problem as RFC 9457 has it; the rest of the body, if any, is not waited for."""
    told = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    body, always = msgspec.json.encode(told), {**SECURE, "Connection": "close"}
    return Response(body, status, {**always, **headers}, media_type="application/problem+json")


def _refused(_: Request, error: Refusal) -> Response:
    return _problem(error.status, str(error), error.headers)


def _unrouted(_: Request, error: HTTPException) -> Response:
    return _problem(error.status_code, error.detail, error.headers or {})


def _failed(_: Request, __: Exception) -> Response:
    return _problem(500, "something went wrong here; it is in the log", {})
