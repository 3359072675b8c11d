"""Earlier attacks that a sentence recalls beside its own: what was avenged, or came before.

`claimed the killing of two officers in revenge for the bombing that killed 32`, `The clash comes
three days after a suicide attack in Suruc`.
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_LEAD_REACH = 4
_TOLD = ("trigger", "trigger_weak", "trigger_faint", "clash", "claim", "act", "harm_verb")
_CLAUSE_ENDS = frozenset(",،؛;")


def recalled_in(passage: Passage, hits: Hits, sentence: Sentence) -> tuple[range, ...]:
    """Return the words that recall an earlier attack, where the others tell of one."""
    found = []
    for cue in _cues(hits, sentence):
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


def _cues(hits: Hits, sentence: Sentence) -> list[Hit]:
    """Return words like `in revenge for` and `three days after`, in text order."""
    after = [
        hit
        for hit in hits.inside(sentence, "days_after")
        if hit.value == "whole" or hits.within(hit.start - _LEAD_REACH, hit.start, "after")
    ]
    return sorted([*hits.inside(sentence, "in_return"), *after], key=lambda hit: hit.start)


def _clause_end(passage: Passage, sentence: Sentence, cue: Hit) -> int:
    """Return the token behind the first comma after the cue, else the end of the sentence."""
    for token in range(cue.end, sentence.end - 1):
        if not _CLAUSE_ENDS.isdisjoint(passage.gap(token)):
            return token + 1
    return sentence.end
