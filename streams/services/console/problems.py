"""What cannot be answered, as RFC 9457 has it: application/problem+json."""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
import sqlalchemy as sa
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from streams.domain.errors import InputError, Unavailable

KIND = "application/problem+json"
RETRY_S = 2


class Problem(msgspec.Struct, frozen=True):
    """Why there is no answer; `detail` is for the person who asked."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"


class Refusal(Exception):
    """A request that is not answered; headers go with the problem."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem as a response."""
    body = msgspec.json.encode(Problem(HTTPStatus(status).phrase, status, detail))
    return Response(body, status, dict(headers or {}), media_type=KIND)


def refused(_: Request, error: Exception) -> Response:
    """Answer a request that was refused on purpose."""
    assert isinstance(error, Refusal)  # noqa: S101 - what it is registered for
    return problem(error.status, error.detail, error.headers)


def unrouted(_: Request, error: Exception) -> Response:
    """Answer for a path or method that is not there."""
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    return problem(error.status_code, error.detail, error.headers)


def misread(_: Request, error: Exception) -> Response:
    """Answer a cursor that leads nowhere, whatever is wrong with it."""
    detail = str(error) if isinstance(error, InputError) else "the cursor is none of ours"
    return problem(404, detail)


def away(_: Request, error: Exception) -> Response:
    """Answer while database or broker do not; what they said stays in the log."""
    what = "database" if "database" in str(error) else "broker"
    return problem(503, f"the {what} does not answer", {"Retry-After": str(RETRY_S)})


def failed(_: Request, __: Exception) -> Response:
    """Answer for a fault of ours; the log has the rest."""
    return problem(500, "something went wrong here; it is in the log")


HANDLERS = {
    Refusal: refused,
    HTTPException: unrouted,
    InputError: misread,
    OverflowError: misread,
    UnicodeEncodeError: misread,
    sa.exc.DataError: misread,
    Unavailable: away,
    Exception: failed,
}
