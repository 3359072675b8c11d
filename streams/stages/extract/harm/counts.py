"""People who are counted: `at least six policemen and two civilians, among them a child`."""

from streams.domain.numbers import Number, number_at, number_starts
from streams.stages.extract.harm.adjectives import counts_article, described, qualified, with_marker
from streams.stages.extract.harm.members import (
    attackers_before,
    counts_things,
    points_back,
    unnamed,
    who,
)
from streams.stages.extract.harm.nationals import BEFALLS, national_at
from streams.stages.extract.harm.numerals import (
    is_age,
    is_clock,
    is_date_number,
    is_glued,
    is_left_behind,
    is_measure,
    is_pair,
    is_part,
    is_regiment,
    is_surname,
    is_told,
    is_whole,
    number_in,
    part_end,
    round_number,
)
from streams.stages.extract.harm.open_nouns import fallen_behind, open_noun
from streams.stages.extract.harm.other_words import is_other_word, is_speaking
from streams.stages.extract.harm.participles import is_article
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.singles import (
    SINGLES,
    described_end,
    is_within,
    listed_names_at,
    may_stand_before,
    name_end,
    single_at,
)
from streams.stages.extract.harm.subsets import marked_subset
from streams.stages.extract.harm.the_others import another, noun_first, side_of_another, the_rest
from streams.stages.extract.harm.verb_far import (
    behind_classifier,
    counts_noun,
    one_of_people,
    whose,
)
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Passage, Sentence

_SKIPPED_WORDS = 3
_PEOPLE = ("people", "attackers", "others", "member")
_ONE = ("people_one", "attackers_one", "member_one")
_TWO = ("people_two", "attackers_two", "member_two", "others_two")
_OPENERS = frozenset((*_PEOPLE, *_ONE, *_TWO, *SINGLES, "others_one", "qualifier"))
_BREAKS = frozenset(",،;؛()-–—:")
_NOT_PEOPLE = ("unit", "month", "weekday")
_NO_PEOPLE = (is_measure, is_date_number, is_clock, is_age, is_glued, is_regiment, is_told)
"""What shows that a number counts something else."""


def count_groups(reader: Reader, sentence: Sentence) -> list[CountGroup]:
    """Return every group of counted people of the sentence in order, nested ones left out."""
    found: list[CountGroup] = []
    free = sentence.start
    for at in _openings(reader, sentence):
        group = _group_at(reader, at, sentence.end) if at >= free else None
        if group is None:
            continue
        group = with_marker(reader, described(reader, group, sentence.end), free)
        if not (found and (is_within(reader, found[-1], group) or whose(reader, found[-1], group))):
            found.append(marked_subset(reader, group, found))
        free = group.end
    return found


def _openings(reader: Reader, sentence: Sentence) -> list[int]:
    """Return the tokens that can begin a group: words for people or before them, and numbers."""
    first, end = sentence.start, sentence.end
    openers = {hit.start for hit in reader.hits.inside(sentence, *_OPENERS)}
    openers.update(h.start - 1 for h in reader.hits.inside(sentence, "rest") if h.start > first)
    if reader.lexicon.clitics.article:
        openers.update(hit.start for hit in reader.hits.inside(sentence, "harm_counted"))
        openers.update(h.end for h in reader.hits.inside(sentence, *BEFALLS) if h.end < end)
    numbers = number_starts(reader.passage.words[first:end], reader.lexicon)
    return sorted(openers.union(first + at for at in numbers))


def _group_at(reader: Reader, at: int, end: int) -> CountGroup | None:
    """Return the group that begins at token `at`: a number with its people, a dual, a single."""
    qualifier = reader.hits.at(at, "qualifier")
    start = at
    if qualifier is not None:
        at = qualifier.end
        if at >= end:
            return None
    number = number_in(reader, at, end)
    if number is None and qualifier is not None:
        number = round_number(reader, at)
    if number is not None and is_pair(reader, number):
        number = None
    if number is not None and _counts_else(reader, number, start, end):
        return None
    if number is not None:
        spare = qualifier.value if qualifier else None
        people = open_noun(reader, number, end, spare)
        return people or _numbered(reader, number, end, start, spare)
    if qualifier is not None:
        return None
    worded = _worded(reader, at, end) or single_at(reader, at, end)
    worded = worded or noun_first(reader, at, end) or the_rest(reader, at, end)
    worded = worded or national_at(reader, at) or fallen_behind(reader, at, end)
    return worded or listed_names_at(reader, at, end)


