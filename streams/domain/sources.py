"""Who publishes: outlets and wires, how far each is trusted, and which reports are independent."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from streams.domain.folding import fold
from streams.domain.names import Names, owners

Tier = Literal["A", "B", "C", "D"]
Report = tuple[str, Sequence[str]]
"""A report's source as received, and the wires that it credits."""

UNLISTED = "unlisted"
"""The one independence key of all sources that the register does not vouch for."""

_SOLD_TO_ALL = frozenset(
    ("ac", "ag", "ai", "cc", "co", "fm", "gg", "im", "io", "is", "la", "ly", "me", "nu", "sh", "st",
     "tk", "to", "tv", "vc", "ws")
)  # fmt: skip
"""Addresses of countries that outlets of all countries take."""
_OTHER_CODES = {"uk": "GB"}
_LETTERS = 2

_LATER_PART = re.compile(r"[\s/(]")


def country_of_domain(source: str) -> str | None:
    """Return the country that the address of an outlet ends with: `rpp.pe` is of Peru."""
    last = _host(source).rpartition(".")[2]
    if len(last) != _LETTERS or last in _SOLD_TO_ALL or "." not in _host(source):
        return None
    return _OTHER_CODES.get(last, last.upper())


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet or wire.

    `id` is a registrable domain or a wire's slug; `spellings` are other ids that feeds use.
    `names` are those by which articles credit it. A weak name is also a common word or another
    acronym: it counts only in a credit ("agency" before it, brackets, "according to").
    `state` is the country whose state owns or directs it; None also for public broadcasters and
    agencies whose editors are independent by law. `why` is the reason for the tier.
    """

    id: str
    domains: tuple[str, ...]
    country: str
    languages: tuple[str, ...]
    owner: str
    tier: Tier
    why: str
    state: str | None = None
    wire: bool = False
    perpetrator: bool = False
    spellings: tuple[str, ...] = ()
    names: Names = field(default_factory=dict)
    weak_names: Names = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What it shares with sources that are not independent of it. Tier D is not vouched for."""
        if self.tier == "D":
            return UNLISTED
        return f"state:{self.state}" if self.state else f"owner:{self.owner}"


@dataclass(frozen=True, slots=True)
class SourceRegister:
    """The listed sources by spelling, and the names of each language that credit them.

    `names` and `weak_names` map a language to folded names to ids.
    """

    sources: Mapping[str, Source]
    spellings: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
    weak_names: Mapping[str, Mapping[str, str]]

    def resolve(self, source: str) -> Source | None:
        """Return the entry of a URL, domain, subdomain, slug or `outlet/desk (wire)`, or None.

        Only the first part of such a spelling names the publisher: the rest is what it credits.
        """
        host = _host(source)
        labels = host.split(".")
        parents = (".".join(labels[start:]) for start in range(1, len(labels) - 1))
        for spelling in (host, *parents):
            if spelling in self.spellings:
                return self.sources[self.spellings[spelling]]
        return None

    def wire_named(self, name: str) -> Source | None:
        """Return the wire that a folded name credits, weak names included, or None."""
        for tables in (self.names, self.weak_names):
            for table in tables.values():
                if name in table and self.sources[table[name]].wire:
                    return self.sources[table[name]]
        return None

    def credited(self, wire: str) -> Source | None:
        """Return the source that a credit means, by id or by name in any language, or None."""
        named = (self.wire_named(fold(wire, language)) for language in self.names)
        return self.resolve(wire) or next(filter(None, named), None)

    def tier(self, source: str, wire_sources: Iterable[str] = ()) -> Tier | None:
        """Return how far a report is trusted, None for an unlisted source.

        A wire's credit lifts a source of tier A to C to the wire's tier.
        """
        entry = self.resolve(source)
        if entry is None or entry.tier == "D":
            return entry.tier if entry else None
        credits = (self.credited(wire) for wire in wire_sources)
        return min([entry.tier, *(wire.tier for wire in credits if wire and wire.wire)])

    def is_reliable(self, source: str, wire_sources: Iterable[str] = ()) -> bool:
        """Whether one report of this source may raise a high alert by itself: tier A or B."""
        return self.tier(source, wire_sources) in {"A", "B"}

    def independent(self, reports: Iterable[Report]) -> tuple[str, ...]:
        """Return the sorted keys of the independent sources behind `reports`, whatever their order.

        One key per owner and per state. A report that credits others counts as one of them, a
        wire's own as itself or one of them: of all such choices the fewest keys are taken. Sources
        that are unlisted or of tier D share one key, spared when they credit a key already there.
        A perpetrator's outlet never counts, and a credit to it is no credit.
        """
        vouched: set[frozenset[str]] = set()
        others: set[frozenset[str]] = set()
        for source, wire_sources in reports:
            entry = self.resolve(source)
            credits = self._credit_keys(wire_sources)
            if entry is None or (entry.tier == "D" and not entry.perpetrator):
                others.add(credits)
            elif not entry.perpetrator:
                own = entry.wire or not credits
                vouched.add(credits | {entry.key} if own else credits)
        keys = _fewest(vouched)
        if any(not credits & keys for credits in others):
            keys |= {UNLISTED}
        return tuple(sorted(keys))

    def _credit_keys(self, wire_sources: Iterable[str]) -> frozenset[str]:
        found = (self.credited(wire) for wire in wire_sources)
        return frozenset(source.key for source in found if source and not source.perpetrator)


def register(sources: Iterable[Source]) -> SourceRegister:
    """Return the register of `sources`. Raises ValueError when two share a spelling or a name."""
    listed = {source.id: source for source in sources}
    spellings: dict[str, str] = {}
    for source in listed.values():
        for spelling in {source.id, *source.domains, *source.spellings}:
            if spelling in spellings:
                raise ValueError(f"{spelling!r} is {source.id} and {spellings[spelling]}")
            spellings[spelling] = source.id
    return SourceRegister(
        sources=listed,
        spellings=spellings,
        names=owners((source.id, source.names) for source in listed.values()),
        weak_names=owners((source.id, source.weak_names) for source in listed.values()),
    )


def _host(source: str) -> str:
    """Return the part that names the publisher, in small letters; empty when there is none."""
    text = source.strip().casefold()
    if "://" not in text:
        return _LATER_PART.split(text, maxsplit=1)[0].rstrip(".")
    try:
        return (urlsplit(text).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _fewest(choices: set[frozenset[str]]) -> frozenset[str]:
    """Return few keys that meet every choice: forced ones first, then the most shared."""
    keys = frozenset(key for choice in choices if len(choice) == 1 for key in choice)
    while unmet := [choice for choice in choices if not choice & keys]:
        shared = Counter(key for choice in unmet for key in choice)
        keys |= {min(shared, key=lambda key: (-shared[key], key))}
    return keys
