"""Harms in two steps: `led 12 villagers away`, `cost six men their lives`, `was hit and died`."""

from collections.abc import Sequence
from itertools import pairwise

from streams.domain.numbers import number_at
from streams.stages.extract.harm.numerals import is_of_wounded
from streams.stages.extract.harm.parted import is_parted
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence

HARMS = (
    "harm_verb", "harm_post", "harm_counted", "harm_counted_two", "harm_left", "harm_pre",
    "harm_total",
)  # fmt: skip
_HEAD_REACH = 4
_TAIL_REACH = 5
_DEATH_REACH = 5
_SOURCE_REACH = 14
_NEXT = 3
_NUMBER_WORDS = 3
_VICTIM_REACH = 8
_BEFALL = ("harm_post", "harm_pre")


def with_splits(
    reader: Reader, harms: Sequence[Hit], groups: Sequence[CountGroup], sentence: Sentence
) -> list[Hit]:
    """Return the harms with those in two parts, in text order; these win over the same word."""
    whole_already = reader.lexicon.grammar.free_order
    split = {
        head.start: whole
        for head in reader.hits.inside(sentence, "harm_split")
        if not (whole_already and any(h.start == head.start and h.end > head.end for h in harms))
        if (whole := _whole(reader, head, groups)) is not None
    }
    others = [harm for harm in harms if harm.start not in split]
    return sorted([*others, *split.values()], key=lambda harm: harm.start)


def became_victims(reader: Reader, sentence: Sentence) -> list[Hit]:
    """Return verbs that make victims of who stands beside them: `жертвами удара по рынку стали`."""
    return [
        Hit("harm_pre", "killed", verb.start, verb.end)
        for verb in reader.hits.inside(sentence, "became")
        if any(
            reader.hits.at(at, "as_victim") is not None
            for at in range(max(sentence.start, verb.start - _VICTIM_REACH), verb.start)
        )
    ]


def _whole(reader: Reader, head: Hit, groups: Sequence[CountGroup]) -> Hit | None:
    """Return the harm of the second part, which stands right before or after the people."""
    after = [g for g in groups if head.end <= g.start <= head.end + _HEAD_REACH]
    victims = [g for g in after if g.side != "perpetrator"]
    if not victims:
        return None
    people = victims[0]
    tails = reader.hits.within(head.end, people.end + _TAIL_REACH, "split_tail")
    tail = next((t for t in tails if not _is_apart(reader, people.end, t.start)), None)
    return head._replace(kind="harm_post", value=tail.value) if tail is not None else None


def _is_apart(reader: Reader, people: int, tail: int) -> bool:
    """Whether a mark ends the clause between the people and the second part."""
    gaps = (reader.passage.gap(at) for at in range(people - 1, tail - 1))
    return any(mark in gap for gap in gaps for mark in ",،;؛:.()")


def without_passing(
    reader: Reader, harms: Sequence[Hit], groups: Sequence[CountGroup]
) -> list[Hit]:
    """Return the harms less those that do not last or count: wounds that led to death.

    `was hit in the neck and died`; `two of the wounded died`; an attacker's body left behind.
    """
    if reader.lexicon.grammar.free_order:
        harms = [harm for harm in harms if not _is_part(harm, harms)]
    passing = [one for one, two in pairwise(harms) if _led_to_death(reader, one, two, groups)]
    passing += [harm for harm in harms if _names_source(reader, harm) or _is_part(harm, harms)]
    return [harm for harm in harms if harm not in passing and not _is_fallen(reader, harm)]


def _is_part(harm: Hit, harms: Sequence[Hit]) -> bool:
    """Whether the word is only part of a longer one: `dead` in `shot dead`."""
    return any(
        (h.start < harm.start and harm.end <= h.end)
        or (h.start == harm.start and harm.end < h.end and h.value != harm.value)
        for h in harms
    )


