"""Names of places that only tell where another lies, who speaks there, or whose a thing is."""

from streams.stages.extract.words.names import Name
from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.text import Passage, Sentence

_REFERENCE_REACH = 4
_HOSPITAL_REACH = 7
_LETTERS = 2


def points_elsewhere(passage: Passage, hits: Hits, sentence: Sentence, before: int) -> bool:
    """Whether the name is no site: a distance and a direction lead to it, or a journey does.

    So do words like `the border with`.
    """
    start = max(sentence.start, before - _REFERENCE_REACH)
    found = hits.within(start, before, "border", "spoken_at", "distance", "direction")
    if any(hit.value == "bound" and hit.end == before for hit in found):
        return True
    if _is_hospital_of(passage, hits, sentence, before):
        return True
    last = {hit.kind: hit for hit in found}
    if "spoken_at" in last or ("border" in last and last["border"].end == before):
        return True
    if _is_said_there(hits, start, before):
        return True
    if "distance" not in last or "direction" not in last:
        return False
    return _leads_on(hits, last["direction"].end, before)


def _is_hospital_of(passage: Passage, hits: Hits, sentence: Sentence, before: int) -> bool:
    """Whether it is only where those hurt were taken: `إلى مستشفى قوات الأمن الداخلي بالمرسى`."""
    start = max(sentence.start, before - _HOSPITAL_REACH)
    taken = [h for h in hits.within(start, before, "spoken_at") if h.value == "taken"]
    if not taken or any(_parts(passage.gap(at)) for at in range(taken[-1].end - 1, before - 1)):
        return False
    first = max(sentence.start, taken[-1].start - _HOSPITAL_REACH)
    led = hits.within(first, taken[-1].end, "treated")
    return bool(led) or not hits.within(first, taken[-1].start, "trigger", "arms", "trigger_weak")


def _parts(gap: str) -> bool:
    return "،" in gap or "," in gap


def _leads_on(hits: Hits, start: int, before: int) -> bool:
    """Whether nothing stands between but words like `the state capital`."""
    while start < before:
        word = hits.at(start, "capital", "seat", "determiner")
        if word is None:
            return False
        start = word.end
    return start == before


def _is_said_there(hits: Hits, start: int, before: int) -> bool:
    """Whether only a day stands between a verb of speaking and the place: `said Tuesday in X`."""
    said = hits.within(start, before, "says")
    if not said or hits.at(before - 1, "locative") is None:
        return False
    between = hits.within(said[-1].end, before - 1, "weekday", "time", "part_of_day", "month")
    named = {token for hit in between for token in range(hit.start, hit.end)}
    gap = [t for t in range(said[-1].end, before - 1) if t not in named]
    return all(hits.at(token, "locative", "of") is not None for token in gap)


def is_bound_for(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether the name is where something travels to: `a Mandera-bound bus`."""
    return passage.gap(name.end - 1) == "-" and hits.at(name.end, "bound_tail") is not None


def is_owner(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether letters for a country only say whose a thing is: `near the U.S. embassy`.

    So does a name behind words for a strike: `un misil de Irán`.
    """
    if any(h.end == name.start for h in hits.within(name.start - 4, name.start, "strike_of")):
        return True
    letters = passage.slice(name.start, name.end)
    short = "." in letters or (letters.isupper() and len(letters) == _LETTERS)
    if not short or passage.gap(name.end - 1).strip(". "):
        return False
    return hits.at(name.end, "target", "org", "role", "people", "officials") is not None
