"""The file that lists feeds."""

from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from streams.adapters.feeds_file import Feed, read_feeds
from streams.domain.errors import SettingsError
from streams.lang.loader import load_context

EXAMPLE = Path(__file__).parents[2] / "deploy" / "feeds.example.toml"


def written(tmp_path, text):
    file = tmp_path / "feeds.toml"
    file.write_text(text, "utf-8")
    return file


def test_two_lines_are_a_feed(tmp_path):
    file = written(tmp_path, '[feeds.mine]\nurl = "https://www.News.example/rss"\n')
    assert read_feeds(file) == (Feed("mine", "https://www.news.example/rss", "news.example"),)


def test_feed_says_what_is_otherwise_than_in_polling(tmp_path):
    text = """
    [polling]
    min_s = 60
    max_s = 3600
    [feeds.a]
    url = "https://a.example/rss"
    [feeds.b]
    url = "http://b.example/rss"
    source = "bee"
    enabled = false
    full_text = true
    min_s = 120
    language = "ckb"
    country = "IQ"
    owner = "B"
    """
    first, second = read_feeds(written(tmp_path, text))
    assert (first.low_s, first.high_s, first.is_on, first.full_text) == (60, 3600, True, False)
    assert second == Feed(
        "b", "http://b.example/rss", "bee", False, True, 120, 3600, "ckb", "IQ", "B"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no feed is listed"),
        ("feeds = 3", "no feed is listed"),
        ("[feeds", "is not TOML"),
        ('[feed.a]\nurl = "https://a.example/"', "'feed' is not known"),
        ("[feeds.a]", "feeds.a"),
        ('[feeds.a]\nurl = "https://a.example/"\nlink = 1', "feeds.a"),
        ('[feeds.a]\nurl = "https://a.example/"\nenabled = "no"', "feeds.a"),
        ('[feeds."a b"]\nurl = "https://a.example/"', "a name is"),
        ('[feeds.a]\nurl = "file:///etc/passwd"', "feeds.a: url: no web address"),
        ('[feeds.a]\nurl = "https://user:secret@a.example/"', "feeds.a: url"),
        ('[feeds.a]\nurl = "https://a.example/"\nmin_s = 1', "10 <= min_s <= max_s <= 86400"),
        ('[feeds.a]\nurl = "https://a.example/"\nmin_s = 90\nmax_s = 80', "got 90 and 80"),
        ('[feeds.a]\nurl = "https://a.example/"\nmin_s = nan', "min_s <= max_s"),
        ('[feeds.a]\nurl = "https://a.example/"\nsource = "A B"', "source must be"),
        ('[feeds.a]\nurl = "https://a.example/"\nlanguage = "arabic"', "language must be"),
        ('[feeds.a]\nurl = "https://a.example/"\ncountry = "iq"', "country must be"),
        (
            '[feeds.a]\nurl = "https://a.example/x"\n[feeds.b]\nurl = "https://A.example/x#y"',
            "feeds.b: has the url of feeds.a",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_without_secrets(tmp_path, text, said):
    with pytest.raises(SettingsError) as caught:
        read_feeds(written(tmp_path, text))
    assert said in str(caught.value)
    assert "RASID_INGEST_FEEDS" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError, match="cannot read"):
        read_feeds(tmp_path / "none.toml")


def test_example_lists_forty_feeds_all_off_the_arabic_ones_first():
    feeds = read_feeds(EXAMPLE)
    languages = [feed.language for feed in feeds]
    assert len(feeds) == 40
    assert not any(feed.is_on or feed.full_text for feed in feeds)
    assert all(feed.language and feed.country and feed.owner for feed in feeds)
    in_order = [language for language, _ in groupby(languages)]
    assert in_order == ["ar", "ckb", "fa", "tr", "fr", "ru", "es", "en"]
    assert Counter(languages).most_common(1)[0][0] == "ar"


@pytest.mark.parametrize("feed", read_feeds(EXAMPLE), ids=lambda feed: feed.name)
def test_example_names_sources_that_the_register_knows(feed):
    entry = load_context().sources.resolve(feed.source)
    assert entry is not None
    assert (entry.owner, entry.country) == (feed.owner, feed.country)
    assert feed.language in entry.languages
