"""Towns that only name a road or a journey: `на трассе Тамбов — Пенза`, `جاده خاش به زاهدان`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from streams.stages.extract.words.scan import Hits

if TYPE_CHECKING:
    from streams.stages.extract.where.places import PlaceMention

_ROAD_REACH = 4
_BETWEEN = 2
_DASHES = frozenset("-–—")


def along_roads(hits: Hits, found: Sequence["PlaceMention"]) -> list["PlaceMention"]:
    """Return the mentions in text order, of those that name a road the first as only near.

    The second tells where the road leads.
    """
    kept: list[PlaceMention] = []
    for mention in found:
        first = kept[-1] if kept else None
        if first is not None and _leads_to(hits, first, mention) and _is_on_road(hits, first):
            head = None if first.entries else first.head
            kept[-1] = replace(first, locative=True, near=True, head=head)
            mention = replace(mention, reference=True, locative=False)  # noqa: PLW2901
        elif first is not None and _ends_journey(hits, first, mention):
            mention = replace(mention, reference=True, locative=False)  # noqa: PLW2901
        kept.append(_as_far_end(hits, mention))
    return kept


def _ends_journey(hits: Hits, first: "PlaceMention", second: "PlaceMention") -> bool:
    """Whether one travels from the first name to the second: `из Сенегала в Бамако`."""
    same = first.passage is second.passage and first.sentence == second.sentence
    leads = hits.within(max(0, first.start - _BETWEEN), first.start, "direction")
    led = any(hit.end == first.start and hit.value in ("bound", "way") for hit in leads)
    if not (same and led and second.start == first.end + 1):
        return False
    return hits.at(first.end, "locative", "direction") is not None


def _as_far_end(hits: Hits, mention: "PlaceMention") -> "PlaceMention":
    """Return the mention, as where a road leads that begins at a name nobody knows."""
    before = mention.start - _BETWEEN
    dash = mention.start > 0 and mention.passage.gap(mention.start - 1).strip() in _DASHES
    if before < mention.sentence.start or not dash:
        return mention
    led = any(hit.end > before for hit in hits.within(before - 1, before + 1, "road"))
    return replace(mention, reference=True, locative=False) if led else mention


def _leads_to(hits: Hits, first: "PlaceMention", second: "PlaceMention") -> bool:
    """Whether a dash or a word like `to` alone parts two names of a sentence."""
    if first.passage is not second.passage or first.sentence != second.sentence:
        return False
    if not 0 <= second.start - first.end <= _BETWEEN:
        return False
    gaps = "".join(first.passage.gap(at) for at in range(first.end - 1, second.start)).strip()
    if second.start == first.end:
        return bool(gaps) and _DASHES.issuperset(gaps.replace(" ", ""))
    to = hits.at(first.end, "road_to")
    return to is not None and to.end == second.start and not gaps


def _is_on_road(hits: Hits, first: "PlaceMention") -> bool:
    """Whether a word for a road stands shortly before the first name."""
    start = max(first.sentence.start, first.start - _ROAD_REACH)
    return bool(hits.within(start, first.start, "road"))
