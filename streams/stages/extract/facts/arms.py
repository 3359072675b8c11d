"""Whose arms they are: `a Russian glide bomb`, `غارة إسرائيلية`."""

from collections.abc import Iterator

from streams.stages.extract.facts.facts import usable
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.who.accusations import Blame
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.words.names import Name, names_in
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.states import STATE_TYPES

_ARMS = ("arms", "trigger", "trigger_weak")


def by_their_arms(event: Event) -> list[Blame]:
    """Return the state whose word stands beside the aircraft, shells or rockets of the attack."""
    found = (blame for t in usable(event) if not t.background for blame in _blames(t))
    first = next(found, None)
    return [first] if first is not None else []


def _blames(telling: Telling) -> Iterator[Blame]:
    reading, sentence = telling.reading, telling.sentence
    lexicon = reading.lexicon
    table = lexicon.nationalities
    for name in names_in(telling.passage, telling.hits, sentence, lexicon, table, article=True):
        force = reading.groups.force_of(str(table.names[name.key]))
        arms = _arms_beside(telling, name)
        if force is not None and arms is not None:
            mention = GroupMention(name.start, name.end, sentence, force, own_voice=False)
            yield Blame(mention, "stated", arms, "perpetrator.arms")


def _arms_beside(telling: Telling, name: Name) -> Hit | None:
    """Return the arms of a nation, its word before them or behind: not `Iranian-made drones`."""
    hits, sentence = telling.hits, telling.sentence
    behind = hits.within(name.end, min(name.end + 3, sentence.end), *_ARMS)
    behind = [hit for hit in behind if hit.start <= name.end + 1]
    before = hits.within(max(sentence.start, name.start - 3), name.start, *_ARMS)
    before = [hit for hit in before if hit.end == name.start]
    if hits.at(name.end, "made_by") is not None:
        return None
    grammar = telling.reading.lexicon.grammar
    near = before if grammar.clitics or grammar.nouns_lead or grammar.verb_far else behind
    return next((hit for hit in near if hit.value in STATE_TYPES), None)
