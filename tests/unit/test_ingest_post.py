"""What may be posted, by whom, and that nothing is accepted that the bus does not have."""

import gzip
import json
import math
import socket
import time
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection
from threading import Event, Thread

import pytest

from streams.adapters.service_metrics import ServiceMetrics
from streams.adapters.unpacking import MOST_MEMBERS, NotGzip, TooLong, unpacked
from streams.domain.errors import SettingsError, Unavailable
from streams.services.ingest import door as doors
from streams.services.ingest import server as servers
from streams.services.ingest.door import Door, application
from streams.services.ingest.handover import Handover
from streams.services.ingest.publishers import Publishers, digest, publishers
from streams.services.ingest.server import Server
from streams.services.patience import Patience
from tests.fake_bus import FakeStop

TOKEN = "a-token"  # noqa: S105
ONE = {"url": "https://okaz.com.sa/1", "title": "Blast", "body": "Five dead in Kirkuk."}


class FakeOut:
    """A producer in memory; `opens` holds up acknowledgements, `down` fails them."""

    def __init__(self):
        self.sent, self.kept = [], []
        self.opens = Event()
        self.opens.set()
        self.down = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sent.clear()

    def send(self, _, record, *, headers):
        self.sent.append((record, dict(headers)))

    def flush(self):
        self.opens.wait(60)
        if self.down:
            raise Unavailable("down")
        self.kept += self.sent
        self.sent.clear()


def until(is_so):
    while not is_so():
        time.sleep(0.005)


class Place:
    """An ingest that answers on loopback."""

    def __init__(self, port, out, handover, metrics):
        self.port, self.out, self.handover, self.metrics = port, out, handover, metrics

    def post(self, body, kind="application/json", token=TOKEN, path="/articles", **headers):
        body = json.dumps(body).encode() if not isinstance(body, bytes) else body
        sent = {"Content-Type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", path, body, sent)
            found = connection.getresponse()
            return found.status, json.loads(found.read()), found.headers
        finally:
            connection.close()


@contextmanager
def opened(**wanted):
    out, metrics = FakeOut(), ServiceMetrics()
    limit = wanted.pop("in_flight_bytes", 10_000_000)
    handover = Handover(lambda: out, Patience(FakeStop(), math.inf), limit)
    thread = Thread(target=handover.run)
    thread.start()
    until(lambda: handover.is_open)
    door = Door(Publishers({digest(TOKEN): "okaz.com.sa"}), handover, metrics, **wanted)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        with Server(application(door), listening) as server:
            until(lambda: server.is_running)
            yield Place(listening.getsockname()[1], out, handover, metrics)
        out.opens.set()
        handover.close()
        thread.join(60)


@pytest.fixture(scope="module")
def shared():
    with opened() as place:
        yield place


@pytest.fixture
def place(shared):
    shared.out.kept.clear()
    return shared


def test_one_article_is_accepted_with_its_headers(place):
    status, answer, _ = place.post({**ONE, "final_url": "https://okaz.com.sa/final"})

    assert (status, answer["accepted"]) == (200, 1)
    [(article, headers)] = place.out.kept
    assert answer["results"] == [{"status": "accepted", "article_id": article.article_id}]
    assert (article.source, article.title) == ("okaz.com.sa", "Blast")
    assert article.fetched_at > 1_700_000_000_000
    received = json.dumps({**ONE, "final_url": "https://okaz.com.sa/final"}).encode()
    assert headers["rasid_received_sha256"] == sha256(received).hexdigest().encode()
    assert headers["rasid_final_url"] == b"https://okaz.com.sa/final"


def test_the_same_article_again_has_the_same_id(place):
    first, second = place.post(ONE)[1], place.post([ONE])[1]
    assert first["results"] == second["results"]


@pytest.mark.parametrize("wrong", ["file:///etc/passwd", "https://", 7, "x" * 2000, "http://a\nb"])
def test_a_final_url_that_is_none_is_left_out(place, wrong):
    assert place.post({**ONE, "final_url": wrong})[0] == 200
    assert "rasid_final_url" not in place.out.kept[0][1]


