"""One statement of how many were killed, wounded or taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from streams.domain.records.vocabulary import Effect, Side
from streams.stages.extract.harm.reader import CountGroup
from streams.stages.extract.harm.sides import side_of, without_attackers
from streams.stages.extract.words.scan import Hit
from streams.stages.extract.words.text import Sentence


@dataclass(frozen=True, slots=True)
class TollMention:
    """One statement of how many: `groups` add up; `subsets` are among them."""

    effect: Effect
    side: Side
    groups: tuple[CountGroup, ...]
    subsets: tuple[CountGroup, ...]
    harm: Hit
    sentence: Sentence
    rule: str
    reduced: bool = False
    """Whether attackers among them have been taken off the groups."""

    @property
    def total(self) -> int:
        """The sum of the groups."""
        return sum(group.low for group in self.groups)

    @property
    def is_open(self) -> bool:
        """Whether a group has no upper end."""
        return any(group.high is None for group in self.groups)


def mentions_of(
    harm: Hit,
    bound: Sequence[CountGroup],
    groups: Sequence[CountGroup],
    sentence: Sentence,
    rule: str,
    parts: Sequence[CountGroup] = (),
) -> Iterator[TollMention]:
    """Yield one mention per side, with the groups that are said to be among them.

    `parts` are those that stand before the whole.
    """
    stop = next(
        (g.start for g in groups if g.start >= bound[-1].end and not g.subset), sentence.end
    )
    subsets = [
        g for g in groups if g.subset and g not in bound and bound[0].start <= g.start < stop
    ]
    subsets = [*parts, *subsets]
    effect: Effect = harm.value  # type: ignore[assignment]  # the data lists our effects only
    bound, subsets, attackers = without_attackers(bound, subsets)
    for side in ("victim", "perpetrator"):
        mine = tuple(g for g in bound if side_of(g) == side)
        if mine:
            nested = tuple(replace(g, side=side) for g in subsets) if side == "victim" else ()
            reduced = bool(attackers)
            yield TollMention(effect, side, mine, nested, harm, sentence, rule, reduced)
    if attackers:
        yield TollMention(effect, "perpetrator", tuple(attackers), (), harm, sentence, rule)
