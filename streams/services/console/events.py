"""Server-sent events: what is new, as it comes."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from streams.services.console.asking import NoQuery, asked
from streams.services.console.hub import Hub, Listener
from streams.services.console.problems import Refusal

QUIET_S = 15.0
"""After so long without an event a comment is sent, so that nothing on the way hangs up."""
RETRY = b"retry: 1000\n\n"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class Events:
    """The endpoint of those who listen."""

    hub: Hub

    async def listen(self, request: Request) -> Response:
        """Answer with events until the other side goes away."""
        asked(request, NoQuery)
        joined = self.hub.join(request.headers.get("last-event-id"), time.monotonic())
        if joined is None:
            raise Refusal(503, "too many listen already", {"Retry-After": "10"})
        stream = self._stream(*joined)
        return StreamingResponse(stream, media_type="text/event-stream", headers=HEADERS)

    async def _stream(self, listener: Listener, missed: Sequence[bytes]) -> AsyncIterator[bytes]:
        try:
            yield RETRY + b"".join(missed)
            while True:
                try:
                    frame = await asyncio.wait_for(listener.queue.get(), QUIET_S)
                except TimeoutError:
                    frame = b": quiet\n\n"
                if frame is None:
                    return
                yield frame
        finally:
            self.hub.leave(listener)
