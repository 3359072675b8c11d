"""The whole system under a real Prometheus: panels show data, faults reach a real Alertmanager."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import formatdate
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
import yaml
from kafka import KafkaProducer

from deploy.kubernetes import dashboards
from tests.feed_site import said, site
from tests.ops.conftest import ROOT
from tests.ops.test_watching import RULES

pytestmark = pytest.mark.skipif(
    not (shutil.which("prometheus") and shutil.which("prometheus-alertmanager")),
    reason="needs Debian's packages prometheus and prometheus-alertmanager",
)

WAIT_S = 120.0
SEEDS = ROOT / "seeds" / "articles.jsonl"
QUIET = {
    # What a sound system has none of, and what nothing here sends.
    "Dead letters",
    "Not read",
}


FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>
<item><link>https://example.org/{n}</link><title>News {n}</title>
<description>A market opened in town number {n}.</description><pubDate>{at}</pubDate></item>
</channel></rss>"""


class Watched(NamedTuple):
    """A run with its processes' ports, and Prometheus and Alertmanager beside it."""

    folder: Path
    run: subprocess.Popen[bytes]
    prometheus: int
    alertmanager: int

    @property
    def brokers(self) -> str:
        """The addresses of the brokers that the run says."""
        said = (self.folder / "rasid.log").read_text("utf-8")
        found = re.search(r"--brokers (\S+)", said)
        assert found, said
        return found[1]

    def asked(self, expression: str) -> list[Any]:
        """Return the series that PromQL gives now."""
        path = f"/api/v1/query?query={quote(expression)}"
        answer = get(self.prometheus, path)
        assert answer["status"] == "success", answer
        return list(answer["data"]["result"])

    def pid(self, name: str) -> int:
        """Return the process of a part of the run."""
        return int(json.loads((self.folder / "run" / f"{name}.json").read_text("utf-8"))["pid"])

    def notified(self) -> set[str]:
        """Return the alerts that Alertmanager holds."""
        found = get(self.alertmanager, "/api/v2/alerts")
        return {alert["labels"]["alertname"] for alert in found}


def get(port: int, path: str) -> Any:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def until(what: str, met: Callable[[], Any]) -> Any:
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        try:
            if found := met():
                return found
        except (OSError, ValueError, KeyError):
            pass
        time.sleep(0.5)
    raise AssertionError(f"not within {WAIT_S:.0f} s: {what}")


@contextmanager
def child(folder: Path, name: str, *command: str | Path, **env: str) -> Iterator[Any]:
    """Run a program of ours until the end of the block; its words go to a file."""
    with (folder / f"{name}.log").open("wb") as log:
        started = subprocess.Popen(
            [*map(str, command)], stdout=log, stderr=log, env={**os.environ, **env}, cwd=ROOT
        )
        try:
            yield started
        finally:
            started.send_signal(signal.SIGINT)
            try:
                started.wait(20)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()


