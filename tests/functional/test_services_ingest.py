"""The ingest process on the bundled broker: started, posted to, killed, ended."""

import http.client
import json
import random
import threading
import time

import pytest
from kafka import KafkaConsumer

from streams.adapters import avro
from streams.adapters.embedded import BrokerUnavailable, EmbeddedBroker
from streams.domain.topics import ARTICLE_RAW
from tests.feed_site import rss, said, site, url_of
from tests.functional.services import Service, create_topics, until

pytestmark = pytest.mark.embedded


@pytest.fixture
def brokers(tmp_path):
    try:
        with EmbeddedBroker(tmp_path / "broker") as broker:
            create_topics(broker.bootstrap)
            yield broker.bootstrap
    except BrokerUnavailable as error:
        pytest.skip(str(error))


def test_ingest_takes_articles_says_so_and_ends_cleanly(brokers, tmp_path):
    folder = tmp_path / "run"
    with Service("ingest", brokers, folder, RASID_INGEST_PORT="0") as service:
        until(lambda: service.answer("/readyz") == (200, "ok\n"), "ingest is ready")
        answer = post(folder, [{"article_id": "a1", "body": "Five dead."}, {"body": ""}])
        assert (answer["accepted"], answer["refused"]) == (1, 1)
        assert (folder / "ingest.token").stat().st_mode & 0o077 == 0
        metrics = service.answer("/metrics")[1]
        assert 'rasid_ingested_total{door="http",outcome="accepted"} 1.0' in metrics
        seconds, code = service.stop()

    assert (code, service.out.startswith("ingest: http://127.0.0.1:")) == (0, True)
    assert seconds < 10
    assert not (folder / "ingest.token").exists()
    assert on_the_bus(brokers) == {"a1"}


@pytest.mark.parametrize("seed", range(3))
def test_ingest_killed_at_any_moment_loses_nothing_that_it_acknowledged(brokers, tmp_path, seed):
    folder, acknowledged = tmp_path / "run", set()
    with Service("ingest", brokers, folder, RASID_INGEST_PORT="0") as service:
        until(lambda: service.answer("/readyz") == (200, "ok\n"), "ingest is ready")
        poster = threading.Thread(target=post_on, args=(folder, acknowledged))
        poster.start()
        until(lambda: acknowledged, "something is acknowledged")
        time.sleep(random.Random(seed).uniform(0, 0.5))  # noqa: S311 - when it is killed
        service.kill()
        poster.join(20)

    assert len(acknowledged) % 50 == 0
    assert acknowledged <= on_the_bus(brokers)


def test_feed_is_followed_from_its_site_to_the_bus(brokers, tmp_path):
    folder, listed = tmp_path / "run", tmp_path / "feeds.toml"
    with site({"/rss": said(200, rss(("a", "one"), ("b", "two")))}) as server:
        listed.write_text(
            f'[feeds.mine]\nurl = "{url_of(server)}"\nsource = "mine"\n'
            '[feeds.away]\nurl = "http://10.0.0.1/rss"\n'
        )
        settings = {
            "RASID_INGEST_PORT": "0",
            "RASID_INGEST_FEEDS": str(listed),
            "RASID_INGEST_PRIVATE": "127.0.0.0/8",
        }
        with Service("ingest", brokers, folder, **settings) as service:
            until(lambda: 'feed_polls_total{outcome="new"} 1.0' in metrics(service), "it is read")
            until(lambda: states(service).get("away") == "refused", "the other is refused")
            assert service.answer("/readyz") == (200, "ok\n")
            assert 'ingested_total{door="feeds",outcome="accepted"} 2.0' in metrics(service)
            seconds, code = service.stop()

    assert (code, seconds < 10) == (0, True)
    assert on_the_bus(brokers, 500) == {"https://news.example/a", "https://news.example/b"}


def metrics(service):
    return service.answer("/metrics")[1]


def states(service):
    """Return the last outcome of each feed."""
    status, text = service.answer("/feeds")
    return {row["name"]: row["outcome"] for row in json.loads(text)} if status == 200 else {}


def post_on(folder, acknowledged):
    """Post batches until nobody answers."""
    for number in range(10_000):
        ids = [f"b{number}-{one}" for one in range(50)]
        items = [{"article_id": name, "body": "Five dead. " * 20} for name in ids]
        try:
            answer = post(folder, items)
        except (OSError, http.client.HTTPException, ValueError):
            return
        acknowledged.update(result["article_id"] for result in answer["results"])


def post(folder, items):
    address = (folder / "ingest.url").read_text().strip().removeprefix("http://")
    token = (folder / "ingest.token").read_text().strip()
    connection = http.client.HTTPConnection(address.partition("/")[0], timeout=15)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    try:
        connection.request("POST", "/articles", json.dumps(items), headers)
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def on_the_bus(brokers, quiet_ms=3000):
    """Return the ids of all raw articles; that no more come is known when it was quiet so long."""
    consumer = KafkaConsumer(
        ARTICLE_RAW.name,
        bootstrap_servers=brokers,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        consumer_timeout_ms=quiet_ms,
    )
    try:
        return {avro.decode(ARTICLE_RAW, message.value).article_id for message in consumer}
    finally:
        consumer.close()
