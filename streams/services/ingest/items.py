"""From what a publisher posts to the articles in it, each judged by itself."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import urlsplit

import msgspec

from streams.adapters.article_line import Gaps, article_of, name_in
from streams.adapters.headers import FINAL_URL, RECEIVED_SHA256, VALUE_LIMIT, Headers
from streams.domain.errors import BadRecord
from streams.domain.records import Article
from streams.services.ingest.handover import Piece

MOST_ITEMS = 5000
DETAIL_LETTERS = 200
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class NoItems(Exception):
    """A body that is no list of articles."""


class TooMany(Exception):
    """More articles than are taken at once."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that is not taken, and why."""

    article_id: str | None
    reason: str
    detail: str


class _Beside(msgspec.Struct):
    """What an item says beside the fields of an article."""

    final_url: str | None = None


def items_in(body: bytes, *, is_lines: bool) -> list[bytes]:
    """Return the items of an array, an object or JSON lines. Raises NoItems, TooMany."""
    body = body.removeprefix(BYTE_ORDER_MARK).strip()
    if is_lines:
        items = [line for line in map(bytes.strip, body.split(b"\n")) if line]
    elif body.startswith(b"["):
        items = _array(body)
    else:
        items = [body] if body else []
    if not items:
        raise NoItems("there is no article in it")
    if len(items) > MOST_ITEMS:
        raise TooMany(f"at most {MOST_ITEMS} articles at once, got {len(items)}")
    return items


def _array(body: bytes) -> list[bytes]:
    try:
        return [bytes(raw) for raw in msgspec.json.decode(body, type=list[msgspec.Raw])]
    except (msgspec.DecodeError, RecursionError):
        pass  # one item may be at fault, such as for half a surrogate: the others are still read
    try:
        return list(_one_by_one(body.decode("utf-8")))
    except (ValueError, IndexError, RecursionError) as error:
        raise NoItems(f"not JSON: {error}") from None


def _one_by_one(text: str) -> Iterator[bytes]:
    """Yield the items of an array as they are written. Raises ValueError, IndexError."""
    at, decoder = _after_space(text, 1), json.JSONDecoder()
    while text[at] != "]":
        end = decoder.raw_decode(text, at)[1]
        yield text[at:end].encode("utf-8")
        at = _after_space(text, end)
        if text[at] not in ",]":
            raise ValueError(f"no comma at character {at}")
        if text[at] == ",":
            at = _after_space(text, at + 1)
    if text[at + 1 :].strip():
        raise ValueError(f"more after the end at character {at}")


def _after_space(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def pieces_of(
    items: Sequence[bytes], source: str, now_ms: int, trace: Headers
) -> list[Piece | Refused]:
    """Return what becomes of each item, in their order; `trace` goes along with each."""
    return [_judged(item, source, now_ms, trace) for item in items]


def _judged(item: bytes, source: str, now_ms: int, trace: Headers) -> Piece | Refused:
    try:
        article = article_of(item, Gaps(source=source))
        return _piece(replace(article, fetched_at=now_ms), item, source, trace)
    except BadRecord as bad:
        return Refused(name_in(item), bad.reason, bad.detail[:DETAIL_LETTERS])


def _piece(article: Article, item: bytes, source: str, trace: Headers) -> Piece | Refused:
    if article.source != source:
        said = f"this token is for {source!r} alone"
        return Refused(article.article_id, "wrong_source", said)
    if not (article.title or "").strip() and not article.body.strip():
        return Refused(article.article_id, "no_text", "neither title nor body")
    return Piece(article, [*headers_of(item, _final_url(item)), *trace], len(item))


def headers_of(received: bytes, final_url: str | None) -> Headers:
    """Return the headers for an article found in `received`; a URL that is none is left out."""
    headers = [(RECEIVED_SHA256, sha256(received).hexdigest().encode())]
    if final_url and is_web(final_url):
        headers.append((FINAL_URL, final_url.encode()))
    return headers


def is_web(url: str) -> bool:
    """Whether it is a plain web address of a length that travels."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        return sound and url.isprintable() and len(url.encode()) <= VALUE_LIMIT
    except ValueError:
        return False


def _final_url(item: bytes) -> str | None:
    if b"final_url" not in item:
        return None
    try:
        return msgspec.json.decode(item, type=_Beside).final_url
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
