"""Words that say where, without a gazetteer: few of the places in brief reports are in one."""

import itertools
import re

from streams.domain.bare import bare_words
from streams.lang.place_cues import place_cues

LEAD = 500
"""Characters in which a report says where it happened."""

_CAPITALS = re.compile(r"(?<=[a-zа-яіїєґ,] )[A-ZА-ЯІЇЄҐ][a-zа-яіїєґ]{2,}")


def place_words(body: str) -> list[str]:
    """Return the words after "town of", "south of" and the like, and capitalised words."""
    lead = body[:LEAD]
    cues = place_cues()
    words = bare_words(lead)
    after = [word for cue, word in itertools.pairwise(words) if cue in cues]
    named = [word for name in _CAPITALS.findall(lead) for word in bare_words(name)]
    return [word for word in after if word not in cues] + named
