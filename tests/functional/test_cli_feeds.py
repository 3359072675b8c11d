"""`rasid feeds`: which feeds are listed, how they do, and whether they can be read."""

import pytest

from streams.adapters.feed_memory import Memories, Memory
from tests.feed_site import rss, said, site, url_of
from tests.rasid import rasid, rows


@pytest.fixture
def listed(tmp_path, monkeypatch):
    """Return a file with a feed that is on and one that is off; state lies beside it."""
    monkeypatch.setenv("RASID_RUN_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("RASID_INGEST_PRIVATE", "127.0.0.0/8")

    def written(server=None):
        first, second = (
            url_of(server, path) if server else f"https://a.example{path}"
            for path in ("/rss", "/off")
        )
        file = tmp_path / "feeds.toml"
        file.write_text(
            f'[feeds.a]\nurl = "{first}"\nsource = "a"\nlanguage = "ar"\ncountry = "IQ"\n'
            f'[feeds.b]\nurl = "{second}"\nsource = "b"\nenabled = false\n'
        )
        return file

    return written


def test_check_counts_the_feeds_of_a_sound_file(capfdbinary, listed):
    assert rasid(capfdbinary, "feeds", "check", listed()) == (0, "2 feeds, 1 on\n", [])


def test_check_names_what_is_wrong(capfdbinary, listed):
    file = listed()
    file.write_text('[feeds.a]\nurl = "ftp://a.example/"\n')
    code, out, err = rasid(capfdbinary, "feeds", "check", file)
    assert (code, out) == (2, "")
    assert "feeds.a: url: no web address" in err[0]


def test_check_without_a_file_says_how_to_give_one(capfdbinary):
    code, _, err = rasid(capfdbinary, "feeds", "check")
    assert (code, "RASID_INGEST_FEEDS" in err[0]) == (2, True)


def test_check_takes_the_file_of_the_settings(capfdbinary, listed, monkeypatch):
    monkeypatch.setenv("RASID_INGEST_FEEDS", str(listed()))
    assert rasid(capfdbinary, "feeds", "check")[:2] == (0, "2 feeds, 1 on\n")


def test_check_asks_each_feed_when_told_to(capfdbinary, listed):
    dated = b"<item><title>x</title><pubDate>Fri, 27 Nov 2026 09:00:00 GMT</pubDate></item>"
    with site({"/rss": said(200, rss().replace(b"</channel>", dated + b"</channel>"))}) as server:
        code, out, err = rasid(capfdbinary, "feeds", "check", listed(server), "--fetch")
        assert code == 1
        assert out.splitlines() == [
            "ok      a  1 entries, the newest of 2026-11-27T09:00:00Z",
            "FAILED  b  http_error: HTTP 404",
        ]
        assert err == ["rasid: 2 feeds, 1 on; 1 could not be read"]


def test_list_shows_each_feed_with_how_it_did(capfdbinary, listed, tmp_path):
    memories = Memories(tmp_path / "run" / "feeds")
    memories.make()
    memories.keep("https://a.example/rss", Memory(outcome="http_error", failures=3))
    code, out, err = rasid(capfdbinary, "feeds", "list", listed())
    assert (code, err) == (0, [])
    first, second = (line.split() for line in out.splitlines()[1:])
    assert first == ["a", "on", "a", "ar", "IQ", "-", "http_error", "3", "-"]
    assert second == ["b", "off", "b", "-", "-", "-", "-", "0", "-"]
    _, out, _ = rasid(capfdbinary, "feeds", "list", listed(), "--json")
    assert [row["last"] for row in rows(out)] == ["http_error", ""]
