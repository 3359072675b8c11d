"""From the bytes of a feed to its entries."""

import pytest

from streams.adapters import feed_text
from streams.adapters.feed_text import NotFeed, entries_of

WHERE = "https://news.example/rss"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def rss(items, declaration='<?xml version="1.0" encoding="utf-8"?>'):
    return f'{declaration}<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


def read(text, kind="application/rss+xml", code="utf-8"):
    return entries_of(text.encode(code), kind, WHERE)


def test_entry_of_rss_has_its_words_address_and_time():
    (entry,) = read(
        rss(
            "<item><title>قتل &amp;amp; جرح</title><link>/a?b=1</link><guid>g1</guid>"
            "<pubDate>Fri, 27 Nov 2026 12:00:00 +0300</pubDate>"
            "<description><![CDATA[<p>قتل <b>ستة</b></p>]]></description></item>"
        )
    )
    assert (entry.title, entry.url) == ("قتل & جرح", "https://news.example/a?b=1")
    assert (entry.body, entry.published_ms) == ("<p>قتل <b>ستة</b></p>", 1_795_770_000_000)


def test_entry_of_atom_has_the_longest_of_its_texts():
    (entry,) = read(
        f"<feed {ATOM}><entry><id>urn:1</id><title>Six dead</title><link href='https://b.example/1'/>"
        "<updated>2026-11-27T09:00:00Z</updated><summary>Six.</summary>"
        "<content type='html'>&lt;p&gt;Six were killed.&lt;/p&gt;</content></entry></feed>"
    )
    assert (entry.url, entry.body) == ("https://b.example/1", "<p>Six were killed.</p>")
    assert entry.published_ms == 1_795_770_000_000


def test_entry_keeps_its_key_and_changes_its_version_with_its_words():
    first, second = (
        read(rss(f"<item><guid>g</guid><title>{toll} dead</title></item>"))[0] for toll in (5, 6)
    )
    assert first.key == second.key
    assert first.version != second.version


def test_entry_that_is_there_twice_counts_once_and_one_without_a_word_not_at_all():
    items = "<item><guid>g</guid><title>one</title></item>" * 2 + "<item><guid>h</guid></item>"
    assert [entry.title for entry in read(rss(items))] == ["one"]


@pytest.mark.parametrize(
    "when",
    ["", "never", "Fri, 99 Foo 9999999 12:00", "0001-01-01T00:00:00Z", "1" * 4000, "9999-12-31"],
)
def test_time_that_is_none_is_unknown_or_within_the_years_that_travel(when):
    (entry,) = read(rss(f"<item><title>x</title><pubDate>{when}</pubDate></item>"))
    assert entry.published_ms is None or 0 < entry.published_ms < 253_402_300_800_000


@pytest.mark.parametrize(
    ("code", "declared", "kind"),
    [
        ("cp1256", "windows-1256", "text/xml"),
        ("cp1251", "windows-1251", "text/xml"),
        ("iso8859-9", "iso-8859-9", "text/xml; charset=utf-8"),
        ("utf-16", "utf-16", "text/xml"),
        ("utf-16-le", "utf-16", "text/xml"),
        ("utf-8-sig", "utf-8", "text/xml"),
        ("cp1256", None, "text/xml; charset=windows-1256"),
    ],
)
def test_feed_is_read_in_the_code_it_is_written_in(code, declared, kind):
    words = {"cp1251": "Взрыв", "iso8859-9": "Şırnak"}.get(code, "انفجار")
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    (entry,) = read(rss(f"<item><title>{words}</title></item>", head), kind, code)
    assert entry.title == words


BILLION = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>"
)
FILE = BILLION.replace('<!ENTITY a "aaaaaaaaaa">', "<!ENTITY a SYSTEM 'file:///etc/passwd'>")
PARAMETER = BILLION.replace('<!ENTITY a "aaaaaaaaaa">', "<!ENTITY % a SYSTEM 'http://h/x'> %a;")
HIDDEN = "<!-- <rss> -->" + BILLION


@pytest.mark.parametrize("trick", [BILLION, FILE, PARAMETER, HIDDEN, BILLION.lower()])
@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_feed_that_defines_entities_is_refused_in_every_code(trick, code):
    with pytest.raises(NotFeed, match="entities"):
        read(trick, code=code)


@pytest.mark.parametrize(
    "code", ["utf-7", "cp037", "punycode", "unicode_escape", "zlib", "no-such"]
)
def test_feed_in_a_code_that_hides_things_is_refused(code):
    with pytest.raises(NotFeed):
        read(rss("<item><title>x</title></item>", f'<?xml version="1.0" encoding="{code}"?>'))


def test_a_document_type_elsewhere_is_not_fetched_and_the_feed_is_read():
    head = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://192.0.2.1/rss.dtd">'
    assert read(rss("<item><title>x</title></item>", head))[0].title == "x"


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "hello",
        "<html><body><p>Not found</p></body></html>",
        "{}",
        "\0" * 100,
        "<rss",
        "<?xml",
        "<![CDATA[",
    ],
)
def test_what_is_no_feed_is_said_to_be_none(junk):
    with pytest.raises(NotFeed):
        read(junk)


@pytest.mark.parametrize(
    "broken",
    [
        "<item><title>Six dead & more</title></item>",
        "<item><title>Six dead</title><description>cut off",
        "<item><title>Six dead</title><b></i></item>",
        "<item><title>Six dead\x00\x08</title></item>",
        "<item><title>Six dead</title></item></channel></rss><rss>",
    ],
)
def test_malformed_feed_is_read_as_far_as_it_can_be(broken):
    (entry,) = read(rss(broken))
    assert entry.title.startswith("Six dead")


def test_half_a_surrogate_does_not_get_through():
    try:
        found = read(rss("<item><title>x&#xd800;y</title></item>"))
    except NotFeed:
        return
    for entry in found:
        (entry.title or "").encode("utf-8")


def test_entries_beyond_the_most_are_left_out(monkeypatch):
    monkeypatch.setattr(feed_text, "MOST_ENTRIES", 3)
    items = "".join(f"<item><title>{n}</title></item>" for n in range(9))
    assert [entry.title for entry in read(rss(items))] == ["0", "1", "2"]


@pytest.mark.parametrize(
    "bomb",
    [
        "".join(f"<x{number}:a xmlns:x{number}='u'/>" for number in range(5001)),
        "<item/>" * 5001,
        "<entry/>" * 5001,
        "<b>" * 200_001,
        "<" * 200_001,
    ],
    ids=["namespaces", "items", "entries", "tags", "marks"],
)
def test_feed_that_would_cost_too_much_is_refused_before_it_does(bomb):
    with pytest.raises(NotFeed, match="more than"):
        read(rss(bomb))


def test_bytes_are_never_taken_for_an_address_or_a_file(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(rss("<item><title>x</title></item>"))
    for name in (str(file), file.as_uri(), "http://127.0.0.1:9/rss"):
        with pytest.raises(NotFeed):
            read(name)
