"""Post alerts to a web address. The only module that knows aiohttp's client.

Each attempt resolves the host anew, checks every address, and connects to those alone, so that a
name cannot be checked as one thing and used as another.
"""

import asyncio
import contextlib
import socket
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit

import msgspec
from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver, ResolveResult

from streams import __version__
from streams.adapters.addresses import Resolve, public, resolved
from streams.adapters.alert_text import NOTICE
from streams.adapters.sinks import Delivery, Outcome
from streams.domain.errors import SettingsError

ATTEMPT_S = 15.0
BODY_BYTES = 64 * 1024
DETAIL_LETTERS = 200
LONGEST_RETRY_AFTER_S = 3600.0

GONE = 410
_WHERE = "RASID_WEBHOOK_URL, or url in the file of RASID_ALERTING,"
_TRY_LATER = (408, 429)


class _Stamp(msgspec.Struct):
    """What of an alert its envelope repeats."""

    kind: str
    at: int


class Webhook:
    """Posts JSON to one URL. Raises SettingsError when the URL is not one we may post to.

    `private` allows plain http and addresses that are not public.
    """

    name = "webhook"

    def __init__(
        self,
        url: str,
        *,
        private: bool = False,
        resolve: Resolve = resolved,
        attempt_s: float = ATTEMPT_S,
    ) -> None:
        self._host, self._port = _checked(url, private=private)
        self._url = url
        self._private = private
        self._resolve = resolve
        self._attempt_s = attempt_s
        self.target = sha256(url.encode()).hexdigest()

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:
        """Post once, within 15 seconds; the same `webhook-id` at every attempt."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"rasid/{__version__}",
            "webhook-id": delivery.alert_id,
            "webhook-timestamp": str(now_ms // 1000),
        }
        try:
            addresses = self._addresses()
            body = body_of(delivery.alert, delivery.notes)
            return asyncio.run(self._post(addresses, headers, body))
        except (ClientError, OSError, TimeoutError) as error:
            return Outcome("retried", detail=f"{type(error).__name__}: {error}"[:DETAIL_LETTERS])

    def _addresses(self) -> Sequence[str]:
        addresses = self._resolve(self._host, self._port)
        return addresses if self._private else public(addresses)

    async def _post(
        self, addresses: Sequence[str], headers: dict[str, str], body: bytes
    ) -> Outcome:
        """Post to one of `addresses`. Raises ClientError, OSError, TimeoutError."""
        session = ClientSession(
            connector=TCPConnector(resolver=_Pinned(addresses), force_close=True),
            timeout=ClientTimeout(total=self._attempt_s),
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )
        async with (
            session,
            session.post(self._url, data=body, headers=headers, allow_redirects=False) as response,
        ):
            return _judged(response, await _beginning(response))


class _Pinned(AbstractResolver):
    """Answers with the addresses that were checked."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Hold nothing."""


def body_of(alert: bytes, notes: Sequence[str] = ()) -> bytes:
    """Return the body to post: the alert's JSON in the envelope of Standard Webhooks.

    `notes` are what routes say beside it, `12 km from Main depot`; without any there is no field.
    """
    stamp = msgspec.json.decode(alert, type=_Stamp)
    happened = datetime.fromtimestamp(stamp.at / 1000, UTC)
    envelope = {
        "type": f"alert.{stamp.kind}",
        "timestamp": happened.isoformat(timespec="milliseconds"),
        "notice": NOTICE,
        "data": msgspec.Raw(alert),
    }
    return msgspec.json.encode({**envelope, "notes": list(notes)} if notes else envelope)


def _checked(url: str, *, private: bool) -> tuple[str, int]:
    """Return host and port of the URL; messages never repeat it, since it may hold a secret."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise SettingsError(f"{_WHERE} is not a URL: {error}") from None
    if parts.scheme not in _schemes(private=private) or not parts.hostname:
        raise SettingsError(
            f"{_WHERE} must be https://HOST/..., got {_shown(parts)}; RASID_WEBHOOK_PRIVATE=1, "
            "or private = true there, allows http and private addresses"
        )
    return parts.hostname, port


def _schemes(*, private: bool) -> tuple[str, ...]:
    return ("https", "http") if private else ("https",)


def _shown(parts: SplitResult) -> str:
    return f"{parts.scheme or '(no scheme)'}://{parts.hostname or '(no host)'}"


async def _beginning(response: ClientResponse) -> str:
    """Return how the answer begins, read to 64 KiB at most; the status stands without it."""
    start = b""
    with contextlib.suppress(ClientError, TimeoutError):
        while len(start) < BODY_BYTES and (chunk := await response.content.readany()):
            start += chunk
    text = start[: 4 * DETAIL_LETTERS].decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else " " for letter in text)[:DETAIL_LETTERS]


def _judged(response: ClientResponse, detail: str) -> Outcome:
    status = response.status
    if 200 <= status < 300:
        return Outcome("delivered", status)
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
