"""Villages without a word like `village` before them: `غارات على سكيك بريف إدلب`.

They are believed behind a preposition, where no other word is written so, beside a town or province
of their own in the same sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.domain.geography import Gazetteer, GazetteerEntry
from streams.domain.lexicon import Lexicon
from streams.stages.extract.where.lesser_places import agrees, forms_of
from streams.stages.extract.where.places import PlaceMention, mention_of
from streams.stages.extract.words.names import Name
from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.text import Passage, Sentence

_SHORTEST = 4
_LANGUAGE = "ar"


def bare_villages(
    passage: Passage,
    hits: Hits,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    known: Sequence[PlaceMention],
) -> list[PlaceMention]:
    """Return the villages that stand beside one of the `known` places, themselves not known."""
    if lexicon.language != _LANGUAGE:
        return []
    found: list[PlaceMention] = []
    for sentence in passage.own_sentences:
        around = [
            m for m in known if m.passage is passage and m.sentence == sentence and not m.dateline
        ]
        taken = {token for m in around for token in range(m.start, m.end)}
        homes = [m.entry for m in around if m.entry is not None and m.entry.kind != "country"]
        if homes:
            found += _in_sentence(passage, hits, sentence, gazetteer, homes, taken)
    return found


def _in_sentence(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    gazetteer: Gazetteer,
    homes: Sequence[GazetteerEntry],
    taken: set[int],
) -> Iterator[PlaceMention]:
    for at in range(sentence.start, sentence.end):
        if at in taken or not _is_led(passage, hits, sentence, at):
            continue
        for end in (at + 2, at + 1):
            if end > sentence.end or not taken.isdisjoint(range(at, end)):
                continue
            entry = _beside(passage.words[at:end], homes, gazetteer)
            if entry is not None:
                name = Name(passage.words[at], at, end)
                mention = mention_of(passage, hits, sentence, name, (entry,), 0)
                yield replace(mention, entry=entry)
                break


def _is_led(passage: Passage, hits: Hits, sentence: Sentence, at: int) -> bool:
    """Whether a word that is nothing else stands behind a preposition, or has one on it."""
    word = passage.words[at]
    if len(word) < _SHORTEST or not word.isalpha() or hits.by_start.get(at):
        return False
    if word.startswith("ب") and len(word) > _SHORTEST:
        return True
    before = hits.within(max(sentence.start, at - 3), at, "locative", "direction")
    return any(hit.end == at for hit in before) and not passage.gap(at - 1).strip("\"'«“( ")


def _beside(
    words: Sequence[str], homes: Sequence[GazetteerEntry], gazetteer: Gazetteer
) -> GazetteerEntry | None:
    """Return the village of that name in a province of `homes`, or near a town of them."""
    names = forms_of(" ".join(words))
    if words[0].startswith("ب"):
        names = (*names, *forms_of(" ".join((words[0][1:], *words[1:]))))
    for home in homes:
        for name in names:
            villages = gazetteer.unmistakable_villages(home.country, name)
            near = [v for v in villages if agrees(v, home)]
            if near:
                return near[0]
    return None