@pytest.mark.parametrize("packing", ["identity", "gzip"])
@pytest.mark.parametrize("kind", ["application/x-ndjson", "application/json; charset=utf-8"])
def test_arrays_and_lines_plain_and_packed_keep_their_order(place, kind, packing):
    items = [{**ONE, "article_id": f"a{number}"} for number in range(20)]
    lines = b"\n\n".join(json.dumps(item).encode() for item in items) + b"\r\n"
    body = lines if "ndjson" in kind else json.dumps(items).encode()
    body = gzip.compress(body) if packing == "gzip" else body

    status, answer, _ = place.post(body, kind, Content_Encoding=packing)

    assert (status, answer["accepted"]) == (200, 20)
    assert [article.article_id for article, _ in place.out.kept] == [f"a{n}" for n in range(20)]


def test_each_item_is_judged_by_itself(place):
    items = [
        ONE,
        {**ONE, "source": "other.org"},
        {"title": " ", "body": ""},
        {**ONE, "published_at": "yesterday"},
        {**ONE, "title": 5, "article_id": "five"},
        None,
        {**ONE, "body": "x" * 950_000},
        {**ONE, "body": "\ud800"},
        {**ONE, "source": "okaz.com.sa"},
    ]
    status, answer, _ = place.post(items)

    assert (status, answer["accepted"], answer["refused"]) == (200, 2, 7)
    reasons = [result.get("reason") for result in answer["results"]]
    assert reasons == [
        None,
        "wrong_source",
        "no_text",
        "bad_time",
        "wrong_type",
        "null",
        "too_large",
        "lone_surrogate",
        None,
    ]
    assert answer["results"][4]["article_id"] == "five"
    assert len(place.out.kept) == 2


@pytest.mark.parametrize(
    "body", [b"", b"  ", b"[]", b"{", b"[{]", b"[" * 100_000, b"\xff\xfe", b"null", b'"text"']
)
def test_a_body_without_an_article_is_422(place, body):
    assert place.post(body)[0] == 422
    assert place.out.kept == []


@pytest.mark.parametrize("token", [None, "", "another", "a-token2", "é"])
def test_a_wrong_token_is_401(place, token):
    status, answer, headers = place.post(ONE, token=token and token.encode().decode("latin-1"))
    assert (status, answer["status"]) == (401, 401)
    assert headers["WWW-Authenticate"].startswith("Bearer")
    assert place.out.kept == []


def test_other_paths_methods_and_kinds_are_refused(place):
    assert place.post(ONE, path="/../etc/passwd")[0] == 404
    assert place.post(ONE, "text/html")[0] == 415
    assert place.post(ONE, "")[0] == 415
    assert place.post(ONE, Content_Encoding="br")[0] == 415
    connection = HTTPConnection("127.0.0.1", place.port, timeout=60)
    connection.request("GET", "/articles")
    assert connection.getresponse().status == 405
    connection.close()


def test_too_much_is_413_before_and_after_unpacking(place, monkeypatch):
    monkeypatch.setattr(doors, "RECEIVED_BYTES", 10_000)
    monkeypatch.setattr(doors, "UNPACKED_BYTES", 100_000)
    long = b'{"body": "' + b"x" * 200_000 + b'"}'

    assert place.post(long)[0] == 413
    assert place.post(gzip.compress(long), Content_Encoding="gzip")[0] == 413
    assert place.post([ONE] * 50)[0] == 200
    many = b"\n".join([b"{}"] * 3334)
    monkeypatch.setattr("streams.services.ingest.items.MOST_ITEMS", 3333)
    assert place.post(many, "application/x-ndjson")[0] == 413


@pytest.mark.parametrize(
    "cut", [b"", b"no gzip", gzip.compress(b"{}" * 99, mtime=0)[:-9], b"\x1f\x8b"]
)
def test_gzip_that_is_none_is_422(place, cut):
    assert place.post(cut, Content_Encoding="gzip")[0] == 422


def test_bytes_of_a_chunked_body_are_counted(place, monkeypatch):
    monkeypatch.setattr(doors, "RECEIVED_BYTES", 1000)
    head = f"POST /articles HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
    head += "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", place.port), 10) as client:
        client.sendall(head.encode() + b"800\r\n" + b" " * 0x800 + b"\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.1 413")