def _counts_else(reader: Reader, number: Number, at: int, end: int) -> bool:
    """Whether a number counts no people here, or a word right before denies it: `and not 22`."""
    denied = any(hit.end == at for hit in reader.hits.within(max(0, at - 2), at, "no"))
    other = denied or is_whole(reader, number) or is_surname(reader, number)
    other = other or is_left_behind(reader, number, end)
    return other or any(counts_none(reader, number) for counts_none in _NO_PEOPLE)


def _numbered(
    reader: Reader, number: Number, end: int, start: int, qualifier: str | None
) -> CountGroup | None:
    hits = reader.hits
    noun = _noun_after(reader, part_end(reader, number), end)
    if noun is not None and is_part(reader, number) and not _ends_part(reader, noun, end):
        noun = None
    far = reader.lexicon.grammar.verb_far
    if noun is None and far and counts_noun(reader, number, end):
        return None
    if noun is None and number.low == 1 and (person := _one_person(reader, number, end)):
        return person
    article = noun is None and counts_article(reader, number)
    if article or (noun is None and counts_things(reader, number, end)):
        return _worded(reader, number.start, end) if article else None
    if noun is None and _counts_nobody(reader, number):
        return None
    stop = described_end(reader, noun.end, end) if noun else number.end
    qualifier, stop = qualified(reader, qualifier, noun.end if noun else number.end, stop)
    group, side = who(reader, noun, number.end, end)
    if noun is None:
        some = one_of_people(reader, number, end) if far else None
        group, side = some or unnamed(reader, number, end)
    elif far and (whole := behind_classifier(reader, number, noun, end)):
        stop, group, side = whole
    stop = max(stop, part_end(reader, number))
    of_them = far and noun is not None and hits.at(noun.end, "of_them") is not None
    return CountGroup(
        start,
        stop,
        number.low,
        number.high,
        group,
        side,
        bare=noun is None,
        others=noun is not None and noun.kind == "others",
        subset=of_them or (is_part(reader, number) and not _suffers(reader, stop, end)),
        qualifier="vague" if number.vague else qualifier,
        nationality=_nationality(reader, number.end, min(stop + 2, end)),
    )


def _counts_nobody(reader: Reader, number: Number) -> bool:
    """Whether a bare `one` is but an article, and points back at nobody."""
    language = reader.lexicon
    one = number.low == 1 and (bool(language.clitics.article) or language.grammar.one_is_article)
    if one and language.grammar.verb_last and reader.hits.at(number.end, "harm_counted"):
        return False  # `1 ölü, 2 yaralı`
    pointless = one and not (points_back(reader, number) or is_part(reader, number))
    return pointless or is_article(reader, number)


def _ends_part(reader: Reader, noun: Hit, end: int) -> bool:
    """Whether a noun says what a part of people are: `ikisi polis, üçü sivil 5 kişi`."""
    if noun.end >= end or reader.passage.gap(noun.end - 1).startswith((",", ")")):
        return True
    word = reader.passage.words[noun.end]
    joined = word == reader.lexicon.conjunction
    joined = joined or reader.hits.at(noun.end, "besides", "aux") is not None
    return joined or number_at(reader.passage.words, noun.end, end, reader.lexicon) is not None


def _suffers(reader: Reader, at: int, end: int) -> bool:
    """Whether a verb behind a part of people says what befell these: `ikisi hastanede öldü`."""
    verbs = reader.hits.within(at, min(at + _SKIPPED_WORDS + 2, end), "harm_pre")
    if not verbs:
        return False
    words = reader.passage.words[at : verbs[0].start]
    apart = any("," in reader.passage.gap(token) for token in range(at - 1, verbs[0].start - 1))
    return not (apart or number_starts(words, reader.lexicon))


