"""Words for one person that count nobody here: they describe, tell, or are spelt otherwise."""

from streams.stages.extract.harm.reader import Reader
from streams.stages.extract.harm.verb_far import speaks_behind
from streams.stages.extract.words.scan import Hit

_ONE = ("people_one", "attackers_one", "member_one")


def is_other_word(reader: Reader, hit: Hit) -> bool:
    """Whether the word is none for people here: one that describes, or one spelt otherwise.

    The lexicon folds letters that tell two words apart; `spelt` gives the spelling that counts.
    """
    if reader.lexicon.grammar.free_order and _is_in_target(reader, hit):
        return True
    spelt = reader.hits.at(hit.start, "spelt")
    passage = reader.passage
    if spelt is not None:
        raw = passage.raw[passage.starts[hit.start] : passage.ends[hit.start]]
        return spelt.value not in raw
    return _is_adjective(reader, hit)


def _is_in_target(reader: Reader, hit: Hit) -> bool:
    """Whether the word only begins the name of a building or the like: `полицейского участка`."""
    target = reader.hits.at(hit.start, "target")
    return target is not None and target.end > hit.end


def _is_adjective(reader: Reader, hit: Hit) -> bool:
    """Whether the word only describes the one before: `هجوم انتحاري`, `الأمن الفلسطيني`."""
    parted = hit.start > 0 and "،" in reader.passage.gap(hit.start - 1)
    if hit.definite and hit.start > 0 and hit.kind in _ONE and not (hit.prefix or parted):
        word = reader.passage.words[hit.start - 1].removeprefix(reader.lexicon.conjunction)
        if word.startswith(reader.lexicon.clitics.article) and hit.end == hit.start + 1:
            return True
    if reader.lexicon.grammar.free_order and hit.kind.startswith("people"):
        return False
    before = reader.hits.within(max(0, hit.start - 2), hit.end, "trigger")
    return any(t.start < hit.start < t.end and t.value != "unknown" for t in before) and (
        reader.hits.within(max(0, hit.start - 1), hit.start, "blow") == []
    )


def is_speaking(reader: Reader, hit: Hit) -> bool:
    """Whether the one person only tells of it: `قال مسؤول`, `بحسب ضابط`.

    Where verbs stand far behind, the verb of speaking before is another's.
    """
    role = reader.hits.at(hit.start, "role")
    if reader.lexicon.grammar.verb_far:
        return role is not None and speaks_behind(reader, hit)
    said = reader.hits.within(max(0, hit.start - 2), hit.start, "says")
    return role is not None and bool(said) and said[-1].end == hit.start
