"""What may be posted, by whom, and that nothing is accepted that the bus does not have."""

import gzip
import json
from hashlib import sha256
from http.client import HTTPConnection

import pytest

from streams.domain.errors import SettingsError
from streams.services.ingest.publishers import digest, publishers
from tests.ingest_place import ONE, opened


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


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (f"00-{'a' * 32}-{'b' * 16}-01", True),
        ("00-abc-def-01", False),
        ("x" * 2000, False),
        ("", False),
    ],
)
def test_articles_belong_to_the_trace_of_the_request_that_brought_them(place, told, kept):
    assert place.post([ONE, ONE], traceparent=told, tracestate="vendor=1")[0] == 200

    for _, headers in place.out.kept:
        found = {name: headers[name] for name in ("traceparent", "tracestate") if name in headers}
        sent = {"traceparent": told.encode(), "tracestate": b"vendor=1"}
        assert found == (sent if kept else {})
