"""The page behind an entry, where robots may read it."""

import pytest

from streams.adapters.fetching import plain
from streams.adapters.page_text import robots_url
from streams.adapters.reading_pages import AWAY_S, Pages
from tests.feed_site import said, silent, site, url_of, web

WORDS = "Six people were killed on Friday when gunmen attacked a power station near the city. " * 5
PAGE = f"""<html><head><title>Six dead</title><script>alert(1)</script></head><body>
<nav><a href="/">Home</a><a href="/x">World</a></nav>
<article><h1>Six dead</h1><p>{WORDS}</p><p>{WORDS.upper()}</p></article>
<footer>All rights reserved</footer></body></html>""".encode()


def html(body=PAGE):
    return said(200, body, Content_Type="text/html; charset=utf-8")


async def read(pages, path="/a"):
    with site(pages) as server:
        return await Pages(web()).read(url_of(server, path)), [path for path, _ in server.asked]


async def test_page_gives_the_words_of_its_article():
    page, _ = await read({"/a": html()})
    assert WORDS.strip() in page.text
    assert "alert(1)" not in page.text
    assert "All rights" not in page.text
    assert (page.received, page.url.endswith("/a")) == (PAGE, True)


@pytest.mark.parametrize(
    ("robots", "is_read"),
    [
        (said(200, b"User-agent: *\nDisallow: /private"), True),
        (said(200, b"User-agent: *\nDisallow: /"), False),
        (said(200, b"User-agent: rasid\nDisallow: /a\n\nUser-agent: *\nAllow: /"), False),
        (said(200, b"User-agent: *\nDisallow: /*a$"), False),
        (said(200, b"User-agent: other\nDisallow: /"), True),
        (said(404), True),
        (said(403), True),
        (said(500), False),
        (said(429), False),
        (said(200, b"\xff\xfe\0junk" * 100), True),
        (said(200, b"", Content_Length="9999999"), False),
        (said(302, b"", Location="http://10.0.0.1/"), False),
    ],
)
async def test_robots_are_respected(robots, is_read):
    page, asked = await read({"/robots.txt": robots, "/a": html()})
    assert (page is not None, "/a" in asked) == (is_read, is_read)


async def test_rules_are_asked_for_once_a_day_and_sooner_when_they_could_not_be_had():
    now = [0.0]
    pages = {"/robots.txt": said(500), "/a": html()}
    with site(pages) as server:
        reader = Pages(web(), lambda: now[0])
        assert await reader.read(url_of(server, "/a")) is None
        assert await reader.read(url_of(server, "/a")) is None
        pages["/robots.txt"] = said(404)
        now[0] = AWAY_S
        assert await reader.read(url_of(server, "/a")) is not None
        now[0] = 80_000.0
        assert await reader.read(url_of(server, "/a")) is not None
    assert [path for path, _ in server.asked].count("/robots.txt") == 2


async def test_redirect_to_a_page_that_robots_may_not_read_gives_none():
    rules = said(200, b"User-agent: *\nDisallow: /paid")
    pages = {"/robots.txt": rules, "/a": said(302, Location="/paid"), "/paid": html()}
    page, _ = await read(pages)
    assert page is None


async def test_pause_that_robots_ask_for_is_kept():
    rules = said(200, b"User-agent: *\nCrawl-delay: 3600")
    with site({"/robots.txt": rules, "/a": html()}) as server:
        reader = Pages(web())
        assert await reader.read(url_of(server, "/a")) is not None
        assert await reader.read(url_of(server, "/a")) is None
    assert [path for path, _ in server.asked].count("/a") == 1


@pytest.mark.parametrize(
    "answer",
    [
        said(404),
        said(200, b"x", Content_Length="9999999"),
        said(302, b"", Location="http://169.254.169.254/"),
        silent,
    ],
)
async def test_page_that_cannot_be_had_is_none(answer):
    assert (await read({"/a": answer}))[0] is None


@pytest.mark.parametrize("body", [b"", b"<", b"\0\0", b"<html>" * 5000, b"<p>" + b"&#xd800;" * 9])
async def test_page_without_an_article_has_no_words_or_few(body):
    page, _ = await read({"/a": html(body)})
    assert page is None or len(page.text) < 1000


def test_rules_are_where_the_page_is():
    assert robots_url(plain("https://a.example:8443/x/y?z")) == "https://a.example:8443/robots.txt"
