"""Confluent framing with a schema registry, on a loopback one that follows its interface."""

import json
import struct
from io import BytesIO
from types import SimpleNamespace

import pytest
from fastavro import schemaless_writer

from streams.adapters import avro, framing, intake, registry
from streams.adapters.schemas import parsed, text_of
from streams.app import _frame
from streams.config import Settings
from streams.domain.errors import BadRecord, SettingsError, Unavailable
from streams.domain.flow import Incoming
from streams.domain.records import Article, Dedup, Tick
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, ARTICLE_UNIQUE, CLOCK, TOPICS
from streams.services.consumer import Consumer
from streams.services.patience import Patience
from streams.topology import TOPOLOGY
from tests.rasid import rasid
from tests.registry_fake import registry_fake
from tests.samples import ALERT, ARTICLE, AT, origin

SIGN = TOPOLOGY[0]


@pytest.fixture(autouse=True)
def unframed(monkeypatch):
    monkeypatch.setattr(framing.FRAMING, "registry", None)


@pytest.fixture
def fake():
    with registry_fake() as running:
        yield running


def use(fake, **more):
    """Use the registry as a command with these settings would."""
    settings = Settings(schema_registry=fake.url, **{k: v for k, v in more.items() if k != "wait"})
    return registry.use(settings, may_wait=more.get("wait", True))


def framed(number: int, body: bytes) -> bytes:
    return b"\x00" + struct.pack(">I", number) + body


def reason(topic, message) -> tuple[str, str]:
    with pytest.raises(BadRecord) as caught:
        avro.decode(topic, message)
    return caught.value.reason, caught.value.detail


def article_schema(how) -> str:
    schema = json.loads(text_of("article"))
    how(schema["fields"])
    return json.dumps(schema)


def test_without_a_setting_no_registry_is_used():
    assert registry.use(Settings()) is None
    assert avro.encode(CLOCK, Tick(7)).startswith(b"\xc3\x01")


def test_record_is_framed_by_the_id_of_its_subject_and_read_back(fake):
    use(fake)
    for topic, record in ((ALERT_BREAKING, ALERT), (ARTICLE_RAW, ARTICLE)):
        message = avro.encode(topic, record)
        number = fake.subjects[f"{topic.name}-value"]
        assert message[:5] == framed(number, b"")
        assert fake.schemas[number - 1]["schema"] == text_of(topic.schema)
        assert avro.decode(topic, message) == record


def test_id_and_schema_are_asked_for_once(fake):
    use(fake)
    messages = [avro.encode(CLOCK, Tick(n)) for n in range(5)]
    assert [avro.decode(CLOCK, each).at for each in messages] == list(range(5))
    assert fake.asked == [
        ("POST", "/subjects/news.clock.v1-value/versions"),
        ("GET", "/schemas/ids/1"),
    ]


def test_records_in_single_object_encoding_are_still_read(fake):
    message = avro.encode(ARTICLE_RAW, ARTICLE)
    use(fake)
    assert message.startswith(b"\xc3\x01")
    assert avro.decode(ARTICLE_RAW, message) == ARTICLE
    assert fake.asked == []


def test_record_of_a_writer_with_another_schema_is_resolved(fake):
    """A field we do not know, none of those with a default, and a verdict we have no word for."""

    def another(fields):
        fields[:] = [f for f in fields if f["name"] != "wire_sources"]
        fields.insert(0, {"name": "desk", "type": "string"})
        (dedup,) = [f for f in fields if f["name"] == "dedup"]
        (kind,) = [f for f in dedup["type"][1]["fields"] if f["name"] == "kind"]
        kind["type"]["symbols"].insert(0, "rewritten")

    text = article_schema(another)
    number = fake.add(text)
    plain = {"desk": "night", "article_id": "a1", "source": "afp", "url": None, "title": "عنوان"}
    plain |= {"body": "نص", "published_at": AT, "fetched_at": AT, "text_hash": None}
    verdict = {"kind": "rewritten", "of": None, "similarity": 0.5, "changed": []}
    plain |= {"language": None, "dedup": verdict, "synthetic": True}
    use(fake)
    read = avro.decode(ARTICLE_RAW, framed(number, body_of(text, plain)))
    assert read == Article(
        "a1", "afp", None, "عنوان", "نص", AT, AT, None, None, Dedup("unknown", None, 0.5), (), True
    )


