"""What is followed, when it counts as seen, and what is remembered of it."""

import asyncio
import math
from concurrent.futures import Future

import msgspec
import pytest

from streams.adapters.feed_memory import Memories, Memory
from streams.adapters.feeds_file import Feed
from streams.adapters.reading_pages import Pages
from streams.adapters.service_metrics import ServiceMetrics
from streams.domain.errors import Unavailable
from streams.services.ingest.asking import Asking
from streams.services.ingest.feeds import Feeds, Followed
from streams.services.patience import Patience
from tests.fake_bus import FakeStop
from tests.feed_site import rss, said, silent, site, url_of, web

NOW = 1_795_770_000_000


class FakeHandover:
    """Acknowledges at once; `down` offers fail first, `mute` is never answered."""

    def __init__(self, down=0, mute=False):
        self.down, self.mute = down, mute
        self.kept = []
        self.is_open = True

    def offer(self, pieces):
        if self.down:
            self.down -= 1
            raise Unavailable("the bus does not answer")
        done = Future()
        if not self.mute:
            self.kept += pieces
            done.set_result(None)
        return done


class Following:
    """Feeds of one site, asked by hand."""

    def __init__(self, server, folder, handover=None, **given):
        self.handover = handover or FakeHandover()
        self.memories = Memories(folder)
        self.memories.make()
        self.feed = Feed("one", url_of(server), "news.example", **given)
        self.metrics = ServiceMetrics()
        asks = web()
        self.feeds = Feeds(
            [self.feed],
            Asking(asks, Pages(asks), lambda: NOW / 1000),
            self.memories,
            self.handover,
            Patience(FakeStop(), math.inf),
            self.metrics,
            lambda: NOW,
            lambda: 0.5,
        )
        self.one = Followed(self.feed, self.memories.read(self.feed.url))

    def poll(self):
        return asyncio.run(self.feeds.poll(self.one))

    @property
    def titles(self):
        return [piece.article.title for piece in self.handover.kept]

    def polls(self, outcome):
        return self.metrics.feed_polls.labels(outcome)._value.get()


def conditional(body, etag='"1"', modified="Fri, 27 Nov 2026 09:00:00 GMT"):
    def answer(handler):
        if handler.headers["If-None-Match"] == etag:
            said(304)(handler)
        else:
            said(200, body, ETag=etag, Last_Modified=modified)(handler)

    return answer


def test_new_entries_are_handed_over_once_the_oldest_first(tmp_path):
    with site({"/rss": said(200, rss(("b", "two"), ("a", "one")))}) as server:
        following = Following(server, tmp_path)
        following.poll()
        server.pages["/rss"] = said(200, rss(("c", "three"), ("b", "two"), ("a", "one")))
        following.poll()
        following.poll()
    assert following.titles == ["one", "two", "three"]
    article = following.handover.kept[0].article
    assert (article.source, article.url) == ("news.example", "https://news.example/a")
    assert (article.article_id, article.fetched_at) == ("https://news.example/a", NOW)
    assert len(dict(following.handover.kept[0].headers)["rasid_received_sha256"]) == 64
    assert [following.polls(name) for name in ("new", "unchanged")] == [2, 1]


def test_entry_whose_words_change_is_handed_over_again(tmp_path):
    with site({"/rss": said(200, rss(("a", "five dead")))}) as server:
        following = Following(server, tmp_path)
        following.poll()
        server.pages["/rss"] = said(200, rss(("a", "six dead")))
        following.poll()
    assert following.titles == ["five dead", "six dead"]
    assert len({piece.article.article_id for piece in following.handover.kept}) == 1


def test_feed_is_asked_only_for_what_changed_also_after_a_restart(tmp_path):
    with site({"/rss": conditional(rss(("a", "one")))}) as server:
        Following(server, tmp_path).poll()
        again = Following(server, tmp_path)
        again.poll()
    (_, first), (_, second) = server.asked
    assert "If-None-Match" not in first
    assert second["If-None-Match"] == '"1"'
    assert second["If-Modified-Since"] == "Fri, 27 Nov 2026 09:00:00 GMT"
    assert (again.titles, again.polls("unchanged")) == ([], 1)


