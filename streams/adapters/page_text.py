"""The words of an article from its page, and whether robots may read it.

The only module that knows trafilatura and protego, which come with `rasid[fulltext]`.
"""

from importlib.util import find_spec
from typing import Protocol
from urllib.parse import urlsplit

from streams.domain.errors import SettingsError

PACKAGES = ("trafilatura", "protego")


class Rules(Protocol):
    """What a robots.txt says."""

    def can_fetch(self, url: str, agent: str) -> bool:
        """Return whether a page may be read."""

    def crawl_delay(self, agent: str) -> float | None:
        """Return the seconds between two requests, None when it names none."""


def check_installed() -> None:
    """Raise SettingsError unless pages can be read here."""
    for name in PACKAGES:
        if find_spec(name) is None:
            raise SettingsError(
                f"a feed asks for full_text, which needs {name}: pip install rasid[fulltext]"
            )


def text_of(page: bytes, url: str) -> str:
    """Return the words of the article on a page, a paragraph a line; empty when none is found."""
    import trafilatura  # noqa: PLC0415 - only where a feed asks for it

    found: str | None = trafilatura.extract(
        page, url=url, include_comments=False, include_tables=False, with_metadata=False
    )
    return found or ""


def rules_of(robots: bytes) -> Rules:
    """Return what a robots.txt says."""
    from protego import Protego  # noqa: PLC0415 - only where a feed asks for it

    found: Rules = Protego.parse(robots.decode("utf-8", "replace"))
    return found


def robots_url(url: str) -> str:
    """Return where the rules for a page are."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
