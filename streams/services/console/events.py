"""Server-sent events: what is new, as it comes."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from streams.services.console.asking import EventsQuery, asked
from streams.services.console.hub import Hub, Listener, framed
from streams.services.console.problems import Refusal

QUIET_S = 15.0
"""After so long without an event an empty one is sent: nothing on the way hangs up, and who hears
none knows that the line is dead."""
RETRY = b"retry: 1000\n\n"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class Events:
    """The endpoint of those who listen."""

    hub: Hub

    async def listen(self, request: Request) -> Response:
        """Answer with events until the other side goes away."""
        query = asked(request, EventsQuery)
        heard = request.headers.get("last-event-id") or query.last_event_id
        joined = self.hub.join(heard, time.monotonic())
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
                    frame = framed("quiet", b"{}")
                if frame is None:
                    return
                yield frame
        finally:
            self.hub.leave(listener)
