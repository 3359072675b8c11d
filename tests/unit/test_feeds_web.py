"""The web as the settings of ingest allow it."""

import pytest

from streams.adapters.feeds_web import web_of
from streams.adapters.fetching import NotFetched
from streams.config import Settings
from streams.domain.errors import SettingsError
from tests.feed_site import said, site, url_of


async def test_networks_that_are_listed_may_be_reached_and_no_others():
    with site({"/rss": said(200, b"words")}) as server:
        with pytest.raises(NotFetched):
            await web_of(Settings(ingest_private=("10.0.0.0/8",))).get(url_of(server), {}, 100)
        allowed = web_of(Settings(ingest_private=("127.0.0.0/8", "fd00::/8"), ingest_agent="we"))
        assert (await allowed.get(url_of(server), {}, 100)).body == b"words"
    assert [asked["User-Agent"] for _, asked in server.asked] == ["we"]


@pytest.mark.parametrize("agent", ["a\r\nX: y", "راصد"])
def test_agent_that_is_no_header_is_refused(agent):
    with pytest.raises(SettingsError, match="RASID_INGEST_AGENT"):
        web_of(Settings(ingest_agent=agent))


@pytest.mark.parametrize("network", ["localhost", "10.0.0.1/8", "10.0.0.0/99"])
def test_network_that_is_none_is_refused(network):
    with pytest.raises(SettingsError, match="RASID_INGEST_PRIVATE"):
        web_of(Settings(ingest_private=(network,)))
