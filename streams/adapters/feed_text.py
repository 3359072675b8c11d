"""From the bytes of a feed to its entries. The only module that knows feedparser.

The bytes are decoded here, and what is handed on is UTF-8 without a document type of its own: an
entity can stand for gigabytes or for a file.
"""

import calendar
import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from streams.domain.html import has_entity, is_html, paragraphs_of
from streams.domain.identity import digest

MOST_ENTRIES = 500
MOST = {"xmlns": 5000, "<item": 5000, "<entry": 5000, "<": 200_000}
"""What a feed may hold of each. The parser takes a time that grows with the square of namespaces
(60,000 took over 20 s), 26 µs and more a tag, and kilobytes an entry."""
KEY_LETTERS = 2000
HEAD_BYTES = 1024
_PROBE = bytes(each for each in range(0x20, 0x7F) if each != 0x5C) + rb"\u0041"
"""What reads the same in each code of text, but for those of two or four bytes a letter."""
_WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_CHARSET = re.compile(r"charset\s*=\s*\"?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}?\?>")
_DEFINES = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)


class NotFeed(ValueError):
    """Bytes that are no feed we read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells of an article; `key` names it among those of its feed."""

    key: str
    url: str | None
    title: str | None
    body: str
    published_ms: int | None

    @property
    def version(self) -> str:
        """What changes when its words do."""
        return digest(self.title, self.body)


def entries_of(body: bytes, content_type: str, url: str) -> list[Entry]:
    """Return the entries of a feed, in its order, at most 500, the first of each key.

    Raises NotFeed.
    """
    parsed = _parsed(_sound(_text(body, content_type)))
    found = parsed.get("entries", [])
    if not parsed.get("version") and not found:
        raise NotFeed("neither RSS nor Atom")
    entries = [entry for raw in found[:MOST_ENTRIES] if (entry := _entry(raw, url))]
    return list({entry.key: entry for entry in reversed(entries)}.values())[::-1]


def _parsed(text: str) -> Mapping[str, Any]:
    import feedparser  # noqa: PLC0415 - only where feeds are listed

    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found: Mapping[str, Any] = feedparser.parse(
            BytesIO(text.encode("utf-8")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # noqa: BLE001 - whatever a stranger wrote, the others are read on
        raise NotFeed(f"the parser failed on it ({type(error).__name__})") from None
    return found


def _text(body: bytes, content_type: str) -> str:
    """Return the feed as text. Raises NotFeed for a code that feeds are not written in."""
    named = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    named = named or {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(body[:2])
    declared = _DECLARED.search(body[:HEAD_BYTES])
    served = _CHARSET.search(content_type)
    if named is None and declared:
        named = declared[1].decode()
    elif named is None:
        named = served[1] if served else "utf-8"
    if named not in _WIDE and not _is_plain(named):
        raise NotFeed(f"written in {named[:40]!r}")
    return body.decode(named, "replace")


def _is_plain(code: str) -> bool:
    """Whether a code is one of text, beside the odd ones that Python knows too."""
    try:
        return _PROBE.decode(code) == _PROBE.decode("ascii")
    except (LookupError, ValueError):
        return False


def _sound(text: str) -> str:
    """Return the feed without its declaration. Raises NotFeed when it defines anything."""
    if _DEFINES.search(text):
        raise NotFeed("it defines entities of its own")
    for mark, most in MOST.items():
        if text.count(mark) > most:
            raise NotFeed(f"more than {most} times {mark!r}")
    return _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)


def _entry(raw: dict[str, Any], base: str) -> Entry | None:
    """Return an entry; None for one without a word."""
    title, body = _headline(_said(raw.get("title"))), _longest(raw)
    if not title and not body.strip():
        return None
    link = _said(raw.get("link"))
    url = _absolute(base, link) if link else None
    name = _said(raw.get("id")) or url or json.dumps([title, body])
    return Entry(digest(name[:KEY_LETTERS]), url, title or None, body, _published(raw))


def _said(value: object) -> str:
    """Return a text; half a surrogate, which a character reference can bring, becomes `?`."""
    text = value.strip() if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8")


def _headline(text: str) -> str:
    """Return a title as words in one line; many feeds write theirs as HTML."""
    return " ".join((paragraphs_of(text) if is_html(text) or has_entity(text) else text).split())


def _longest(raw: Mapping[str, Any]) -> str:
    return max(_bodies(raw), key=len, default="")


def _bodies(raw: Mapping[str, Any]) -> Iterator[str]:
    yield _said(raw.get("summary"))
    for content in raw.get("content") or ():
        if "text" in content.get("type", "text") or "html" in content.get("type", ""):
            yield _said(content.get("value"))


def _absolute(base: str, link: str) -> str | None:
    try:
        return urljoin(base, link)
    except ValueError:
        return None


def _published(raw: dict[str, Any]) -> int | None:
    """Return milliseconds UTC; None when it says none of the years 1970 to 9999."""
    for name in ("published_parsed", "updated_parsed"):
        if said := dict.get(raw, name):  # its own `get` takes one for the other, with a warning
            try:
                moment = calendar.timegm(said) * 1000
            except (ValueError, OverflowError, TypeError):
                continue
            if 0 < moment < 253_402_300_800_000:
                return moment
    return None