def test_entries_seen_are_remembered_over_a_restart_of_a_server_without_marks(tmp_path):
    with site({"/rss": said(200, rss(("a", "one")))}) as server:
        Following(server, tmp_path).poll()
        server.pages["/rss"] = said(200, rss(("b", "two"), ("a", "one")))
        again = Following(server, tmp_path)
        again.poll()
    assert again.titles == ["two"]


def test_entry_counts_as_seen_only_once_the_bus_has_it(tmp_path):
    with site({"/rss": conditional(rss(("a", "one")))}) as server:
        mute = Following(server, tmp_path, FakeHandover(mute=True))

        async def killed():
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(mute.feeds.poll(mute.one), 0.3)

        asyncio.run(killed())
        kept = mute.memories.read(mute.feed.url)
        assert (kept.seen, kept.etag, kept.body) == ({}, "", "")
        again = Following(server, tmp_path)
        again.poll()
    assert again.titles == ["one"]


def test_bus_that_is_away_is_waited_for_with_what_was_read(tmp_path, monkeypatch):
    monkeypatch.setattr("streams.services.ingest.feeds.pauses", lambda: iter([0.0] * 5))
    with site({"/rss": said(200, rss(("a", "one")))}) as server:
        following = Following(server, tmp_path, FakeHandover(down=3))
        following.poll()
    assert (following.titles, len(server.asked)) == (["one"], 1)


def test_nothing_is_asked_while_the_bus_is_away(tmp_path):
    with site({"/rss": said(200, rss(("a", "one")))}) as server:
        following = Following(server, tmp_path)
        following.handover.is_open = False

        async def waits():
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(following.feeds.poll(following.one), 0.1)

        asyncio.run(waits())
    assert server.asked == []


def test_entry_that_cannot_travel_is_counted_once_and_holds_up_nothing(tmp_path):
    huge = "x" * 1_000_000
    with site({"/rss": said(200, rss(("a", huge), ("b", "two")))}) as server:
        following = Following(server, tmp_path)
        following.poll()
        server.pages["/rss"] = said(200, rss(("a", huge), ("b", "two"), ("c", "three")))
        following.poll()
    assert following.titles == ["two", "three"]
    assert following.metrics.ingested.labels("feeds", "refused")._value.get() == 1


