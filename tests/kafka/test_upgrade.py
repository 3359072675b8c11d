"""State that a later version wrote: an earlier one ends and says so, and touches nothing."""

import os
import subprocess
import sys
from pathlib import Path

from kafka import KafkaProducer

from streams.adapters.held import Reach, packed_fence
from streams.adapters.store import FENCE, MARKER, changelog_of, packed
from streams.domain.topics import ARTICLE_SIGNED
from streams.stages.dedup import TABLE
from tests.chaos.log import Log

ROOT = Path(__file__).parents[2]


def test_worker_ends_where_a_later_version_wrote_its_state(bus, tmp_path):
    changelog = changelog_of(TABLE)
    fence = packed_fence({ARTICLE_SIGNED.name: Reach(1, 1)})
    producer = KafkaProducer(bootstrap_servers=bus)
    producer.send(changelog, packed(b"\x63of a later version"), b"article", partition=0)
    producer.send(changelog, fence, FENCE, partition=0)
    producer.close()

    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "RASID_BROKERS": bus,
        "RASID_RUN_DIR": str(tmp_path),
    }
    worker = subprocess.run(
        [sys.executable, "-m", "streams.cli", "worker", "--stages", "dedup"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert worker.returncode == 2, worker.stderr
    told = worker.stderr.splitlines()[-1]
    assert told.startswith(f"rasid: {changelog} was written by a version of Rasid"), told
    assert told.endswith("table version must be 3, got 63"), told
    with Log(bus, [changelog]) as log:
        log.read()
        assert {entry.key for entry in log.all(changelog)} <= {b"article", FENCE, MARKER}
