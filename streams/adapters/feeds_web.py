"""The web as the settings of ingest allow it."""

from ipaddress import ip_network

from streams.adapters.fetching import Web
from streams.adapters.host_turns import Turns
from streams.config import Settings
from streams.domain.errors import SettingsError


def web_of(settings: Settings) -> Web:
    """Return what gets addresses. Raises SettingsError."""
    agent = settings.ingest_agent
    if not agent.isascii() or not agent.isprintable():
        raise SettingsError(f"RASID_INGEST_AGENT must be printable ASCII, got {agent!r}")
    try:
        networks = [ip_network(text) for text in settings.ingest_private]
    except ValueError as error:
        raise SettingsError(f"RASID_INGEST_PRIVATE must list networks: {error}") from None
    return Web(Turns(), agent, networks)