def body_of(schema: str, plain: dict) -> bytes:
    out = BytesIO()
    schemaless_writer(out, parsed(schema), plain)
    return out.getvalue()


def test_schema_of_another_record_is_a_wrong_type(fake):
    number = fake.add(text_of("tick"))
    use(fake)
    why, detail = reason(ARTICLE_RAW, framed(number, b"\x0e"))
    assert (why, detail.startswith("another record: ")) == ("wrong_type", True)


@pytest.mark.parametrize(
    "entry",
    [
        {"text": "{}", "schemaType": "JSON"},
        {"text": '"string"', "references": [{"name": "x", "subject": "x", "version": 1}]},
        {"text": "no json"},
        {"text": '{"type": "record"}'},
        {"text": '{"type": "nothing"}'},
    ],
)
def test_schema_that_cannot_be_read_by_is_an_unknown_one(fake, entry):
    number = fake.add(entry.pop("text"), **entry)
    use(fake)
    why, detail = reason(CLOCK, framed(number, b"\x0e"))
    assert (why, f"schema {number}" in detail) == ("unknown_schema", True)


def test_id_that_the_registry_does_not_know_is_named_and_asked_for_again_later(fake):
    now = [0.0]
    used = use(fake)
    used.now_s = lambda: now[0]
    message = framed(1, b"\x0e")
    for _ in range(3):
        assert reason(CLOCK, message) == (
            "unknown_schema",
            "the registry knows no schema 1",
        )
    assert fake.asked == [("GET", "/schemas/ids/1")]
    fake.add(text_of("tick"))
    now[0] = registry.FORGET_S
    assert avro.decode(CLOCK, message) == Tick(7)


def test_what_is_cut_before_its_id_ends_is_truncated(fake):
    use(fake)
    assert reason(CLOCK, b"\x00\x00\x01") == ("truncated", "3 bytes")


@pytest.mark.parametrize(
    "refusal",
    [
        (500, b"{}"),
        (503, b"starting"),
        (401, b'{"error_code": 401}'),
        (404, b"<html>nothing here</html>"),
        (302, b""),
        (200, b"<html>welcome</html>"),
        (200, b"[]"),
    ],
)
def test_what_answers_as_no_registry_does_is_away(fake, refusal):
    fake.refusal = refusal
    use(fake)
    with pytest.raises(Unavailable, match="schema registry http://127"):
        avro.decode(CLOCK, framed(1, b"\x0e"))
    with pytest.raises(Unavailable, match="schema registry http://127"):
        avro.encode(CLOCK, Tick(7))
    fake.refusal = None
    fake.add(text_of("tick"))
    assert avro.decode(CLOCK, framed(1, b"\x0e")) == Tick(7)


def test_registry_that_does_not_listen_is_away():
    with registry_fake() as gone:
        pass
    use(gone)
    with pytest.raises(Unavailable, match="does not answer"):
        avro.encode(CLOCK, Tick(7))


def test_what_was_learnt_outlives_the_registry(fake):
    use(fake)
    before = avro.encode(CLOCK, Tick(7))
    avro.decode(CLOCK, before)
    fake.refusal = (503, b"")
    assert avro.encode(CLOCK, Tick(7)) == before
    assert avro.decode(CLOCK, before) == Tick(7)


def test_schema_that_the_registry_refuses_is_a_wrong_setting(fake):
    fake.subjects["news.clock.v1-value"] = fake.add('"string"')
    use(fake)
    with pytest.raises(SettingsError, match=r"refuses schemas/tick\.avsc as news\.clock\.v1-value"):
        avro.encode(CLOCK, Tick(7))


