"""How much may be posted, how slowly, packed or not, and what a full or silent bus answers."""

import gzip
import socket
from threading import Thread

import pytest

from streams.adapters.unpacking import MOST_MEMBERS, NotGzip, TooLong, unpacked
from streams.services.ingest import door as doors
from streams.services.ingest import server as servers
from tests.ingest_place import ONE, TOKEN, opened, until


@pytest.fixture(scope="module")
def shared():
    with opened() as place:
        yield place


@pytest.fixture
def place(shared):
    shared.out.kept.clear()
    return shared


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
