"""The stage itself. Stateless: any number of workers may sign."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.domain.bare import is_clean
from streams.domain.context import Context
from streams.domain.errors import BadRecord
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.identity import article_identity, digest, text_hash
from streams.domain.look import TOGETHER, Look, looks
from streams.domain.records import Article, Signed
from streams.domain.signature import VERSION, signature
from streams.domain.text import clean
from streams.domain.topics import ARTICLE_SIGNED
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


@dataclass(frozen=True, slots=True)
class _Cleaned:
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
        found = [_usable(cause, incoming, ctx) for cause, incoming in enumerate(chunk, first)]
        good = [each for each in found if isinstance(each, _Cleaned)]
        looked = iter(looks([each.text for each in good], vocabulary_of(ctx.sources)))
        for cause, each in enumerate(found, first):
            if isinstance(each, Reject):
                yield each
            else:
                yield Emit(ARTICLE_SIGNED, _signed(each, next(looked), ctx), cause)


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


def _usable(cause: int, incoming: Incoming, ctx: Context) -> _Cleaned | Reject:
    article = incoming.value
    if not isinstance(article, Article):
        return Reject(cause, "wrong_type", type(article).__name__)
    try:
        encoded = check_received(article, ctx.thresholds)
        title = None if article.title is None else clean(article.title)
        body = article.body if is_clean(article.body) else clean(article.body)
        check_text(title, body)
    except BadRecord as bad:
        return Reject(cause, bad.reason, bad.detail)
    name = text_hash(title, encoded if body is article.body else body)
    return _Cleaned(article, title, body, name)


def _signed(cleaned: _Cleaned, look: Look, ctx: Context) -> Signed:
    """Return the cleaned article with its signature."""
    hits = look.hits()
    cues = {hit.word for hit in hits if hit.kinds & BOILERPLATE}
    text = story_of(look.text, cues) if cues else look.text
    story = look if text == look.text else looks([text], vocabulary_of(ctx.sources))[0]
    begin = len(cleaned.title or "") + 1
    mark = signature(look, story, place_words(look, [h for h in hits if h.kinds & PLACE], begin))
    wires = [hit for hit in hits if hit.kinds & WIRE]
    spelt = [hit.word for hit in hits if hit.kinds & NUMBER]
    return Signed(
        article=_article(cleaned, credited_wires(look, wires, wires_of(ctx.sources)), ctx),
        signature=mark.packed,
        signature_version=VERSION,
        # Without a letter texts are the same only character by character: emoji, strokes.
        exact_hash=mark.exact if len(look.letters) else digest(cleaned.text, size=16),
        length=mark.length,
        numbers=numbers_in(text, story.figures(), spelt),
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
