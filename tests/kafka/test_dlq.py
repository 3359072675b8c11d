"""Dead letters on Apache Kafka: one effect however often they are replayed, and deletion."""

from kafka import KafkaProducer

from streams.adapters.headers import SOURCE
from streams.domain.topics import ARTICLE_RAW, ARTICLE_UNIQUE
from tests.chaos.crew import GROUP, Worker
from tests.chaos.feed import Feed
from tests.chaos.log import Log, lag
from tests.kafka.cluster import eventually
from tests.rasid import rasid


def settled(bus):
    eventually(lambda: lag(bus, [GROUP], [ARTICLE_RAW.name]) == 0, "articles wait")


def passed(bus):
    with Log(bus, [ARTICLE_UNIQUE.name]) as log:
        log.read()
        return [entry.key for entry in log.all(ARTICLE_UNIQUE.name)]


HELD = ("--reason", "source_held", "--source", "hostile.example")


def test_article_of_a_held_source_has_one_effect(bus, tmp_path, capfdbinary, monkeypatch):
    monkeypatch.setenv("RASID_BROKERS", bus)
    worker = Worker(bus, tmp_path / "worker", {"RASID_BATCH_RECORDS": "10"})
    producer = KafkaProducer(bootstrap_servers=bus)
    (good,) = Feed(5, 1)
    sender = [(SOURCE, b"hostile.example")]
    for number in range(60):
        producer.send(ARTICLE_RAW.name, b"\xff%d" % number, b"k", sender, partition=0)
    producer.send(ARTICLE_RAW.name, good.value, good.key, sender, partition=0)
    producer.flush()
    producer.close()
    worker.start()
    worker.wait_ready()
    settled(bus)
    assert passed(bus) == []
    worker.stop()  # a new worker has no bad opinion of the source
    worker.start()
    worker.wait_ready()
    replays = []
    for again in ((), (), ("--again",)):
        code, out, err = rasid(capfdbinary, "dlq", "replay", *HELD, *again)
        assert code == 0, err
        replays.append(out.partition(" letters")[0])
        settled(bus)
    assert replays == ["1 of 1", "0 of 0", "1 of 1"]
    worker.stop()
    # The second is the same version of the same article: whoever reads on takes it for the first.
    assert passed(bus) == [good.key, good.key]
    code, out, _ = rasid(capfdbinary, "dlq", "purge", "--topic", ARTICLE_RAW.name, "--yes")
    assert (code, out.splitlines()[-1]) == (0, "1 partitions with letters to delete")
    _, out, _ = rasid(capfdbinary, "dlq", "ls", "--topic", ARTICLE_RAW.name)
    assert out.splitlines()[1:] == []
