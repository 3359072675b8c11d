"""Sentences that turn to another attack: `hours later`, `وفي درعا`, `elsewhere`."""

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from streams.stages.extract.story.anew import begins_anew, is_new_paragraph
from streams.stages.extract.story.recalled import answers
from streams.stages.extract.story.reports import is_direct, only_reminds
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.when.ages import leads_to_hour
from streams.stages.extract.when.times import DateMention
from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.words.scan import Hit

if TYPE_CHECKING:
    from streams.stages.extract.story.story import Story

_TURN_REACH = 5
_FRONT_REACH = 10
_TELLS = (
    "trigger", "trigger_weak", "trigger_faint", "harm_post", "harm_verb", "harm_pre", "says",
    "act", "role", "attackers", "attackers_one", "attackers_two", "people", "people_one",
    "weapon", "target",
)  # fmt: skip
_FINE = ("city", "district", "province")
_TOWNS = ("city", "district")
_TOO_REACH = 6
_BULLETIN = 2
_DAY_OPENS = 2
_OPENS = 4
_DAY = ("day", "hour")
_ATTACKERS = ("attackers", "attackers_one", "attackers_two")
_HOUR = ("qualifier", "unit", "locative", "ordinal", "part_of_day", "time", "of", "small_word")
_HOUR_REACH = 6


def opens_apart(telling: Telling) -> bool:
    """Whether the sentence opens with words or a place that lead to something else."""
    return says_turn(telling) or (not telling.is_title and fronted(telling) is not None)


def says_turn(telling: Telling) -> bool:
    """Whether the sentence opens with words like `hours later`."""
    return bool(turns_of(telling))


def says_another(telling: Telling) -> bool:
    """Whether the sentence opens with words that part two attacks wherever they were."""
    return any(hit.value == "another" for hit in turns_of(telling))


def leaves_it(telling: Telling) -> bool:
    """Whether the sentence opens with words that lead to something with other people behind it."""
    return any(hit.value in ("another", "leaves") for hit in turns_of(telling))


def strikes_back(telling: Telling) -> bool:
    """Whether it opens with words like `in retaliation`, of those who were attacked before."""
    return any(hit.kind == "in_return" for hit in turns_of(telling))


def turns_of(telling: Telling) -> list[Hit]:
    """Return the words like `hours later` that the sentence opens with, behind its day if any."""
    start = telling.sentence.start
    days = [d.end for d in telling.dates if d.start - start < _TURN_REACH]
    reach = max((start, *days)) + _TURN_REACH
    near = min(reach, telling.sentence.end)
    avenged = telling.hits.within(start, near, "in_return")
    found = telling.hits.within(start, near, "turn")
    past = telling.hits.within(start, near, "background", "background_soft")
    found += [hit for hit in past if leads_to_hour(telling.hits, telling.sentence, hit)]
    return [hit for hit in avenged if answers(telling.passage, telling.hits, hit)] + [
        hit for hit in found if hit.value != "adds" or _tells_anew(telling)
    ]


def _tells_anew(telling: Telling) -> bool:
    """Whether a sentence with a word like `besides` names an attack of its own, not only more hurt.

    `Además, otras cinco personas resultaron heridas` tells more of the same.
    """
    if telling.of("attackers", "attackers_one", "attackers_two"):
        return True
    struck = _places(telling) and (_hurts(telling) or bool(telling.of("target")))
    named = [*telling.strong, *(telling.weak if struck else ())]
    return any(not hit.definite for hit in named) and not telling.of("the_attack")


def fronted(telling: Telling) -> PlaceMention | None:
    """Return the place that the sentence opens with: `وفي درعا قال مصدر`, `At dawn in Baga,`.

    Before anything is told, and before anybody speaks or acts.
    """
    start = telling.sentence.start
    if not telling.places or telling.hits.at(start, "determiner") is not None:
        return None  # `The health directorate in X` speaks there
    end = min(start + _FRONT_REACH, telling.sentence.end)
    told = telling.hits.within(start, end, *_TELLS)
    if telling.reading.lexicon.grammar.free_order and _hurts(telling):
        told = [h for h in told if telling.hits.at(h.start, "place_head", "place_tail") is None]
    stop = told[0].start if told else end
    return next(
        (
            place
            for place in telling.places
            if place.locative and place.start < stop and not place.dateline
            if _may_turn(telling, place)
        ),
        None,
    )


def _may_turn(telling: Telling, place: PlaceMention) -> bool:
    """Whether a place in front may be another one: where places come first, no unknown village."""
    if place.entry is None:
        return not telling.reading.lexicon.grammar.verb_last
    return place.entry.kind in _FINE or _tells_quarter(telling, place)