def test_a_slow_body_is_408_and_a_slow_head_is_closed(monkeypatch):
    monkeypatch.setattr(servers.Protocol, "header_s", 0.2)
    with opened(body_s=0.1) as place:
        head = f"POST /articles HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
        head += "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        with socket.create_connection(("127.0.0.1", place.port), 10) as client:
            client.sendall(head.encode())
            assert client.recv(1000).startswith(b"HTTP/1.1 408")
        with socket.create_connection(("127.0.0.1", place.port), 10) as client:
            client.sendall(b"POST /articles HTTP/1.1\r\nHost:")
            assert client.recv(1000) == b""


def test_a_long_head_is_refused(place):
    with socket.create_connection(("127.0.0.1", place.port), 10) as client:
        client.sendall(b"POST /articles HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 40_000)
        assert client.recv(100).startswith(b"HTTP/1.1 400")


def test_the_answer_waits_for_the_bus_and_says_429_when_too_much_waits():
    with opened(in_flight_bytes=500) as place:
        place.out.opens.clear()
        answers = []
        waiting = Thread(target=lambda: answers.append(place.post({**ONE, "body": "x" * 400})))
        waiting.start()
        until(lambda: place.out.sent)
        status, _, headers = place.post(ONE)
        assert (status, headers["Retry-After"], answers) == (429, "2", [])
        place.out.opens.set()
        waiting.join(60)
        assert answers[0][0] == 200
        assert len(place.out.kept) == 1


def test_too_many_requests_at_once_are_429():
    with opened(at_once=0) as place:
        assert place.post(ONE)[0] == 429


def test_what_the_bus_does_not_acknowledge_is_503():
    with opened() as place:
        place.out.down = True
        status, _, headers = place.post(ONE)
        assert (status, headers["Retry-After"], place.out.kept) == (503, "2", [])
        place.out.down = False
        until(lambda: place.handover.is_open)
        assert place.post(ONE)[0] == 200
        assert len(place.out.kept) == 1


def test_what_came_is_counted(place):
    before = place.metrics.registry.get_sample_value
    labels = [{"door": "http", "outcome": name} for name in ("accepted", "refused")]
    counts = [before("rasid_ingested_total", label) or 0 for label in labels]
    place.post([ONE, None, None])
    after = [before("rasid_ingested_total", label) for label in labels]
    assert after == [counts[0] + 1, counts[1] + 2]


def test_a_bomb_of_gzip_is_stopped_early():
    bomb = gzip.compress(gzip.compress(b"\0" * 50_000_000))
    assert len(unpacked(bomb, 10_000_000)) < 100_000
    with pytest.raises(TooLong):
        unpacked(unpacked(bomb, 10_000_000), 10_000_000)
    with pytest.raises(TooLong):
        unpacked(gzip.compress(b"") * (MOST_MEMBERS + 1), 10)
    assert unpacked(gzip.compress(b"a") + gzip.compress(b"b"), 10) == b"ab"
    with pytest.raises(NotGzip):
        unpacked(gzip.compress(b"a") + b"rest", 10)


def test_a_file_of_tokens_names_sources(tmp_path):
    file = tmp_path / "tokens"
    file.write_text(f"# ours\nafp {digest('one')}\nokaz.com.sa {digest('two').upper()}\n")
    known = publishers(str(file))
    assert known.source_of("Bearer two") == "okaz.com.sa"
    assert known.source_of("bearer  one ") == "afp"
    assert known.source_of("Basic one") is None
    assert known.fresh_token is None


@pytest.mark.parametrize("line", ["afp", "afp 12", "a b c", f"../x {'0' * 64}", ""])
def test_a_wrong_file_of_tokens_is_said_without_its_words(tmp_path, line):
    file = tmp_path / "tokens"
    file.write_text(line + "\n")
    with pytest.raises(SettingsError, match="RASID_INGEST_TOKENS"):
        publishers(str(file))


def test_without_a_file_a_fresh_token_is_made():
    known = publishers("")
    assert known.source_of(f"Bearer {known.fresh_token}") == "local"
    assert publishers("").fresh_token != known.fresh_token
