"""The address in what sinks send."""

from dataclasses import replace

import pytest

from streams.adapters.links import link_of
from streams.domain.records import AlertSource
from tests.samples import ALERT


def of(*urls):
    return link_of(replace(ALERT, sources=tuple(AlertSource("s", "a", url) for url in urls)))


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("http://example.org:8080", "http://example.org:8080"),
        ("https://example.org/هجوم", "https://example.org/%D9%87%D8%AC%D9%88%D9%85"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/%zz", None),
        ("https://example.org/" + "a" * 2000, None),
        ("https://user:key@example.org/", None),
        ("https://[::1/x", None),
        ("javascript:alert(1)", None),
        ("ftp://example.org/", None),
        ("", None),
        (None, None),
    ],
)
def test_only_an_address_of_the_web_is_a_link(url, link):
    assert of(url) == link


def test_first_that_is_one_is_taken():
    assert of(None, "mailto:x", "https://b.example/", "https://c.example/") == "https://b.example/"
