"""One article as a person writes it down: a JSON object or a text, and what fills its gaps."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from streams.adapters.avro import size_of
from streams.domain.errors import BadRecord
from streams.domain.identity import article_identity
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_RAW

ARTICLE_BYTES = 900_000
"""Size cap of an encoded article, so that its dead letter with headers fits a message too."""
LATEST_MS = 253_402_300_799_999  # the end of the year 9999
UNKNOWN_TIME = 0
"""Stream time of an article that came without any: nothing invents a date."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is taken for a field that an article does not have. Times in milliseconds UTC."""

    source: str | None = None
    title: str | None = None
    published_ms: int | None = None
    fetched_ms: int = UNKNOWN_TIME


def article_of(line: bytes, gaps: Gaps) -> Article:
    """Return the article in one line of JSON.

    Fields that are not of an article as it is fetched are ignored. Raises BadRecord: `bad_json`
    when the line is not UTF-8 or not JSON, otherwise the reason that the article is refused for.
    """
    try:
        plain = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadRecord("read", "bad_json", f"not UTF-8: {error.reason}") from None
    except (ValueError, RecursionError) as error:
        raise BadRecord("read", "bad_json", f"not JSON: {error}") from None
    if plain is None:
        raise BadRecord("read", "null", "the line is null")
    if not isinstance(plain, dict):
        raise BadRecord("read", "wrong_type", f"expected an object, got {type(plain).__name__}")
    return _checked(_article(plain, gaps))


def article_from_text(text: str, gaps: Gaps) -> Article:
    """Return the article whose body is `text`. Raises BadRecord with the reason it is refused."""
    return _checked(_article({"body": text}, gaps))


def name_in(line: bytes) -> str | None:
    """Return the `article_id` in a line that gives no article, if there is a legible one."""
    try:
        name = json.loads(line)["article_id"]
        return name if isinstance(name, str) and name.encode() else None
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


def milliseconds(value: object) -> int | None:
    """Return milliseconds UTC of ISO 8601 (UTC when it names no zone) or milliseconds.

    None stays None. Raises BadRecord (`bad_time`) for anything else.
    """
    if value is None:
        return None
    moment = _parsed(value) if isinstance(value, str) else value
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        raise BadRecord("read", "bad_time", f"neither ISO 8601 nor milliseconds: {value!r:.60}")
    if not 0 <= moment <= LATEST_MS:
        raise BadRecord("read", "bad_time", f"must be in the years 1970..9999, got {value!r:.60}")
    return int(moment)


def _parsed(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text.strip())
        utc = moment.replace(tzinfo=moment.tzinfo or UTC)
        return round(utc.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise BadRecord("read", "bad_time", f"not ISO 8601: {text!r:.60}") from None


def _article(plain: Mapping[str, Any], gaps: Gaps) -> Article:
    source = _text(plain, "source") or gaps.source or ""
    title = _text(plain, "title") or gaps.title
    url, body = _text(plain, "url"), _text(plain, "body") or ""
    published = milliseconds(plain.get("published_at"))
    published = gaps.published_ms if published is None else published
    fetched = milliseconds(plain.get("fetched_at"))
    if fetched is None:
        fetched = gaps.fetched_ms if published is None else published
    return Article(
        article_id=_text(plain, "article_id") or article_identity(source, url, title, body),
        source=source,
        url=url,
        title=title,
        body=body,
        published_at=published,
        fetched_at=fetched,
        synthetic=plain.get("synthetic") is True,
    )


def _text(plain: Mapping[str, Any], name: str) -> str | None:
    value = plain.get(name)
    if value is None or isinstance(value, str):
        return value
    raise BadRecord("read", "wrong_type", f"{name} must be text, got {type(value).__name__}")


def _checked(article: Article) -> Article:
    """Return `article` if it can travel. Raises BadRecord (`lone_surrogate`, `too_large`)."""
    size = size_of(ARTICLE_RAW, article)
    if size > ARTICLE_BYTES:
        raise BadRecord("read", "too_large", f"at most {ARTICLE_BYTES} bytes, got {size}")
    return article