def test_who_may_not_register_looks_the_id_up(fake):
    fake.subjects["news.clock.v1-value"] = fake.add(text_of("tick"))
    use(fake, schema_register=False)
    assert avro.encode(CLOCK, Tick(7)).startswith(framed(1, b""))
    assert fake.asked == [("POST", "/subjects/news.clock.v1-value")]


def test_who_may_not_register_is_told_what_to_do(fake):
    use(fake, schema_register=False)
    with pytest.raises(SettingsError, match="rasid topics register"):
        avro.encode(CLOCK, Tick(7))


def test_user_and_password_go_to_the_registry_and_into_no_message(fake):
    fake.url = fake.url.replace("://", "://desk:s%40cret@")
    fake.refusal = (401, b"{}")
    use(fake)
    with pytest.raises(Unavailable) as caught:
        avro.encode(CLOCK, Tick(7))
    assert fake.authorization == "Basic ZGVzazpzQGNyZXQ="
    assert "cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["registry:8081", "ftp://registry", "http://", "http://h:x", "http://h/?a=1"]
)
def test_address_that_is_none_is_a_wrong_setting(url):
    with pytest.raises(SettingsError, match="RASID_SCHEMA_REGISTRY must be http"):
        registry.use(Settings(schema_registry=url))


def test_size_of_an_article_is_known_without_a_registry(fake):
    size = len(avro.encode(ARTICLE_RAW, ARTICLE))
    fake.refusal = (503, b"")
    use(fake)
    assert avro.size_of(ARTICLE_RAW, ARTICLE) == size


def test_worker_has_all_ids_before_it_begins(fake):
    _frame(Settings(schema_registry=fake.url), TOPOLOGY[:2])
    assert sorted(fake.subjects) == [
        "news.article.duplicate.v1-value",
        "news.article.signed.v1-value",
        "news.article.unique.v1-value",
        "news.clock.v1-value",
    ]
    fake.refusal = (503, b"")
    assert avro.encode(ARTICLE_UNIQUE, ARTICLE)[:1] == b"\x00"


class Event:
    """What a poll found: one message."""

    def __init__(self, value: bytes) -> None:
        self.value = [origin_record(value)]


def origin_record(value: bytes):
    return SimpleNamespace(
        topic=ARTICLE_RAW.name,
        partition=0,
        offset=0,
        timestamp=AT,
        key=None,
        value=value,
        headers=(),
    )


async def test_worker_waits_for_a_registry_that_is_away(fake, monkeypatch):
    """Nothing is rejected and nothing acknowledged until it can be said what the record is."""
    number = fake.add(text_of("article"))
    message = framed(number, avro.encode(ARTICLE_RAW, ARTICLE)[10:])
    use(fake, wait=False)
    fake.refusal = (503, b"")
    pauses = []

    async def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            fake.refusal = None

    monkeypatch.setattr(intake, "records_of", lambda event: event.value)
    monkeypatch.setattr(intake.asyncio, "sleep", pause)
    found = await intake.arrived(SIGN, Event(message))
    assert found.records == [Incoming(ARTICLE_RAW, ARTICLE)]
    assert pauses == [0.1, 0.2, 0.4]


async def test_worker_sets_aside_what_the_registry_does_not_know(fake, monkeypatch):
    use(fake, wait=False)
    monkeypatch.setattr(intake, "records_of", lambda event: event.value)
    found = await intake.arrived(SIGN, Event(framed(9, b"\x0e")))
    (bad,) = found.records
    assert (bad.reason, bad.detail) == ("unknown_schema", "the registry knows no schema 9")


class Stop:
    """Is told how long it would wait, and lets the registry come back after three times."""

    def __init__(self, fake) -> None:
        self.fake, self.waits = fake, 0

    def is_set(self) -> bool:
        return False

    def wait(self, _timeout: float) -> bool:
        self.waits += 1
        if self.waits == 3:
            self.fake.refusal = None
        return False


class Bus:
    """Holds one batch and remembers what was written and committed."""

    def __init__(self, batch) -> None:
        self.batch, self.sent, self.committed = batch, [], []

    def poll(self):
        return self.batch

    def send(self, letters):
        self.sent += letters

    def commit(self, batch):
        self.committed += batch


