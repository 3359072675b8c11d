"""Post to one web address. The only module that knows aiohttp's client.

Each attempt resolves the host anew, checks every address, and connects to those alone, so that a
name cannot be checked as one thing and used as another.
"""

import asyncio
import contextlib
import time
from collections.abc import Mapping, Sequence
from hashlib import sha256

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)

from streams.adapters.addresses import Resolve, public, resolved
from streams.adapters.limited import within
from streams.adapters.pinned import Pinned
from streams.adapters.sinks import Outcome
from streams.adapters.web_address import host_and_port

ATTEMPT_S = 15.0
BODY_BYTES = 64 * 1024
DETAIL_LETTERS = 200
LONGEST_RETRY_AFTER_S = 3600.0

GONE = 410
_TRY_LATER = (408, 429)


class Endpoint:
    """Where to post to. Raises RefusedUrl when it is not an address we may post to.

    `private` allows plain http and addresses that are not public.
    """

    def __init__(
        self,
        url: str,
        *,
        private: bool = False,
        resolve: Resolve = resolved,
        attempt_s: float = ATTEMPT_S,
    ) -> None:
        self._host, self._port = host_and_port(url, private=private)
        self._url = url
        self._private = private
        self._resolve = resolve
        self._attempt_s = attempt_s
        self.target = sha256(url.encode()).hexdigest()

    def post(self, headers: Mapping[str, str], body: bytes) -> Outcome:
        """Post once, within 15 seconds with the look-up; whatever happens is an outcome."""
        until = time.monotonic() + self._attempt_s
        try:
            addresses = self._addresses()
            return asyncio.run(self._post(addresses, headers, body, until))
        except (ClientError, OSError, TimeoutError) as error:
            return Outcome("retried", detail=_short(f"{type(error).__name__}: {error}"))
        except ValueError as error:  # what we would send is no HTTP: a line end in an id
            return Outcome("failed", detail=_short(f"{type(error).__name__}: {error}"))

    def _addresses(self) -> Sequence[str]:
        """Return the checked addresses. Raises OSError, TimeoutError.

        The system's resolver cannot be told how long to wait.
        """
        try:
            found = within(self._attempt_s, lambda: self._resolve(self._host, self._port))
        except UnicodeError as error:
            raise OSError(f"no name of a host: {error}") from None
        return found if self._private else public(found)

    async def _post(
        self, addresses: Sequence[str], headers: Mapping[str, str], body: bytes, until: float
    ) -> Outcome:
        """Post to one of `addresses`. Raises ClientError, OSError, TimeoutError."""
        session = ClientSession(
            connector=TCPConnector(resolver=Pinned(addresses), force_close=True),
            timeout=ClientTimeout(total=max(until - time.monotonic(), 0.001)),
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )
        async with (
            session,
            session.post(self._url, data=body, headers=headers, allow_redirects=False) as response,
        ):
            if 200 <= response.status < 300:  # taken: what else it has to say is not waited for
                return Outcome("delivered", response.status)
            return _judged(response, await _beginning(response))


async def _beginning(response: ClientResponse) -> str:
    """Return how the answer begins, read to 64 KiB at most; the status stands without it."""
    start = b""
    with contextlib.suppress(ClientError, TimeoutError):
        while len(start) < BODY_BYTES and (chunk := await response.content.readany()):
            start += chunk
    return _short(start[: 4 * DETAIL_LETTERS].decode("utf-8", "replace"))


def _short(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)[:DETAIL_LETTERS]


def _judged(response: ClientResponse, detail: str) -> Outcome:
    status = response.status
    if status == GONE:
        return Outcome("gone", status, detail)
    if 300 <= status < 400:
        return Outcome("refused", status, "redirects are not followed")
    if 400 <= status < 500 and status not in _TRY_LATER:
        return Outcome("failed", status, detail)
    return Outcome("retried", status, detail, _retry_after(response.headers.get("Retry-After")))


def _retry_after(header: str | None) -> float:
    """Return the seconds the receiver asks for, at most an hour; 0 when it names none."""
    if header is None or not header.isascii() or not header.isdigit():
        return 0.0
    return min(float(header[:9]), LONGEST_RETRY_AFTER_S)
