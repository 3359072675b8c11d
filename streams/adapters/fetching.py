"""Get one web address of a stranger: bounded in size and time, and never within our own network.

Each hop resolves its host anew, checks every address, and connects to those alone, so that a name
cannot be checked as one thing and used as another.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Literal
from urllib.parse import urljoin, urlsplit, urlunsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar
from aiohttp import TCPConnector as Connector

from streams.adapters.addresses import NotPublic, Resolve, public, resolved
from streams.adapters.host_turns import Turns
from streams.adapters.limited import apart
from streams.adapters.pinned import Pinned
from streams.adapters.unpacking import NotGzip, TooLong, unpacked
from streams.adapters.web_address import RefusedUrl, host_and_port

Network = IPv4Network | IPv6Network
Fault = Literal["unreachable", "refused", "too_long", "malformed"]

HOP_S = 30.0
MOST_HOPS = 5
MOVED = (301, 302, 303, 307, 308)
UNPACKING_S = 10.0
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9.])?|[0-9a-f:.]{2,45}")


class NotFetched(Exception):
    """An address that gave no answer that can be used; `fault` says of what kind it is."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.fault: Fault = fault


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `url` is where redirects ended; header names are in small letters.

    Of an answer that is not 200 the body is not read.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Web:
    """Gets addresses. `networks` are allowed although they are not public."""

    turns: Turns
    agent: str
    networks: Sequence[Network] = ()
    resolve: Resolve = resolved
    hop_s: float = HOP_S

    async def get(self, url: str, headers: Mapping[str, str], longest: int) -> Fetched:
        """Return the answer of an address or of where it redirects to. Raises NotFetched, Held.

        `longest` is in bytes, as received and again when unpacked.
        """
        where, told = plain(url), headers
        for _ in range(MOST_HOPS):
            found = await self._hop(where, told, longest)
            if found.status not in MOVED:
                return found
            where, before = plain(_joined(where, found.headers.get("location", ""))), where
            if before.startswith("https:") and not where.startswith("https:"):
                raise NotFetched("refused", "a redirect from https to http")
        raise NotFetched("refused", f"more than {MOST_HOPS} redirects")

    async def _hop(self, url: str, headers: Mapping[str, str], longest: int) -> Fetched:
        async with self.turns.turn(host_of(url)):
            try:
                addresses = await apart(self.hop_s, lambda: self._addresses(url))
                return await self._answer(url, addresses, headers, longest)
            except NotPublic as error:
                raise NotFetched("refused", str(error)) from None
            except (ClientError, OSError, TimeoutError, ValueError) as error:
                said = f"{type(error).__name__}: {error}"
                raise NotFetched("unreachable", said[:200]) from None

    def _addresses(self, url: str) -> Sequence[str]:
        """Return the checked addresses of a host. Raises OSError."""
        host, port = host_and_port(url, private=True)
        found = self.resolve(host, port)
        public([each for each in found if not self._is_allowed(each)])
        return found

    def _is_allowed(self, address: str) -> bool:
        parsed = ip_address(address.partition("%")[0])
        return any(parsed in network for network in self.networks)

    async def _answer(
        self, url: str, addresses: Sequence[str], headers: Mapping[str, str], longest: int
    ) -> Fetched:
        session = ClientSession(
            connector=Connector(resolver=Pinned(addresses), force_close=True),
            timeout=ClientTimeout(total=self.hop_s),
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )
        sent = {"User-Agent": self.agent, "Accept-Encoding": "gzip", **headers}
        async with session, session.get(url, headers=sent, allow_redirects=False) as response:
            told = {name.lower(): value for name, value in response.headers.items()}
            body = await _body(response, longest) if response.status == 200 else b""
            return Fetched(response.status, url, told, body)


def host_of(url: str) -> str:
    """Return the host of a plain address."""
    return urlsplit(url).hostname or ""


def plain(url: str) -> str:
    """Return an address spelt so that all readers of it agree on its host. Raises NotFetched."""
    try:
        host, _ = host_and_port(url, private=True)
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except (RefusedUrl, ValueError) as error:
        raise NotFetched("refused", f"no web address: {error}") from None
    host = host.lower()
    if parts.username is not None or "\\" in parts.netloc or not _HOST.fullmatch(host):
        raise NotFetched("refused", "an address with a user, or with a host that is none")
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, shown + port, parts.path or "/", parts.query, ""))


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise NotFetched("refused", "a redirect to no web address") from None


async def _body(response: ClientResponse, longest: int) -> bytes:
    """Return the body, unpacked. Raises NotFetched; what is too long is not read to its end."""
    too_long = NotFetched("too_long", f"more than {longest} bytes")
    if (response.content_length or 0) > longest:
        raise too_long
    found = bytearray()
    while chunk := await response.content.readany():
        found += chunk
        if len(found) > longest:
            raise too_long
    return await _plain_body(bytes(found), response.headers.get("Content-Encoding", ""), longest)


async def _plain_body(body: bytes, packing: str, longest: int) -> bytes:
    if packing.strip().lower() in ("", "identity"):
        return body
    if packing.strip().lower() not in ("gzip", "x-gzip"):
        raise NotFetched("malformed", "packed otherwise than with gzip")
    try:
        return await apart(UNPACKING_S, lambda: unpacked(body, longest))
    except TooLong as error:
        raise NotFetched("too_long", str(error)) from None
    except NotGzip as error:
        raise NotFetched("malformed", str(error)) from None
