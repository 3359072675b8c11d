"""Names of places that only tell where another lies, who speaks there, or whose a thing is."""

from streams.stages.extract.names import Name
from streams.stages.extract.scan import Hits
from streams.stages.extract.text import Passage, Sentence

_REFERENCE_REACH = 4
_LETTERS = 2


def points_elsewhere(hits: Hits, sentence: Sentence, before: int) -> bool:
    """Whether a distance and a direction, or words like `the border with`, lead to the name."""
    start = max(sentence.start, before - _REFERENCE_REACH)
    border = hits.within(start, before, "border")
    if border and border[-1].end == before:
        return True
    if hits.within(start, before, "spoken_at"):
        return True
    distance = hits.within(start, before, "distance")
    direction = hits.within(start, before, "direction")
    return bool(distance and direction and direction[-1].end == before)


def is_owner(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether letters for a country only say whose a thing is: `near the U.S. embassy`."""
    letters = passage.slice(name.start, name.end)
    short = "." in letters or (letters.isupper() and len(letters) == _LETTERS)
    if not short or passage.gap(name.end - 1).strip(". "):
        return False
    return hits.at(name.end, "target", "org", "role", "people", "officials") is not None
