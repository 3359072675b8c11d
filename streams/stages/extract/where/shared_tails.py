"""Names that share the word behind the last of them: `Donetsk and Kherson oblasts`."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from streams.domain.lexicon import Lexicon
from streams.stages.extract.words.scan import Hits

if TYPE_CHECKING:
    from streams.stages.extract.where.places import PlaceMention

_PLURAL = "s"


def with_shared_tails(
    hits: Hits, lexicon: Lexicon, mentions: Sequence["PlaceMention"]
) -> list["PlaceMention"]:
    """Return the mentions, those that `and` or a comma joins to one with a plural tail with it."""
    found = sorted(mentions, key=lambda m: m.start)
    if not lexicon.grammar.capitals or lexicon.grammar.nouns_lead:
        return found
    tails: dict[int, str] = {}
    for one, other in reversed(list(pairwise(found))):
        tail = tails.get(other.start) or _plural_tail(hits, other)
        if tail and one.head is None and _are_joined(lexicon, one, other):
            tails[one.start] = tail
    return [replace(m, head=tails[m.start]) if m.start in tails else m for m in found]


def _plural_tail(hits: Hits, mention: "PlaceMention") -> str | None:
    """Return the kind of place that a plural word behind a name tells: `Kherson oblasts`."""
    at = mention.end
    tail = hits.at(at, "place_tail") or hits.at(at - 1, "place_tail")
    plural = tail is not None and mention.passage.words[tail.end - 1].endswith(_PLURAL)
    return tail.value if tail is not None and plural else None


def _are_joined(lexicon: Lexicon, one: "PlaceMention", other: "PlaceMention") -> bool:
    words = one.passage.words[one.end : other.start]
    comma = one.passage.gap(one.end - 1).startswith(",")
    return words == (lexicon.conjunction,) or (not words and comma)
