import gzip
import io
import json
from hashlib import sha256

import pytest

from streams.adapters.article_line import ARTICLE_BYTES, Gaps, article_of, milliseconds
from streams.adapters.files import LINE_BYTES, Found, Unusable, articles
from streams.domain.errors import BadRecord

OCTOBER_21 = 1_477_072_800_000  # 2016-10-21T18:00Z


def lines(tmp_path, *content):
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(content) + b"\n")
    return list(articles([str(path)], Gaps()))


def row(**fields):
    return json.dumps({"source": "afp", "body": "text", **fields}).encode()


def test_line_of_an_article_gives_its_fields(tmp_path):
    [found] = lines(
        tmp_path,
        row(article_id="a", url="https://x.org/1", title="t", published_at="2016-10-21T18:00:00Z"),
    )
    article = found.article
    assert (article.article_id, article.url, article.title) == ("a", "https://x.org/1", "t")
    assert (article.source, article.body) == ("afp", "text")
    assert (article.published_at, article.fetched_at) == (OCTOBER_21, OCTOBER_21)


def test_article_is_found_with_the_digest_of_its_bytes(tmp_path):
    line = row(article_id="a")
    [found] = lines(tmp_path, b"  " + line)
    (tmp_path / "b.txt").write_bytes(b"a text\r\n")
    [text] = articles([str(tmp_path / "b.txt")], Gaps())

    assert found.sha256 == sha256(line).hexdigest()
    assert text.sha256 == sha256(b"a text\r\n").hexdigest()


@pytest.mark.parametrize(
    "time",
    [
        OCTOBER_21,
        float(OCTOBER_21),
        "2016-10-21T18:00Z",
        "2016-10-21T18:00:00",
        "2016-10-21 21:00:00+03:00",
        "2016-10-21T18:00:00.000Z",
    ],
)
def test_time_is_read_as_iso_with_or_without_zone_or_as_millis(time):
    assert milliseconds(time) == OCTOBER_21


@pytest.mark.parametrize(
    "time", ["yesterday", "", "2016-13-01", True, -1, 1e18, [], float("nan"), "1066-10-14"]
)
def test_time_that_is_none_is_refused(time):
    with pytest.raises(BadRecord) as refused:
        milliseconds(time)
    assert refused.value.reason == "bad_time"


def test_fetched_at_is_the_stream_time_when_it_is_given():
    article = article_of(row(published_at=OCTOBER_21, fetched_at=OCTOBER_21 + 5), Gaps())
    assert article.fetched_at == OCTOBER_21 + 5


def test_article_without_time_gets_no_invented_one():
    article = article_of(row(), Gaps())
    assert (article.published_at, article.fetched_at) == (None, 0)


def test_gaps_fill_only_what_is_missing():
    gaps = Gaps(source="reuters", title="given", published_ms=OCTOBER_21)
    own = article_of(row(title="own", published_at=5), gaps)
    filled = article_of(b'{"body": "text"}', gaps)
    assert (own.source, own.title, own.published_at) == ("afp", "own", 5)
    assert (filled.source, filled.title, filled.published_at) == ("reuters", "given", OCTOBER_21)


def test_same_article_gets_the_same_id_wherever_it_stands(tmp_path):
    once, again = lines(tmp_path, row(title="t"), row(body="  text ", title="t"))
    assert once.article.article_id == again.article.article_id
    assert once.article.article_id != article_of(row(title="u"), Gaps()).article_id


def test_article_without_id_is_named_by_its_page():
    assert article_of(row(url="https://x.org/1#top"), Gaps()).article_id == "https://x.org/1"


def test_unknown_fields_are_ignored():
    assert article_of(row(language="ar", dedup=7, likes=[1]), Gaps()).language is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "bad_json"),
        (b'{"source": "afp", "body": "\xff"}', "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b"null", "null"),
        (b"[1]", "wrong_type"),
        (row(body=5), "wrong_type"),
        (row(title=["t"]), "wrong_type"),
        (row(body="\ud800"), "lone_surrogate"),
        (row(title="\udc00"), "lone_surrogate"),
        (row(published_at="soon"), "bad_time"),
        (row(body="x" * ARTICLE_BYTES), "too_large"),
    ],
)
def test_line_that_cannot_be_used_says_why_and_spares_its_neighbours(tmp_path, line, reason):
    before, bad, after = lines(tmp_path, row(article_id="b"), line, row(article_id="a"))
    assert (before.article.article_id, after.article.article_id) == ("b", "a")
    assert isinstance(bad, Unusable)
    assert bad.reason == reason
    assert bad.place.endswith("in.jsonl:2")