def _tells_quarter(telling: Telling, place: PlaceMention) -> bool:
    """Whether a quarter has an attack of its own: named by its word, with the people it hurt."""
    quarter = place.entry is not None and place.entry.kind == "neighbourhood"
    return quarter and bool(telling.strong) and _hurts(telling)


def turning(story: "Story") -> list[Telling]:
    """Return the sentences of the body that turn to another attack and name where it was.

    The first sentence that tells anything begins the report: it turns from nothing. Words that
    turn in a sentence of their own hold for the next: `The second came at nine. A bomb in X ...`.
    """
    body = [t for t in story.tellings if not (t.is_title or t.background or t.old)]
    listed = [t for t in bulletin(body) if tells_item(t)]
    if len(listed) > 1:
        return listed[1:]
    first = next((n for n, t in enumerate(body) if t.tells or _hurts(t)), len(body))
    found: list[Telling] = []
    for before, telling in pairwise(body[first:]):
        led = opens_apart(before) and before not in found and not _places(before)
        apart = led or opens_apart(telling) or _strikes_too(telling)
        apart = apart or is_on_later_day(telling, body)
        anew = begins_anew(body[first:], telling) or begins_later(body[first:], telling)
        if (apart and _places(telling) and tells_of_another(telling)) or anew:
            found.append(telling)
        elif says_turn(before) and _only_places(before, telling) and before not in found:
            found.append(before)
    return found


def begins_later(body: Sequence[Telling], telling: Telling) -> bool:
    """Whether a paragraph opens at another time, and tells a deed that hurt other people.

    `On Tuesday around nine the shots began again. Eleven people died.`
    """
    before = body[: body.index(telling)]
    told = any(t.tells and is_direct(t) and not t.of("several") for t in before)
    deed = bool(telling.strong or telling.weak or telling.faint or telling.of(*_ATTACKERS))
    if not (told and deed) or telling.of("claim", "claim_verb", "cue_denial"):
        return False
    return is_new_paragraph(body, telling) and _is_at_other_time(before, telling)


def _is_at_other_time(before: Sequence[Telling], telling: Telling) -> bool:
    """Whether it opens with words that turn, a later day or another part of the day."""
    first = telling.sentence.start + _OPENS
    days = [d for t in before for d in t.dates if _is_day(t, d)]
    own = [d for d in telling.dates if _is_day(telling, d)]
    last = max((d.resolved.end for d in days), default=None)
    if last is not None and any(d.resolved.end < last for d in own):
        return False
    if own and last is not None and _opens_with(telling, own[0]):
        return last < own[0].resolved.start
    hours = {h.value for t in before for h in t.of("part_of_day")}
    opens = [h.value for h in telling.of("part_of_day") if h.start < first]
    turns = any(hit.start < first for hit in turns_of(telling) if hit.value == "turn")
    return (turns and _hurts(telling)) or (bool(hours and opens) and opens[0] not in hours)


def _is_day(telling: Telling, day: DateMention) -> bool:
    return day.resolved.precision in _DAY and not telling.is_dateline(day)


def _only_places(turn: Telling, deed: Telling) -> bool:
    """Whether words that turn say when and where, and the next sentence what happened.

    `The second happened in Ocaña at eleven. A gunman shot a teacher dead.`
    """
    near = turn.sentence.paragraph == deed.sentence.paragraph
    near = near and not any(_is_town(p) for p in deed.places)
    told = tells_of_another(turn) or turn.of("the_attack", "several", "cue_reaction", "cue_arrest")
    placed = any(p.locative or _is_town(p) for p in turn.places if not p.reference)
    return placed and near and not told and tells_of_another(deed)


def _is_town(place: PlaceMention) -> bool:
    return place.entry is not None and place.entry.kind in _TOWNS and not place.dateline


