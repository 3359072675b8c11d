"""The stage itself, and the reading of one article that it is made of. Stateless."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.records import Article, Attack
from streams.domain.records.vocabulary import Modality
from streams.domain.topics import ATTACK_REPORTED
from streams.stages.extract.assemble import attack_of
from streams.stages.extract.events import events_in
from streams.stages.extract.refusals import Refusal
from streams.stages.extract.story import Story, story_of
from streams.stages.extract.sums import with_sums_marked
from streams.stages.extract.telling import Telling
from streams.stages.extract.verdict import mentioned, taken_back, telling_sentences

_TAKEN_BACK = ("accident", "denial")
_RECENT_DAYS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """The attacks of an article in the order told; `rejected` says why there is no fresh one.

    An article that takes back what others reported gives attacks of modality `denied`; one that
    mentions a recent attack, with its day and people hurt, gives it as `historical`.
    """

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
    if refusal in _TAKEN_BACK and (denied := taken_back(story)):
        return Reading(_attacks(story, denied, ctx, "denied"), refusal)
    if refusal is not None:
        known = _attacks(story, mentioned(story, refusal), ctx, "historical")
        return Reading(tuple(a for a in known if _is_recent(a, story.today)), refusal)
    attacks = tuple(a for a in _attacks(story, telling, ctx, "asserted") if _is_told(a))
    if not attacks:
        return Reading((), "not_specific")
    clashes = all(attack.engagement == "clash" for attack in attacks)
    return Reading(attacks, "clash" if clashes else None)


def _attacks(
    story: Story, telling: Sequence[Telling], ctx: Context, modality: Modality
) -> tuple[Attack, ...]:
    """Return the attacks of these sentences, linked to each other."""
    events = events_in(story, telling) if telling else []
    attacks: list[Attack] = []
    for ordinal in range(len(events)):
        attacks.append(attack_of(story, events, ordinal, attacks, ctx))
    names = tuple(attack.attack_id for attack in attacks)
    return tuple(
        replace(a, modality=modality, related=tuple(n for n in names if n != a.attack_id))
        for a in with_sums_marked(attacks)
    )


def _is_recent(attack: Attack, today: date | None) -> bool:
    """Whether an attack that is only mentioned is known by its day, its country and people hurt."""
    day = attack.date
    if (
        day.basis != "text"
        or day.precision not in ("hour", "day")
        or day.start is None
        or not today
    ):
        return False
    hurt = attack.killed or attack.wounded or attack.abducted
    near = 0 <= (today - date.fromisoformat(day.start)).days <= _RECENT_DAYS
    return bool(hurt) and near and attack.place.country is not None


def _is_told(attack: Attack) -> bool:
    """Whether more is known than that there was something: its type, or people hurt."""
    hurt = attack.killed or attack.wounded or attack.abducted
    return bool(hurt) or attack.attack_types != ("unknown",)


def run(batch: Sequence[Incoming], _state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Emit the attacks of every article whose language is read."""
    for cause, incoming in enumerate(batch):
        article = incoming.value
        if isinstance(article, Article):
            for attack in read(article, ctx).attacks:
                yield Emit(ATTACK_REPORTED, attack, cause)
