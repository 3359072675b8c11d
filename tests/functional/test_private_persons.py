"""What articles in nine languages tell of private persons reaches no output, each tried in turn."""

import io
import json
import logging
from contextlib import closing

import pytest
from prometheus_client import generate_latest
from pyarrow import parquet

from streams.adapters import avro
from streams.adapters.database import connect, file_url
from streams.adapters.dossier import write_dossier
from streams.adapters.export_parquet import write_parquet
from streams.adapters.export_rows import exported
from streams.adapters.export_text import write_csv, write_geojson
from streams.adapters.headers import as_text
from streams.adapters.incident_filters import Wanted
from streams.adapters.logs import JsonFormatter
from streams.adapters.tap import Message
from streams.domain.plain import to_json
from streams.domain.thresholds import Thresholds
from streams.domain.topics import (
    ALERT_BREAKING,
    ARTICLE_RAW,
    ARTICLE_REJECTED,
    ARTICLE_SIGNED,
    ARTICLE_TAGGED,
    ARTICLE_UNIQUE,
    ATTACK_REPORTED,
    INCIDENT_UPDATED,
)
from streams.driver import TopologyDriver
from streams.services.console.live import news_of
from streams.services.console.openapi import ONE, OPERATIONS
from streams.topology import TOPOLOGY
from tests.console import Desk
from tests.fakes import STAGES, FakeEvent
from tests.functional.test_agents import mounted
from tests.functional.test_founding_sinks import delivered
from tests.private_news import AT_RISK, PRIVATE, articles, leaks, no_attack
from tests.reading import context

TEXTS = (ARTICLE_RAW, ARTICLE_SIGNED, ARTICLE_UNIQUE, ARTICLE_TAGGED)
"""The topics of articles, which hold them as they came."""
STORED = (ARTICLE_TAGGED, ARTICLE_REJECTED, ATTACK_REPORTED, INCIDENT_UPDATED, ALERT_BREAKING)
LISTS = [op.path for op in OPERATIONS if op.method == "get" and not op.path.startswith(ONE)]
PAGES = [op.path for op in OPERATIONS if op.method == "get" and op.path.startswith(ONE)]
EVENTS = "/api/v1/events"


@pytest.fixture(scope="module")
def driver():
    running = TopologyDriver(TOPOLOGY, context())
    running.feed(ARTICLE_RAW, [*articles(), no_attack()])
    assert {a.article_id for a in running.out[ATTACK_REPORTED]} == {
        a.article_id for a in articles()
    }
    assert running.out[ALERT_BREAKING]
    assert running.out[ARTICLE_REJECTED]
    assert running.dead == []
    return running


@pytest.fixture(scope="module")
def desk(driver, tmp_path_factory):
    made = Desk(file_url(tmp_path_factory.mktemp("private") / "rasid.db"))
    for topic in STORED:
        made.keep(*driver.out[topic])
    with closing(made):
        yield made


@pytest.fixture(scope="module")
def incident(driver):
    return driver.out[INCIDENT_UPDATED][-1].incident_id


def test_articles_say_it_all():
    told = "".join(f"{one.title} {one.body}" for one in articles())
    assert set(leaks(told)) == {*PRIVATE, *AT_RISK}


def test_no_topic_beside_those_of_articles(driver):
    for topic, records in driver.out.items():
        told = "" if topic in TEXTS else "".join(to_json(one).decode() for one in records)
        assert leaks(told, PRIVATE) == [], topic.name


def test_evidence_is_a_quotation_of_at_most_240_letters(driver):
    found = [one for attack in driver.out[ATTACK_REPORTED] for one in attack.evidence]
    assert "follow_on" in {one.field for one in found}
    assert max(len(one.text) for one in found) <= 240


@pytest.mark.parametrize("path", [path for path in LISTS if path != EVENTS])
def test_no_list_of_the_console(desk, path):
    answer = desk.ask(path)
    assert answer.status == 200
    assert leaks(answer.body.decode()) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_an_incident(desk, incident, path):
    told = desk.ask(path.replace("{incident_id}", incident)).body.decode()
    assert "Baghdad" in told
    assert leaks(told) == []


def test_rejected_article_is_listed_without_what_leads_to_people(desk):
    titles = [one["title"] for one in desk.ask("/api/v1/rejected").json["items"]]
    assert any("Drill in Baghdad" in title for title in titles)
    assert leaks(json.dumps(titles, ensure_ascii=False)) == []


def test_no_event_of_those_who_listen(driver):
    messages = [
        Message(topic.name, 0, at, 0, b"k", avro.encode(topic, record), ())
        for topic in (INCIDENT_UPDATED, ALERT_BREAKING)
        for at, record in enumerate(driver.out[topic])
    ]
    told = [one.data.decode() for one in news_of(messages, Thresholds())]
    assert len(told) == len(messages)
    assert leaks("".join(told)) == []


def read_parquet(content):
    return str(parquet.read_table(io.BytesIO(content)).to_pylist())


@pytest.mark.parametrize(
    ("write", "read"),
    [(write_csv, bytes.decode), (write_geojson, bytes.decode), (write_parquet, read_parquet)],
)
def test_no_export(desk, write, read):
    out = io.BytesIO()
    with connect(desk.url).connect() as connection:
        assert write(out, exported(connection, Wanted())) > 0
    assert leaks(read(out.getvalue())) == []


def test_no_file_of_a_dossier(desk, incident, tmp_path):
    with connect(desk.url).connect() as connection:
        names = write_dossier(connection, incident, tmp_path)
    told = {name: (tmp_path / name).read_text("utf-8") for name in names}
    assert "Car bomb kills 14" in told["reports.csv"]
    assert {name: leaks(text) for name, text in told.items()} == {name: [] for name in told}


def test_no_sink_log_metric_or_database_of_alerts(driver, tmp_path):
    found = driver.out[ALERT_BREAKING]
    told = delivered(found, tmp_path, found[0].at)
    assert "Baghdad" in told["hook"]
    assert {name: leaks(text) for name, text in told.items()} == {name: [] for name in told}


BROKEN = {
    "cut": lambda value: value[:-9],
    "longer": lambda value: value + b"more",
    "of no schema": lambda value: b"\xff" + value,
    "no UTF-8": lambda value: value.replace(b"Wardani", b"\xff\xfe\xff\xfe\xff\xfe\xff"),
}


@pytest.mark.parametrize("kind", BROKEN)
async def test_no_log_metric_or_header_of_a_dead_letter(kind, caplog):
    caplog.set_level(logging.DEBUG)
    values = [BROKEN[kind](avro.encode(ARTICLE_RAW, one)) for one in articles()]
    broken = [FakeEvent(ARTICLE_RAW, value, key=b"k%d" % n) for n, value in enumerate(values)]
    async with mounted(STAGES[0]) as bench:
        await bench.take(*broken)
        headers = [pair for each in bench.producer.headers for pair in each]
        metrics = generate_latest(bench.metrics.registry).decode()
        buried = bench.sent_to(ARTICLE_RAW.dead)
    assert len(buried) >= (2 if kind == "no UTF-8" else len(values))
    told = "".join(as_text(name, value) for name, value in headers)
    said = "".join(JsonFormatter().format(record) for record in caplog.records)
    assert said.count("record set aside") == len(buried)
    assert (leaks(told), leaks(said), leaks(metrics)) == ([], [], [])
