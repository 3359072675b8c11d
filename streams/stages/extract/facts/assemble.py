"""Put the record of one attack together."""

from collections.abc import Sequence

from streams.domain.context import Context
from streams.domain.identity import attack_identity, text_hash
from streams.domain.records import Attack, Attribution, EventDate
from streams.domain.records.vocabulary import AttackStage, AttackType, Effect
from streams.stages.extract.facts import blame, dating, details, facts
from streams.stages.extract.facts.attackers_dead import dead_attackers
from streams.stages.extract.facts.best_figure import best, best_wounded
from streams.stages.extract.facts.boasts import told_by_attackers
from streams.stages.extract.facts.claims import claims_of
from streams.stages.extract.facts.engagement import AERIAL, actor_kind_of, engagement_of
from streams.stages.extract.facts.evidence import Notes
from streams.stages.extract.facts.figures import Figure, figures_in, speaker_of
from streams.stages.extract.facts.harmless import nobody
from streams.stages.extract.facts.martyrs import without_attacker_again
from streams.stages.extract.facts.targets import targets_of
from streams.stages.extract.facts.toll_records import toll_records
from streams.stages.extract.facts.villages import called_as_told
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.turns import leaves_it
from streams.stages.extract.verdict.refusals import titles_of

_HURT = ("killed", "wounded", "abducted", "missing")
_MOST_SPEAKERS = 3


def attack_of(
    story: Story,
    events: Sequence[Event],
    ordinal: int,
    earlier: Sequence[Attack],
    ctx: Context,
) -> Attack:
    """Return the attack of `events[ordinal]`; `earlier` are those of the article before it."""
    event, notes = events[ordinal], Notes()
    article = story.article
    others = [e for i, e in enumerate(events) if i != ordinal]
    figures = figures_in(story, event, others, ctx)
    place = facts.place_in(story, event, notes)
    types = facts.types_of(event, notes)
    claims, blames = claims_of(story, event, others, notes)
    perpetrators = blame.perpetrators_of(event, others, blames, notes)
    alike = earlier and types[0] == earlier[0].attack_types[0] and not leaves_it(event.anchor)
    if alike and not any(p.name for p in perpetrators) and not AERIAL & {*types}:
        perpetrators = (
            blame.inherited(story, event, others, earlier[0].perpetrators) or perpetrators
        )
    if earlier and not any(p.name for p in perpetrators) and AERIAL & {*types}:
        perpetrators = blame.of_the_air(story, event, place, earlier[0]) or perpetrators
    if others and AERIAL & {*types} and not any(p.name for p in perpetrators):
        perpetrators = blame.of_the_lead(story, event) or perpetrators
    version = article.text_hash or text_hash(article.title, article.body)
    main_date: EventDate | None = earlier[0].date if earlier else None
    figures = without_attacker_again(told_by_attackers(figures, perpetrators, claims))
    stage = _stage(event, figures)
    killed = _said("killed", best(figures, "killed", "victim"), event, figures, notes)
    attackers = _noted("perpetrators_killed", dead_attackers(figures), notes)
    if attackers is None and types[0] == "suicide_bombing" and stage == "accomplished":
        attackers = facts.bombers(event, notes)
    if killed is None and "assassination" in types and stage == "accomplished":
        killed = facts.assassinated(event, notes)
    if actor_kind_of(perpetrators, ctx) == "state" and types[0] != "suicide_bombing":
        attackers = None
    own_tolls = [a.killed for a in earlier if a.killed is not None]
    return Attack(
        attack_id=attack_identity(article.article_id, version, ordinal),
        article_id=article.article_id,
        text_hash=version,
        source=article.source,
        fetched_at=article.fetched_at,
        language=story.lexicon.language,
        attack_types=types,
        stage=stage,
        modality="asserted",
        engagement=engagement_of(event, figures, perpetrators, titles_of(story), ctx),
        actor_kind=actor_kind_of(perpetrators, ctx),
        date=dating.date_of(story, event, notes, main_date),
        place=called_as_told(event, place),
        trigger_role=event.anchor.sentence.role,
        confidence=_confidence(event, figures, place.country is not None),
        reader_version=ctx.reader_version,
        revision_of=_revised(story),
        url=article.url,
        wire_sources=article.wire_sources,
        published_at=article.published_at,
        ongoing=details.is_ongoing(event, notes),
        places=facts.finer_places(event, place, notes),
        perpetrators=perpetrators,
        targets=targets_of(event, figures, notes),
        weapons=details.weapons_of(event, notes),
        tolls=toll_records(figures, own_tolls, notes),
        killed=killed,
        wounded=_said("wounded", best_wounded(figures), event, figures, notes),
        abducted=_noted("abducted", _taken(figures, types), notes),
        perpetrators_killed=attackers,
        claims=claims,
        follow_on=details.follow_ons(event, place, notes),
        sub_events=details.sub_events(event, place, notes),
        attributed_to=_speakers(story, event, notes, ctx),
        evidence=notes.evidence,
        synthetic=article.synthetic,
    )


