"""Paragraphs that tell another attack without a word that turns: another town, other people hurt.

Each attack of a roundup has a paragraph of its own, and what came before is not said again. The
name of a town alone may head it: `Nikopol. Here shells fell.`
"""

from collections.abc import Sequence

from streams.domain.geography import distance_km
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.story.turns import fronted
from streams.stages.extract.where.places import PlaceMention

_APART_KM = 15.0
_SENTENCES = 3
"""The deed, its place and who was hurt stand in so many first sentences of the paragraph."""
_ATTACKERS = ("attackers", "attackers_one", "attackers_two")
_SAME = (
    "cue_reaction", "cue_arrest", "cue_court", "cue_statistics", "cue_denial", "the_attack",
    "treated",
)  # fmt: skip
"""What is told of the same attack in another town."""
_QUOTES = "\"“”«»„'‘"


def begins_anew(body: Sequence[Telling], telling: Telling) -> bool:
    """Whether a sentence opens a paragraph about another attack than those before it in `body`."""
    return is_new_paragraph(body, telling) and _is_elsewhere(telling, body[: body.index(telling)])


def is_new_paragraph(body: Sequence[Telling], telling: Telling) -> bool:
    """Whether a sentence opens a paragraph that tells a deed and counts people not hurt before."""
    at = body.index(telling)
    before = body[:at]
    paragraph = telling.sentence.paragraph
    if not before or before[-1].sentence.paragraph == paragraph or telling.of(*_same(telling)):
        return False
    if telling.passage.raw[telling.passage.starts[telling.sentence.start] - 1] in _QUOTES:
        return False
    below = body[at + 1 : at + 2] if is_heading(telling) else ()
    own = {paragraph, *(t.sentence.paragraph for t in below)}
    told = [t for t in body[at : at + _SENTENCES + len(below)] if t.sentence.paragraph in own]
    known = {(m.effect, m.total) for t in before for m in t.tolls}
    hurt = {
        (m.effect, m.total)
        for t in told
        if not (t.old or t.background)
        for m in t.tolls
        if m.side == "victim" and m.effect != "arrested"
    }
    deed = any(t.strong or t.weak or t.of(*_ATTACKERS) for t in told)
    return bool(hurt - known) and (deed or fronted(telling) is not None)


def is_heading(telling: Telling) -> bool:
    """Whether a sentence is the name of a town and nothing else, or its province with it."""
    named = {token for p in telling.places for token in range(p.start, p.end)}
    towns = any(_is_town(p) and not p.dateline for p in telling.places)
    return towns and telling.size - len(named) <= len(telling.places) - 1


def _same(telling: Telling) -> Sequence[str]:
    """Return the kinds of words that tell of the same attack: `visited`, but not by gunmen."""
    acting = telling.groups or telling.of(*_ATTACKERS)
    return [kind for kind in _SAME if kind != "cue_reaction"] if acting else _SAME


def _is_elsewhere(telling: Telling, before: Sequence[Telling]) -> bool:
    """Whether it names a town where a fine place was known already, and none that was, nor near."""
    named = [p for p in telling.places if not (p.reference or p.dateline)]
    towns = [p for p in named if _is_town(p) or (_is_province(p) and p is fronted(telling))]
    known = [p for t in before for p in t.places]
    sites = [p for p in known if not (p.reference or p.dateline or _is_wide(p))]
    there = is_heading(telling) or any(p.locative or p.head or p.near for p in towns)
    return bool(sites) and there and not any(_is_near(p, q) for p in towns for q in known)


def _is_wide(place: PlaceMention) -> bool:
    return place.entry is not None and place.entry.kind in ("province", "country")


def _is_province(place: PlaceMention) -> bool:
    return place.entry is not None and place.entry.kind == "province"


def _is_town(place: PlaceMention) -> bool:
    return place.entry is not None and place.entry.kind in ("city", "district")


def _is_near(one: PlaceMention, other: PlaceMention) -> bool:
    a, b = one.entry, other.entry
    if a is None or b is None:
        return False
    if _is_province(one):
        return (a.country, a.admin1) == (b.country, b.admin1)
    if _is_wide(other):
        return False
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= _APART_KM


def with_rest(tellings: Sequence[Telling], turned: Sequence[Telling]) -> list[Telling]:
    """Return the sentences that turn to other attacks with what follows in their paragraphs."""
    return [t for t in tellings if t in turned or any(stands_below(t, first) for first in turned)]


def stands_below(telling: Telling, anchor: Telling) -> bool:
    """Whether a sentence goes on with the attack that opens its paragraph: it shares it with none.

    Words like `the attacks` are of all.
    """
    one, other = telling.sentence, anchor.sentence
    same = one.paragraph == other.paragraph and telling.passage is anchor.passage
    return same and one.index > other.index and not telling.of("several", "both")