def hurried(rules: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the rules with what waits for minutes waiting for seconds."""
    text = yaml.safe_dump(rules)
    return dict(yaml.safe_load(re.sub(r"for: \d+m", "for: 2s", text)))


def always_news() -> Callable[[BaseHTTPRequestHandler], None]:
    """Return what answers with another entry each time, published just now."""
    numbers = count()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = FEED.format(n=next(numbers), at=formatdate()).encode()
        said(200, body, Content_Type="application/rss+xml")(handler)

    return answer


@contextmanager
def followed(folder: Path) -> Iterator[Mapping[str, str]]:
    """Serve a feed; lend the settings with which it is followed, every ten seconds."""
    with site({"/feed": always_news()}) as server:
        url = f"http://127.0.0.1:{server.server_port}/feed"
        listed = folder / "feeds.toml"
        listed.write_text(f'[feeds.ours]\nurl = "{url}"\nmin_s = 10\nmax_s = 10\n')
        yield {"RASID_INGEST_FEEDS": str(listed), "RASID_INGEST_PRIVATE": "127.0.0.0/8"}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Start the demonstration that goes on, scrape it every second, and feed it."""
    folder = tmp_path_factory.mktemp("watched")
    run = folder / "run"
    here = [sys.executable, "-m", "streams.cli"]
    with (
        followed(folder) as feeds,
        child(
            folder,
            "rasid",
            *here,
            "run",
            "--serve",
            RASID_RUN_DIR=str(run),
            PYTHONPATH=".",
            **feeds,
        ) as started,
    ):
        parts = ("worker", "storage", "alerting", "console", "ingest")
        notes = until(
            "all parts run", lambda: {p: json.loads((run / f"{p}.json").read_text()) for p in parts}
        )
        targets = [f"127.0.0.1:{note['port']}" for note in notes.values()]
        prometheus, alertmanager = free_port(), free_port()
        (folder / "rules.yaml").write_text(
            yaml.safe_dump(hurried(yaml.safe_load(RULES.read_text("utf-8"))))
        )
        (folder / "prometheus.yaml").write_text(
            yaml.safe_dump(
                {
                    "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
                    "rule_files": [str(folder / "rules.yaml")],
                    "alerting": {
                        "alertmanagers": [
                            {"static_configs": [{"targets": [f"127.0.0.1:{alertmanager}"]}]}
                        ]
                    },
                    "scrape_configs": [
                        {
                            "job_name": "rasid",
                            "static_configs": [{"targets": targets}],
                        }
                    ],
                }
            )
        )
        (folder / "alertmanager.yaml").write_text(
            yaml.safe_dump({"route": {"receiver": "nobody"}, "receivers": [{"name": "nobody"}]})
        )
        with (
            child(
                folder,
                "alertmanager",
                "prometheus-alertmanager",
                f"--config.file={folder / 'alertmanager.yaml'}",
                f"--storage.path={folder / 'am'}",
                f"--web.listen-address=127.0.0.1:{alertmanager}",
                "--cluster.listen-address=",
            ),
            child(
                folder,
                "prometheus",
                "prometheus",
                f"--config.file={folder / 'prometheus.yaml'}",
                f"--storage.tsdb.path={folder / 'tsdb'}",
                f"--web.listen-address=127.0.0.1:{prometheus}",
            ),
        ):
            found = Watched(folder, started, prometheus, alertmanager)
            until("Prometheus scrapes", lambda: len(found.asked("up == 1")) == len(notes))
            feed(found)
            yield found


def feed(found: Watched) -> None:
    """Publish the seeds under new names, so that there are counters that move."""
    here = [sys.executable, "-m", "streams.cli"]
    for turn in range(3):
        articles = [json.loads(line) for line in SEEDS.read_text("utf-8").splitlines()]
        for article in articles:
            article["article_id"] = f"{article['article_id']}?turn={turn}"
            article["body"] += f" ({turn})"
        path = found.folder / f"turn-{turn}.jsonl"
        path.write_text("".join(f"{json.dumps(a)}\n" for a in articles), "utf-8")
        command = [*here, "publish", str(path), "--brokers", found.brokers]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(3)


def queries() -> Iterator[tuple[str, str]]:
    for dashboard in map(dashboards.rendered, dashboards.dashboards()):
        for panel in dashboard["panels"]:
            for target in panel.get("targets", ()):
                yield panel["title"], target["expr"]


def concrete(expression: str) -> str:
    """Return a panel's query as Grafana sends it."""
    for name, value in (("$__rate_interval", "1m"), ("$job", ".+"), ("$instance", ".+")):
        expression = expression.replace(name, value)
    return expression


def test_every_panel_has_data(watched: Watched) -> None:
    def missing() -> list[tuple[str, str]]:
        wanted = [(title, query) for title, query in queries() if title not in QUIET]
        return [one for one in wanted if not watched.asked(concrete(one[1]))]

    # A rate needs two steps of its counter, and the feed is asked every ten seconds.
    end = time.monotonic() + WAIT_S
    while missing() and time.monotonic() < end:
        time.sleep(1)
    assert missing() == []


def test_quiet_panels_are_at_least_understood(watched: Watched) -> None:
    asked = [query for title, query in queries() if title in QUIET]
    assert len(asked) == len(QUIET)
    for query in asked:
        watched.asked(concrete(query))


def test_sound_system_is_silent(watched: Watched) -> None:
    firing = watched.asked('ALERTS{alertstate="firing"}')
    assert [series["metric"]["alertname"] for series in firing] == []


def test_stopped_process_is_reported(watched: Watched) -> None:
    pid = watched.pid("alerting")
    os.kill(pid, signal.SIGSTOP)
    try:
        until("RasidDown is known", lambda: "RasidDown" in watched.notified())
    finally:
        os.kill(pid, signal.SIGCONT)


def test_bad_record_is_reported(watched: Watched) -> None:
    producer = KafkaProducer(bootstrap_servers=watched.brokers)
    producer.send("news.article.raw.v1", b"no article").get(10)
    producer.close()
    until("RasidDeadLetters is known", lambda: "RasidDeadLetters" in watched.notified())
