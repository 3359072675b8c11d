import asyncio

import pytest

from streams.adapters import engine as ours
from streams.adapters import transport
from streams.config import Settings
from streams.domain.errors import SettingsError

SETTINGS = Settings(brokers="127.0.0.1:1")


def test_other_versions_are_refused(monkeypatch, tmp_path):
    monkeypatch.setitem(transport.VERSIONS, "faust-streaming", "9.9.9")
    with pytest.raises(SettingsError, match=r"faust-streaming must be 9\.9\.9, got 0\.15\.3"):
        ours.engine(SETTINGS, "group", tmp_path)


async def test_app_serves_no_page_declares_no_topic_and_logs_no_records(tmp_path):
    app = ours.engine(SETTINGS, "group", tmp_path)
    app.loop = asyncio.get_running_loop()
    conf = app.conf
    assert not conf.web_enabled
    assert not conf.topic_allow_declare
    assert not conf.stream_wait_empty
    assert conf.id == "group"
    assert app.transport.fetch_wait_ms == Settings().fetch_wait_ms


@pytest.mark.parametrize(
    ("name", "kind"), [("batches", transport.Transport), ("stock", transport.StockTransport)]
)
def test_setting_chooses_the_transport(name, kind, tmp_path):
    app = ours.engine(Settings(brokers="127.0.0.1:1", transport=name), "group", tmp_path)
    assert type(app.transport) is kind
