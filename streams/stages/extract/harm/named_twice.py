"""One person by two nouns and a name: `المحامية والناشطة الحقوقية سلوى المجبري`."""

from streams.stages.extract.harm.reader import CountGroup, Reader

_ADJECTIVES = 2


def is_named_twice(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether two Arabic nouns with the article, joined by `and`, lead to one name.

    Each of two people would have his own: `الصحفي فلان والمصور فلان`.
    """
    article = reader.lexicon.clitics.article
    if not article or (one.low, other.low) != (1, 1) or one.bare or other.bare:
        return False
    words, joint = reader.passage.words, reader.lexicon.conjunction
    if one.end != other.start or reader.passage.gap(one.end - 1).strip():
        return False
    first, second = words[one.start], words[other.start]
    known = first.removeprefix(joint).startswith(article) and second.startswith(joint + article)
    return known and _leads_to_name(reader, other.end)


def _leads_to_name(reader: Reader, at: int) -> bool:
    """Whether a word that nobody knows stands at the token, over at most two adjectives."""
    article = reader.lexicon.clitics.article
    for here in range(at, min(at + _ADJECTIVES + 1, len(reader.passage.words))):
        if reader.passage.gap(here - 1).strip():
            return False
        word = reader.passage.words[here]
        if word.startswith(article):
            continue
        joined = word.startswith(reader.lexicon.conjunction)
        return not joined and not reader.hits.by_start.get(here)
    return False
