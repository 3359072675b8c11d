"""The stage itself. Stateless: any number of workers may sign."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from streams.domain.bare import Row, clean_row, is_clean, row_of
from streams.domain.context import Context
from streams.domain.errors import BadRecord
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.identity import article_identity, digest, text_hash
from streams.domain.look import TOGETHER, Look, looks, looks_at
from streams.domain.records import Article, Signed
from streams.domain.signature import VERSION, Sample, exact_hash, samples, signature
from streams.domain.text import clean
from streams.domain.topics import ARTICLE_SIGNED
from streams.domain.vocabulary import Vocabulary
from streams.stages.sign.boilerplate import story_of
from streams.stages.sign.checks import check_received, check_text
from streams.stages.sign.credits import credited_wires, wires_of
from streams.stages.sign.numbers import numbers_in
from streams.stages.sign.places import place_words
from streams.stages.sign.vocabulary import (
    BOILERPLATE,
    NUMBER,
    PLACE,
    WIRE,
    vocabulary_of,
)

MINUTE_MS = 60_000


class _Received(NamedTuple):
    """An article that may be used: its title as people would read it, its body in UTF-8."""

    article: Article
    title: str | None
    encoded: bytes


class _Cleaned(NamedTuple):
    """An article that can be used, its title and body as people would read them."""

    article: Article
    title: str | None
    body: str
    text_hash: str

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.title or ''}\n{self.body}"


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:  # noqa: ARG001
    """Sign each article, or reject it with the reason."""
    for first, chunk in _chunks(batch):
        received = [_received(cause, incoming, ctx) for cause, incoming in enumerate(chunk, first)]
        found, row = _cleaned(received, first)
        good = [each for each in found if isinstance(each, _Cleaned)]
        signed = iter(_signed(good, row, ctx))
        for cause, each in enumerate(found, first):
            yield each if isinstance(each, Reject) else Emit(ARTICLE_SIGNED, next(signed), cause)


def _chunks(batch: Sequence[Incoming]) -> Iterator[tuple[int, Sequence[Incoming]]]:
    """Yield as many records as are worth looking at together, and the number of the first."""
    first = size = 0
    for at, incoming in enumerate(batch):
        size += len(incoming.value.body) if isinstance(incoming.value, Article) else 0
        if size >= TOGETHER:
            yield first, batch[first : at + 1]
            first, size = at + 1, 0
    if first < len(batch):
        yield first, batch[first:]


def _received(cause: int, incoming: Incoming, ctx: Context) -> _Received | Reject:
    article = incoming.value
    if not isinstance(article, Article):
        return Reject(cause, "wrong_type", type(article).__name__)
    try:
        encoded = check_received(article, ctx.thresholds)
    except BadRecord as bad:
        return Reject(cause, bad.reason, bad.detail)
    return _Received(article, None if article.title is None else clean(article.title), encoded)


def _cleaned(
    found: Sequence[_Received | Reject], first: int
) -> tuple[list[_Cleaned | Reject], Row]:
    """Return the articles cleaned and their texts in a row: most are told clean all at once."""
    texts = [f"{e.title or ''}\n{e.article.body}" for e in found if isinstance(e, _Received)]
    row = clean_row(texts)
    cleaned = [
        each if isinstance(each, Reject) else _usable(cause, each, is_clean_body=row is not None)
        for cause, each in enumerate(found, first)
    ]
    good = [each for each in cleaned if isinstance(each, _Cleaned)]
    if row is None or len(good) < len(texts):
        row = row_of([each.text for each in good])
    return cleaned, row


def _usable(cause: int, received: _Received, *, is_clean_body: bool) -> _Cleaned | Reject:
    article, title, encoded = received.article, received.title, received.encoded
    body = article.body if is_clean_body or is_clean(article.body) else clean(article.body)
    try:
        check_text(title, body)
    except BadRecord as bad:
        return Reject(cause, bad.reason, bad.detail)
    name = text_hash(title, encoded if body is article.body else body)
    return _Cleaned(article, title, body, name)


def _signed(cleaned: Sequence[_Cleaned], row: Row, ctx: Context) -> list[Signed]:
    """Return the cleaned articles with their signatures."""
    vocabulary = vocabulary_of(ctx.sources)
    found = looks_at(row, vocabulary)
    stories = _stories(found, vocabulary)
    told = dict(zip(found, samples(found), strict=True))
    others = [story for look, story in zip(found, stories, strict=True) if story is not look]
    told.update(zip(others, samples(others), strict=True))
    return [
        _marked(each, look, story, told[story], ctx)
        for each, look, story in zip(cleaned, found, stories, strict=True)
    ]


def _stories(found: Sequence[Look], vocabulary: Vocabulary) -> list[Look]:
    """Return of each text the part that is no boilerplate: most are that as they are."""
    texts = [_story(look) for look in found]
    changed = [text for text, look in zip(texts, found, strict=True) if text is not look.text]
    others = iter(looks(changed, vocabulary))
    return [
        look if text is look.text else next(others) for text, look in zip(texts, found, strict=True)
    ]


def _story(look: Look) -> str:
    cues = {hit.word for hit in look.hits() if hit.kinds & BOILERPLATE}
    return story_of(look.text, cues) if cues else look.text


def _marked(
    cleaned: _Cleaned, look: Look, story: Look, sample: Sample | None, ctx: Context
) -> Signed:
    """Return the cleaned article with its signature."""
    spelt, cues, wires = [], [], []
    for hit in look.hits():
        if hit.kinds & NUMBER:
            spelt.append(hit.word)
        if hit.kinds & PLACE:
            cues.append(hit)
        if hit.kinds & WIRE:
            wires.append(hit)
    places = place_words(look, cues, len(cleaned.title or "") + 1)
    return Signed(
        article=_article(cleaned, credited_wires(look, wires, wires_of(ctx.sources)), ctx),
        signature=signature(sample, places),
        signature_version=VERSION,
        # Without a letter texts are the same only character by character: emoji, strokes.
        exact_hash=exact_hash(look.written) if look.length else digest(cleaned.text, size=16),
        length=story.length,
        numbers=numbers_in(story.text, story.figures(), spelt),
    )


def _article(cleaned: _Cleaned, wires: tuple[str, ...], ctx: Context) -> Article:
    given, title, body = cleaned.article, cleaned.title, cleaned.body
    source = given.source.strip()
    return Article(
        article_id=given.article_id or article_identity(source, given.url, title, body),
        source=source,
        url=given.url,
        title=title,
        body=body,
        published_at=_believed(given, ctx.thresholds.future_minutes),
        fetched_at=given.fetched_at,
        text_hash=cleaned.text_hash,
        wire_sources=wires,
        synthetic=given.synthetic,
    )


def _believed(article: Article, future_minutes: int) -> int | None:
    """Return `published_at`, None when it lies too far ahead of stream time to be true."""
    published = article.published_at
    if published is None or published > article.fetched_at + future_minutes * MINUTE_MS:
        return None
    return published
