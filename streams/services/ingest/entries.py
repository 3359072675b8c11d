"""From an entry of a feed to an article that can travel."""

import json

from streams.adapters.article_line import Gaps, article_of
from streams.adapters.feed_text import Entry
from streams.adapters.reading_pages import Page
from streams.domain.errors import BadRecord
from streams.services.ingest.handover import Piece
from streams.services.ingest.items import headers_of, is_web


def piece_of(
    entry: Entry, source: str, received: bytes, page: Page | None, now_ms: int
) -> Piece | BadRecord:
    """Return what travels, or why it cannot. The longer of feed and page has the words.

    `received` are the bytes of the feed; those of the page take their place with its words.
    """
    body, origin, final_url = entry.body, received, None
    if page is not None and len(page.text) > len(body):
        body, origin, final_url = page.text, page.received, page.url
    plain = {
        "source": source,
        "url": entry.url if entry.url and is_web(entry.url) else None,
        "title": entry.title,
        "body": body,
        "published_at": entry.published_ms,
        "fetched_at": now_ms,
    }
    try:
        article = article_of(json.dumps(plain).encode(), Gaps())
    except BadRecord as bad:
        return bad
    return Piece(article, headers_of(origin, final_url), 4 * len(body))
