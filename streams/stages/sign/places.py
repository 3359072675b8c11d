"""Words that say where, without a gazetteer: few of the places in brief reports are in one."""

import re
from collections.abc import Iterable

from streams.domain.bare import bare_words
from streams.domain.look import Hit, Look
from streams.lang.place_cues import place_cues

LEAD = 500
"""Characters in which a report says where it happened."""

_CAPITAL = re.compile(r"[A-ZА-ЯІЇЄҐ]")
"""Most texts in Arabic have none, which is told in a third of the time."""
_CAPITALS = re.compile(r"(?<=[a-zа-яіїєґ,] )[A-ZА-ЯІЇЄҐ][a-zа-яіїєґ]{2,}")


def place_words(look: Look, cues: Iterable[Hit], begin: int) -> list[str]:
    """Return the words after "town of", "south of" and the like, and capitalised words.

    `cues` are the cues in the text in their order, whose body begins at `begin`; its lead is read.
    """
    first, end = look.begin + begin, begin + LEAD
    after = [look.word(cue.number + 1) for cue in cues if first <= cue.unit < first + LEAD]
    has_capitals = _CAPITAL.search(look.text, begin, end)
    names = _CAPITALS.findall(look.text, begin, end) if has_capitals else []
    named = bare_words(" ".join(names)) if names else []
    known = place_cues()
    return [word for word in after if word and word not in known] + named
