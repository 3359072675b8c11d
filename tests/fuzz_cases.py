"""Broken forms of what strangers send: samples with pieces cut out and put in, and noise."""

import gzip
import json

from hypothesis import strategies as st

ITEM = json.dumps({"title": "Blast", "body": "Five dead.", "published_at": "2016-10-21T18:00Z"})
RSS = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title><item>'
    b"<title>Blast &amp; fire</title><link>https://example.org/1</link><guid>1</guid>"
    b"<pubDate>Fri, 21 Oct 2016 18:00:00 GMT</pubDate><description>"
    b"<![CDATA[<p>Five <b>dead</b></p>]]></description></item></channel></rss>"
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><entry><id>2</id>'
    b'<title type="html">&lt;b&gt;Blast&lt;/b&gt;</title><link href="a"/><updated>2016-10-21T18:00Z'
    b'</updated><content type="xhtml"><div>Five dead</div></content></entry></feed>'
)
PAGE = (
    b"<html><body><nav>Home</nav><article><p>"
    + b"Five people died. " * 30
    + b"</p></article></body></html>"
)
ROBOTS = b"User-agent: *\nDisallow: /private*\nCrawl-delay: 5\n\nUser-agent: rasid\nAllow: /\n"
NASTY = (
    b"\x00", b"\xff" * 9, b"\x80" * 10, b"\xff\xff\xff\xff\xff\xff\xff\xff\x7f", b"\xed\xa0\x80",
    b"\\ud800", b"\\u0000", b"[" * 3000, b'{"a":' * 3000, b"9" * 5000, b"1e999", b"-0", b"NaN",
    b"null", b"<!--", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&#0;", b"&#xD800;",
    b"&#99999999;", b"&nbsp", b"<a href=", b"<div>" * 500, b'"', b"\\", b"\r\n", b"--x\r\n",
    b"Content-Disposition: form-data", "\u202e\u200f٣".encode(), "𝟛".encode(), b"%00", b"%ff", b"&",
    b"..", b"'; --", b"encoding='utf-7'", b"utf-16",
)  # fmt: skip
EDITS = st.lists(
    st.tuples(
        st.integers(0, 1 << 16),
        st.integers(0, 40),
        st.one_of(st.binary(max_size=8), st.sampled_from(NASTY)),
    ),
    max_size=5,
)
TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


def broken(*samples: bytes) -> st.SearchStrategy[bytes]:
    """Return bytes of all kinds: noise, and samples with pieces cut out and put in."""
    return st.one_of(
        st.binary(max_size=200),
        st.sampled_from(NASTY),
        st.builds(_edited, st.sampled_from(samples), EDITS),
    )


def _edited(sample: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for at, gone, put in edits:
        start = at % (len(sample) + 1)
        sample = sample[:start] + put + sample[start + gone :]
    return sample


def words(*samples: bytes) -> st.SearchStrategy[str]:
    """Return texts of all kinds."""
    return st.one_of(TEXT, broken(*samples).map(lambda it: it.decode("utf-8", "replace")))


def latin(samples: tuple[bytes, ...]) -> st.SearchStrategy[str]:
    """Return values of headers, as a server hands them on."""
    plain = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
    return st.one_of(plain, st.sampled_from(samples).map(lambda it: it.decode("latin-1")))


KINDS = latin(
    (b"application/json", b"application/x-ndjson", b"application/json; charset=utf-7",
     b"multipart/form-data; boundary=x", b"multipart/form-data", b"text/plain", b"")
)  # fmt: skip
BODIES = broken(
    ITEM.encode(), b"[" + ITEM.encode() + b"," + ITEM.encode() + b"]",
    ITEM.encode() + b"\n" + ITEM.encode(), gzip.compress(ITEM.encode(), mtime=0),
    b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
)  # fmt: skip
NAMES = st.sampled_from(["inc-1", "inc-9", "..", "%00", "%2e%2e%2fetc", "a" * 3000, "ق"])
QUERIES = words(
    b"since=2016-10-21&until=2016-10-22&country=IQ&box=1,2,3,4&limit=5&text=a&cursor=x",
    b"revision=1", b"level=high&type=armed_assault&by=updated&total=yes",
).map(lambda it: it.encode("utf-8", "replace").decode("utf-8").replace("?", ""))  # fmt: skip
COOKIES = latin((b"rasid=x; rasid=y", b"rasid=\xff", b"=;=", b'"'))
DECISION = b'{"action":"split","attack_ids":["atk-1"],"reason":"why"}'
