"""Read stored articles again with the reader of today. Nothing goes to the bus: nobody is alerted.

Accounts and rejections in the database become those of today's reader; incidents stay as they were
told, since their revisions are the bus's.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import sqlalchemy as sa

from streams.adapters.news_readings import Reading, replace_reading, stored_articles
from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming
from streams.domain.records import Article, Attack, Signed
from streams.domain.topics import ARTICLE_RAW, ARTICLE_UNIQUE
from streams.stages import language, reading, sign


@dataclass(frozen=True, slots=True)
class Change:
    """What another reader made of an article; ids of attacks. All empty: the same as before."""

    article_id: str
    text_hash: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    changed: tuple[str, ...]
    reason_before: str | None
    reason: str | None

    @property
    def is_none(self) -> bool:
        """Whether it read the same."""
        moved = self.gained or self.lost or self.changed
        return not moved and self.reason_before == self.reason


def reprocess(
    engine: sa.Engine, since_ms: int, ctx: Context, now_ms: Callable[[], int]
) -> Iterator[Change]:
    """Read what was fetched from then on again, store it, and yield what became of each article.

    Going on after an interruption, or doing it twice, changes nothing more. Raises Unavailable
    when the database does not answer.
    """
    for portion in stored_articles(engine, since_ms):
        for article in portion:
            new = read_again(article, ctx)
            yield change(article, replace_reading(engine, article, new, now_ms()), new)


def read_again(article: Article, ctx: Context) -> Reading:
    """Return what today's reader makes of an article as it is stored.

    The stages before are pure: given the cleaned text they find the same wires and language.
    """
    credited = replace(article, wire_sources=_wires(article, ctx))
    [tagged] = [
        emit.value
        for emit in language.run([Incoming(ARTICLE_UNIQUE, credited)], {}, ctx)
        if isinstance(emit, Emit)
    ]
    assert isinstance(tagged, Article)  # noqa: S101 - the stage has no other output
    attacks, rejection = reading.judged(tagged, ctx)
    return Reading(tuple(sorted(attacks, key=lambda attack: attack.attack_id)), rejection)


def _wires(article: Article, ctx: Context) -> tuple[str, ...]:
    """Return the wires that an article credits; none where its text cannot be signed."""
    found = sign.run([Incoming(ARTICLE_RAW, article)], {}, ctx)
    signed = (emit.value for emit in found if isinstance(emit, Emit))
    return next((s.article.wire_sources for s in signed if isinstance(s, Signed)), ())


def change(article: Article, old: Reading, new: Reading) -> Change:
    """Compare two readings; that they were made by other readers is no difference."""
    before, after = _by_id(old), _by_id(new)
    both = before.keys() & after.keys()
    return Change(
        article_id=article.article_id,
        text_hash=article.text_hash or "",
        gained=tuple(sorted(after.keys() - before.keys())),
        lost=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(name for name in both if before[name] != after[name])),
        reason_before=old.rejection.reason if old.rejection else None,
        reason=new.rejection.reason if new.rejection else None,
    )


def summed(changes: Iterator[Change]) -> Counter[str]:
    """Count articles and what changed in them."""
    total: Counter[str] = Counter()
    for one in changes:
        total["articles"] += 1
        total["articles that read otherwise"] += not one.is_none
        total["attacks gained"] += len(one.gained)
        total["attacks lost"] += len(one.lost)
        total["attacks changed"] += len(one.changed)
    return total


def _by_id(found: Reading) -> dict[str, Attack]:
    return {attack.attack_id: replace(attack, reader_version="") for attack in found.attacks}