def test_refused_line_keeps_its_name_and_bytes(tmp_path):
    [bad] = lines(tmp_path, row(article_id="a", body=5))
    assert (bad.article_id, bad.line, bad.is_broken) == ("a", row(article_id="a", body=5), False)


def test_endless_line_is_refused_without_losing_the_next(tmp_path):
    endless, after = lines(tmp_path, b"x" * (2 * LINE_BYTES + 7), row(article_id="a"))
    assert (endless.reason, after.place[-2:]) == ("too_large", ":2")
    assert len(endless.line) <= ARTICLE_BYTES


def test_blank_lines_carriage_returns_and_byte_order_marks_are_no_articles(tmp_path):
    found = lines(tmp_path, b"\xef\xbb\xbf" + row(article_id="a") + b"\r", b"", b"  \r")
    assert [f.article.article_id for f in found] == ["a"]


def test_last_line_needs_no_end(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(row(article_id="a"))
    assert [f.article.article_id for f in articles([str(path)], Gaps())] == ["a"]


@pytest.mark.parametrize("name", ["nothing.jsonl", "nothing.txt"])
def test_missing_file_is_told_and_the_others_go_through(tmp_path, name):
    (tmp_path / "in.jsonl").write_bytes(row(article_id="a"))
    missing, there = articles([str(tmp_path / name), str(tmp_path / "in.jsonl")], Gaps())
    assert (missing.reason, missing.is_broken) == (None, True)
    assert str(missing) == f"{tmp_path / name}: No such file or directory"
    assert there.article.article_id == "a"


def test_text_file_is_one_article(tmp_path):
    (tmp_path / "a.txt").write_text("first\nsecond", "utf-8")
    [found] = articles([str(tmp_path / "a.txt")], Gaps(source="irfaasawtak.com"))
    assert (found.article.body, found.article.source) == ("first\nsecond", "irfaasawtak.com")
    assert found.place == str(tmp_path / "a.txt")


def test_text_file_without_source_is_of_an_unlisted_one(tmp_path):
    (tmp_path / "a.html").write_text("<p>first</p>", "utf-8")
    [found] = articles([str(tmp_path / "a.html")], Gaps())
    assert found.article.source == "unknown"


def test_text_file_that_is_not_utf_8_is_told(tmp_path):
    (tmp_path / "a.txt").write_bytes("هجوم".encode("cp1256"))
    [found] = articles([str(tmp_path / "a.txt")], Gaps())
    assert found.is_broken
    assert str(found) == f"{tmp_path / 'a.txt'}: not UTF-8 at byte 0"


def test_folder_gives_what_is_below_it_by_name(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("c.txt", "a.html", "sub/b.txt", "picture.png"):
        (tmp_path / name).write_text(name, "utf-8")
    found = articles([str(tmp_path)], Gaps())
    assert [f.article.body for f in found] == ["a.html", "c.txt", "sub/b.txt"]


def test_folder_without_articles_is_told(tmp_path):
    [found] = articles([str(tmp_path)], Gaps())
    assert found.is_broken
    assert "no file that ends with .txt" in str(found)


def test_file_of_another_kind_is_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    [found] = articles([str(tmp_path / "a.pdf")], Gaps())
    assert "must end with .jsonl" in str(found)


def test_dash_is_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(row(article_id="a"))))
    [found] = articles(["-"], Gaps())
    assert isinstance(found, Found)
    assert (found.place, found.article.article_id) == ("-:1", "a")


def test_packed_files_are_read_as_what_they_hold(tmp_path):
    lines = row(article_id="a") + b"\n{broken\n" + row(article_id="b")
    (tmp_path / "1.jsonl.gz").write_bytes(gzip.compress(lines))
    (tmp_path / "2.TXT.GZ").write_bytes(gzip.compress(b"a text"))
    (tmp_path / "3.pdf.gz").write_bytes(gzip.compress(b"no text"))
    first, broken, second, text = articles([str(tmp_path)], Gaps())
    assert [first.article.article_id, second.article.article_id] == ["a", "b"]
    assert broken.place == f"{tmp_path / '1.jsonl.gz'}:2"
    assert text.article.body == "a text"


@pytest.mark.parametrize(
    "content",
    [b"plain", gzip.compress(row() * 99)[:-9], b"\x1f\x8b\x08" * 9],
    ids=["plain", "cut", "heads"],  # the bytes hold the second in which they were packed
)
def test_broken_gzip_is_told_with_its_file(tmp_path, content):
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(content)
    found = list(articles([str(path)], Gaps()))
    assert isinstance(found[-1], Unusable)
    assert (found[-1].place, found[-1].reason) == (str(path), None)
    assert "gzip" in found[-1].detail
