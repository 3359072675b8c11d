"""Which numbers changed from one text to another: corrections differ from copies by them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

TEMPLATE_NUMBERS = 6
"""From so many figures on, texts that share few of them are two issues of one template."""
TEMPLATE_SHARE = 0.34


def changed_numbers(
    old: Sequence[str], new: Sequence[str], *, ends: bool = True
) -> tuple[str, ...]:
    """Return what was replaced, as `old>new`; a side is empty where a number came or went.

    Without `ends`, numbers that came or went before the first or after the last common one are left
    out: there boilerplate and halves begin.
    """
    if old == new:
        return ()
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found: list[str] = []
    for at, (tag, i, j, k, m) in enumerate(blocks):
        is_end = at in {0, len(blocks) - 1}
        if tag != "equal" and (ends or tag == "replace" or not is_end):
            found.extend(_pairs(old[i:j], new[k:m]))
    return tuple(found)


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for at in range(max(len(old), len(new))):
        yield f"{old[at] if at < len(old) else ''}>{new[at] if at < len(new) else ''}"


def is_template(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two texts have many numbers and share few: weather, prices, prayer times."""
    fewer = min(len(old), len(new))
    if fewer < TEMPLATE_NUMBERS:
        return False
    return (Counter(old) & Counter(new)).total() < fewer * TEMPLATE_SHARE