def _one_person(reader: Reader, number: Number, end: int) -> CountGroup | None:
    """Return the one that a whole phrase tells: `one passenger`, `أحد الجرحى`, `un quatrième`."""
    if reader.hits.at(number.start, "out_of_wounded") or another(reader, number.start):
        return _worded(reader, number.start, end)
    return single_at(reader, number.start, end)


def _are_some(reader: Reader, at: int) -> bool:
    """Whether `several` stands before a noun that may be one: `چەند گەنجێک`."""
    if not reader.lexicon.grammar.verb_far:
        return False
    return any(h.end == at for h in reader.hits.within(max(0, at - 2), at, "indefinite"))


def _worded(reader: Reader, at: int, end: int) -> CountGroup | None:
    """Return a group whose word carries its number: شرطيان, a policeman."""
    two, one = reader.hits.at(at, *_TWO), reader.hits.at(at, *_ONE)
    if one is None and two is None and (other := another(reader, at)) is not None:
        one = other
        if (attacker := side_of_another(reader, other)) is not None:
            return attacker
    many = reader.hits.at(at, *_PEOPLE)
    hit = two or one
    if hit is not None and (is_other_word(reader, hit) or is_speaking(reader, hit)):
        return None
    if hit is not None and hit is one and _are_some(reader, at):
        return None
    if hit is None or (many is not None and many.end > hit.end and two is None):
        return None
    group, side = who(reader, hit, at, end)
    if reader.hits.at(at, "subset") is not None and attackers_before(reader, at):
        side = "perpetrator"
    count = 2 if hit is two else 1
    stop = hit.end
    if reader.lexicon.grammar.free_order and count == 1:
        stop = name_end(reader, stop, end)
    if count > 1 and stop < end and reader.lexicon.numbers.get(reader.passage.words[stop]) == count:
        stop += 1
    return CountGroup(
        at,
        stop,
        count,
        count,
        group,
        side,
        nationality=_nationality(reader, at, min(hit.end + 2, end)),
    )


def _noun_after(reader: Reader, at: int, end: int) -> Hit | None:
    """Return the word for people after a number, over at most three words that describe them."""
    hits, passage = reader.hits, reader.passage
    skipped = 0 if reader.lexicon.grammar.verb_far else _SKIPPED_WORDS
    at += hits.at(at, "number_ending") is not None and not passage.gap(at - 1)
    for step in range(skipped + 1):
        here = at + step
        if here >= end or _breaks(passage, here - 1):
            return None
        noun = hits.at(here, *_PEOPLE, *_ONE, *_TWO)
        if noun is not None:
            begins_anew = step > 0 and noun.prefix == reader.lexicon.conjunction
            return None if begins_anew else _described(reader, noun, end)
        if hits.at(here, "harm_counted") is not None and reader.lexicon.grammar.free_order:
            continue
        if hits.at(here, *_NOT_PEOPLE, "harm_verb", "harm_post", "harm_counted", "says", "aux"):
            return None
        if hits.at(
            here,
            "harm_pre",
            "locative",
            "by",
            "subset",
            "combined",
            "trigger",
            "arms",
            "weapon",
            "clause",
        ):
            return None
        counted = number_at(passage.words, here, end, reader.lexicon) is not None
        if counted or not may_stand_before(reader, here):
            return None
    return None


def _described(reader: Reader, noun: Hit, end: int) -> Hit:
    """Return the people behind English `other`: `five other policemen`."""
    if noun.kind != "others" or reader.lexicon.grammar.clitics or noun.end >= end:
        return noun
    return reader.hits.at(noun.end, *_PEOPLE[:2]) or noun


def _nationality(reader: Reader, start: int, end: int) -> str | None:
    return next(
        (reader.nationalities[t] for t in range(start, end) if t in reader.nationalities), None
    )


def _breaks(passage: Passage, at: int) -> bool:
    """Whether a comma, bracket or dash stands after token `at`."""
    gap = passage.gap(at)
    return gap != "-" and not _BREAKS.isdisjoint(gap)