def _is_fallen(reader: Reader, harm: Hit) -> bool:
    """Whether the word is part of one for an attacker's body: `leaving the body of a comrade`."""
    near = reader.hits.within(max(0, harm.start - 3), harm.end + 4, "harm_fallen")
    return any(fallen.start <= harm.start < fallen.end for fallen in near)


def _led_to_death(reader: Reader, one: Hit, two: Hit, groups: Sequence[CountGroup]) -> bool:
    """Whether the wounds of the first end in the death that the second tells of the same people."""
    if (one.value, two.value) != ("wounded", "killed") or two.kind not in _BEFALL:
        return False
    joint = reader.lexicon.conjunction
    between = reader.passage.words[one.end : two.start]
    parted = not reader.lexicon.grammar.clitics
    joined = joint in between if parted else two.prefix == joint
    if reader.lexicon.grammar.participles and "," in reader.passage.gap(one.end - 1):
        joined = True  # `un policier, grièvement blessé, est décédé`
    if not joined or len(between) > _DEATH_REACH:
        return False
    after = two.end if parted else two.end + _NEXT
    return not any(one.end <= g.start < after for g in groups)


def _names_source(reader: Reader, harm: Hit) -> bool:
    """Whether the wounded are only those from whom somebody died: `توفي اثنان من الجرحى`."""
    grammar = reader.lexicon.grammar
    more = harm.kind == "harm_post" and grammar.free_order
    more = more or (harm.kind == "harm_pre" and grammar.verb_far)
    if harm.value != "wounded" or not (more or harm.kind in ("harm_counted", "harm_verb")):
        return False
    near = max(0, harm.start - _DEATH_REACH), harm.end + _SOURCE_REACH
    died = [h for h in reader.hits.within(*near, *_BEFALL) if h.value == "killed"]
    return bool(died) and _is_source(reader, harm)


def _is_source(reader: Reader, harm: Hit) -> bool:
    """Whether the word stands in `of the wounded`."""
    if reader.lexicon.grammar.free_order:
        died = reader.hits.within(max(0, harm.start - _HEAD_REACH), harm.start, "harm_pre")
        if any(d.value == "killed" and not is_parted(reader, d.end, harm.start) for d in died):
            return True
    if _is_numbered_source(reader, harm):
        return True
    near = reader.hits.within(max(0, harm.start - 2), harm.end, "out_of_wounded")
    return any(hit.end >= harm.end for hit in near) or describes(reader, harm)


def _is_numbered_source(reader: Reader, harm: Hit) -> bool:
    """Whether a number right before counts those of whom some died: `2 of 30 wounded died`."""
    words, lexicon = reader.passage.words, reader.lexicon
    for at in range(max(0, harm.start - _NUMBER_WORDS), harm.start):
        number = number_at(words, at, harm.start, lexicon)
        if number is not None and number.end == harm.start:
            return is_of_wounded(reader, number)
    return False


def describes(reader: Reader, harm: Hit) -> bool:
    """Whether the word only says which people: `أحد الجنود الجرحى`."""
    words, article = reader.passage.words, reader.lexicon.clitics.article
    if not article or harm.kind != "harm_counted" or harm.start == 0:
        return False
    return all(word.startswith(article) for word in words[harm.start - 1 : harm.end])


def is_harmed(reader: Reader, start: int, end: int) -> bool:
    """Whether another harm stands between two tokens, other than wounds of which one died."""
    told = reader.hits.within(start, end, *HARMS[:-1])
    between = [harm for harm in told if not _is_source(reader, harm)]
    if reader.lexicon.grammar.free_order:
        between = [harm for harm in between if not _is_part(harm, between)]
    died = reader.hits.at(end, "harm_pre")
    joined = end > start and reader.passage.words[end - 1] == reader.lexicon.conjunction
    if reader.lexicon.grammar.participles and end > start:
        joined = joined or "," in reader.passage.gap(end - 1)
    if between and joined and died is not None and died.value == "killed":
        return len(between) > 1 or between[0].value != "wounded"
    return bool(between)