def test_service_waits_for_a_registry_that_is_away(fake):
    number = fake.add(text_of("alert"))
    message = framed(number, avro.encode(ALERT_BREAKING, ALERT)[10:])
    bus = Bus(
        [origin(ALERT_BREAKING.name, 0, message), origin(ALERT_BREAKING.name, 1, b"\x00" * 6)]
    )
    use(fake)
    fake.refusal = (503, b"")
    handled, stop = [], Stop(fake)
    topics = {ALERT_BREAKING.name: ALERT_BREAKING}
    patience = Patience(stop, 60.0, now_s=lambda: 0.0)
    Consumer("storage", "g", bus, topics, handled.extend, patience).step()
    assert stop.waits == 3
    assert [received.record for received in handled] == [ALERT]
    assert [letter[0] for letter in bus.sent] == [ALERT_BREAKING.dead]
    assert bus.committed == bus.batch


def test_register_command_gives_every_topic_its_id_and_has_later_schemas_checked(
    fake, capfdbinary, monkeypatch
):
    monkeypatch.setenv("RASID_SCHEMA_REGISTRY", fake.url)
    monkeypatch.setenv("RASID_SCHEMA_REGISTER", "0")
    code, out, _ = rasid(capfdbinary, "topics", "register")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [f"{t.name}-value" for t in TOPICS]
    assert fake.levels == {f"{t.name}-value": "FULL_TRANSITIVE" for t in TOPICS}


def test_register_command_wants_a_registry(capfdbinary):
    code, _, err = rasid(capfdbinary, "topics", "register")
    assert code == 2
    assert err == ["rasid: RASID_SCHEMA_REGISTRY must name a schema registry, got ''"]


NOTHING = {"type": "record", "name": "Nothing", "fields": [{"name": "n", "type": "null"}]}
ITSELF = {"type": "record", "name": "In", "fields": [{"name": "in", "type": ["null", "In"]}]}


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (ITSELF, "rasid.In holds itself"),
        ({"type": "map", "values": ITSELF}, "rasid.In holds itself"),
        ({"type": "array", "items": ["null", "Tick"]}, "rasid.Tick holds itself"),
        ({"type": "array", "items": "null"}, "an array of what takes no bytes"),
        ({"type": "array", "items": NOTHING}, "an array of what takes no bytes"),
        (
            {"type": "array", "items": {"type": "fixed", "name": "F", "size": 0}},
            "an array of what takes no bytes",
        ),
    ],
)
def test_schema_whose_bytes_could_stall_or_end_us_is_not_read_by(fake, kind, why):
    """The first overflows the stack of fastavro; an array of nothing may be as long as it says."""
    schema = json.loads(text_of("tick"))
    schema["fields"].append({"name": "more", "type": kind})
    number = fake.add(json.dumps(schema))
    use(fake)
    message = framed(number, b"\x0e" + b"\x02" * 100_000)
    assert reason(CLOCK, message) == ("unknown_schema", f"schema {number}: {why}")


@pytest.mark.parametrize(
    "kind",
    [
        "null",
        NOTHING,
        {"type": "map", "values": "null"},
        {"type": "array", "items": ["null", NOTHING]},
        {"type": "array", "items": {"type": "array", "items": "long"}},
        {"type": "fixed", "name": "F", "size": 4},
        {"type": "enum", "name": "E", "symbols": ["a"]},
        {"type": "long", "logicalType": "timestamp-millis"},
    ],
)
def test_fields_that_we_do_not_know_may_be_of_any_other_kind(fake, kind):
    schema = json.loads(text_of("tick"))
    schema["fields"].insert(0, {"name": "more", "type": kind})
    number = fake.add(json.dumps(schema))
    use(fake)
    skipped = {"null": 0, "fixed": 4}.get(kind if kind == "null" else kind["type"], 1)
    body = b"\x00" * (0 if kind == NOTHING else skipped) + b"\x0e"
    assert avro.decode(CLOCK, framed(number, body)) == Tick(7)
