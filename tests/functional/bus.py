"""What tests of workers share: the process, records to publish, and a reader that waits."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field, replace
from pathlib import Path

from kafka import KafkaConsumer, KafkaProducer

from streams.adapters import avro
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW

ROOT = Path(__file__).parents[2]
ARTICLE = Article("a", "afp", None, None, "text", None, 1_477_000_000_000)
PATIENCE_S = 20.0


@dataclass
class WorkerProcess:
    """A worker process, of the small stages by default; entering waits until it is ready."""

    brokers: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ("tests.functional.fake_worker",)

    def __enter__(self) -> "WorkerProcess":
        environment = {
            "PATH": os.environ["PATH"],
            "RASID_BROKERS": self.brokers,
            "RASID_PARTITIONS": "2",
            "RASID_RUN_DIR": str(self.folder),
            "RASID_SESSION_TIMEOUT_MS": "2000",
            "RASID_TICK_SECONDS": "0",
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.folder / "worker.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.command],
                env=environment | self.settings,
                cwd=ROOT,
                stderr=log,
            )
        try:
            eventually(lambda: self.answer("/readyz")[0] == 200, "worker is not ready")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def answer(self, path: str) -> tuple[int, str]:
        """Return status and text of a page; 0 while nothing answers."""
        try:
            port = json.loads((self.folder / "worker.json").read_text())["port"]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (OSError, ValueError):
            assert self.process.poll() is None, self.log.read_text()
            return 0, ""

    def terminate(self) -> tuple[int, float]:
        """Send SIGTERM; return the exit code and the seconds until the process was gone."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE_S), time.monotonic() - started


class Reader:
    """Reads topics from their beginning; values are decoded where the topic is one of ours."""

    def __init__(self, brokers: str, *names: str) -> None:
        self._consumer = KafkaConsumer(
            *names, bootstrap_servers=brokers, auto_offset_reset="earliest", fetch_max_wait_ms=50
        )
        self.records = []

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._consumer.close()

    def until(self, count: int, **wanted: str):
        """Return the records of articles whose id starts with `prefix`, once `count` are there."""
        eventually(lambda: len(self._read(**wanted)) >= count, f"fewer than {count}")
        return self._read(**wanted)

    def _read(self, prefix: str = ""):
        for found in self._consumer.poll(timeout_ms=50).values():
            self.records += found
        return [r for r in self.records if (r.key or b"").startswith(prefix.encode())]


def eventually(check, complaint: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not check():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.02)


def publish(brokers: str, *messages: tuple[bytes, bytes | None]) -> None:
    producer = KafkaProducer(bootstrap_servers=brokers, max_request_size=3 * 1024 * 1024)
    for key, value in messages:
        producer.send(ARTICLE_RAW.name, value, key=key, partition=0)
    producer.flush()
    producer.close()


def message(name: str, body: str) -> tuple[bytes, bytes]:
    article = replace(ARTICLE, article_id=name, body=body)
    return name.encode(), avro.encode(ARTICLE_RAW, article)
