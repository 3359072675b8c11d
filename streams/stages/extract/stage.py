"""The stage itself, and the reading of one article that it is made of. Stateless."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.identity import attack_identity
from streams.domain.records import Article, Attack
from streams.domain.records.vocabulary import Modality
from streams.domain.topics import ATTACK_REPORTED
from streams.stages.extract.facts.assemble import attack_of
from streams.stages.extract.facts.sums import with_sums_marked
from streams.stages.extract.story.events import events_in
from streams.stages.extract.story.story import Story, story_of
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.verdict.beside import as_beside, beside_in
from streams.stages.extract.verdict.mentions import is_recent_mention
from streams.stages.extract.verdict.older import as_recalled, is_another, older_in, same
from streams.stages.extract.verdict.refusals import Refusal
from streams.stages.extract.verdict.told_beside import told_beside
from streams.stages.extract.verdict.verdict import Verdict, mentioned, taken_back, verdict_on
from streams.stages.extract.words.segments import dateline_end

_TAKEN_BACK = ("accident", "denial")


@dataclass(frozen=True, slots=True)
class Reading:
    """The attacks of an article in the order told; `rejected` says why there is no fresh one.

    An article that takes back what others reported gives attacks of modality `denied`; one that
    mentions a recent attack, with its day and people hurt, gives it as `historical`. `older` are
    the attacks that it recalls beside these, historical too.
    """

    attacks: tuple[Attack, ...]
    rejected: Refusal | None
    older: tuple[Attack, ...] = ()


def read(article: Article, ctx: Context) -> Reading:
    """Return what `article` reports. It must be tagged: without a lexicon nothing is read."""
    code = article.language.code if article.language is not None else ""
    lexicon = ctx.lexicons.get(code)
    if lexicon is None:
        return Reading((), "unread_language")
    story = story_of(article, lexicon, ctx)
    verdict = verdict_on(story, second_opinion=ctx.second_opinion)
    reading = _read(story, verdict, ctx)
    if any(attack.modality == "denied" for attack in reading.attacks):
        return reading
    older = _older(story, verdict.told, reading, ctx)
    older = (*older, *_beside(story, reading, len(older), ctx))
    return _with_news(story, replace(reading, older=older), ctx)


def _with_news(story: Story, reading: Reading, ctx: Context) -> Reading:
    """Return the reading of an article about something else with the attacks that it tells beside.

    They come first; what it mentions of them otherwise goes.
    """
    found = told_beside(story, reading.rejected)
    told = _attacks(*found, ctx, "asserted") if found is not None else ()
    told = tuple(a for a in told if _is_told(a) and a.engagement != "clash")
    if not told:
        return reading
    spoken_of = (*reading.attacks, *reading.older)
    known = (a for a in spoken_of if not any(same(a, b) for b in told))
    numbered = _numbered((*told, *known))
    return Reading(_linked(numbered[: len(told)]), None, numbered[len(told) :])


def _numbered(attacks: Sequence[Attack]) -> tuple[Attack, ...]:
    """Return the attacks of one article with the names that their order gives."""
    return tuple(
        replace(a, attack_id=attack_identity(a.article_id, a.text_hash or "", ordinal), related=())
        for ordinal, a in enumerate(attacks)
    )


def _read(story: Story, verdict: Verdict, ctx: Context) -> Reading:
    """Return what is reported, taken back or mentioned as recent.

    An article that opens unlike a report names many attacks: those that hurt people are its news.
    """
    refusal = verdict.refusal
    if refusal in _TAKEN_BACK and (denied := taken_back(story)):
        return Reading(_attacks(story, denied, ctx, "denied"), refusal)
    if refusal is not None:
        known = _attacks(story, mentioned(story, refusal), ctx, "historical")
        recent = (a for a in known if is_recent_mention(a, story.today))
        return Reading(tuple(a for a in recent if _has_own_day(a, story)), refusal)
    attacks = tuple(a for a in _attacks(story, verdict.told, ctx, "asserted") if _is_told(a))
    if verdict.overruled:
        attacks = tuple(a for a in attacks if _hurts(a)) or attacks
    if not attacks:
        return Reading((), "not_specific")
    clashes = all(attack.engagement == "clash" for attack in attacks)
    return Reading(attacks, "clash" if clashes else None)


def _older(
    story: Story, telling: Sequence[Telling], reading: Reading, ctx: Context
) -> tuple[Attack, ...]:
    """Return the attacks that the article recalls and that it has not told already."""
    found: list[Attack] = []
    fresh = telling if reading.rejected in (None, "clash") else ()
    for one in older_in(story, fresh, reading.rejected):
        attack = attack_of(one.story, [one.event], 0, (), ctx)
        attack = as_recalled(story, attack, one.event.tellings, reading.rejected)
        if (
            attack.engagement == "clash"
            or not _is_told(attack)
            or not is_another(attack, (*reading.attacks, *found))
        ):
            continue
        ordinal = len(reading.attacks) + len(found)
        name = attack_identity(attack.article_id, attack.text_hash or "", ordinal)
        found.append(replace(attack, attack_id=name))
    return tuple(found)


def _beside(story: Story, reading: Reading, older: int, ctx: Context) -> Iterator[Attack]:
    """Yield the attacks of the days before that a report recalls in clauses beside its own."""
    main = next((a for a in reading.attacks if a.modality == "asserted"), None)
    if main is None:
        return
    for one in beside_in(story):
        attack = as_beside(attack_of(one.story, [one.event], 0, (), ctx), one.days, main)
        if attack.date.start is not None and _is_told(attack):
            ordinal = len(reading.attacks) + older
            name = attack_identity(attack.article_id, attack.text_hash or "", ordinal)
            yield replace(attack, attack_id=name)
            older += 1


def _attacks(
    story: Story, telling: Sequence[Telling], ctx: Context, modality: Modality
) -> tuple[Attack, ...]:
    """Return the attacks of these sentences, linked to each other."""
    events = events_in(story, telling) if telling else []
    attacks: list[Attack] = []
    for ordinal in range(len(events)):
        attacks.append(attack_of(story, events, ordinal, attacks, ctx))
    return _linked([replace(a, modality=modality) for a in with_sums_marked(attacks)])


def _linked(attacks: Sequence[Attack]) -> tuple[Attack, ...]:
    """Return the attacks with the names of the others, to which each is related."""
    names = tuple(attack.attack_id for attack in attacks)
    return tuple(replace(a, related=tuple(n for n in names if n != a.attack_id)) for a in attacks)


def _has_own_day(attack: Attack, story: Story) -> bool:
    """Whether the day of a mentioned attack is more than that of the dateline."""
    end = max((dateline_end(t.passage) for t in story.tellings if not t.is_title), default=0)
    days = [e for e in attack.evidence if e.field == "date"]
    return any(e.part != "body" or e.start >= end for e in days)


def _is_told(attack: Attack) -> bool:
    """Whether more is known than that there was something: its type, or people hurt."""
    return _hurts(attack) or attack.attack_types != ("unknown",)


def _hurts(attack: Attack) -> bool:
    return bool(attack.killed or attack.wounded or attack.abducted)


def run(batch: Sequence[Incoming], _state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Emit the attacks of every article whose language is read."""
    if not batch:
        list(ctx.lexicons.values())  # compiled now, so that no article waits for its language
    for cause, incoming in enumerate(batch):
        article = incoming.value
        if isinstance(article, Article):
            reading = read(article, ctx)
            for attack in (*reading.attacks, *reading.older):
                yield Emit(ATTACK_REPORTED, attack, cause)
