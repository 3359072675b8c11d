"""What an article must have before anything reads it."""

from streams.domain.errors import BadRecord
from streams.domain.records import Article
from streams.domain.thresholds import Thresholds

EARLIEST_MS = 0
LATEST_MS = 253_402_300_799_999
"""The last millisecond that a calendar of four-digit years can hold."""


def check_received(article: Article, thresholds: Thresholds) -> None:
    """Raise BadRecord unless source, time, encoding and size can be used."""
    if not article.source.strip():
        raise BadRecord("sign", "no_source", "source is empty")
    if not EARLIEST_MS <= article.fetched_at <= LATEST_MS:
        raise BadRecord(
            "sign",
            "bad_time",
            f"fetched_at must be {EARLIEST_MS}..{LATEST_MS} ms, got {article.fetched_at}",
        )
    size = sum(_size(name, text) for name, text in _texts(article))
    if size > thresholds.article_bytes:
        limit = thresholds.article_bytes
        raise BadRecord("sign", "too_large", f"text must be at most {limit} bytes, got {size}")


def check_text(article: Article) -> None:
    """Raise BadRecord when nothing to read is left after cleaning."""
    if not article.body.strip() and not (article.title or "").strip():
        raise BadRecord("sign", "no_text", "title and body hold no words")


def _texts(article: Article) -> tuple[tuple[str, str], ...]:
    return (
        ("article_id", article.article_id),
        ("source", article.source),
        ("url", article.url or ""),
        ("title", article.title or ""),
        ("body", article.body),
    )


def _size(name: str, text: str) -> int:
    try:
        return len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        detail = f"{name} holds U+{ord(text[error.start]):04X} at {error.start}"
        raise BadRecord("sign", "lone_surrogate", detail) from None
