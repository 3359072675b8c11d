"""Getting an address of a stranger."""

import gzip
import zlib
from ipaddress import ip_network

import pytest

from streams.adapters import fetching
from streams.adapters.fetching import NotFetched, plain
from tests.feed_site import said, site, url_of, web

LONGEST = 1000


def loops(handler):
    said(302, Location="/rss")(handler)


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    sent = 0
    while sent < 100 * 1024 * 1024:
        handler.wfile.write(b"x" * 65_536)
        sent += 65_536
    handler.server.sent = sent


async def get(url, **given):
    return await web(**given).get(url, {"If-None-Match": '"1"'}, LONGEST)


async def fault(url, **given):
    with pytest.raises(NotFetched) as caught:
        await get(url, **given)
    return caught.value.fault, str(caught.value)


async def test_answer_has_status_headers_body_and_we_say_who_asks():
    with site({"/rss": said(200, b"words", ETag='"2"')}) as server:
        found = await get(url_of(server))
    assert (found.status, found.headers["etag"], found.body) == (200, '"2"', b"words")
    ((_, asked),) = server.asked
    assert (asked["User-Agent"], asked["If-None-Match"]) == ("rasid-test", '"1"')
    assert asked["Accept-Encoding"] == "gzip"
    assert "Cookie" not in asked


async def test_redirect_is_followed_and_its_end_is_told():
    with site({"/rss": said(301, Location="/new?x=1"), "/new": said(200, b"words")}) as server:
        found = await get(url_of(server))
        assert (found.url, found.body) == (url_of(server, "/new?x=1"), b"words")


@pytest.mark.parametrize(
    "where",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]:1/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706434/",
        "http://0x0a000001/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://user@127.0.0.1/",
        "http://news.example\\@10.0.0.1/",
        "//10.0.0.1/",
        "http://[",
    ],
)
async def test_redirect_into_a_network_of_ours_is_refused(where):
    with site({"/rss": said(302, Location=where)}) as server:
        kind, _ = await fault(url_of(server), networks=[ip_network("127.0.0.1/32")])
    assert kind == "refused"
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://127.1:9/"]
)
async def test_own_machine_is_refused_unless_it_is_allowed(url):
    assert (await fault(url, networks=()))[0] == "refused"


async def test_name_that_leads_to_a_private_address_among_others_is_refused():
    def resolve(host, port):
        return ["93.184.215.14", "192.168.1.1"]

    kind, told = await fault("http://news.example/rss", networks=(), resolve=resolve)
    assert (kind, told) == ("refused", "192.168.1.1 is not a public address")


async def test_name_is_connected_to_where_it_was_checked_and_nowhere_else():
    answers = [["127.0.0.1"], ["10.0.0.1"]]

    def resolve(host, port):
        return answers.pop(0)

    with site({"/rss": said(200, b"words")}) as server:
        url = url_of(server, host="news.example")
        found = await get(url, resolve=resolve)
    assert (found.body, len(answers)) == (b"words", 1)
    assert server.asked[0][1]["Host"].startswith("news.example:")


async def test_redirects_without_end_are_refused():
    with site({"/rss": loops}) as server:
        assert (await fault(url_of(server)))[0] == "refused"
    assert len(server.asked) == 5


async def test_body_that_is_too_long_is_cut_off_whether_announced_or_not():
    pages = {"/rss": endless, "/told": said(200, b"", Content_Length="100000000")}
    with site(pages) as server:
        assert (await fault(url_of(server)))[0] == "too_long"
        assert (await fault(url_of(server, "/told")))[0] == "too_long"
        assert not hasattr(server, "sent")


async def test_gzip_is_unpacked_and_a_bomb_of_it_is_not():
    bomb = zlib.compress(b"0" * 50_000_000, 9, wbits=31)[:LONGEST]
    pages = {
        "/rss": said(200, gzip.compress(b"words"), Content_Encoding="gzip"),
        "/bomb": said(200, bomb, Content_Encoding="gzip"),
        "/cut": said(200, gzip.compress(b"words")[:-4], Content_Encoding="gzip"),
        "/br": said(200, b"words", Content_Encoding="br"),
    }
    with site(pages) as server:
        assert (await get(url_of(server))).body == b"words"
        assert (await fault(url_of(server, "/bomb")))[0] == "too_long"
        assert (await fault(url_of(server, "/cut")))[0] == "malformed"
        assert (await fault(url_of(server, "/br")))[0] == "malformed"


async def test_host_that_is_away_or_answers_nonsense_is_unreachable():
    with site({"/rss": lambda handler: handler.wfile.write(b"nonsense\r\n\r\n")}) as server:
        assert (await fault(url_of(server)))[0] == "unreachable"

    def nowhere(host, port):
        raise OSError("no such host")

    assert (await fault("http://news.example/", resolve=nowhere))[0] == "unreachable"


@pytest.mark.parametrize(
    ("url", "spelt"),
    [
        ("HTTPS://News.Example", "https://news.example/"),
        ("https://news.example:8443/a?b=1#c", "https://news.example:8443/a?b=1"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://①②⑦.0.0.1/", "http://127.0.0.1/"),
    ],
)
def test_address_is_spelt_so_that_all_agree_on_its_host(url, spelt):
    assert plain(url) == spelt


async def test_redirect_from_https_to_http_is_refused(monkeypatch):
    async def hop(self, url, headers, longest):
        return fetching.Fetched(302, url, {"location": "http://news.example/"}, b"")

    monkeypatch.setattr(fetching.Web, "_hop", hop)
    assert (await fault("https://news.example/"))[0] == "refused"
