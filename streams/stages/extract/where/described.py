"""Names of places where nouns lead: `la ciudad iraquí de X`, `Tumaco (Nariño)`."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING

from streams.stages.extract.words.scan import Hits

_TARGET_REACH = 5
_SIDE_REACH = 3
_NO_SITES = ("hospital!", "police", "politician", "government", "civilians", "media")
"""Whom people or offices of a town may be, which tell of what happened elsewhere."""

if TYPE_CHECKING:
    from streams.stages.extract.where.places import PlaceMention


def with_described_head(
    hits: Hits, nationalities: AbstractSet[int], mention: "PlaceMention"
) -> "PlaceMention":
    """Return the mention with the head that an adjective parts from it: `la ciudad iraquí de X`."""
    of, word = mention.start - 1, mention.start - 2
    if mention.head is None and _is_of_target(hits, mention):
        return at_target(hits, mention)
    if mention.head is not None or hits.at(of, "open_end") is None:
        return mention
    if word not in nationalities and hits.at(word, "adjective", "not_name") is None:
        return mention
    heads = hits.within(max(mention.sentence.start, word - 2), word, "place_head")
    head = next((hit for hit in heads if hit.end == word), None)
    if head is None:
        return mention
    before = max(mention.sentence.start, head.start - 2)
    led = any(hit.end == head.start for hit in hits.within(before, head.start, "locative"))
    return replace(mention, head=head.value, locative=led or mention.locative)


def at_target(hits: Hits, mention: "PlaceMention") -> "PlaceMention":
    """Return the mention as where what was hit stands, if that is told: `la centrale de X`."""
    is_site = mention.head is None and _is_of_target(hits, mention)
    return replace(mention, locative=True) if is_site else mention


def _is_of_target(hits: Hits, mention: "PlaceMention") -> bool:
    """Whether it says where what was hit stands: `la comisaría de X`; not a hospital."""
    of = mention.start - 1
    if hits.at(of, "open_end") is None or mention.reference:
        return False
    before = hits.within(max(mention.sentence.start, of - _TARGET_REACH), of, "target")
    return any(hit.end == of and hit.value not in _NO_SITES for hit in before)


def with_measured(hits: Hits, found: Sequence["PlaceMention"]) -> list["PlaceMention"]:
    """Return the mentions, those that only measure the one before as such: `دوبز در غرب کرکوک`."""
    ends = {mention.end for mention in found}
    return [
        replace(m, reference=True, locative=False) if _measures(hits, m, ends) else m for m in found
    ]


def _measures(hits: Hits, mention: "PlaceMention", ends: AbstractSet[int]) -> bool:
    """Whether only words like `in the west of` stand between another place and this one."""
    before = hits.within(mention.start - _SIDE_REACH, mention.start, "locative")
    return mention.head is None and any(
        hit.value == "side" and hit.start in ends and hit.end == mention.start for hit in before
    )


def with_asides(found: Sequence["PlaceMention"]) -> list["PlaceMention"]:
    """Return the mentions, those in brackets as where the others lie: `Tumaco (Nariño)`."""
    kept: list[PlaceMention] = []
    for mention in found:
        aside = kept and kept[-1].end == mention.start and _is_aside(mention)
        kept.append(replace(mention, reference=True, locative=False) if aside else mention)
    return kept


def _is_aside(mention: "PlaceMention") -> bool:
    passage = mention.passage
    bracketed = passage.gap(mention.start - 1).strip() == "("
    return bracketed and passage.gap(mention.end - 1).lstrip().startswith(")")
