import json
import struct
from dataclasses import replace
from io import BytesIO

import pytest
from fastavro import schemaless_writer
from hypothesis import given
from hypothesis import strategies as st

from streams.adapters import avro, framing, schemas
from streams.domain.errors import BadRecord
from streams.domain.plain import to_plain
from streams.domain.records import Article, Dedup, Language, Signed, Tick
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED, CLOCK

ARTICLE = Article("a1", "afp", None, "عنوان", "نص", None, 1_477_008_000_000)

articles = st.builds(
    Article,
    article_id=st.text(),
    source=st.text(),
    url=st.none() | st.text(),
    title=st.none() | st.text(),
    body=st.text(),
    published_at=st.none() | st.integers(-(2**63), 2**63 - 1),
    fetched_at=st.integers(-(2**63), 2**63 - 1),
    text_hash=st.none() | st.text(),
    language=st.none()
    | st.builds(Language, st.text(), st.text(), st.floats(0, 1), st.lists(st.text()).map(tuple)),
    dedup=st.none()
    | st.builds(
        Dedup,
        st.sampled_from(["unique", "near", "revision"]),
        st.none() | st.text(),
        st.floats(0, 1),
        st.lists(st.text()).map(tuple),
    ),
    wire_sources=st.lists(st.text()).map(tuple),
    synthetic=st.booleans(),
)


@given(articles)
def test_record_survives_its_bytes(article):
    assert avro.decode(ARTICLE_RAW, avro.encode(ARTICLE_RAW, article)) == article


signed = st.builds(
    Signed,
    article=articles,
    signature=st.binary(max_size=200),
    signature_version=st.integers(0, 300),
    exact_hash=st.text(),
    length=st.integers(0, 2**40),
    numbers=st.lists(st.text(), max_size=70).map(tuple),
)


@given(articles, signed)
def test_what_is_written_directly_are_the_bytes_of_fastavro(article, other):
    for topic, record in ((ARTICLE_RAW, article), (ARTICLE_SIGNED, other)):
        assert topic.schema in avro.DIRECT
        how = (avro.header_of(topic.schema), topic.schema, record)
        assert avro.written_directly(*how) == avro.written_plainly(*how)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 8191, 8192, 1_100_000])
def test_long_texts_are_written_directly_as_well(size):
    article = replace(ARTICLE, body="x" * size)
    assert avro.decode(ARTICLE_RAW, avro.encode(ARTICLE_RAW, article)) == article


@pytest.mark.parametrize(
    "wrong",
    [
        {"article_id": None},
        {"body": 7},
        {"fetched_at": None},
        {"fetched_at": "now"},
        {"fetched_at": 2**63},
        {"published_at": -(2**63) - 1},
        {"wire_sources": ("afp", None)},
        {"dedup": Dedup("odd")},
        {"language": Language("ar", "Arab", "sure")},
        {"language": "ar"},
    ],
)
def test_record_of_wrong_types_is_not_written(wrong):
    with pytest.raises(BadRecord) as caught:
        avro.encode(ARTICLE_RAW, replace(ARTICLE, **wrong))
    assert caught.value.reason == "wrong_type"


def test_bytes_begin_with_the_single_object_marker_and_fingerprint():
    message = avro.encode(CLOCK, Tick(7))
    assert message[:2] == b"\xc3\x01"
    assert message[:10] == avro.header_of("tick")


def test_confluent_framing_is_read_too():
    message = avro.encode(ARTICLE_RAW, ARTICLE)
    framed = b"\x00" + struct.pack(">I", 42) + message[10:]
    assert avro.decode(ARTICLE_RAW, framed) == ARTICLE


def test_record_of_an_earlier_version_of_our_schema_is_read(tmp_path, monkeypatch):
    """Its fingerprint names it among the schemas that were frozen."""
    earlier = json.loads(schemas.text_of("article"))
    earlier["fields"] = [f for f in earlier["fields"] if f["name"] != "wire_sources"]
    for name, schema in (("1.0", earlier), ("1.1", json.loads(schemas.text_of("article")))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "article.avsc").write_text(json.dumps(schema), "utf-8")
    known = schemas.written_by_others("article", tmp_path)
    (header,) = known
    out = BytesIO(header)
    out.seek(len(header))
    schemaless_writer(out, known[header], to_plain(ARTICLE))
    with pytest.raises(BadRecord):
        avro.decode(ARTICLE_RAW, out.getvalue())
    monkeypatch.setattr(framing, "published", {"article": known}.__getitem__)
    assert avro.decode(ARTICLE_RAW, out.getvalue()) == ARTICLE


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (None, "null"),
        (b"", "null"),
        (b"{}", "unknown_schema"),
        (b"\xc3\x01abc", "truncated"),
        (b"\xc3\x01" + bytes(8) + b"x", "unknown_schema"),
        (avro.encode(ARTICLE_RAW, ARTICLE)[:-3], "truncated"),
        (avro.encode(ARTICLE_RAW, ARTICLE) + b"x", "bad_avro"),
        (avro.header_of("article") + b"\x04\xff\xfe\x00", "bad_avro"),
        (b"\x00\x00", "truncated"),
    ],
)
def test_bad_bytes_are_refused_with_their_reason(message, reason):
    with pytest.raises(BadRecord) as caught:
        avro.decode(ARTICLE_RAW, message)
    assert caught.value.reason == reason


def test_lone_surrogate_cannot_be_written():
    with pytest.raises(BadRecord) as caught:
        avro.encode(ARTICLE_RAW, Article("a", "s", None, None, "\ud800", None, 0))
    assert caught.value.reason == "lone_surrogate"
