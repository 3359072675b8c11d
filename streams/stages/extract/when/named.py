"""Words for days and months that name something else: a street, a Friday prayer, a first name."""

from streams.domain.numbers import digits_of
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_LED_REACH = 3
_NOUN_REACH = 2


def names_no_day(hits: Hits, hit: Hit) -> bool:
    """Whether the word belongs to another name: `امام جمعه`, the leader of Friday prayers."""
    near = hits.within(max(0, hit.start - 2), hit.end, "no_day")
    return any(other.end >= hit.end for other in near)


def names_something(hits: Hits, start: int, end: int, sentence: Sentence) -> bool:
    """Whether a day is what a street, a bridge or a brigade is called: `شارع 26 يوليو`.

    In some languages the noun comes behind, over a word at most: `15 Temmuz Şehitler Köprüsü`.
    """
    before = hits.within(max(sentence.start, start - _LED_REACH), start, "place_head", "named_day")
    led = any(
        hit.end == start and hit.value in ("neighbourhood", "before") and not hit.definite
        for hit in before
    )
    behind = hits.within(end, min(end + _NOUN_REACH, sentence.end), "named_day")
    return led or any(hit.value == "after" for hit in behind)


def is_given_name(passage: Passage, hits: Hits, hit: Hit) -> bool:
    """Whether a month or weekday is a name or another word here: `Julio`, `Domingo`, `mar`.

    In languages that write days small; not where a number stands before it.
    """
    named = hits.at(hit.start, "given_name")
    if named is None or hit.kind == "time" or number_at(passage, hit.start - 1) is not None:
        return False
    return named.value == "short" or passage.raw[passage.starts[hit.start]].isupper()


def number_at(passage: Passage, at: int) -> int | None:
    """Return the number that a token writes in figures, `21` or `21st`, or None."""
    if not 0 <= at < len(passage.words):
        return None
    word = passage.words[at]
    for ending in ("st", "nd", "rd", "th"):
        if word.endswith(ending) and word[:-2].isdecimal():
            return int(word[:-2])
    return digits_of(word)
