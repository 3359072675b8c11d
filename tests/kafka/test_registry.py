"""Confluent framing on Apache Kafka with a real schema registry."""

import json
import struct
from dataclasses import replace
from io import BytesIO

import pytest
from fastavro import schemaless_writer

from streams.adapters import avro, framing, registry
from streams.adapters.publisher import Publisher
from streams.adapters.schemas import parsed, text_of
from streams.adapters.tap import Tap
from streams.cli.crew import Crew
from streams.cli.drain import EVERYTHING, Drain
from streams.config import STAGES, Settings
from streams.domain.errors import SettingsError
from streams.domain.plain import to_json
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, ARTICLE_TAGGED, CLOCK, TOPICS
from tests.functional.bus import publish
from tests.functional.services import rows
from tests.kafka.cluster import eventually
from tests.kafka.node import in_node, installed
from tests.kafka.registry import RealRegistry
from tests.rasid import SEEDS, rasid
from tests.samples import ALERT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Return a registry that this file shares."""
    with RealRegistry(tmp_path_factory.mktemp("registry")) as running:
        yield running


@pytest.fixture(autouse=True)
def unframed(monkeypatch):
    monkeypatch.setattr(framing.FRAMING, "registry", None)


@pytest.fixture
def crew(tmp_path, bus, monkeypatch):
    """Return a function that starts processes of the product on a registry, by name."""
    with Crew(tmp_path) as running:

        def start(url, **commands):
            settings = {
                "RASID_BROKERS": bus,
                "RASID_SCHEMA_REGISTRY": url,
                "RASID_RUN_DIR": str(tmp_path),
                "RASID_GROUP": f"rasid-{tmp_path.name}",
                "RASID_STAGES": ",".join(STAGES),
            }
            monkeypatch.setenv("RASID_SCHEMA_REGISTRY", url)
            for name, arguments in commands.items():
                running.start(name, *arguments, settings=settings)
            return {name: running.await_ready(name) for name in commands}

        yield start


def article(number: int, schema: str, name: str = "a1", **more) -> bytes:
    """Return an article of a publisher with a schema of its own."""
    plain = {"article_id": name, "source": "afp", "url": None, "title": None}
    plain |= {"body": "The council met on Monday.", "published_at": None, "fetched_at": 7}
    out = BytesIO()
    schemaless_writer(out, parsed(schema), plain | more)
    return b"\x00" + struct.pack(">I", number) + out.getvalue()


def theirs() -> str:
    """Return the schema of a publisher: a field we do not know, none of the optional ones."""
    schema = json.loads(text_of("article"))
    needed = ("article_id", "source", "url", "title", "body", "published_at", "fetched_at")
    schema["fields"] = [f for f in schema["fields"] if f["name"] in needed]
    schema["fields"].insert(0, {"name": "desk", "type": "string", "default": ""})
    return json.dumps(schema)


def registered(url: str, subject: str, text: str) -> int:
    """Register a schema as another program would and return its id."""
    client = registry.ConfluentRegistry(url)
    status, answer = client._ask("POST", f"/subjects/{subject}/versions", {"schema": text})
    assert status == 200
    return answer["id"]


def messages(bus, topic, count):
    """Return the messages of a topic once there are `count`."""
    found = []
    with Tap(bus, [topic]) as tap:

        def enough():
            found.extend(tap.read(50))
            return len(found) >= count

        eventually(enough, f"fewer than {count} records on {topic}", 60)
    return found


def test_seeds_become_the_same_alerts_framed_by_the_registry(
    crew, bus, real, capfdbinary, tmp_path
):
    services = crew(real.url, worker=("worker",), storage=("serve", "storage"))
    code, out, err = rasid(capfdbinary, "publish", SEEDS, "--brokers", bus)
    assert (code, out) == (0, f"30 articles acknowledged by {bus}\n"), err
    seen = []
    with Tap(bus, EVERYTHING) as tap:
        drain = Drain(tap, seen.append, lambda: None)
        drain.run(services["worker"].group)
        drain.run(services["storage"].group, [ALERT_BREAKING.name])
    by_topic = {t.name: [m.value for m in seen if m.topic == t.name] for t in TOPICS}
    framed = [value for values in by_topic.values() for value in values]
    registry.use(Settings(schema_registry=real.url))
    alerts = {avro.decode(ALERT_BREAKING, v).alert_id for v in by_topic[ALERT_BREAKING.name]}
    assert {value[0] for value in framed} == {0}
    assert not [m for m in seen if m.topic.endswith(".dead")]
    assert {name for (name,) in rows(tmp_path / "rasid.db", "alerts", "alert_id")} == alerts
    assert len(alerts) >= 10


def test_publisher_with_a_schema_of_its_own_is_read_and_unknown_ids_are_dead(crew, bus, real):
    number = registered(real.url, "elsewhere-value", theirs())
    crew(real.url, worker=("worker",))
    publish(
        bus,
        (b"a1", article(number, theirs(), desk="night")),
        (b"a2", article(999_999, theirs(), name="a2", desk="")),
        (b"a3", article(number, theirs(), name="a3", desk="day", body="The council met again.")),
    )
    (dead,) = messages(bus, ARTICLE_RAW.dead, 1)
    registry.use(Settings(schema_registry=real.url))
    passed = [avro.decode(ARTICLE_TAGGED, m.value) for m in messages(bus, ARTICLE_TAGGED.name, 2)]
    assert {one.article_id for one in passed} == {"a1", "a3"}
    assert dead.key == b"a2"
    assert dead.headers["rasid_reason"] == b"unknown_schema"
    assert dead.headers["kafka_dlt-exception-message"] == b"the registry knows no schema 999999"


def test_worker_waits_while_the_registry_is_away_and_loses_nothing(crew, bus, real, tmp_path):
    number = registered(real.url, "elsewhere-value", theirs())
    crew(real.url, worker=("worker",))
    real.pause()
    try:
        publish(bus, (b"a1", article(number, theirs(), desk="night")))
        log = tmp_path / "worker.log"
        eventually(lambda: b"does not answer" in log.read_bytes(), "nothing is said of it", 30)
        with Tap(bus, [ARTICLE_RAW.dead, ARTICLE_TAGGED.name]) as tap:
            assert list(tap.read(500)) == []
    finally:
        real.resume()
    registry.use(Settings(schema_registry=real.url))
    (found,) = messages(bus, ARTICLE_TAGGED.name, 1)
    assert avro.decode(ARTICLE_TAGGED, found.value).article_id == "a1"


def test_node_reads_what_the_registry_framed(bus, real, tmp_path):
    registry.use(Settings(schema_registry=real.url))
    with Publisher(bus, 30) as publisher:
        for alert in (ALERT, replace(ALERT, alert_id="alr-2")):
            publisher.send(ALERT_BREAKING, alert)
        publisher.flush()
    lines, complaints = in_node(installed(tmp_path), bus, 2, REGISTRY=real.url)
    assert complaints == []
    assert sorted(line["alert_id"] for line in lines) == ["alr-1", "alr-2"]
    assert lines[0] | {"alert_id": "alr-1"} == json.loads(to_json(ALERT))


def test_register_command_has_the_registry_refuse_what_breaks(capfdbinary, monkeypatch, real):
    monkeypatch.setenv("RASID_SCHEMA_REGISTRY", real.url)
    code, out, err = rasid(capfdbinary, "topics", "register")
    assert (code, err) == (0, [])
    lines = dict(line.split() for line in out.splitlines())
    assert list(lines) == [f"{topic.name}-value" for topic in TOPICS]
    client = registry.ConfluentRegistry(real.url)
    broken = json.loads(text_of("tick"))
    broken["fields"].append({"name": "zone", "type": "string"})
    body = {"schema": json.dumps(broken)}
    status, _ = client._ask("POST", f"/subjects/{CLOCK.name}-value/versions", body)
    assert status == 409
    looked_up = registry.ConfluentRegistry(real.url, may_register=False)
    assert int.from_bytes(looked_up.header_of(CLOCK)[1:], "big") == int(
        lines[f"{CLOCK.name}-value"]
    )


def test_schema_that_the_registry_refuses_is_said_to_be_refused(monkeypatch, real):
    """The registry holds another record under our subject, and is told to be strict."""
    client = registry.ConfluentRegistry(real.url)
    client.require(ALERT_BREAKING, "FULL_TRANSITIVE")
    broken = json.loads(text_of("alert"))
    broken["fields"] = broken["fields"][1:]
    monkeypatch.setattr(registry, "text_of", lambda _: json.dumps(broken))
    with pytest.raises(SettingsError, match=r"refuses schemas/alert\.avsc"):
        client.header_of(ALERT_BREAKING)
