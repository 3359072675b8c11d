"""Read the attacks that an article reports, with the words behind every value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.records import Article, Attack
from streams.domain.topics import ATTACK_REPORTED
from streams.stages.extract.assemble import attack_of
from streams.stages.extract.events import events_in
from streams.stages.extract.story import story_of
from streams.stages.extract.verdict import Refusal, telling_sentences


@dataclass(frozen=True, slots=True)
class Reading:
    """The attacks of an article in the order told; `rejected` says why there is no fresh one."""

    attacks: tuple[Attack, ...]
    rejected: Refusal | None


def read(article: Article, ctx: Context) -> Reading:
    """Return what `article` reports. It must be tagged: without a lexicon nothing is read."""
    code = article.language.code if article.language is not None else ""
    lexicon = ctx.lexicons.get(code)
    if lexicon is None:
        return Reading((), "unread_language")
    story = story_of(article, lexicon, ctx)
    telling, refusal = telling_sentences(story)
    if refusal is not None:
        return Reading((), refusal)
    events = events_in(story, telling)
    attacks: list[Attack] = []
    for ordinal in range(len(events)):
        attacks.append(attack_of(story, events, ordinal, attacks, ctx))
    names = tuple(attack.attack_id for attack in attacks)
    linked = (replace(a, related=tuple(n for n in names if n != a.attack_id)) for a in attacks)
    clashes = all(attack.engagement == "clash" for attack in attacks)
    return Reading(tuple(linked), "clash" if clashes else None)


def run(batch: Sequence[Incoming], _state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Emit the attacks of every article whose language is read."""
    for cause, incoming in enumerate(batch):
        article = incoming.value
        if isinstance(article, Article):
            for attack in read(article, ctx).attacks:
                yield Emit(ATTACK_REPORTED, attack, cause)
