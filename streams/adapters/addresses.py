"""Where a host name leads, and whether that is the public internet."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Resolve = Callable[[str, int], Sequence[str]]
"""Returns the addresses of a host. Raises OSError."""

_NAT64 = IPv6Network("64:ff9b::/96")


class NotPublic(OSError):
    """A host that leads to an address within somebody's network."""


def resolved(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def public(addresses: Sequence[str]) -> Sequence[str]:
    """Return `addresses`. Raises NotPublic when one of them is not on the public internet."""
    for address in addresses:
        if not is_public(address):
            raise NotPublic(f"{address} is not a public address")
    return addresses


def is_public(address: str) -> bool:
    """Return whether an address is global unicast; one that wraps another counts as that one."""
    parsed = _unwrapped(ip_address(address.partition("%")[0]))
    return parsed.is_global and not (
        parsed.is_multicast or parsed.is_reserved or parsed.is_unspecified or parsed.is_link_local
    )


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address
