"""The stage itself. Stateless: any number of workers may sign."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.domain.bare import bare, words_of
from streams.domain.context import Context
from streams.domain.errors import BadRecord
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.identity import article_identity, text_hash
from streams.domain.records import Article, Signed
from streams.domain.signature import VERSION, signature
from streams.domain.text import clean
from streams.domain.topics import ARTICLE_SIGNED
from streams.stages.sign.boilerplate import story_of
from streams.stages.sign.checks import check_received, check_text
from streams.stages.sign.credits import credited_wires
from streams.stages.sign.numbers import numbers_in
from streams.stages.sign.places import place_words

MINUTE_MS = 60_000


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:  # noqa: ARG001
    """Sign each article, or reject it with the reason."""
    for cause, incoming in enumerate(batch):
        if not isinstance(incoming.value, Article):
            yield Reject(cause, "wrong_type", type(incoming.value).__name__)
            continue
        try:
            yield Emit(ARTICLE_SIGNED, signed(incoming.value, ctx), cause)
        except BadRecord as bad:
            yield Reject(cause, bad.reason, bad.detail)


def signed(article: Article, ctx: Context) -> Signed:
    """Return the cleaned article with its signature. Raises BadRecord for what cannot be used."""
    check_received(article, ctx.thresholds)
    cleaned = _cleaned(article, ctx)
    check_text(cleaned)
    text = f"{cleaned.title or ''}\n{cleaned.body}"
    bared = bare(text)
    words = words_of(bared)
    story = story_of(text, set(words))
    mark = signature(bared, bared if story == text else bare(story), place_words(cleaned.body))
    return Signed(
        article=replace(cleaned, wire_sources=credited_wires(text, words, ctx.sources)),
        signature=mark.packed,
        signature_version=VERSION,
        exact_hash=mark.exact,
        length=mark.length,
        numbers=numbers_in(story, words),
    )


def _cleaned(article: Article, ctx: Context) -> Article:
    title = None if article.title is None else clean(article.title)
    body = clean(article.body)
    source = article.source.strip()
    return replace(
        article,
        article_id=article.article_id or article_identity(source, article.url, title, body),
        source=source,
        title=title,
        body=body,
        published_at=_believed(article, ctx.thresholds.future_minutes),
        text_hash=text_hash(title, body),
        language=None,
        dedup=None,
    )


def _believed(article: Article, future_minutes: int) -> int | None:
    """Return `published_at`, None when it lies too far ahead of stream time to be true."""
    published = article.published_at
    if published is None or published > article.fetched_at + future_minutes * MINUTE_MS:
        return None
    return published
