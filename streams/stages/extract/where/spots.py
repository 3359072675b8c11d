"""Where names of places are looked for, and how far a name goes."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from streams.domain.geography import Gazetteer, GazetteerEntry
from streams.domain.lexicon import Lexicon
from streams.stages.extract.words.names import name_at
from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.text import Passage, Sentence

NEVER_NAMES = (
    "says", "harm_post", "locative", "role", "trigger", "arms", "people", "target", "time",
    "place_head", "direction", "clash", "subset", "others", "not_name", "trigger_weak",
    "trigger_faint", "weapon", "harm_counted", "harm_pre", "attackers", "weekday", "part_of_day",
    "org", "claim", "given_name",
)  # fmt: skip
FIRST_WORDS = ("كفر", "تير", "دير", "معره", "معر", "خان", "بيت", "عين", "تل")
"""What many Arabic names of villages begin with, written apart or on to the rest."""
TAILED_WORDS = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence with what reading its places needs; `taken` tokens name something else."""

    passage: Passage
    hits: Hits
    lexicon: Lexicon
    gazetteer: Gazetteer
    sentence: Sentence
    taken: AbstractSet[int]


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name over tokens `start` to `end`, the kind of place it is, and its words if not those.

    `whole`: known names inside it are parts of it.
    """

    start: int
    end: int
    head: str
    entries: tuple[GazetteerEntry, ...] = ()
    text: str | None = None
    key: str = ""
    whole: bool = False


def may_name(spot: Spot, at: int) -> bool:
    """Whether token `at` can be a name: a capital, or an Arabic word that is nothing else."""
    passage, hits = spot.passage, spot.hits
    if spot.lexicon.grammar.capitals:
        capital = passage.raw[passage.starts[at]].isupper()
        person = hits.at(at, "given_name") is not None
        return capital and not (person or (passage.in_capitals and is_word(hits, at)))
    word = passage.words[at]
    long = len(word) > 3 or word in FIRST_WORDS
    return long and word.isalpha() and hits.at(at, *NEVER_NAMES) is None


def end_of_name(spot: Spot, at: int) -> int:
    """Return where the capitals end that begin at a token: `village of Kifl Haris`."""
    passage, hits, stop = spot.passage, spot.hits, at + 1
    if not spot.lexicon.grammar.capitals or passage.in_capitals or passage.part == "title":
        return stop
    while stop < spot.sentence.end and stop - at < TAILED_WORDS:
        capital = passage.raw[passage.starts[stop]].isupper()
        if passage.gap(stop - 1).strip(" -") or "\n" in passage.gap(stop - 1):
            break
        if not capital and (joint := _joint_end(spot, stop)) > stop:
            stop = joint
            continue
        if not capital:
            break
        if hits.at(stop, *NEVER_NAMES, "month", "small_word", "place_tail") is not None and not (
            _is_article(spot, stop)
        ):
            break
        if spot.lexicon.grammar.adjective_names and hits.at(stop + 1, "place_tail") is not None:
            break
        stop += 1
    return stop


def _is_article(spot: Spot, at: int) -> bool:
    """Whether an article with a capital goes on with a name: `Filo El Gringo`, `El Santuario`."""
    before = spot.hits.at(at - 1, "open_end") if spot.lexicon.grammar.nouns_lead else None
    if before is not None and before.value == "article":
        return True
    word = spot.hits.at(at, "open_end") if spot.lexicon.grammar.nouns_lead else None
    return word is not None and word.value == "article"


def _joint_end(spot: Spot, at: int) -> int:
    """Return the capital that goes on with a name over `de la`: `San José de Apartadó`; else `at`.

    Not where that is a place by itself.
    """
    passage, end = spot.passage, spot.sentence.end
    joint = spot.hits.at(at, "name_particle") if spot.lexicon.grammar.nouns_lead else None
    if joint is None or joint.end >= end or joint.end in spot.taken:
        return at
    whole = all(passage.gap(token - 1) == " " for token in range(at, joint.end + 1))
    if not whole or not passage.raw[passage.starts[joint.end]].isupper():
        return at
    lexicon = spot.lexicon
    known = name_at(passage, joint.end, end, lexicon, lexicon.places, article=True)
    return at if known is not None else joint.end + 1


def is_word(hits: Hits, at: int) -> bool:
    """Whether a word of the lexicon begins at a token; `del` may stand in a name."""
    return any(hit.kind != "name_particle" for hit in hits.by_start.get(at, ()))
