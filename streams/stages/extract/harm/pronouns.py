"""Who is hurt by a verb that only points back: `opened fire on an officer, killing him`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.sides import side_of
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.words.text import Sentence

if TYPE_CHECKING:
    from streams.domain.records.vocabulary import Effect

POINTING = ("harm_pronoun", "harm_pronoun_many")
"""Words of harm with whom it befell as a pronoun: one, and several."""
_REACH = 14
_PLURAL = ("هم", "هما")
_OBJECTS = ("ه", "ها", "هم", "هما")


def pointed_back(
    reader: Reader, groups: Sequence[CountGroup], told: Sequence[TollMention], sentence: Sentence
) -> Iterator[TollMention]:
    """Yield what befell the people last counted before the verb: one of them, or several.

    Only where nothing else in the sentence tells the same of anybody.
    """
    for harm in reader.hits.inside(sentence, *POINTING):
        if any(toll.effect == harm.value for toll in told):
            continue
        many = harm.kind == "harm_pronoun_many"
        several = many or reader.passage.words[harm.start].endswith(_PLURAL)
        before = [
            g
            for g in groups
            if harm.start - _REACH <= g.start and g.end <= harm.start and (g.low > 1) == several
        ]
        if len(before) > 1 and _acts(reader, before[-1]):
            before.pop()
        if not reader.lexicon.clitics.article:
            before = [g for g in before if not (g.side == "perpetrator" and g is groups[0])]
        for group in before[-1:]:
            mine = replace(group, side=side_of(group), subset=False)
            effect: Effect = harm.value  # type: ignore[assignment]  # the data lists ours only
            yield TollMention(effect, mine.side, (mine,), (), harm, sentence, "toll.pronoun")


def _acts(reader: Reader, group: CountGroup) -> bool:
    """Whether the person did it to the one before: the verb right before has his pronoun.

    `الإرهابي هرول نحو السرادق فعاجله حارس`: the guard is no victim.
    """
    at = group.start - 1
    passage = reader.passage
    return at >= 0 and passage.raw[passage.starts[at] : passage.ends[at]].endswith(_OBJECTS)
