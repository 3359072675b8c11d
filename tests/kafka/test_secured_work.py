"""The whole system on a broker that refuses what is not listed: each part with its rights alone."""

from contextlib import ExitStack, contextmanager
from itertools import islice

import pytest

from streams.cli.crew import Crew
from streams.client import ALERTS, Options, Reader, Security
from streams.domain.records import Feedback
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW
from streams.services.console.decisions import sender
from tests.functional.bus import publish
from tests.functional.services import rows
from tests.kafka.cluster import eventually, fresh_topics
from tests.kafka.secured import WORKERS, speaking
from tests.rasid import SEEDS, process, rasid

SERVICES = ("storage", "alerting", "ingest", "console")
ENOUGH = 10
"""Alerts; the seeds give more."""


@pytest.fixture
def run(safe, tmp_path, capfdbinary, monkeypatch):
    """Return a function that runs a command as a part; it gives stdout and the lines of stderr."""

    def ran(part, *command, how=safe.scram):
        for name, value in how(part, RASID_RUN_DIR=str(tmp_path / "own")).items():
            monkeypatch.setenv(name, value)
        return rasid(capfdbinary, *command)

    return ran


@contextmanager
def started(safe, folder, settings):
    """Start every part by settings of its own; give where they work."""
    fresh_topics(safe.cluster.bootstrap)
    with ExitStack() as stack:
        services = stack.enter_context(Crew(folder))
        workers = []
        for name, stages in WORKERS.items():
            where = folder / name
            where.mkdir()
            crew = stack.enter_context(Crew(where))
            own = settings(name, RASID_RUN_DIR=str(where), RASID_TICK_SECONDS="1")
            crew.start("worker", "worker", "--stages", ",".join(stages), settings=own)
            workers.append(crew)
        for name in SERVICES:
            doors = {"RASID_CONSOLE_PORT": "0", "RASID_INGEST_PORT": "0"}
            own = settings(name, RASID_RUN_DIR=str(folder), **doors)
            services.start(name, "serve", name, settings=own)
            services.await_ready("storage")  # which makes the database that the console wants
        for crew in workers:
            crew.await_ready("worker")
        for name in SERVICES:
            services.await_ready(name)
        yield folder


@pytest.fixture(scope="module")
def system(safe, tmp_path_factory):
    """Return where the whole system works, each part with its password."""
    with started(safe, tmp_path_factory.mktemp("system"), safe.scram) as folder:
        yield folder


def test_every_part_does_its_work_with_its_own_password(safe, system, run):
    works(safe.scram, system, run)


@pytest.mark.slow
def test_every_part_does_its_work_with_its_own_certificate(safe, tmp_path, run):
    with started(safe, tmp_path, safe.mtls) as folder:
        works(safe.mtls, folder, run)


def works(settings, folder, run):
    """Publish articles, read alerts, decide, and see that all of it is stored and told."""
    code, out, err = run("publish", "publish", SEEDS, how=settings)
    assert (code, err) == (0, [])
    assert out.startswith("30 articles acknowledged")
    found = {name.removeprefix("RASID_KAFKA_").lower(): v for name, v in settings("client").items()}
    brokers = found.pop("rasid_brokers")
    with Reader(ALERTS, brokers, "rasid-client", Options(security=Security(**found))) as reader:
        read = list(islice(reader, ENOUGH))
        reader.commit()
    told, alert = {message.id for message in read}, read[0].record
    decision = Feedback("f1", alert.incident_id, alert.place.country, "confirm", "desk", alert.at)
    stored = folder / "rasid.db"
    eventually(lambda: told <= {name for (name,) in rows(stored, "alerts", "alert_id")}, "unstored")
    outbox = folder / "alerting.db"
    eventually(lambda: told <= delivered(outbox), "undelivered")
    with speaking(settings("console")) as brokers:
        sender(brokers)(decision)
    eventually(lambda: rows(stored, "feedback", "feedback_id"), "the decision is not stored")


def delivered(outbox):
    found = rows(outbox, "deliveries", "alert_id", "state")
    return {name for name, state in found if state == "delivered"}


def test_tools_do_their_work_with_their_own_rights(safe, system, run):
    code, out, _ = run("canary", "doctor", "--bus")
    assert (code, "canary" in out) == (0, True), out
    publish(safe.cluster.bootstrap, (b"bad", b"\xff" * 40))
    eventually(lambda: letters(run) == 1, "no dead letter")
    assert run("dlq", "dlq", "replay", "--topic", ARTICLE_RAW.name)[:2] == (
        0,
        f"1 of 1 letters replayed, acknowledged by {safe.cluster.at['SCRAM']}\n",
    )
    eventually(lambda: letters(run) == 2, "the letter did not die again")
    assert run("dlq", "dlq", "purge", "--yes")[0] == 0
    assert letters(run) == 0
    assert run("decode", "topics", "decode", ALERT_BREAKING.name, "--limit", "1")[0] == 0
    assert run("sample", "sample", "--topic", ARTICLE_RAW.name, "--count", "1")[0] == 0
    code, out, _ = run("topics", "topics", "create")
    assert (code, out.split(",")[0]) == (0, "0 created")


def letters(run):
    code, out, err = run("dlq", "dlq", "ls", "--topic", ARTICLE_RAW.name, "--each", "--json")
    assert code == 0, err
    return len(out.splitlines())


REFUSED = {
    "publish": (("publish", SEEDS), "WRITE on topic news.article.raw.v1"),
    "decode": (("topics", "decode", "news.article.raw.v1"), "READ on topic news.article.raw.v1"),
    "sample": (
        ("sample", "--topic", "news.clock.v1", "--unmarked"),
        "WRITE on topic news.clock.v1",
    ),
    "dlq": (("dlq", "ls", "--topic", "news.clock.v1"), "READ on topic rasid.dead.replayed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_command_names_the_right_that_is_missing_in_one_line(safe, run, name):
    command, lacked = REFUSED[name]
    code, _, err = run("console", *command)
    assert (code, len(err)) == (3, 1)
    assert f"rasid-console lacks {lacked}" in err[0]


def test_topics_are_not_created_by_who_may_not(safe, run):
    code, _, err = run("ingest", "topics", "create")
    assert (code, len(err)) == (3, 1)
    assert "rasid-ingest lacks CREATE on topic news.article.signed.v1, CREATE on topic" in err[0]


PROCESSES = {
    "worker": (("worker", "--stages", "dedup"), "READ on topic news.article.signed.v1"),
    "storage": (("serve", "storage"), "READ on topic news.article.unique.v1"),
    "alerting": (("serve", "alerting"), "WRITE on topic news.alert.breaking.v1.dead"),
}


@pytest.mark.parametrize(
    "name", ["worker", *(pytest.param(p, marks=pytest.mark.slow) for p in ("storage", "alerting"))]
)
def test_process_names_the_rights_that_are_missing(safe, name, tmp_path):
    command, lacked = PROCESSES[name]
    own = {
        "RASID_RUN_DIR": str(tmp_path),
        "RASID_BROKER_PATIENCE_S": "1",
        "RASID_METRICS_PORT": "0",
    }
    told, settings = tmp_path / "log", safe.scram("console")
    with told.open("wb") as log, process(*command, settings=settings | own, stderr=log) as running:
        assert running.wait(30) == 3
    last = told.read_text().splitlines()[-1]
    assert "rasid-console lacks" in last
    assert lacked in last
    assert "READ on group rasid-" in last
