"""All that reads what strangers write, each with broken forms of what it should get.

A target is done with a case when it answers or refuses it by the error that it says it raises.
"""

import gzip
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from hypothesis import strategies as st

from streams.adapters import avro
from streams.adapters.article_line import Gaps, article_of, milliseconds, name_in
from streams.adapters.feed_text import NotFeed, entries_of
from streams.adapters.framing import FRAMING
from streams.adapters.headers import Origin, as_text, carried, dead_headers, received_ms, trace_id
from streams.adapters.page_text import rules_of, text_of
from streams.adapters.schemas import schema_of
from streams.adapters.unpacking import NotGzip, TooLong, unpacked
from streams.domain.errors import BadRecord
from streams.domain.flow import Reject
from streams.domain.private import masked, names_somebody
from streams.domain.records import Signed
from streams.domain.text import clean
from streams.domain.topics import ARTICLE_RAW, TOPICS
from streams.lang.private_cues import private_cues
from streams.services.console.hub import heard_of
from streams.services.console.openapi import OPERATIONS
from streams.services.ingest import pace
from streams.services.ingest.items import NoItems, TooMany, items_in, pieces_of
from streams.stages.language.noise import is_binary, readable, without_surrogates
from tests.console import EDITOR
from tests.fuzz_cases import (
    ATOM,
    BODIES,
    COOKIES,
    DECISION,
    ITEM,
    KINDS,
    NAMES,
    PAGE,
    QUERIES,
    ROBOTS,
    RSS,
    broken,
    latin,
    words,
)
from tests.fuzz_places import TOKEN, Places
from tests.samples import ALERT, ARTICLE, ATTACK, INCIDENT, LINK, REJECTION

LONGEST_UNPACKED = 1_000_000


class Target(NamedTuple):
    """What a reader is given, what gives it that, and its share of the cases: some take long."""

    cases: st.SearchStrategy[Any]
    act: Callable[[Places, Any], None]
    share: float = 1.0


SIGNED = Signed(ARTICLE, b"\x01" * 8, 1, "hash", 0)
BY_TOPIC = {
    type(record): record for record in (ARTICLE, SIGNED, LINK, REJECTION, ATTACK, INCIDENT, ALERT)
}
TOLD = [topic for topic in TOPICS if topic.record in BY_TOPIC]
WRITTEN = {topic: avro.encode(topic, BY_TOPIC[topic.record]) for topic in TOLD}


def told(bad: BadRecord, *stages: str) -> None:
    """Look whether a refusal says where, and why in one word."""
    assert bad.stage in stages
    assert bad.reason.isidentifier()


def _avro(_: Places, case: tuple[Any, bytes]) -> None:
    topic, message = case
    try:
        found = avro.decode(topic, message)
    except BadRecord as bad:
        told(bad, "decode")
    else:
        assert isinstance(found, topic.record)


class _Registry:
    """A registry in which an odd id is a schema of another topic, and every third nobody's."""

    def header_of(self, _topic: object) -> bytes:
        return b"\x00\x00\x00\x00\x01"

    def learn(self, number: int) -> None: ...

    def written_by(self, _topic: object, number: int) -> Any:
        if number % 3 == 0:
            raise BadRecord("decode", "unknown_schema", str(number))
        return schema_of(TOLD[number % len(TOLD)].schema) if number % 2 else None


def _confluent(places: Places, case: tuple[Any, bytes]) -> None:
    FRAMING.registry = _Registry()
    try:
        _avro(places, case)
    finally:
        FRAMING.registry = None


def _line(_: Places, line: bytes) -> None:
    name_in(line)
    try:
        article = article_of(line, Gaps(source="afp"))
    except BadRecord as bad:
        told(bad, "read", "encode")
    else:
        assert avro.decode(ARTICLE_RAW, avro.encode(ARTICLE_RAW, article)) == article


def _time(_: Places, value: object) -> None:
    try:
        assert milliseconds(value) is None or milliseconds(value) >= 0
    except BadRecord as bad:
        told(bad, "read")


def _items(_: Places, case: tuple[bytes, bool]) -> None:
    body, is_lines = case
    try:
        items = items_in(body, is_lines=is_lines)
    except (NoItems, TooMany):
        return
    assert len(pieces_of(items, "afp", 0, [])) == len(items)


def _gzip(_: Places, packed: bytes) -> None:
    with suppress(TooLong, NotGzip):
        assert len(unpacked(packed, LONGEST_UNPACKED)) <= LONGEST_UNPACKED


def _text(_: Places, text: str) -> None:
    cleaned = clean(text)
    assert "\x00" not in cleaned
    readable(cleaned)
    is_binary(without_surrogates(text))
    assert len(masked(text)) == len(text)
    names_somebody(text, private_cues())


def _feed(_: Places, case: tuple[bytes, str]) -> None:
    body, kind = case
    try:
        entries = entries_of(body, kind, "https://example.org/feed")
    except NotFeed:
        return
    for entry in entries:
        assert entry.title or entry.body
        (entry.body + (entry.title or "")).encode("utf-8")


def _page(_: Places, page: bytes) -> None:
    assert isinstance(text_of(page, "https://example.org/1"), str)


def _robots(_: Places, robots: bytes) -> None:
    rules = rules_of(robots)
    rules.can_fetch("https://example.org/private/1?a=b", "rasid")
    rules.crawl_delay("rasid")


