"""Run a service as a process of its own and look at it from outside."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

from kafka import KafkaProducer

from streams.adapters import topics_admin
from streams.domain.topics import TOPICS

ROOT = Path(__file__).parents[2]
PATIENCE_S = 25.0
ENTRY = """
import os, sys
from streams.config import Settings
from streams.services import {name}
sys.exit({name}.serve(Settings.from_env(os.environ)))
"""


class Service:
    """One service process; leaving the block ends it."""

    def __init__(self, name, brokers, folder, **settings):
        self._name = name
        self._folder = folder
        self._settings = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "RASID_BROKERS": brokers,
            "RASID_RUN_DIR": str(folder),
            "RASID_SESSION_TIMEOUT_MS": "2000",
            **settings,
        }

    def __enter__(self):
        self._folder.mkdir(exist_ok=True)
        self._log = self._folder / f"{self._name}.log"
        self._out = self._folder / f"{self._name}.out"
        with self._log.open("ab") as log, self._out.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-c", ENTRY.format(name=self._name)],
                env=self._settings,
                cwd=self._folder,
                stdout=out,
                stderr=log,
            )
        return self

    def __exit__(self, *failed):
        self.kill()
        if failed[0]:
            sys.stderr.write(self.log)

    @property
    def log(self):
        return self._log.read_text()

    @property
    def out(self):
        return self._out.read_text()

    def kill(self):
        self._process.kill()
        self._process.wait()

    def stop(self, number=signal.SIGTERM):
        began = time.monotonic()
        self._process.send_signal(number)
        code = self._process.wait(15)
        return time.monotonic() - began, code

    def wait(self, seconds):
        return self._process.wait(seconds)

    def answer(self, path):
        """Return status and text of a health path; 0 while there is none."""
        try:
            port = json.loads((self._folder / f"{self._name}.json").read_text())["port"]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as found:
                return found.status, found.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except (OSError, ValueError):
            return 0, ""


def create_topics(brokers):
    topics_admin.create(brokers, topics_admin.plans(TOPICS, (), 2), 1)


def publish(brokers, *messages):
    """Send messages to their topics and wait until the broker has them."""
    producer = KafkaProducer(bootstrap_servers=brokers)
    for it in messages:
        producer.send(it.topic, value=it.value, key=it.key, headers=list(it.headers))
    producer.flush()
    producer.close()


def rows(database, table, *columns):
    """Return the rows of a table, none while there is no table."""
    names = ", ".join(f'"{c}"' for c in columns) or "*"
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute(f"SELECT {names} FROM {table} ORDER BY 1").fetchall()  # noqa: S608
    except sqlite3.OperationalError:
        return []


def until(is_so, what):
    """Wait until it is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, f"not in {PATIENCE_S:.0f} s: {what}"
        time.sleep(0.05)
