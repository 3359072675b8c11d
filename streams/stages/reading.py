"""The extract stage as the flow runs it: the attacks of an article, or why it reports no fresh one.

Stateless. An article without any word of an attack, as most are, gives nothing.
"""

from collections.abc import Iterator, Sequence

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.records import Article, Attack, Rejection
from streams.domain.topics import ARTICLE_REJECTED, ATTACK_REPORTED
from streams.stages import extract

NOTHING_TO_REJECT = ("no_trigger",)


def run(batch: Sequence[Incoming], _state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Emit what is read in each article."""
    for cause, incoming in enumerate(batch):
        if isinstance(incoming.value, Article):
            attacks, rejection = judged(incoming.value, ctx)
            for attack in attacks:
                yield Emit(ATTACK_REPORTED, attack, cause)
            if rejection is not None:
                yield Emit(ARTICLE_REJECTED, rejection, cause)


def judged(article: Article, ctx: Context) -> tuple[tuple[Attack, ...], Rejection | None]:
    """Return the attacks that a tagged article tells of, and why none of them is fresh news."""
    reading = extract.read(article, ctx)
    attacks = (*reading.attacks, *reading.older)
    if reading.rejected is None or reading.rejected in NOTHING_TO_REJECT:
        return attacks, None
    return attacks, Rejection(
        article_id=article.article_id,
        text_hash=article.text_hash or "",
        source=article.source,
        url=article.url,
        language=article.language.code if article.language is not None else "und",
        reason=reading.rejected,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        reader_version=ctx.reader_version,
        synthetic=article.synthetic,
    )