def _revised(story: Story) -> str | None:
    dedup = story.article.dedup
    return dedup.of if dedup is not None and dedup.kind == "revision" else None


def _said(
    field: Effect, figure: Figure | None, event: Event, figures: Sequence[Figure], notes: Notes
) -> int | None:
    """Return the figure's number, 0 where the report says that nobody was hurt, else None.

    A figure of the headline alone is another attack's where the sentence that tells of this one
    says nobody.
    """
    spared = ((t, words) for t in facts.usable(event) if (words := nobody(t, field)) is not None)
    telling, words = next(spared, (None, (0, 0)))
    if figure is not None and not (telling and telling.tells and _is_headline_s(figure, figures)):
        return _noted(field, figure, notes)
    if telling is None:
        return None
    notes.add(field, telling.passage, *words, "toll.none")
    return 0


def _is_headline_s(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the text itself never gives the figure."""
    kind = (figure.mention.effect, figure.mention.side, figure.mention.total)
    told = [f for f in figures if (f.mention.effect, f.mention.side, f.mention.total) == kind]
    return all(f.telling.is_title for f in (figure, *told))


def _taken(figures: Sequence[Figure], types: Sequence[AttackType]) -> Figure | None:
    """Return how many were abducted; where people were taken, who is missing was taken."""
    taken = best(figures, "abducted", "victim")
    if taken is None and "hostage_taking" in types:
        taken = best(figures, "missing", "victim")
        whole = taken is not None and any(g.group or g.bare for g in taken.mention.groups)
        return taken if whole else None
    return taken


def _noted(field: str, figure: Figure | None, notes: Notes) -> int | None:
    """Return the figure's number and note the words that give it."""
    if figure is None:
        return None
    groups = figure.mention.groups
    words = range(groups[0].start, groups[-1].end)
    notes.add_people(field, figure.telling, words, figure.mention.rule)
    return figure.mention.total


def _stage(event: Event, figures: Sequence[Figure]) -> AttackStage:
    """Foiled is attempted: a cue beside the attack, and no victim."""
    hurt = any(f.mention.side == "victim" and f.mention.effect in _HURT for f in figures)
    opening = next((t for t in event.tellings if not t.is_title), None)
    near = [t for t in event.tellings if t is event.anchor or t.is_title or t is opening]
    if not hurt and (any("cue_foiled" in t.cues for t in near) or _is_defused(event, figures)):
        return "attempted"
    return "accomplished"


def _is_defused(event: Event, figures: Sequence[Figure]) -> bool:
    """Whether what was found was made safe: nobody hurt, and nothing is said to have exploded."""
    told = facts.usable(event)
    exploded = any(t.of("blast") for t in told)
    hurt = any(f.mention.side == "victim" for f in figures)
    return not (exploded or hurt) and any(t.of("defused") for t in told)


def _speakers(story: Story, event: Event, notes: Notes, ctx: Context) -> tuple[Attribution, ...]:
    found: dict[Attribution, None] = {}
    for telling in facts.usable(event)[:6]:
        speaker = speaker_of(story, telling, ctx, notes)
        if speaker is not None:
            found.setdefault(speaker)
    return tuple(found)[:_MOST_SPEAKERS]


def _confidence(event: Event, figures: Sequence[Figure], placed: bool) -> float:
    """Return 0..1: more for strong words, figures, a place and the headline."""
    points = 0.4 + 0.2 * bool(event.anchor.strong) + 0.15 * bool(figures) + 0.15 * placed
    return round(points + 0.1 * any(t.is_title and t.tells for t in event.tellings), 2)
