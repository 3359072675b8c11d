"""Words and places in front that lead to another attack: `hours later`, `وفي درعا`, `elsewhere`."""

from collections.abc import Sequence
from itertools import takewhile

from streams.stages.extract.story.recalled import answers
from streams.stages.extract.story.reports import is_direct, only_reminds
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.when.ages import leads_to_hour
from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.words.scan import Hit

_TURN_REACH = 5
_FRONT_REACH = 10
_TELLS = (
    "trigger", "trigger_weak", "trigger_faint", "harm_post", "harm_verb", "harm_pre", "says",
    "act", "role", "attackers", "attackers_one", "attackers_two", "people", "people_one",
    "weapon", "target",
)  # fmt: skip
_FINE = ("city", "district", "province")
_BULLETIN = 2


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
    struck = names_place(telling) and (hurts(telling) or bool(telling.of("target")))
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
    if telling.reading.lexicon.grammar.free_order and hurts(telling):
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
    return quarter and bool(telling.strong) and hurts(telling)


def counting(told: Sequence[Telling], telling: Telling) -> list[Telling]:
    """Return the sentences below it in its paragraph that name no place: who was hurt in it."""
    return list(
        takewhile(
            lambda t: t.sentence.paragraph == telling.sentence.paragraph and not names_place(t),
            (t for t in told if not t.is_title and t.sentence.index > telling.sentence.index),
        )
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
    return tells_of_another(telling) and ("cue_arrest" not in telling.cues or hurts(telling))


def tells_of_another(telling: Telling) -> bool:
    """Whether such a sentence tells enough: people hurt, an attack, or attackers and a target."""
    acting = telling.of("attackers", "attackers_one", "attackers_two")
    if acting and (telling.of("target", "weapon") or telling.strong):
        return True
    if "cue_reaction" in telling.cues and telling.of("the_attack") and not telling.tolls:
        return False  # `the governor condemned this attack`
    if "cue_denial" in telling.cues and not telling.tolls:
        return False  # `the army denied that it had shelled the town`
    told = telling.tells or hurts(telling) or (says_another(telling) and bool(telling.weak))
    return told and is_direct(telling) and not only_reminds(telling)


def hurts(telling: Telling) -> bool:
    """Whether it counts people who were hurt."""
    return any(m.side == "victim" and m.effect != "arrested" for m in telling.tolls)


def names_place(telling: Telling) -> bool:
    """Whether it names a place where something may have happened."""
    return any(not (place.reference or place.dateline) for place in telling.places)
