"""The demonstration, with a real Prometheus and a real Alertmanager beside it."""

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
from contextlib import ExitStack, contextmanager
from email.utils import formatdate
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
import yaml

from tests.feed_site import said, site
from tests.receiver import receiver, status, url_of

NEEDED = pytest.mark.skipif(
    not (shutil.which("prometheus") and shutil.which("prometheus-alertmanager")),
    reason="needs Debian's packages prometheus and prometheus-alertmanager",
)
ROOT = Path(__file__).parents[2]
RULES = ROOT / "helm" / "rasid" / "files" / "rules.yaml"
WAIT_S = 120.0
SEEDS = ROOT / "seeds" / "articles.jsonl"
PARTS = ("worker", "storage", "alerting", "console", "ingest")
HERE = (sys.executable, "-m", "streams.cli")
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>
<item><link>https://example.org/{n}</link><title>News {n}</title>
<description>A market opened in town number {n}.</description><pubDate>{at}</pubDate></item>
</channel></rss>"""
DURATION = re.compile(r"\b(\d+)([hm])\b")
SECONDS = {"h": 3600, "m": 60}
HURRY = 30
"""How much sooner than in earnest an alert fires in a drill."""

Answer = Callable[[BaseHTTPRequestHandler], None]


class Watched(NamedTuple):
    """A run with the feed it follows and the sink it posts to, Prometheus and Alertmanager."""

    folder: Path
    run: subprocess.Popen[bytes]
    prometheus: int
    alertmanager: int
    feed: Any
    sink: Any

    @property
    def brokers(self) -> str:
        """The addresses of the brokers that the run says."""
        said = (self.folder / "rasid.log").read_text("utf-8")
        found = re.search(r"--brokers (\S+)", said)
        assert found, said
        return found[1]

    @property
    def broker_pid(self) -> int:
        """The process of the bundled broker, a child of the run."""
        children = Path(f"/proc/{self.run.pid}/task/{self.run.pid}/children").read_text("ascii")
        [found] = [int(pid) for pid in children.split() if "tansu" in _command(pid)]
        return found

    def asked(self, expression: str) -> list[Any]:
        """Return the series that PromQL gives now."""
        path = f"/api/v1/query?query={quote(expression)}"
        answer = get(self.prometheus, path)
        assert answer["status"] == "success", answer
        return list(answer["data"]["result"])

    def note(self, name: str) -> Mapping[str, Any]:
        """Return what a part of the run has written down: its process, port and group."""
        return dict(json.loads((self.folder / "run" / f"{name}.json").read_text("utf-8")))

    def pid(self, name: str) -> int:
        """Return the process of a part of the run."""
        return int(self.note(name)["pid"])

    def is_ready(self) -> bool:
        """Return whether every part of the run says that it works, and would be let live."""
        asked = [(self.note(part)["port"], way) for part in PARTS for way in ("/readyz", "/livez")]
        return all(page(port, way) == b"ok\n" for port, way in asked)

    def notified(self) -> set[str]:
        """Return the alerts that Alertmanager holds."""
        found = get(self.alertmanager, "/api/v2/alerts")
        return {alert["labels"]["alertname"] for alert in found}


def _command(pid: str) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().partition(b"\0")[0].decode()


def get(port: int, path: str) -> Any:
    """Return the JSON that a program on this machine answers with."""
    return json.loads(page(port, path))


def page(port: int, path: str) -> bytes:
    """Return what a program on this machine answers with, within five seconds."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def until(what: str, met: Callable[[], Any], wait_s: float = WAIT_S) -> Any:
    end = time.monotonic() + wait_s
    while time.monotonic() < end:
        try:
            if found := met():
                return found
        except (OSError, ValueError, KeyError):
            pass
        time.sleep(0.5)
    raise AssertionError(f"not within {wait_s:.0f} s: {what}")


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
    """Return the rules with a thirtieth of each duration, in windows and in `for`: 5m is 10s.

    Thresholds stay as they are, and so do the expressions: with a scrape each second instead of
    each half minute a window holds as many samples.
    """
    groups = [
        {**group, "rules": [_hurried(rule) for rule in group["rules"]]} for group in rules["groups"]
    ]
    return {**rules, "groups": groups}


