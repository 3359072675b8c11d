"""Names of places that people bear: `Col. Rodrigo Mesa`, `Ali Hassan`."""

from collections.abc import Set as AbstractSet

from streams.domain.lexicon import Lexicon
from streams.stages.extract.words.names import Name, names_in
from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.text import Passage

LEADS = ("locative", "direction", "place_head", "place_tail", "of")


def surnames(passage: Passage, hits: Hits, lexicon: Lexicon) -> set[str]:
    """Return the place names that stand behind a first name somewhere: `Col. Rodrigo Mesa`."""
    if not lexicon.grammar.capitals:
        return set()
    return {
        name.key
        for sentence in passage.own_sentences
        for name in names_in(passage, hits, sentence, lexicon, lexicon.places, article=True)
        if name.end - name.start == 1
        and name.start > sentence.start
        and follows_a_name(passage, hits, name)
        and hits.within(max(sentence.start, name.start - 4), name.start, "role", "person")
    }


def is_person(hits: Hits, name: Name, people: AbstractSet[str]) -> bool:
    """Whether a place name is a person's here: a surname of the article that nothing leads to."""
    if name.key not in people:
        return False
    before = hits.within(max(0, name.start - 1), name.start, *LEADS)
    return not any(hit.end == name.start for hit in before)


def follows_a_name(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether a capital that is no known word stands right before: `Ali Hassan`."""
    before = name.start - 1
    if before < 0 or passage.gap(before).strip() or "\n" in passage.gap(before):
        return False
    first = passage.raw[passage.starts[before] : passage.ends[before]]
    is_name = first.istitle() and not hits.by_start.get(before)
    return is_name and not _in_capitals(passage)


def _in_capitals(passage: Passage) -> bool:
    """Whether nearly every word of the passage has a capital, as in many headlines."""
    words = [passage.raw[start] for start in passage.starts[:20]]
    return passage.part == "title" and sum(map(str.isupper, words)) * 3 >= len(words) * 2