def _headers_of_answers(_: Places, case: tuple[str, str, str]) -> None:
    first, second, third = case
    assert 0 <= pace.asked_s(first, second, 0.0) <= pace.LONGEST_ASKED_S
    assert pace.fresh_s(third, first) >= 0
    heard_of(first)


def _headers_of_records(_: Places, pairs: list[tuple[str, bytes]]) -> None:
    origin = Origin("t", 0, 0, 0, b"k", b"v", pairs)
    assert trace_id(carried(origin, 1)) is not None
    assert (received_ms(pairs) or 0) >= 0
    dead = dead_headers(origin, "g", "sign", Reject(0, "no_text", "\ud800"))
    assert all(isinstance(as_text(name, value), str) for name, value in dead)


def _posted(places: Places, case: tuple[bytes, str, str, str]) -> None:
    body, kind, packing, token = case
    headers = {"content-type": kind, "content-encoding": packing, "authorization": token}
    status = places.ask(places.door, "POST", "/articles", headers, body)
    assert status in (200, 401, 413, 415, 422), status


def _asked(places: Places, case: tuple[str, str, str]) -> None:
    path, query, cookie = case
    headers = {"authorization": f"Bearer {EDITOR}", "cookie": cookie, "if-none-match": cookie}
    status = places.ask(places.desk.application, "GET", f"{path}?{query}", headers, b"")
    assert status in (200, 304, 400, 404, 414, 429), status


def _decided(places: Places, case: tuple[str, bytes, str]) -> None:
    name, body, kind = case
    headers = {"authorization": f"Bearer {EDITOR}", "content-type": kind}
    path = f"/api/v1/incidents/{name}/feedback"
    status = places.ask(places.desk.application, "POST", path, headers, body)
    assert status in (202, 303, 400, 403, 404, 405, 409, 413, 415, 429), status


FRAMED = [(topic, broken(written)) for topic, written in WRITTEN.items()]
PATHS = [op.path for op in OPERATIONS if op.method == "get" and op.name != "events"]


def _let_in(places: Places, case: tuple[bytes, str, str]) -> None:
    form, query, cookie = case
    console, headers = places.desk.application, {"cookie": cookie, "authorization": cookie}
    posted = places.ask(console, "POST", "/session", headers, form)
    opened = places.ask(console, "GET", f"/?token={query}", headers, b"")
    assert {posted, opened} <= {200, 303, 401, 413, 414, 429}, (posted, opened)


TARGETS = {
    "avro": Target(st.one_of([st.tuples(st.just(t), it) for t, it in FRAMED]), _avro),
    "confluent": Target(
        st.one_of(
            [
                st.tuples(
                    st.just(topic),
                    st.tuples(st.integers(0, 40), broken(written[10:])).map(
                        lambda it: b"\x00" + it[0].to_bytes(4, "big") + it[1]
                    ),
                )
                for topic, written in WRITTEN.items()
            ]
        ),
        _confluent,
    ),
    "json lines": Target(broken(ITEM.encode()), _line),
    "times": Target(
        st.one_of(words(b"2016-10-21T18:00+00:00"), st.integers(), st.floats(), st.booleans()),
        _time,
    ),
    "bodies": Target(st.tuples(BODIES, st.booleans()), _items),
    "gzip": Target(
        broken(gzip.compress(b"x" * 3000, mtime=0), gzip.compress(b"", mtime=0) * 70), _gzip
    ),
    "texts": Target(words(RSS, "Ù‚ØªÙ„ &lt;p&gt; @a_b 0770 555 0142".encode()), _text),
    "feeds": Target(st.tuples(broken(RSS, ATOM), KINDS), _feed, 0.5),
    "pages": Target(broken(PAGE), _page, 0.1),
    "robots.txt": Target(broken(ROBOTS), _robots),
    "headers of answers": Target(
        st.tuples(*[words(b"Fri, 21 Oct 2016 18:00:00 GMT", b"max-age=60", b"a0:1,i12:34")] * 3),
        _headers_of_answers,
    ),
    "headers of records": Target(
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["rasid_received_at", "traceparent", "tracestate", "rasid_source", "rasid_x",
                     "kafka_dlt-original-offset", "other"]
                ),
                st.one_of(st.binary(max_size=40), st.just(b"9" * 15)),
            ),
            max_size=20,
        ),
        _headers_of_records,
    ),
    "POST /articles": Target(
        st.tuples(
            BODIES, KINDS, latin((b"gzip", b"identity", b"br", b"")),
            st.sampled_from([f"Bearer {TOKEN}"] * 8 + ["", "Bearer ", "Basic x", "Bearer \xe9"]),
        ),
        _posted,
    ),
    "console, let in": Target(
        st.tuples(broken(b"token=editor-token&a=b"), QUERIES, COOKIES),
        _let_in,
    ),
    "console, asked": Target(
        st.tuples(
            st.sampled_from(PATHS).flatmap(
                lambda path: NAMES.map(lambda name: path.replace("{incident_id}", name))
            ),
            QUERIES,
            COOKIES,
        ),
        _asked,
    ),
    "console, decided": Target(
        st.tuples(
            NAMES, broken(DECISION, b'{"action":"confirm"}'),
            latin((b"application/json",) * 6 + (b"text/plain", b"multipart/form-data; boundary=x")),
        ),
        _decided,
    ),
}  # fmt: skip