def is_on_later_day(telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether it opens with a later day than those of `told` before, and names an attack.

    `وصباح اليوم السبت، سقطت خمس قذائف`, below the bomb of Friday.
    """
    if not telling.dates or not _strikes(telling, told):
        return False
    first, days = telling.dates[0], _days_before(telling, told)
    opens = _opens_with(telling, first) and not telling.is_dateline(first)
    happened = opens and first.resolved.precision in _DAY and bool(days)
    return (
        happened
        and max(day.resolved.end for day in days) < first.resolved.start
        and tells_of_another(telling)
    )


def is_on_other_day(telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether it opens with words that turn, and puts a deed on a day before all those told.

    `وقبل ذلك بيوم، أي الاثنين، انفجر لغم`, below shots of Tuesday.
    """
    if not (telling.dates and says_turn(telling) and _strikes(telling, told)):
        return False
    first, days = telling.dates[0], _days_before(telling, told)
    near = first.start - telling.sentence.start <= _FRONT_REACH
    happened = near and first.resolved.precision in _DAY and bool(days)
    return (
        happened
        and min(day.resolved.start for day in days) > first.resolved.end
        and tells_of_another(telling)
    )


def _strikes(telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether it names an attack, or what may be one with people hurt or attackers."""
    if telling.strong or not telling.weak:
        return bool(telling.strong)
    acting = telling.of("attackers", "attackers_one", "attackers_two")
    return bool(acting) or any(_hurts(t) for t in (telling, *counting(told, telling)))


def _days_before(telling: Telling, told: Sequence[Telling]) -> list[DateMention]:
    """Return the days that the sentences before it name."""
    before = [t for t in told if t.is_title or t.sentence.index < telling.sentence.index]
    return [
        d for t in before for d in t.dates if d.resolved.precision in _DAY and not t.is_dateline(d)
    ]


def _opens_with(telling: Telling, day: DateMention) -> bool:
    """Whether a day opens the sentence, at most with its hour before: `Around 2am today,`."""
    start = telling.sentence.start
    if day.start - start <= _DAY_OPENS:
        return True
    hour = range(start, day.start)
    return len(hour) <= _HOUR_REACH and all(
        telling.passage.words[at].isdecimal() or telling.hits.at(at, *_HOUR) is not None
        for at in hour
    )


def counting(told: Sequence[Telling], telling: Telling) -> list[Telling]:
    """Return the sentences below it in its paragraph that name no place: who was hurt in it."""
    return list(
        takewhile(
            lambda t: t.sentence.paragraph == telling.sentence.paragraph and not _places(t),
            (t for t in told if not t.is_title and t.sentence.index > telling.sentence.index),
        )
    )


def _strikes_too(telling: Telling) -> bool:
    """Whether words like `also` stand close before a town that attackers came to.

    `Des terroristes se sont également introduits dans la ville de X.`
    """
    if not telling.of("attackers", "attackers_one", "attackers_two"):
        return False
    also = [hit for hit in telling.of("turn") if hit.value in ("turn", "adds")]
    towns = [p for p in telling.places if p.entry and p.entry.kind in _TOWNS]
    return any(
        0 <= town.start - hit.end <= _TOO_REACH
        for hit in also
        for town in towns
        if town.locative or (hit.value == "adds" and town.head in _TOWNS)
    )


def bulletin(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the items of a list in which each paragraph opens with its place, `KUT - Gunmen ...`.

    Empty unless two places have one besides the dateline, which may be an item too.
    """
    items = [t for t in tellings if not (t.is_title or t.old) and rubric(t) is not None]
    named = [place for t in items if (place := rubric(t)) is not None and not place.dateline]
    towns = {place.name.casefold() for place in named}
    return items if len(towns) >= _BULLETIN else []


def rubric(telling: Telling) -> PlaceMention | None:
    """Return the place that a dash parts from a sentence that it opens: `بغداد - قتل مسلحون`."""
    first = next(iter(telling.places), None)
    return first if first is not None and first.rubric else None


def tells_item(telling: Telling) -> bool:
    """Whether an item of a list tells of an attack: not of arms found, nor of arrests alone."""
    return tells_of_another(telling) and ("cue_arrest" not in telling.cues or _hurts(telling))


def tells_of_another(telling: Telling) -> bool:
    """Whether such a sentence tells enough: people hurt, an attack, or attackers and a target."""
    acting = telling.of("attackers", "attackers_one", "attackers_two")
    if acting and (telling.of("target", "weapon") or telling.strong):
        return True
    if "cue_reaction" in telling.cues and telling.of("the_attack") and not telling.tolls:
        return False  # `the governor condemned this attack`
    if "cue_denial" in telling.cues and not telling.tolls:
        return False  # `the army denied that it had shelled the town`
    told = telling.tells or _hurts(telling) or (says_another(telling) and bool(telling.weak))
    return told and is_direct(telling) and not only_reminds(telling)


def _hurts(telling: Telling) -> bool:
    return any(m.side == "victim" and m.effect != "arrested" for m in telling.tolls)


def _places(telling: Telling) -> bool:
    return any(not (place.reference or place.dateline) for place in telling.places)
