"""`rasid run` and `rasid publish`: the whole system as people start it."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from tests.functional.test_replay_bus import children_of, is_running, wait_until
from tests.rasid import SEEDS, article_line, process, rasid

pytestmark = pytest.mark.embedded


@pytest.fixture(autouse=True)
def _broker_is_there(tmp_path_factory):
    try:
        with EmbeddedBroker(tmp_path_factory.mktemp("broker")):
            pass
    except BrokerUnavailable as error:
        pytest.skip(str(error))


def serving(tmp_path):
    """Start a system that keeps running; return it once it says how to publish to it."""
    settings = {"RASID_RUN_DIR": str(tmp_path / "run"), "PYTHONUNBUFFERED": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    (tmp_path / "in.jsonl").write_text(SEEDS.read_text("utf-8").splitlines()[0], "utf-8")
    return process("run", "--serve", tmp_path / "in.jsonl", settings=settings, **pipes)


def post(address, token):
    """Post an article; return what was counted."""
    body = json.dumps({"body": "Nothing much happened today."}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with urlopen(Request(address, body, headers)) as answer:  # noqa: S310 - http, ours
        told = json.load(answer)
    return {name: told[name] for name in ("accepted", "refused")}


def said(found, word):
    """Read what the process prints up to the first line with `word`, and return that line."""
    return next(line for line in found.stdout if word in line)


def test_run_shows_alerts_and_counts_and_leaves_a_database(tmp_path):
    settings = {"RASID_RUN_DIR": str(tmp_path / "run")}
    started = time.monotonic()
    with process("run", settings=settings, stdout=subprocess.PIPE, text=True) as found:
        out, _ = found.communicate(timeout=120)
    assert found.returncode == 0
    assert time.monotonic() - started < 60
    rows = dict(re.split(r"  +", line, maxsplit=1) for line in out.splitlines()[-11:])
    assert rows["articles"] == "30"
    assert rows["dead letters"] == "0"
    assert rows["database"] == str(tmp_path / "run" / "rasid.db")
    alerts = int(rows["alerts"].split()[0])
    assert alerts == sum(" (read by machine)" in line for line in out.splitlines())
    with closing(sqlite3.connect(rows["database"])) as database:
        [stored] = database.execute("select count(distinct alert_id) from alerts").fetchone()
        kept = {digest for (digest,) in database.execute("select received_sha256 from articles")}
    assert stored == alerts
    assert kept
    assert kept <= {sha256(line).hexdigest() for line in SEEDS.read_bytes().splitlines()}


def test_run_that_serves_takes_what_is_published_and_ends_well(tmp_path, capfdbinary):
    with serving(tmp_path) as found:
        assert said(found, "console: ").startswith("console: http://127.0.0.1:")
        posted = said(found, "ingest: ").split()[1]
        token = Path(said(found, "its token: ").removeprefix("its token: ").strip()).read_text()
        assert post(posted, token.strip()) == {"accepted": 1, "refused": 0}
        brokers = said(found, "publish with").split("--brokers ")[1].strip()
        below = children_of(found.pid)
        code, out, _ = rasid(capfdbinary, "publish", SEEDS, "--brokers", brokers)
        assert (code, out) == (0, f"30 articles acknowledged by {brokers}\n")
        assert "read by machine" in said(found, "read by machine")
        found.terminate()
        assert found.wait(10) == 0
    assert wait_until(lambda: not any(map(is_running, below)), 2)


def test_run_ends_and_says_which_process_died(tmp_path):
    with serving(tmp_path) as found:
        said(found, "publish with")
        below = children_of(found.pid)
        os.kill(json.loads((tmp_path / "run" / "storage.json").read_text())["pid"], signal.SIGKILL)
        assert found.wait(15) == 1
        assert "storage ended by itself" in found.stderr.read()
    assert wait_until(lambda: not any(map(is_running, below)), 2)


def test_run_ends_and_says_that_its_broker_died(tmp_path):
    with serving(tmp_path) as found:
        said(found, "publish with")
        below = children_of(found.pid)
        [broker] = [pid for pid in below if b"--storage-engine" in command_of(pid)]
        os.kill(broker, signal.SIGKILL)
        assert found.wait(15) == 3
        assert "the bundled broker ended by itself" in found.stderr.read()
    assert wait_until(lambda: not any(map(is_running, below)), 2)


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_publish_without_a_broker_ends_after_its_timeout_and_says_what_was_acknowledged(
    capfdbinary,
):
    started = time.monotonic()
    arguments = ("publish", SEEDS, "--brokers", "127.0.0.1:1", "--timeout", "1")
    code, _, err = rasid(capfdbinary, *arguments)
    assert code == 3
    assert "0 acknowledged" in err[-1]
    assert time.monotonic() - started < 5


def test_publish_sends_good_articles_and_tells_the_others(capfdbinary, tmp_path):
    path = tmp_path / "in.jsonl"
    lines = [article_line(article_id="a"), "{", "null", article_line(article_id="b")]
    path.write_text("\n".join(lines), "utf-8")
    with EmbeddedBroker(tmp_path / "broker") as broker:
        created, _, _ = rasid(capfdbinary, "topics", "create", "--brokers", broker.bootstrap)
        code, out, err = rasid(capfdbinary, "publish", path, "--brokers", broker.bootstrap)
    assert (created, code) == (0, 1)
    assert out == f"2 articles acknowledged by {broker.bootstrap}\n"
    assert [line.split(":")[2] for line in err[:2]] == ["2", "3"]
    assert err[2] == "rasid: 1 articles refused, not sent"


def test_publish_to_a_broker_that_is_lost_says_what_it_has(tmp_path):
    path = tmp_path / "in.fifo"
    os.mkfifo(path)
    with EmbeddedBroker(tmp_path / "broker") as broker:
        with process("topics", "create", "--brokers", broker.bootstrap) as creating:
            pass
        assert creating.returncode == 0
        arguments = ("publish", path, "--brokers", broker.bootstrap, "--timeout", "2")
        with process(*arguments, stderr=subprocess.PIPE, text=True) as found:
            with path.open("w") as feed:
                feed.write(article_line(article_id="a") + "\n")
                feed.flush()
                time.sleep(1.5)
                broker.stop()
                feed.write(article_line(article_id="b") + "\n")
            assert found.wait(15) == 3
            assert "1 acknowledged" in found.stderr.read()


def test_publish_to_a_broker_without_topics_says_what_to_do(capfdbinary, tmp_path):
    with EmbeddedBroker(tmp_path / "broker") as broker:
        code, _, err = rasid(capfdbinary, "publish", SEEDS, "--brokers", broker.bootstrap)
    assert code == 3
    assert err == ["rasid: topic news.article.raw.v1 is missing: run `rasid topics create`"]


def test_run_folder_that_cannot_be_written_is_told(capfdbinary, tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path / "file"))
    code, _, err = rasid(capfdbinary, "run")
    assert (code, len(err)) == (2, 1)
    assert err[0].startswith("rasid: RASID_RUN_DIR must be a folder that can be written")
