"""Confluent framing with a schema registry, on a loopback one that follows its interface."""

import pytest

from streams.adapters import avro, framing, registry
from streams.adapters.schemas import text_of
from streams.config import Settings
from streams.domain.errors import SettingsError, Unavailable
from streams.domain.records import Tick
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, CLOCK, TOPICS
from tests.rasid import rasid
from tests.registry_fake import framed, reason, registry_fake, use
from tests.samples import ALERT, ARTICLE


@pytest.fixture(autouse=True)
def unframed(monkeypatch):
    monkeypatch.setattr(framing.FRAMING, "registry", None)


@pytest.fixture
def fake():
    with registry_fake() as running:
        yield running


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
