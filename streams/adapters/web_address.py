"""Which web addresses may be posted to, as far as their spelling tells."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from streams.adapters.addresses import is_public
from streams.domain.errors import SettingsError


class RefusedUrl(SettingsError):
    """An address that may not be posted to; the message never repeats it: it may hold a secret."""


def host_and_port(url: str, *, private: bool) -> tuple[str, int]:
    """Return host and port of a URL. Raises RefusedUrl."""
    if not url.isprintable() or " " in url:
        raise RefusedUrl("must be https://HOST/... without spaces and control characters")
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise RefusedUrl(f"must be https://HOST/...: {_without_url(error)}") from None
    if parts.scheme not in _schemes(private=private) or not host:
        raise RefusedUrl(f"must be https://HOST/..., got {_shown(parts)}")
    if not private and _is_inside(host):
        raise RefusedUrl(f"leads to {host}, which is not a public address")
    return host, port


def _schemes(*, private: bool) -> tuple[str, ...]:
    return ("https", "http") if private else ("https",)


def _shown(parts: SplitResult) -> str:
    return f"{parts.scheme or '(no scheme)'}://{parts.hostname or '(no host)'}"


def _is_inside(host: str) -> bool:
    """Return whether the host is an address, by number, that is not public."""
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return not is_public(host)


def _without_url(error: ValueError) -> str:
    """Return what is wrong; some messages of the library quote what stood in the URL."""
    return "its host is no name of a host" if isinstance(error, UnicodeError) else str(error)
