"""What an article must have before anything reads it."""

from streams.domain.errors import BadRecord
from streams.domain.records import Article
from streams.domain.thresholds import Thresholds

EARLIEST_MS = 0
LATEST_MS = 253_402_300_799_999
"""The last millisecond that a calendar of four-digit years can hold."""


def check_received(article: Article, thresholds: Thresholds) -> bytes:
    """Return the body in UTF-8. Raises BadRecord unless source, time, encoding and size will do."""
    if not article.source.strip():
        raise BadRecord("sign", "no_source", "source is empty")
    if not EARLIEST_MS <= article.fetched_at <= LATEST_MS:
        raise BadRecord(
            "sign",
            "bad_time",
            f"fetched_at must be {EARLIEST_MS}..{LATEST_MS} ms, got {article.fetched_at}",
        )
    body, others = _encoded(article)
    size = len(body) + len(others)
    if size > thresholds.article_bytes:
        limit = thresholds.article_bytes
        raise BadRecord("sign", "too_large", f"text must be at most {limit} bytes, got {size}")
    return body


def check_text(title: str | None, body: str) -> None:
    """Raise BadRecord when nothing to read is left after cleaning."""
    if (not body or body.isspace()) and not (title or "").strip():
        raise BadRecord("sign", "no_text", "title and body hold no words")


def _encoded(article: Article) -> tuple[bytes, bytes]:
    """Return the body and the other texts. Raises BadRecord for what is no Unicode."""
    url, title = article.url or "", article.title or ""
    try:
        return article.body.encode(), f"{article.article_id}{article.source}{url}{title}".encode()
    except UnicodeEncodeError:
        raise _lone_surrogate(article) from None


def _lone_surrogate(article: Article) -> BadRecord:
    for name in ("article_id", "source", "url", "title", "body"):
        try:
            (getattr(article, name) or "").encode()
        except UnicodeEncodeError as error:
            detail = f"{name} holds U+{ord(error.object[error.start]):04X} at {error.start}"
            return BadRecord("sign", "lone_surrogate", detail)
    return BadRecord("sign", "lone_surrogate", "")
