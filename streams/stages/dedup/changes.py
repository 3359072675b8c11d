"""Which numbers changed from one text to another: corrections differ from copies by them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

TEMPLATE_NUMBERS = 6
"""From so many figures on, texts that share few of them are two issues of one template."""
TEMPLATE_SHARE = 0.34
TOLD = 2
TOLL_DIGITS = 5


def changed_numbers(
    old: Sequence[str], new: Sequence[str], *, ends: bool = True
) -> tuple[str, ...]:
    """Return what was replaced, as `old>new`; a side is empty where a number came or went.

    Without `ends`, numbers that went, and those that came before the first or after the last common
    one, are left out: another outlet cuts, and boilerplate stands at the ends. A short one that is
    told twice counts wherever it stands: headline and lead repeat a toll, in words or in figures.
    """
    went, came = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if not went and not came:
        return ()
    found = []
    told = {number for number in came if number not in old and _is_told(number, new)}
    for before, after, is_inside in _aligned(old, new):
        gone, added = _taken(before, went), _taken(after, came)
        if (gone or added) and (ends or (added and (gone or is_inside or added in told))):
            found.append(f"{gone}>{added}")
    return tuple(found)


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield what stands at one place in both, empty for nothing, and whether common ones hold it.

    Numbers that only moved, or are spelt now, are sorted out by the caller's counts.
    """
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (tag, i, j, k, m) in enumerate(blocks):
        if tag != "equal":
            is_inside = 0 < at < len(blocks) - 1
            for before, after in zip_longest(old[i:j], new[k:m], fillvalue=""):
                yield before, after, is_inside


def _is_told(number: str, new: Sequence[str]) -> bool:
    return len(number) <= TOLL_DIGITS and new.count(number) >= TOLD


def _taken(number: str, counts: Counter[str]) -> str:
    """Return `number` and count it off, or nothing when it stands elsewhere too."""
    if not counts[number]:
        return ""
    counts[number] -= 1
    return number


def is_template(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two texts have many numbers and share few: weather, prices, prayer times."""
    fewer = min(len(old), len(new))
    if fewer < TEMPLATE_NUMBERS:
        return False
    return (Counter(old) & Counter(new)).total() < fewer * TEMPLATE_SHARE
