"""What stands around a name where nouns lead, and tells a place from another word: `en Miranda`."""

from streams.stages.extract.words.names import Name
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage


def is_titled(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether the title of a person stands right before: `Escuela General Santander`."""
    before = name.start - 1
    titled = before >= 0 and hits.at(before, "person") is not None
    return titled and passage.gap(before) == " " and passage.raw[passage.starts[before]].isupper()


def is_small_word(hits: Hits, name: Name) -> bool:
    """Whether the name of one word is one that opens a sentence: `Una`, a town in India."""
    return name.end - name.start == 1 and hits.at(name.start, "small_word") is not None


def is_where(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether `in` or a bracket makes a place of a word that no other capital follows.

    `en Miranda`, `Corinto (Cauca)`, `Suárez, Cauca`.
    """
    if passage.part == "title" and passage.in_capitals:
        return False
    after, end = passage.gap(name.end - 1), name.end
    if end < len(passage.words) and passage.raw[passage.starts[end]].isupper() and after == " ":
        return False
    before = hits.within(max(0, name.start - 2), name.start, "locative")
    led = any(hit.end == name.start and hit.value == "in" for hit in before)
    return led or (passage.gap(name.start - 1).endswith("(") and after.startswith(")"))


def over_article(passage: Passage, hits: Hits, name: Name) -> list[Hit]:
    """Return the preposition whose article is the first word of the name: `en El Tarra`."""
    found = hits.at(name.start - 1, "locative")
    article = hits.at(name.start, "open_end")
    owned = found is not None and article is not None and found.end == article.end
    capital = passage.raw[passage.starts[name.start]].isupper()
    return [found] if found is not None and owned and capital else []
