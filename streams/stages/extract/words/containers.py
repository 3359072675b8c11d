"""Things that may blow up by themselves, and had a bomb in them: `concealed in a gas cylinder`."""

from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_REACH = 6
_NEAR = 4
_BOMBS = ("bombing", "suicide_bombing", "explosives", "improvised explosive device", "mine")


def holds_bomb(passage: Passage, hits: Hits, sentence: Sentence, thing: Hit) -> bool:
    """Whether a bomb is said to be in it: a word like `in` before it, or the bomb right behind."""
    vessel = hits.within(thing.start, thing.end, "container")
    if not vessel:
        return False
    bombs = [h for h in hits.inside(sentence, "trigger", "weapon") if h.value in _BOMBS]
    led = [h.end for h in hits.inside(sentence, "locative") if thing.start - h.end in range(2)]
    if any(at - bomb.end in range(-1, _REACH) for at in led for bomb in bombs):
        return True
    apart = passage.gap(thing.end - 1).strip()
    return not apart and any(bomb.start - thing.end in range(_NEAR) for bomb in bombs)
