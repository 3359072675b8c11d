"""Schemas of other writers: resolved to ours, or refused with their reason."""

import json
from io import BytesIO

import pytest
from fastavro import schemaless_writer

from streams.adapters import avro, framing
from streams.adapters.schemas import parsed, text_of
from streams.domain.records import Article, Dedup, Tick
from streams.domain.topics import ARTICLE_RAW, CLOCK
from tests.registry_fake import framed, reason, registry_fake, use
from tests.samples import AT


@pytest.fixture(autouse=True)
def unframed(monkeypatch):
    monkeypatch.setattr(framing.FRAMING, "registry", None)


@pytest.fixture
def fake():
    with registry_fake() as running:
        yield running


def article_schema(how) -> str:
    schema = json.loads(text_of("article"))
    how(schema["fields"])
    return json.dumps(schema)


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
