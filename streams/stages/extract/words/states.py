"""Which countries a sentence tells to strike: `Russia shelled`, `قصفت روسيا`, `drones of Iran`.

They are who did it, and no place; nor is one that is accused of it: `accuse la Russie d'un tir`.
"""

from collections.abc import Iterator

from streams.domain.lexicon import Lexicon
from streams.lang.countries import country_codes
from streams.stages.extract.words.names import Name, names_in
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

STATE_TYPES = {"air_strike", "drone_strike", "shelling_or_rocket", "chemical"}
"""What states do: attacks from far off, by arms that few others have."""
_PASSIVE = "passive"
_VERB_REACH = 3
_LED_REACH = 2
_TIMES = ("weekday", "time", "part_of_day", "locative", "last")
_SUBJECT_REACH = 3
"""Where the verb stands last, a subject is among so many first words of a sentence."""


def striking_states(
    passage: Passage, hits: Hits, lexicon: Lexicon, sentence: Sentence
) -> Iterator[tuple[Name, str]]:
    """Yield the names of countries that strike, each with its ISO code.

    Only languages whose data name such words can tell.
    """
    strikes = hits.inside(sentence, "strikes", "strike_of", "strike_of_after")
    accused = _accused(hits, sentence)
    if not (strikes or accused):
        return
    told = [hit for hit in strikes if hit.kind == "strikes"]
    verbs = [hit for hit in told if hit.value != _PASSIVE and not _is_passive(hits, hit)]
    passive = [hit.start for hit in told if hit.value == _PASSIVE]
    owned = {hit.end for hit in strikes if hit.kind == "strike_of"}
    behind = {hit.start for hit in strikes if hit.kind == "strike_of_after"}
    codes = country_codes(lexicon.language)
    places = list(names_in(passage, hits, sentence, lexicon, lexicon.places, article=True))
    for name in places:
        if name.key not in codes:
            continue
        known = name.start in owned | accused or name.end in behind
        known = known or (_is_agent(hits, name) and any(at >= name.end for at in passive))
        if known or _strikes(hits, lexicon, sentence, name, verbs, places):
            yield name, codes[name.key]


def _accused(hits: Hits, sentence: Sentence) -> set[int]:
    """Return where those stand who are accused of arms that states have, right behind the verb."""
    verbs = hits.inside(sentence, "accuses")
    arms = hits.inside(sentence, "trigger", "trigger_weak", "arms") if verbs else []
    return {verb.end for verb in verbs} if any(h.value in STATE_TYPES for h in arms) else set()


def striking_tokens(passage: Passage, hits: Hits, lexicon: Lexicon, sentence: Sentence) -> set[int]:
    """Return the tokens of the countries that strike."""
    found = striking_states(passage, hits, lexicon, sentence)
    return {token for name, _ in found for token in range(name.start, name.end)}


def _strikes(
    hits: Hits,
    lexicon: Lexicon,
    sentence: Sentence,
    name: Name,
    verbs: list[Hit],
    places: list[Name],
) -> bool:
    """Whether a country is the subject of one of the verbs, by where the language puts it."""
    before = max(sentence.start, name.start - _LED_REACH)
    if hits.within(before, name.start, "locative", "by"):
        return False
    if lexicon.grammar.clitics and any(verb.end == name.start for verb in verbs):
        return True
    if lexicon.grammar.verb_last or lexicon.grammar.verb_far:
        first = places[0] is name and name.start - sentence.start < _SUBJECT_REACH
        case = hits.at(name.end, "name_case")
        return first and case is None and len(places) > 1 and any(v.start > name.end for v in verbs)
    return any(_follows(hits, name, verb) for verb in verbs)


def _is_agent(hits: Hits, name: Name) -> bool:
    """Whether a word like *by* leads to a country, or follows it: `لەلایەن ئیسرائیلەوە`."""
    before = hits.within(max(0, name.start - _LED_REACH), name.start, "by")
    if any(hit.end == name.start for hit in before):
        return True
    return hits.at(name.end, "by_after") is not None


def _follows(hits: Hits, name: Name, verb: Hit) -> bool:
    """Whether a verb stands behind a country, over a day or an hour at most."""
    gap = range(name.end, verb.start)
    if not 0 <= len(gap) <= _VERB_REACH:
        return False
    timed = {t for h in hits.within(name.end, verb.start, *_TIMES) for t in range(h.start, h.end)}
    return verb.start >= name.end and timed.issuperset(gap)


def _is_passive(hits: Hits, verb: Hit) -> bool:
    """Whether somebody else did it: `attacked by`."""
    return hits.at(verb.end, "by") is not None
