"""Does a sentence report an attack itself, or only speak of one that is known already?"""

from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.when.ages import of_rank
from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.words.scan import Hit

_REFERS_REACH = 4
_RELATIVE_REACH = 3
_UNREAL_REACH = 4
_WAR = 1000
_OPENS = 2
_FIRST_WORDS = 3
_LONG = 45
_SPAN_REACH = 3
_IN_REACH = 4
_ENOUGH = 3.0
_JUDGING = ("cue_court", "cue_threat", "cue_arrest", "cue_reaction")
_HARMS = ("harm_post", "harm_pre", "harm_counted", "harm_verb")


def is_direct(telling: Telling) -> bool:
    """Whether something that the sentence tells is news: not all of it stands behind a reference.

    `after the bombing in Suruj`, `the attack that killed 32` only remind; languages whose data
    name no such words take every sentence at its word.
    """
    if telling.of("claim", "claim_verb"):
        return True
    if telling.tolls:
        return any(not refers(telling, toll) for toll in telling.tolls)
    told = (*telling.strong, *telling.weak) or telling.of(*_HARMS)
    return not told or any(not is_referred(telling, hit) for hit in told)


def is_deed(telling: Telling, deed: Hit) -> bool:
    """Whether a word says that something happened: not violence in general, arms, or what may be.

    `the attacks`, `grenades`, `to kill`, `could attack`; `tried to kill` happened.
    """
    hits, begin = telling.hits, telling.sentence.start
    general = hits.at(deed.start, "in_general")
    if general is not None and general.end >= deed.end:
        return False
    near = max(begin, deed.start - _UNREAL_REACH)
    if hits.within(near, deed.start, "cue_hypothetical", "negator"):
        return False
    led = hits.within(max(begin, deed.start - 1), deed.start, "infinitive")
    return not led or bool(hits.within(near, deed.start, "intended"))


def what_is_known(telling: Telling) -> tuple[bool, ...]:
    """Return whether it is known when or where it was, and who was hurt.

    Day and town of the dateline tell of the writing alone; of a thousand dead no single attack.
    """
    hurt = [m for m in telling.tolls if m.side == "victim" and m.effect != "arrested"]
    return (
        bool(telling.of("period") or any(not telling.is_dateline(d) for d in telling.dates)),
        any(is_site(place) for place in telling.places),
        any(m.total < _WAR for m in hurt),
    )


def is_site(place: PlaceMention) -> bool:
    """Whether a place may be that of an attack."""
    wide = place.entry is not None and place.entry.kind == "country"
    return not (wide or place.dateline or place.reference)


def only_reminds(telling: Telling) -> bool:
    """Whether all it names is spoken of as known: `condemned the bloodshed`, `killed in the raid`.

    Languages without an article take every sentence at its word.
    """
    deeds = (*telling.strong, *telling.weak)
    known = [deed for deed in deeds if _is_known(telling, deed)]
    if not known or len(known) < len(deeds):
        return False
    return all(
        any(0 <= deed.start - toll.harm.end <= _IN_REACH for deed in known)
        for toll in telling.tolls
    )


def _is_known(telling: Telling, deed: Hit) -> bool:
    """Whether a word like `the` stands before a word for an attack."""
    if deed.definite:
        return True
    before = telling.hits.at(deed.start - 1, "determiner") if deed.start else None
    return before is not None and before.value == "known"


def refers(telling: Telling, toll: TollMention) -> bool:
    """Whether a figure only reminds of an attack that is known."""
    if is_referred(telling, toll.harm) or _of_known(telling, toll):
        return True
    before = [h for h in (*telling.strong, *telling.weak) if h.end <= toll.harm.start]
    if not before or any(not is_referred(telling, hit) for hit in before):
        return False
    if telling.hits.within(before[-1].end, toll.harm.start, "says"):
        return False
    begin = telling.sentence.start
    if telling.hits.within(begin, before[0].end, "harm_total"):
        return False
    return not telling.hits.within(begin, before[0].start, *_HARMS)


