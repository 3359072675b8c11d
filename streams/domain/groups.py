"""Who attacks: armed groups and state forces, the names newspapers give them and their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from streams.domain.folding import fold
from streams.domain.names import Names, bearers, owners

Kind = Literal["nonstate", "state"]


@dataclass(frozen=True, slots=True)
class Group:
    """One armed group or state force; its record says what it is called, not what it is.

    `name` is the canonical English name. `aliases` name it anywhere; `weak_aliases` are also
    common words, or name others too, and need context (country, another name in the article).
    `self_names` are those it uses for itself: words in its own voice. `media` are outlets that
    speak for it. `parent` is what it belongs to, is pledged to or fights under, or None. `nation`
    is the country whose own force it is, or None. `governs` is the day (ISO 8601) since which it is
    a country's government, empty for most: its men who are killed later are no attackers for it.
    """

    id: str
    name: str
    countries: tuple[str, ...]
    kind: Kind = "nonstate"
    parent: str | None = None
    nation: str | None = None
    aliases: Names = field(default_factory=dict)
    weak_aliases: Names = field(default_factory=dict)
    self_names: Names = field(default_factory=dict)
    media: Names = field(default_factory=dict)
    governs: str = ""

    def rules_on(self, day: date | None) -> bool:
        """Return whether it governs on a day; not when the day is unknown."""
        return bool(self.governs) and day is not None and day.isoformat() >= self.governs


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups by id, and folded names of each language to ids.

    A weak alias may lead to several groups. `unidentified` are folded words for attackers without
    a name ("gunmen"), `state_words` those for a state's force without its country ("the army").
    """

    by_id: Mapping[str, Group]
    aliases: Mapping[str, Mapping[str, str]]
    weak_aliases: Mapping[str, Mapping[str, tuple[str, ...]]]
    self_names: Mapping[str, Mapping[str, str]]
    media: Mapping[str, Mapping[str, str]]
    unidentified: Mapping[str, frozenset[str]]
    state_words: Mapping[str, frozenset[str]]

    def force_of(self, country: str) -> Group | None:
        """Return the own force of a country, None where there is none or several."""
        return next((g for g in self.by_id.values() if g.nation == country), None)

    def lineage(self, group_id: str) -> tuple[str, ...]:
        """Return the group and those above it, nearest first."""
        found = [group_id]
        while (parent := self.by_id[found[-1]].parent) is not None:
            found.append(parent)
        return tuple(found)

    def are_compatible(self, one: str, other: str) -> bool:
        """Whether two ids can name one attacker: equal, or one a part of the other."""
        return one in self.lineage(other) or other in self.lineage(one)


def group_table(groups: Iterable[Group], unidentified: Names, state_words: Names) -> Groups:
    """Return the table of `groups`. Raises ValueError when two share a name that is not weak."""
    listed = {group.id: group for group in groups}
    return Groups(
        by_id=listed,
        aliases=owners((group.id, group.aliases) for group in listed.values()),
        weak_aliases=bearers((group.id, group.weak_aliases) for group in listed.values()),
        self_names=owners((group.id, group.self_names) for group in listed.values()),
        media=owners((group.id, group.media) for group in listed.values()),
        unidentified=_folded_words(unidentified),
        state_words=_folded_words(state_words),
    )


def _folded_words(words: Names) -> dict[str, frozenset[str]]:
    return {
        language: frozenset(fold(word, language) for word in listed)
        for language, listed in words.items()
    }
