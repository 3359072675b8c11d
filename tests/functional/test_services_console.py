"""The console as a process of its own: it starts, answers whom it knows, and ends."""

import json
import socket
import urllib.error
import urllib.request

import pytest

from streams.adapters.database import file_url
from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.adapters.news_store import NewsStore
from tests.functional.services import Service, create_topics, until
from tests.samples import AT, INCIDENT, origin


@pytest.fixture
def brokers(tmp_path):
    try:
        with EmbeddedBroker(tmp_path / "broker") as broker:
            create_topics(broker.bootstrap)
            yield broker.bootstrap
    except BrokerUnavailable as error:
        pytest.skip(str(error))


@pytest.fixture
def folder(tmp_path):
    """Return a run folder whose database storage has made."""
    made = tmp_path / "run"
    made.mkdir()
    store = NewsStore(file_url(made / "rasid.db"))
    store.write([(origin("t"), INCIDENT)], AT)
    store.close()
    return made


def ask(url, **headers):
    try:
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - loopback
        with urllib.request.urlopen(request, timeout=10) as found:  # noqa: S310
            return found.status, found.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_console_answers_with_the_token_it_made_and_ends_cleanly(brokers, folder):
    with Service("console", brokers, folder, RASID_CONSOLE_PORT="0") as service:
        until(lambda: service.answer("/readyz")[0] == 200, "ready")
        address = (folder / "console.url").read_text().strip()
        assert f"console: {address}" in service.out
        base, _, token = address.partition("?token=")
        assert ask(f"{base}api/v1/incidents")[0] == 401
        status, body = ask(f"{base}api/v1/incidents", Authorization=f"Bearer {token}")
        assert (status, json.loads(body)["items"][0]["incident_id"]) == (200, "inc-1")
        me = json.loads(ask(f"{base}api/v1/me", Authorization=f"Bearer {token}")[1])
        assert me["can_edit"] is False
        _, code = service.stop()
        assert code == 0
        assert not (folder / "console.url").exists()


def test_port_that_is_taken_is_said(brokers, folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with Service("console", brokers, folder, RASID_CONSOLE_PORT=port) as service:
            assert service.wait(20) != 0
            assert "cannot be listened on" in service.log


def test_database_that_nobody_made_is_said(brokers, tmp_path):
    with Service("console", brokers, tmp_path / "run", RASID_CONSOLE_PORT="0") as service:
        assert service.wait(20) != 0
        assert "rasid db upgrade" in service.log
