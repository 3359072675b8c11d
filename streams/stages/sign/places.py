"""Words that say where, without a gazetteer: few of the places in brief reports are in one."""

import re
from collections.abc import Iterable

from streams.domain.bare import bare_words
from streams.domain.look import Hit, Look
from streams.lang.place_cues import place_cues

LEAD = 500
"""Characters in which a report says where it happened."""

_CAPITALS = re.compile(r"(?<=[a-zа-яіїєґ,] )[A-ZА-ЯІЇЄҐ][a-zа-яіїєґ]{2,}")


def place_words(look: Look, cues: Iterable[Hit], begin: int) -> list[str]:
    """Return the words after "town of", "south of" and the like, and capitalised words.

    `cues` are the cues in the text, whose body begins at `begin`; its lead is read.
    """
    end = begin + LEAD
    at = [cue.number + 1 for cue in cues if begin <= look.place_of(cue.number) < end]
    after = [word for number in at if (word := look.word(number))]
    names = _CAPITALS.findall(look.text, begin, end)
    named = bare_words(" ".join(names)) if names else []
    known = place_cues()
    return [word for word in after if word not in known] + named
