"""Ingest on Apache Kafka, killed at any moment: what was acknowledged is there."""

import http.client
import json
import random
import re
import threading
import time

import pytest
from kafka import KafkaConsumer, TopicPartition

from streams.adapters import avro
from streams.adapters.feed_memory import FOLDER, Memories
from streams.adapters.feed_text import entries_of
from streams.domain.topics import ARTICLE_RAW
from tests.feed_site import rss, said, site, url_of
from tests.functional.services import Service, until

KILLS = 4
BATCH = 50
POSTERS = 3
ENTRIES = 400


def test_what_was_accepted_over_http_is_there_however_often_ingest_is_killed(bus, tmp_path):
    folder, accepted = tmp_path / "run", set()
    chance = random.Random(5)  # noqa: S311 - when it is killed
    for turn in range(KILLS):
        before = len(accepted)
        with Service("ingest", bus, folder, RASID_INGEST_PORT="0") as service:
            until(lambda s=service: s.answer("/readyz")[0] == 200, "ingest is ready")
            posters = [
                threading.Thread(target=post_on, args=(folder, f"t{turn}p{number}", accepted))
                for number in range(POSTERS)
            ]
            for poster in posters:
                poster.start()
            until(lambda b=before: len(accepted) > b, "something is accepted")
            time.sleep(chance.uniform(0, 1.0))
            service.kill()
            for poster in posters:
                poster.join(30)

    assert len(accepted) >= KILLS * BATCH
    assert accepted - on_the_bus(bus) == set()


@pytest.mark.parametrize("seed", range(3))
def test_entry_that_counts_as_seen_is_there_and_none_is_missed(bus, tmp_path, seed):
    folder, listed = tmp_path / "run", tmp_path / "feeds.toml"
    body = rss(*((f"e{seed}-{number}", "Five dead. " * 400) for number in range(ENTRIES)))
    entries = entries_of(body, "application/rss+xml", "http://127.0.0.1/rss")
    with site({"/rss": said(200, body, ETag='"1"')}) as server:
        listed.write_text(f'[feeds.mine]\nurl = "{url_of(server)}"\nsource = "mine"\n')
        settings = {
            "RASID_INGEST_PORT": "0",
            "RASID_INGEST_FEEDS": str(listed),
            "RASID_INGEST_PRIVATE": "127.0.0.0/8",
        }
        with Service("ingest", bus, folder, **settings) as service:
            until(lambda: server.asked, "the feed is asked")
            time.sleep(random.Random(seed).uniform(0, 0.6))  # noqa: S311 - when it is killed
            service.kill()
        seen = Memories(folder / FOLDER).read(url_of(server)).seen
        by_key = {entry.key: entry.url for entry in entries}
        assert {by_key[key] for key in seen} <= on_the_bus(bus)

        for memory in (folder / FOLDER).glob("*.json"):  # as if its time had come
            memory.write_bytes(re.sub(rb'"due_ms":[0-9]+', b'"due_ms":0', memory.read_bytes()))
        with Service("ingest", bus, folder, **settings) as service:
            memories = Memories(folder / FOLDER)
            until(lambda: len(memories.read(url_of(server)).seen) == ENTRIES, "all is read")
    assert on_the_bus(bus) == set(by_key.values())


def post_on(folder, name, accepted):
    """Post batch after batch on one connection until nobody answers; keep what was accepted."""
    address = (folder / "ingest.url").read_text().strip().removeprefix("http://")
    token = (folder / "ingest.token").read_text().strip()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection(address.partition("/")[0], timeout=20)
    try:
        for turn in range(10_000):
            ids = [f"{name}b{turn}-{one}" for one in range(BATCH)]
            items = [{"article_id": one, "body": "Five dead. " * 50} for one in ids]
            connection.request("POST", "/articles", json.dumps(items), headers)
            answer = json.loads(connection.getresponse().read())
            accepted.update(
                one["article_id"] for one in answer["results"] if one["status"] == "accepted"
            )
    except (OSError, http.client.HTTPException, ValueError):
        return
    finally:
        connection.close()


def on_the_bus(bus):
    """Return the ids of all raw articles, read to the ends that the broker tells."""
    consumer = KafkaConsumer(bootstrap_servers=bus)
    try:
        numbers = consumer.partitions_for_topic(ARTICLE_RAW.name)
        parts = [TopicPartition(ARTICLE_RAW.name, number) for number in numbers]
        consumer.assign(parts)
        consumer.seek_to_beginning(*parts)
        ends, found = consumer.end_offsets(parts), set()
        while any(consumer.position(part) < ends[part] for part in parts):
            for messages in consumer.poll(timeout_ms=500).values():
                found |= {avro.decode(ARTICLE_RAW, each.value).article_id for each in messages}
        return found
    finally:
        consumer.close()
