"""The socket on which a service listens, and how its address is written."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from streams.domain.errors import SettingsError

BACKLOG = 512


@contextmanager
def listening(where: tuple[str, int], named: str) -> Iterator[socket.socket]:
    """Yield a listening socket; `named` says which settings gave the address.

    Raises SettingsError where it cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in where[0] else socket.AF_INET
    try:
        found = socket.create_server(where, family=family, backlog=BACKLOG)
    except OSError as error:
        said = f"{named}, {where[0]}:{where[1]}, cannot be listened on: {error.strerror}"
        raise SettingsError(said) from None
    with found:
        yield found


def address_of(found: socket.socket) -> str:
    """Return the address of a listening socket as the beginning of a URL."""
    host, port = found.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"