@pytest.mark.parametrize(
    ("answer", "outcome", "wait"),
    [
        (said(500), "http_error", 60),
        (said(404), "http_error", 60),
        (said(410), "gone", 86_400),
        (said(429, b"", Retry_After="3000"), "throttled", 3150),
        (said(503), "throttled", 60),
        (said(200, b"<html>no</html>"), "malformed", 60),
        (said(200, b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss/>"), "malformed", 60),
        (said(200, b"", Content_Length="104857600"), "too_long", 60),
        (said(302, b"", Location="http://10.0.0.1/"), "refused", 60),
        (silent, "unreachable", 60),
    ],
)
def test_each_way_to_fail_has_its_word_and_its_wait(tmp_path, answer, outcome, wait):
    with site({"/rss": answer}) as server:
        following = Following(server, tmp_path)
        assert following.poll() == pytest.approx(wait)
    memory = Memories(tmp_path).read(following.feed.url)
    assert (memory.outcome, memory.failures, following.polls(outcome)) == (outcome, 1, 1)
    assert memory.due_ms == pytest.approx(NOW + wait * 1000)


def test_host_that_asks_for_quiet_is_not_asked_for_another_feed_either(tmp_path):
    with site({"/rss": said(503, b"", Retry_After="600")}) as server:
        following = Following(server, tmp_path)
        following.poll()
        other = Followed(Feed("two", url_of(server, "/other"), "news.example"), Memory())
        wait = asyncio.run(following.feeds.poll(other))
    assert len(server.asked) == 1
    assert 590 < wait <= 601
    assert (other.memory.outcome, other.memory.failures) == ("held", 0)


def test_feed_fails_after_three_failures_and_is_well_after_an_answer(tmp_path, caplog):
    with site({"/rss": said(500)}) as server:
        following = Following(server, tmp_path)
        waits = [following.poll() for _ in range(3)]
        assert waits == [60, 120, 240]
        following.feeds.followed.append(following.one)
        (told,) = msgspec.json.decode(following.feeds.told())
        assert (told["name"], told["state"], told["failures"]) == ("one", "failing", 3)
        assert [r.message for r in caplog.records] == ["feed one fails: http_error (HTTP 500)"]

        server.pages["/rss"] = said(200, rss(("a", "one")))
        assert following.poll() == 60
        assert msgspec.json.decode(following.feeds.told())[0]["state"] == "well"


def test_feed_that_says_how_long_it_stays_is_not_asked_before(tmp_path):
    pages = {"/rss": said(200, rss(("a", "one")), Cache_Control="max-age=300")}
    with site(pages) as server:
        assert Following(server, tmp_path).poll() == 300
        pages["/rss"] = said(200, rss(("b", "one")), Cache_Control="max-age=99999999")
        assert Following(server, tmp_path).poll() == 900


def test_delay_is_measured_of_news_and_not_of_what_was_there_at_first(tmp_path):
    def told(*keys):
        items = "".join(
            f"<item><guid>{key}</guid><title>{key}</title>"
            "<pubDate>Fri, 27 Nov 2026 08:59:50 GMT</pubDate></item>"
            for key in keys
        )
        return said(200, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())

    with site({"/rss": told("a")}) as server:
        following = Following(server, tmp_path)
        following.poll()
        server.pages["/rss"] = told("a", "b")
        following.poll()
    assert following.metrics.feed_delay._sum.get() == 10


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"seen": 1}', b"\xff", b"[" * 5000])
def test_memory_that_is_broken_is_begun_anew(tmp_path, content):
    memories = Memories(tmp_path)
    memories.keep("https://a.example/", Memory(etag="1"))
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert memories.read("https://a.example/") == Memory()


def test_memory_is_bounded_and_forgets_the_oldest(monkeypatch):
    monkeypatch.setattr("streams.adapters.feed_memory.MOST_SEEN", 2)
    memory = Memory()
    for key in ("a", "b", "a", "c"):
        memory.saw(key, "1")
    assert list(memory.seen) == ["a", "c"]


def test_entry_that_stays_in_its_feed_is_not_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr("streams.adapters.feed_memory.MOST_SEEN", 3)
    with site({}) as server:
        following = Following(server, tmp_path)
        for number in range(5):
            pages = rss(("pinned", "pinned"), (str(number), f"news {number}"))
            server.pages["/rss"] = said(200, pages)
            following.poll()
    assert following.titles.count("pinned") == 1
    assert len(following.titles) == 6


def test_run_follows_all_feeds_and_ends_when_told_to(tmp_path):
    with site({"/rss": said(200, rss(("a", "one")))}) as server:
        following = Following(server, tmp_path)
        stop = FakeStop()
        following.feeds.patience = Patience(stop, math.inf)
        kept = following.handover.kept
        following.feeds.patience.heard = lambda: kept and stop.set()
        following.feeds.run()
    assert following.titles == ["one"]
    assert following.metrics.feeds.labels("well")._value.get() == 1


def test_fault_of_one_feed_does_not_stop_the_others(tmp_path, caplog):
    with site({"/rss": said(200, rss(("a", "one")))}) as server:
        following = Following(server, tmp_path)

        async def broken(feed, memory):
            raise RuntimeError("text of an article")

        following.feeds.asking = type("Broken", (), {"ask": staticmethod(broken)})()
        one = Followed(following.feed, Memory())
        assert asyncio.run(following.feeds._polled(one)) == 60
    assert one.memory.failures == 1
    assert "could not be read" in caplog.text