def _hurried(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    timed = {name: DURATION.sub(_sooner, rule[name]) for name in ("expr", "for") if name in rule}
    return {**rule, **timed}


def _sooner(found: re.Match[str]) -> str:
    return f"{int(found[1]) * SECONDS[found[2]] // HURRY}s"


def always_news() -> Answer:
    """Return what answers with another entry each time, published just now."""
    numbers = count()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = FEED.format(n=next(numbers), at=formatdate()).encode()
        said(200, body, Content_Type="application/rss+xml")(handler)

    return answer


def settings_of(folder: Path, feed: Any, sink: Any) -> Mapping[str, str]:
    """Return how the run is set: it follows a feed every ten seconds and posts to a sink."""
    listed = folder / "feeds.toml"
    url = f"http://127.0.0.1:{feed.server_port}/feed"
    listed.write_text(f'[feeds.ours]\nurl = "{url}"\nmin_s = 10\nmax_s = 10\n')
    return {
        "PYTHONPATH": ".",
        "RASID_RUN_DIR": str(folder / "run"),
        "RASID_INGEST_FEEDS": str(listed),
        "RASID_INGEST_PRIVATE": "127.0.0.0/8",
        "RASID_WEBHOOK_URL": url_of(sink),
        "RASID_WEBHOOK_PRIVATE": "1",
        "RASID_SESSION_TIMEOUT_MS": "3000",
        "RASID_BATCH_RECORDS": "50",
    }


def configured(folder: Path, alertmanager: int, targets: list[str]) -> None:
    """Write what Prometheus and Alertmanager are told."""
    rules = hurried(yaml.safe_load(RULES.read_text("utf-8")))
    managers = [{"static_configs": [{"targets": [f"127.0.0.1:{alertmanager}"]}]}]
    scraped = {"job_name": "rasid", "static_configs": [{"targets": targets}]}
    prometheus = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": [str(folder / "rules.yaml")],
        "alerting": {"alertmanagers": managers},
        "scrape_configs": [scraped],
    }
    nobody = {"route": {"receiver": "nobody"}, "receivers": [{"name": "nobody"}]}
    told = (("rules", rules), ("prometheus", prometheus), ("alertmanager", nobody))
    for name, content in told:
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content))


@contextmanager
def demonstration(folder: Path) -> Iterator[Watched]:
    """Start the demonstration that goes on, scrape it every second, and feed it."""
    run, alertmanager, prometheus = folder / "run", free_port(), free_port()
    with ExitStack() as stack:
        feed = stack.enter_context(site({"/feed": always_news()}))
        sink = stack.enter_context(receiver(status(200)))
        settings = settings_of(folder, feed, sink)
        started = stack.enter_context(child(folder, "rasid", *HERE, "run", "--serve", **settings))
        notes = until(
            "all parts run", lambda: [json.loads((run / f"{p}.json").read_text()) for p in PARTS]
        )
        configured(folder, alertmanager, [f"127.0.0.1:{note['port']}" for note in notes])
        stack.enter_context(
            child(
                folder,
                "alertmanager",
                "prometheus-alertmanager",
                f"--config.file={folder / 'alertmanager.yaml'}",
                f"--storage.path={folder / 'am'}",
                f"--web.listen-address=127.0.0.1:{alertmanager}",
                "--cluster.listen-address=",
            )
        )
        stack.enter_context(
            child(
                folder,
                "prometheus",
                "prometheus",
                f"--config.file={folder / 'prometheus.yaml'}",
                f"--storage.tsdb.path={folder / 'tsdb'}",
                f"--web.listen-address=127.0.0.1:{prometheus}",
            )
        )
        found = Watched(folder, started, prometheus, alertmanager, feed, sink)
        until("Prometheus scrapes", lambda: len(found.asked("up == 1")) == len(notes))
        publish_seeds(found)
        yield found


def publish_seeds(found: Watched) -> None:
    """Publish the seeds under new names, so that there are counters that move."""
    for turn in range(3):
        articles = [json.loads(line) for line in SEEDS.read_text("utf-8").splitlines()]
        for article in articles:
            article["article_id"] = f"{article['article_id']}?turn={turn}"
            article["body"] += f" ({turn})"
        path = found.folder / f"turn-{turn}.jsonl"
        path.write_text("".join(f"{json.dumps(a)}\n" for a in articles), "utf-8")
        command = [*HERE, "publish", str(path), "--brokers", found.brokers]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(3)
