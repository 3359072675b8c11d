"""Names that a word like `village` shows once, said again without it: `بلدة ذيبان`, `هجوم ذيبان`.

Only what is no other word of the language, in texts without capitals: with these a name shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.domain.lexicon import Lexicon
from streams.stages.extract.where.places import PlaceMention, mention_of
from streams.stages.extract.words.names import Name
from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.segments import dateline_end
from streams.stages.extract.words.text import Passage, Sentence

_SHORTEST = 4
_HEADS = ("city", "district")
_PREFIXES = ("", "ب", "و", "وب")


def said_again(
    passage: Passage, hits: Hits, lexicon: Lexicon, known: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """Return further mentions in a body of the `known` places that a pattern showed."""
    if lexicon.grammar.capitals or passage.part == "title":
        return []
    shown: dict[str, PlaceMention] = {}
    for mention in known:
        if mention.head in _HEADS and mention.end - mention.start == 1:
            word = mention.passage.words[mention.start]
            if len(word) >= _SHORTEST and word.isalpha():
                shown.setdefault(word, mention)
    taken = {token for m in known if m.passage is passage for token in range(m.start, m.end)}
    return [
        mention
        for sentence in (passage.own_sentences if shown else ())
        for mention in _in_sentence(passage, hits, lexicon, sentence, shown, taken)
    ]


def _in_sentence(
    passage: Passage,
    hits: Hits,
    lexicon: Lexicon,
    sentence: Sentence,
    shown: dict[str, PlaceMention],
    taken: set[int],
) -> Iterator[PlaceMention]:
    prefixes = _PREFIXES if lexicon.clitics.article else ("",)
    for at in range(sentence.start, sentence.end):
        word = passage.words[at]
        known = next(
            (shown[word.removeprefix(p)] for p in prefixes if _is_led(word, p, shown)), None
        )
        if known is None or at in taken or hits.by_start.get(at):
            continue
        name = Name(passage.words[known.start] if known.passage is passage else word, at, at + 1)
        found = mention_of(passage, hits, sentence, name, known.entries, dateline_end(passage))
        locative = found.locative or (word.startswith(("ب", "وب")) and word not in shown)
        yield replace(
            found,
            entry=known.entry,
            locative=locative,
            name=known.name if known.entry is None else found.name,
        )


def _is_led(word: str, prefix: str, shown: dict[str, PlaceMention]) -> bool:
    return word.startswith(prefix) and word.removeprefix(prefix) in shown
