"""Take what was sent, up to a length."""

from starlette.requests import ClientDisconnect, Request

from streams.services.console.problems import Refusal


async def taken(request: Request, longest: int) -> bytes:
    """Return the body. Raises Refusal for one that is longer than `longest` bytes."""
    found = bytearray()
    try:
        async for chunk in request.stream():
            found += chunk
            if len(found) > longest:
                raise Refusal(413, f"the body is longer than {longest} bytes")
    except ClientDisconnect:
        raise Refusal(400, "the connection was closed") from None
    return bytes(found)
