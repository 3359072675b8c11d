"""The stage itself. Stateless."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.records import Article
from streams.domain.topics import ARTICLE_TAGGED
from streams.stages.language.cascade import detect


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:  # noqa: ARG001
    """Tag each article with its language."""
    for cause, incoming in enumerate(batch):
        article = incoming.value
        if not isinstance(article, Article):
            yield Reject(cause, "wrong_type", type(article).__name__)
            continue
        language = detect(article.title, article.body)
        yield Emit(ARTICLE_TAGGED, replace(article, language=language), cause)
