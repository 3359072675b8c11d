"""One statement of how many were killed, wounded or taken."""

from dataclasses import dataclass

from streams.domain.records.vocabulary import Effect, Side
from streams.stages.extract.reader import CountGroup
from streams.stages.extract.scan import Hit
from streams.stages.extract.text import Sentence


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

    @property
    def total(self) -> int:
        """The sum of the groups."""
        return sum(group.low for group in self.groups)

    @property
    def is_open(self) -> bool:
        """Whether a group has no upper end."""
        return any(group.high is None for group in self.groups)
