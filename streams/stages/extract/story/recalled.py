"""Earlier attacks that a sentence recalls beside its own: what was avenged, or came before.

`claimed the killing of two officers in revenge for the bombing that killed 32`, `The clash comes
three days after a suicide attack in Suruc`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_LEAD_REACH = 4
_NEXT = 3
_OPENING = 3
_YESTERDAY = "yesterday"
_TOLD = ("trigger", "trigger_weak", "trigger_faint", "clash", "claim", "act", "harm_verb")
_DONE = (
    *("trigger", "trigger_weak", "attackers", "attackers_one", "attackers_two", "people"),
    *("people_one", "weapon", "arms", "harm_pre"),
)
_CLAUSE_ENDS = frozenset(",،؛;")
_RANK_REACH = 12
_WHICH_REACH = 16
_DAYS = {"hours": 0, "day": 1, "morrow": 1, "two": 2}


def recalled_in(
    passage: Passage, hits: Hits, sentence: Sentence, nations: Collection[int] = ()
) -> tuple[range, ...]:
    """Return the words that recall an earlier attack, where the others tell of one.

    `nations`: the tokens that are adjectives of countries, `days after Iranian missiles hit`.
    """
    found = []
    for cue in _cues(passage, hits, sentence, nations):
        if _opens(passage, sentence, cue):
            found.append(range(cue.start, sentence.end))
            break
        if _is_soon(cue) and not _tells_before(passage, hits, sentence, cue):
            continue
        if hits.within(sentence.start, cue.start, *_TOLD):
            found.append(range(cue.start, sentence.end))
            break
        end = _clause_end(passage, sentence, cue)
        if end < sentence.end and hits.within(end, sentence.end, *_TOLD):
            found.append(range(cue.start, end))
    return tuple(found)


def own_part(sentence: Sentence, recalled: Sequence[range]) -> Sentence:
    """Return the part of the sentence before what is recalled, or behind it where it opens so."""
    start, end = sentence.start, sentence.end
    for words in recalled:
        if words.stop >= end:
            end = words.start
        else:
            start = words.stop
    return replace(sentence, start=start, end=end)


def days_before(passage: Passage, hits: Hits, start: int, numbers: Mapping[str, int]) -> int | None:
    """Return how many days before the attack beside it the one recalled from `start` on happened.

    None where the words do not say, or far more than days.
    """
    cue = hits.at(start, "days_after")
    if cue is None:
        return 1 if hits.at(start, "after") is not None else None
    unit = cue.value.partition("_")[0]
    if unit == "days":
        return numbers.get(passage.words[start - 1]) if start else None
    return _DAYS.get(unit)


def _cues(passage: Passage, hits: Hits, sentence: Sentence, nations: Collection[int]) -> list[Hit]:
    """Return words like `in revenge for` and `three days after`, in text order."""
    after = [
        hit
        for hit in hits.inside(sentence, "days_after")
        if _is_of_another(passage, hits, hit, nations)
    ]
    dated = [hit for hit in hits.inside(sentence, "after") if _is_dated(hits, sentence, hit)]
    since = [hit for hit in hits.inside(sentence, "since") if _is_worst_since(passage, hits, hit)]
    avenged = [hit for hit in hits.inside(sentence, "in_return") if not answers(passage, hits, hit)]
    found = [*avenged, *after, *dated, *since]
    return sorted(found, key=lambda hit: hit.start)


def answers(passage: Passage, hits: Hits, avenged: Hit) -> bool:
    """Whether words like `in return` name nothing that is avenged: `In retaliation, X fired`.

    Of words that begin alike the longest count: `ردا على`, `ردا على ذلك`.
    """
    same = hits.within(avenged.start, avenged.end + _NEXT, "in_return")
    longest = max((h for h in same if h.start == avenged.start), key=lambda hit: hit.end)
    bare = not _CLAUSE_ENDS.isdisjoint(passage.gap(longest.end - 1))
    return bare or longest.value == "answers"


def _is_dated(hits: Hits, sentence: Sentence, cue: Hit) -> bool:
    """Whether `after` leads to an attack of the day before: `بعد تفجير حافلة أمس`."""
    told = hits.at(cue.end, "trigger", "trigger_weak")
    if told is None or told.definite:
        return False
    days = hits.within(told.end, sentence.end, "time")
    before = hits.within(sentence.start, cue.start, "time")
    return any(hit.value == _YESTERDAY for hit in days) and any(h.value == "today" for h in before)


def _is_worst_since(passage: Passage, hits: Hits, since: Hit) -> bool:
    """Whether the attack ranks first since one that a clause behind tells: `the worst since the
    bombing of the trains, which killed 193`.
    """
    ranked = hits.within(max(0, since.start - _RANK_REACH), since.start, "worst")
    which = hits.within(since.end, since.end + _WHICH_REACH, "worst")
    told = any(hit.value == "which" and "," in passage.gap(hit.start - 1) for hit in which)
    return told and any(hit.value == "rank" for hit in ranked)


def _is_of_another(passage: Passage, hits: Hits, cue: Hit, nations: Collection[int]) -> bool:
    """Whether the words lead to another attack: not `hours after the blast`, which is this one."""
    unit, _, form = cue.value.partition("_")
    if cue.definite:
        return False  # `سقطت اليوم على` is of today
    if not form.endswith(("after", "bare")) and not hits.within(
        cue.start - _LEAD_REACH, cue.start, "after"
    ):
        return False
    if form != "bare" and not _is_soon(cue):
        return True
    told = hits.within(cue.end, cue.end + _NEXT, *_DONE)
    if not told or (told[0].definite and unit != "day"):
        return False
    whose = cue.end in nations
    return told[0].start == cue.end or passage.words[cue.end].isdigit() or whose


def _opens(passage: Passage, sentence: Sentence, cue: Hit) -> bool:
    """Whether all of a sentence recalls: `ويأتي ذلك غداة تفجير`, `It came a day after a bomb`."""
    return passage.part == "body" and sentence.index > 0 and cue.start - sentence.start <= _OPENING


def _is_soon(cue: Hit) -> bool:
    """Whether it speaks of hours, as words on the course of one attack do too."""
    return cue.value.startswith(("hours", "morrow"))


def _tells_before(passage: Passage, hits: Hits, sentence: Sentence, cue: Hit) -> bool:
    """Whether the words before, in a sentence of the body, tell of people hurt in an attack."""
    told = hits.within(sentence.start, cue.start, "trigger", "trigger_weak", "act", "arms")
    hurt = hits.within(sentence.start, cue.start, "harm_verb", "harm_pre", "harm_post")
    return passage.part == "body" and bool(told) and bool(hurt)


def _clause_end(passage: Passage, sentence: Sentence, cue: Hit) -> int:
    """Return the token behind the first comma after the cue, else the end of the sentence."""
    for token in range(cue.end, sentence.end - 1):
        if not _CLAUSE_ENDS.isdisjoint(passage.gap(token)):
            return token + 1
    return sentence.end
