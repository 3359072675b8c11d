"""Answers with a name for their content, so that what has not changed is not sent again."""

from hashlib import blake2b

import msgspec
from starlette.requests import Request
from starlette.responses import Response

JSON = "application/json"
SEEN = {"Cache-Control": "private, no-cache", "Vary": "Accept-Encoding, Cookie, Authorization"}


def answered(request: Request, value: object, kind: str = JSON) -> Response:
    """Return a value as JSON, or 304 when the other side has it."""
    return sent(request, msgspec.json.encode(value), kind)


def sent(request: Request, body: bytes, kind: str, status: int = 200) -> Response:
    """Return a body, or 304 when the other side has it."""
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {**SEEN, "ETag": tag}
    if status == 200 and has(request, tag):
        return Response(None, 304, headers)
    return Response(body, status, headers, media_type=kind)


def has(request: Request, tag: str) -> bool:
    """Whether the other side says that it has what the tag names."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag in [one.strip() for one in given.split(",")]
