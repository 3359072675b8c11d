"""How a service process ends, and what it says of itself meanwhile."""

import json
import signal
import socket
from dataclasses import replace

import pytest

from streams.adapters.database import file_url
from streams.adapters.news_store import NewsStore
from streams.config import Settings
from streams.domain.errors import SettingsError, Unavailable
from streams.services import process as module
from streams.services.console import service as console
from streams.services.patience import Stopped
from streams.services.process import STUCK_S, Process, run


@pytest.fixture(autouse=True)
def _leave_the_test_process_alone(monkeypatch):
    monkeypatch.setattr(module.os, "umask", lambda _: 0)
    monkeypatch.setattr(module.logs, "configure", lambda _: None)
    monkeypatch.setattr(module.signal, "signal", lambda *_: None)


@pytest.fixture
def process(tmp_path):
    return Process(Settings(brokers="127.0.0.1:9", run_dir=str(tmp_path / "run")), "storage")


@pytest.mark.parametrize(
    ("error", "code"), [(Stopped(), 0), (Unavailable("broker"), 3), (RuntimeError("x"), 1)]
)
def test_exit_code_says_how_it_ended(process, error, code):
    def work(_):
        raise error

    assert run(process, work) == code


def test_work_that_ends_by_itself_ends_well(process):
    assert run(process, lambda _: None) == 0


@pytest.mark.parametrize(("error", "code"), [(Unavailable("outbox"), 3), (ValueError("x"), 1)])
def test_what_a_thread_died_of_ends_the_process(process, error, code):
    assert run(process, lambda it: it.fail(error)) == code
    assert process.stop.is_set()


def test_signal_asks_the_work_to_stop(process, monkeypatch):
    handlers = {}
    monkeypatch.setattr(module.signal, "signal", handlers.__setitem__)
    run(process, lambda _: handlers[signal.SIGTERM](signal.SIGTERM, None))

    assert set(handlers) == {signal.SIGTERM, signal.SIGINT}
    assert process.stop.is_set()


def test_process_leaves_a_note_while_it_runs(process):
    path = process.folder / "storage.json"
    notes = []
    run(process, lambda _: notes.append(json.loads(path.read_text())))

    assert notes[0]["group"] == "rasid-storage"
    assert notes[0]["port"] > 0
    assert not path.exists()


def test_wrong_setting_of_the_work_is_passed_on(process):
    def work(_):
        raise SettingsError("RASID_WEBHOOK_URL")

    with pytest.raises(SettingsError, match="RASID_WEBHOOK_URL"):
        run(process, work)


def test_broker_must_be_named(process):
    process.settings = Settings()

    with pytest.raises(SettingsError, match="RASID_BROKERS"):
        run(process, lambda _: None)


def test_port_that_is_taken_is_named(process):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process.settings = replace(process.settings, metrics_port=port)
        with pytest.raises(SettingsError, match=f"RASID_METRICS_PORT, 127.0.0.1:{port}"):
            run(process, lambda _: None)


def test_folder_that_cannot_be_made_is_named(process, tmp_path):
    (tmp_path / "file").write_text("")
    process.settings = replace(process.settings, run_dir=str(tmp_path / "file" / "run"))

    with pytest.raises(SettingsError, match="RASID_RUN_DIR"):
        run(process, lambda _: None)


def test_liveness_watches_the_steps_of_every_part(process, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    consumer, webhook = process.patience("consumer"), process.patience("webhook")
    clock[0] += STUCK_S + 1
    consumer.heard()
    assert process.live() == "webhook: no step for 61 s"
    webhook.heard()
    assert process.live() is None
    clock[0] += STUCK_S + 1
    consumer.heard()
    process.done("webhook")
    assert process.live() is None


def test_console_is_not_missed_where_it_only_began(process, monkeypatch, tmp_path):
    said, clock = [], [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    url = file_url(tmp_path / "rasid.db")
    NewsStore(url).close()
    process.settings = replace(process.settings, database=url, console_port=0)

    def served(_process, server, _hub):
        clock[0] += STUCK_S + 1
        said.append(process.live())
        server.loop.close()

    monkeypatch.setattr(console, "_serve", served)
    process.folder.mkdir()
    console._work(process)
    assert said == [None]


def test_readiness_is_having_partitions(process):
    assert process.ready() == "waiting for partitions"
    process.is_ready = lambda: True
    assert process.ready() is None
