"""The day of an attack: the one of its own verb, not of who speaks, buries, claims or condemns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from streams.domain.records import EventDate
from streams.domain.records.vocabulary import DateBasis, TimeOfDay
from streams.stages.extract.facts.day_of_all import day_of_all, day_of_turn
from streams.stages.extract.facts.evidence import Notes
from streams.stages.extract.facts.facts import usable
from streams.stages.extract.facts.last_days import is_of_death
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.reports import is_direct
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.verdict.refusals import ATTACKERS
from streams.stages.extract.when.times import DateMention, day_parts, is_old
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.segments import dateline_end

_SAID_REACH = 3
_STATED_REACH = 5
_VERB_REACH = 2
_HAPPENED_REACH = 9
_NAMED_REACH = 5
_FIRST = 4
_FEW_DAYS = 3
_NEXT = range(1, 3)
_NEAR = 6
_LAST_REACH = 9
_HOUR_REACH = 4
_BRACKETS = ' )]»"'
_SAYING = ("says", "claim", "claim_verb", "accuses")
_SPEAKING = ("says", "claim", "claim_verb", "accuses", "aftermath")
_CLAIMS = ("claim", "claim_verb", "aftermath")
_BLOWS = ("trigger", "trigger_weak", "harm_verb")
_TOLD = (*_BLOWS, "harm_post", "harm_pre", "harm_counted")

Dated = tuple[Telling, DateMention]


def date_of(story: Story, event: Event, notes: Notes, main: EventDate | None) -> EventDate:
    """Return when: a date beside the attack, else the main attack's, else the article's day."""
    moment = _time_of_day(event, notes)
    dated = [(t, d) for t in usable(event) for d in t.dates]
    dated = [(t, d) for t, d in dated if not t.is_recalled(d.start)] or dated
    if story.today is not None:
        dated = [(t, d) for t, d in dated if d.resolved.start <= story.today]
    dated = [(t, d) for t, d in dated if not _is_since(t, d)]
    dated = [(t, d) for t, d in dated if t.places or not t.of("several")] or dated
    dated = [(t, d) for t, d in dated if not _is_past_month(d, story.today)] or dated
    if main is not None:
        dated = [(t, d) for t, d in dated if d.resolved.precision == "day"]
    spoken = [(t, d) for t, d in dated if _is_said_then(t, d)]
    beside = [pair for pair in dated if pair not in spoken]
    named = [pair for pair in beside if _is_named_by(*pair)]
    owned = [pair for pair in dated if pair in named or _is_of_attack(*pair)]
    beside = [(t, d) for t, d in beside if is_direct(t)] or beside
    now = [(t, d) for t, d in beside if _tells_now(t, event)]
    days = [(t, d) for t, d in now if d.resolved.precision == "day"]
    for telling, mention in (
        owned or days or now or _before(spoken, beside) or _first(dated, event)
    )[:1]:
        resolved = mention.resolved
        notes.add("date", telling.passage, mention.start, mention.end, "date.text")
        start, end = resolved.start.isoformat(), resolved.end.isoformat()
        return EventDate(start, end, resolved.precision, "text", moment)
    if main is not None and (of_all := day_of_all(story)) is not None:
        day, last = of_all.resolved.start.isoformat(), of_all.resolved.end.isoformat()
        return EventDate(day, last, "day", "inherited", moment)
    if main is not None and main.start is not None:
        return replace(day_of_turn(event, main), basis="inherited", time_of_day=moment)
    if story.today is None:
        return EventDate(None, None, "unknown", "unknown", moment)
    day = story.today.isoformat()
    basis: DateBasis = "embedded_id" if story.basis_is_post else "published_at"
    return EventDate(day, day, "day", basis, moment)


def _is_past_month(mention: DateMention, today: date | None) -> bool:
    """Whether it is a month or a year gone by: not the day of what is news."""
    return mention.resolved.precision in ("month", "year") and is_old(mention.resolved, today)


def _first(dated: Sequence[Dated], event: Event) -> list[Dated]:
    """Return the first of the days on which all only speak, or one of its sentence before it.

    Further down in the article, nothing says that they have to do with the attack.
    """
    reach = event.anchor.sentence.index + _NEAR
    near = [(t, d) for t, d in dated if t.is_title or t.sentence.index < reach]
    told = [d.resolved.start for t, d in near if t is near[0][0]]
    soon = [day for day in told if 0 <= (told[0] - day).days <= _FEW_DAYS]
    return [pair for pair in near if pair[1].resolved.start == min(soon)][:1]


def _before(spoken: Sequence[Dated], beside: Sequence[Dated]) -> list[Dated]:
    """Return the day shortly before that of speaking, which the next sentences name.

    `sources said on Sunday. The men were surprised in their fields on Friday`.
    """
    if not spoken:
        return []
    told, said = spoken[0]
    return [
        (t, d)
        for t, d in beside
        if t.passage is told.passage
        and t.sentence.index - told.sentence.index in _NEXT
        and d.resolved.precision == "day"
        and 0 <= (said.resolved.start - d.resolved.start).days <= _FEW_DAYS
    ]


def _is_of_attack(telling: Telling, mention: DateMention) -> bool:
    """Whether the attack is named by its day, or said to have happened then.

    `Monday's blast`, `the attack took place on Monday`, `a day after a bomb`.
    """
    hits, sentence = telling.hits, telling.sentence
    reach = mention.end + _SAID_REACH
    named = hits.within(mention.end, min(reach, sentence.end), "trigger", "trigger_weak")
    if hits.at(mention.end, "possessive") is not None and named:
        return True
    if mention.relative:
        return True
    start = max(sentence.start, mention.start - _HAPPENED_REACH)
    happened = hits.within(start, mention.start, "happened")
    if any(verb.start - sentence.start < _FIRST for verb in happened):
        return True
    return any(_happens(telling, verb) for verb in happened)


def _happens(telling: Telling, verb: Hit) -> bool:
    """Whether what took place is the attack: `the raid on the post began`, `الهجوم الذي وقع`."""
    hits, first = telling.hits, telling.sentence.start
    blows = hits.within(first, verb.start + _SAID_REACH, "trigger", "trigger_weak", "the_attack")
    if any(
        (hit.definite or hit.kind == "the_attack") and abs(hit.start - verb.end) <= _SAID_REACH
        for hit in blows
    ):
        return True
    if not blows or blows[0].start >= verb.start:
        return False
    relative = hits.within(max(first, verb.start - 1), verb.start, "relative")
    opens = blows[0].definite and blows[0].start - first < _FIRST
    return bool(relative) or (opens and not hits.within(blows[0].end, verb.start, *_SAYING))


def _is_named_by(telling: Telling, mention: DateMention) -> bool:
    """Whether the day stands right behind the word for the attack: `the assault at dawn on Sunday`.

    `هجوم الأحد` names one too; `condemned the attack on Sunday` tells when somebody spoke.
    """
    hits, first = telling.hits, telling.sentence.start
    start = max(first, mention.start - _NAMED_REACH)
    blows = hits.within(start, mention.start, "trigger", "trigger_weak")
    if not blows or not (blows[-1].definite or blows[-1].end == mention.start):
        return False
    blow = blows[-1]
    if "،" in telling.passage.gap(blow.end - 1):
        return False
    if hits.within(blow.end, mention.start, *_TOLD, *_SPEAKING):
        return False
    return not hits.within(first, blow.start, *_CLAIMS, "accuses", "said_then")


def _tells_now(telling: Telling, event: Event) -> bool:
    """Whether a sentence tells of the attack or of the people hurt, not only of what followed."""
    hurt = any(toll.effect != "arrested" for toll in telling.tolls)
    return telling is event.anchor or telling.tells or hurt or _leads(telling, event)


def _leads(telling: Telling, event: Event) -> bool:
    """Whether it opens the body with what somebody does somewhere, in words that nobody knows."""
    before = [
        t for t in event.tellings if not t.is_title and t.sentence.index < telling.sentence.index
    ]
    if telling.is_title or any(t.tolls or t.dates or t.tells for t in before):
        return False
    assault = any(hit.value == "armed_assault" for hit in telling.weak)
    return (assault or bool(telling.of("act", *ATTACKERS, "weapon"))) and bool(telling.places)


def _is_since(telling: Telling, mention: DateMention) -> bool:
    """Whether the date only begins what goes on: `since Friday`."""
    start = max(telling.sentence.start, mention.start - 1)
    ending, at = telling.reading.lexicon.grammar.since_ending, (mention.start, mention.end)
    if ending and telling.hits.within(*at, "month"):
        return telling.passage.slice(mention.end - 1, mention.end).endswith(ending)
    return bool(telling.hits.within(start, mention.start, "since"))


def _is_said_then(telling: Telling, mention: DateMention) -> bool:
    """Whether the date is when somebody spoke or wrote: `told reporters on Friday`, a dateline."""
    if telling.passage.part == "body" and telling.passage.starts[mention.start] < dateline_end(
        telling.passage
    ):
        return True
    if _is_said_before(telling, mention) or is_of_death(telling, mention):
        return True
    if _speaks_after(telling, mention) or _is_stated(telling, mention):
        return True
    start = max(telling.sentence.start, mention.start - _SAID_REACH)
    before = telling.hits.within(start, mention.start, *_SPEAKING)
    if _is_put_in(telling, mention) or _follows_up(telling, mention):
        return True
    stop = min(mention.end + _SAID_REACH, telling.sentence.end)
    after = telling.hits.within(mention.end, stop, "trigger", "trigger_weak")
    since = before[-1].end if before else start
    told = telling.hits.within(since, mention.start, "trigger", "trigger_weak", "harm_verb")
    return bool(before) and not (told or any(not hit.definite for hit in after))


def _speaks_after(telling: Telling, mention: DateMention) -> bool:
    """Whether the verb behind the date is of speaking: `police on Monday said`.

    One that follows up, `on Monday raised the toll`, only where nothing happens before it.
    """
    stop = min(mention.end + _VERB_REACH, telling.sentence.end)
    ended = telling.reading.lexicon.grammar.free_order
    ended = ended and "," in telling.passage.gap(mention.end - 1)
    if not ended and telling.hits.within(mention.end, min(mention.end + 1, stop), *_SAYING):
        return True
    if telling.hits.within(telling.sentence.start, mention.start, *_BLOWS):
        return False
    return bool(telling.hits.within(mention.end, stop, "aftermath", "said_then"))


def _is_stated(telling: Telling, mention: DateMention) -> bool:
    """Whether the date is that of a statement, a protest or a find: `بيان صدر مساء الأحد`."""
    hits, first = telling.hits, telling.sentence.start
    stated = hits.within(max(first, mention.start - _STATED_REACH), mention.start, "said_then")
    if mention.end >= telling.sentence.end - 1:
        stated += hits.within(max(first, mention.start - _LAST_REACH), mention.start, "says")
    since = max((hit.end for hit in stated), default=mention.start)
    return bool(stated) and not hits.within(since, mention.start, *_TOLD, "act", "that", "happened")


def _follows_up(telling: Telling, mention: DateMention) -> bool:
    """Whether the date stands right behind a claim or what came after: `rose to 42 on Friday`."""
    start = max(telling.sentence.start, mention.start - _SAID_REACH - 1)
    before = telling.hits.within(start, mention.start, *_CLAIMS)
    return bool(before) and not telling.hits.within(before[0].end, mention.start, *_BLOWS)


def _is_put_in(telling: Telling, mention: DateMention) -> bool:
    """Whether it is put into what somebody says: `أعلنت الحكومة، الخميس، أن`, `اليوم (الخميس) إن`.

    Between two commas, `أعلنت الصحة، الخميس، حصيلة`, it is where nothing happens before it.
    """
    said = telling.hits.within(telling.sentence.start, mention.start, "says")
    if not said or mention.end >= telling.sentence.end:
        return False
    gap = telling.passage.gap(mention.end - 1).strip(_BRACKETS)
    if telling.hits.at(mention.end, "that") is not None and gap in ("", "،"):
        return True
    opened = "،" in telling.passage.gap(mention.start - 1)
    told = telling.hits.within(said[-1].end, mention.start, *_TOLD, "act", "that")
    return opened and "،" in gap and not told


def _is_said_before(telling: Telling, mention: DateMention) -> bool:
    """Whether somebody spoke, buried or sought then, and the attack has a later date.

    `كشف مصدر، الاثنين، تفاصيل هجوم أمس`, `were buried on Friday who died when a bomb ... Thursday`.
    """
    said = telling.hits.within(telling.sentence.start, mention.start, *_SPEAKING, "said_then")
    later = [d for d in telling.dates if d.start > mention.end]
    if not said or not any(d.resolved.start < mention.resolved.start for d in later):
        return False
    told = telling.hits.within(said[0].end, mention.start, *_TOLD)
    if any(hit.kind in _BLOWS and not hit.definite for hit in told):
        return False
    stop = telling.sentence.end
    return bool(telling.hits.within(mention.end, stop, *_TOLD, "the_attack", "act", "weapon"))


def _time_of_day(event: Event, notes: Notes) -> TimeOfDay | None:
    """Return the first part of the day that is told, that of a statement only if there is no other.

    `announced on Wednesday evening that 13 had died in the morning's blast`.
    """
    told = [(t, p) for t in usable(event) for p in day_parts(t.hits, t.sentence)]
    parts = [(t, p) for t, p in told if not _is_when_said(t, p.hit)] or told
    for telling, part in parts:
        if part.value == parts[0][1].value:
            hit = part.hit
            notes.add("date.time_of_day", telling.passage, hit.start, hit.end, "date.part_of_day")
    return parts[0][1].value if parts else None


def _is_when_said(telling: Telling, hour: Hit) -> bool:
    """Whether a part of the day stands right behind a verb of speaking."""
    first = max(telling.sentence.start, hour.start - _HOUR_REACH)
    said = telling.hits.within(first, hour.start, "says")
    return bool(said) and not telling.hits.within(said[-1].end, hour.start, *_TOLD, "act", "that")