def _of_known(telling: Telling, toll: TollMention) -> bool:
    """Whether a word like `freed` leads to the people of a harm that describes them from behind.

    `liberan a los dos soldados secuestrados`.
    """
    first = toll.groups[0].start
    if not telling.reading.lexicon.grammar.nouns_lead or first >= toll.harm.start:
        return False
    return is_referred(telling, toll.harm._replace(start=first))


def is_referred(telling: Telling, hit: Hit) -> bool:
    """Whether words like `after` lead to it, or it is `the attack that`."""
    if telling.hits.at(hit.end, "refers_after") is not None:
        return True
    if not (hit.definite or telling.of("refers", "relative")):
        return False
    ranked = of_rank(telling.passage, telling.hits, telling.sentence)
    if hit.start in ranked:
        return False
    start = max(telling.sentence.start, ranked.stop, hit.start - _REFERS_REACH)
    leads = telling.hits.within(start, hit.start + 1, "refers")
    if leads and leads[-1].start == hit.start and telling.hits.within(start, hit.start, "suffered"):
        return False
    if leads and _leads_on(telling, leads[-1], hit):
        between = telling.hits.within(leads[-1].end, hit.start, *_HARMS, "trigger")
        if not between or between[0].start == leads[-1].end:
            return True
    relative = telling.hits.within(
        max(telling.sentence.start, hit.start - 1), hit.start, "relative"
    )
    return bool(relative) or (hit.definite and _reminds(telling, hit))


def _leads_on(telling: Telling, lead: Hit, hit: Hit) -> bool:
    """Whether no stop parts a word like `after` from what it leads to, and it leads to no time.

    `بعد ثلاث ساعات انفجرت عبوة` tells of a new one; `three hours after the blast` does not.
    """
    if any(part.start <= lead.start < part.end for part in telling.of("part_of_day", "time")):
        return False
    span = telling.hits.within(lead.end, min(lead.end + _SPAN_REACH, hit.start), "unit")
    if span and not hit.definite:
        return False
    return not any("،" in telling.passage.gap(at) for at in range(lead.end - 1, hit.start - 1))


def _reminds(telling: Telling, hit: Hit) -> bool:
    """Whether a definite word is no subject of its own: nothing opens a clause with it."""
    begin = telling.sentence.start
    if telling.hits.within(max(begin, hit.start - 1), hit.start, "act"):
        return False
    if hit.start - begin < _OPENS or telling.hits.within(hit.start - _OPENS, hit.start, "that"):
        return False
    after = telling.hits.within(hit.end, hit.end + _RELATIVE_REACH, "relative")
    return bool(after) or not telling.tolls


def is_news(telling: Telling) -> bool:
    """Whether signs enough show that the sentence, read alone, is news of an attack.
    The points were set by hand after a linear model on sentences of Arabic news: a finite verb of
    violence weighs most, words that remind, fear or judge take away.
    """
    return _points_for(telling) - _points_against(telling) >= _ENOUGH


def _points_for(telling: Telling) -> float:
    acts = telling.of("act")
    early = bool(acts) and acts[0].start - telling.sentence.start < _FIRST_WORDS
    attackers = telling.of("attackers", "attackers_one", "attackers_two")
    strong = any(not is_referred(telling, hit) for hit in telling.strong)
    placed = any(p.locative and p.entry is not None for p in telling.places)
    told = any(not refers(telling, toll) for toll in telling.tolls)
    whole = bool(told) + bool(telling.of("weapon")) + bool(attackers) + strong
    return whole + 1.5 * bool(acts) + 0.5 * (early + placed + bool(telling.of("says")))


def _points_against(telling: Telling) -> float:
    triggers = (*telling.strong, *telling.weak)
    known = any(hit.definite for hit in triggers)
    reminded = any(is_referred(telling, hit) for hit in telling.weak)
    judged = sum(cue in telling.cues for cue in _JUDGING)
    unsure = bool(telling.of("cue_hypothetical")) + (telling.size > _LONG)
    half = known + reminded + judged + bool(telling.of("refers")) + bool(telling.of("clash"))
    return unsure + 0.5 * half
