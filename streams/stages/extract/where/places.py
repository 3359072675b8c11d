"""Where: names of the gazetteer and names that only a pattern shows, resolved as one article."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from streams.domain.geography import Gazetteer, GazetteerEntry
from streams.domain.lexicon import Lexicon
from streams.stages.extract.where.around_names import over_article
from streams.stages.extract.where.behind_names import told_behind
from streams.stages.extract.where.described import (
    at_target,
    with_asides,
    with_described_head,
    with_measured,
)
from streams.stages.extract.where.may_be import (
    headed_names,
    hour_tokens,
    masked_tokens,
    may_be_place,
    named_otherwise,
    tokens_of,
)
from streams.stages.extract.where.persons import is_person, surnames
from streams.stages.extract.where.place_patterns import is_led, unknown_names
from streams.stages.extract.where.references import is_bound_for, is_owner, points_elsewhere
from streams.stages.extract.where.roads import along_roads
from streams.stages.extract.where.shared_tails import with_shared_tails
from streams.stages.extract.where.spots import Spot, UnknownName
from streams.stages.extract.words.names import Name, is_rubric, names_in, opens_body
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.states import striking_tokens
from streams.stages.extract.words.text import Passage, Sentence

_LOCATIVE_REACH = 3
_LEAD_WORDS = 6
"""Words of the longest preposition: `en el norte de la`."""
_KURDISH_IN = "له"
_HEAD_REACH = 5
CAPITAL = "capital"
"""The head of a mention of the capital without its name."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaceMention:
    """A place that is named. `entry` None: read by pattern, not in the gazetteer.

    `locative` tells that a word like `in` stands before it; `reference` that it only tells where
    another place lies (`240 km north of Baghdad`). `nation` is the country of an adjective beside
    it (`مدينة سروج التركية`). `rubric`: it opens an item of a list: `KUT - Gunmen`. `holds`: the
    words behind it say that the next place lies in it. `own_name`: the language has a table of
    names of its own.
    """

    start: int
    end: int
    sentence: Sentence
    passage: Passage
    entries: tuple[GazetteerEntry, ...]
    entry: GazetteerEntry | None
    head: str | None
    locative: bool
    prefixed: bool
    near: bool
    reference: bool
    dateline: bool
    name: str
    nation: str | None = None
    rubric: bool = False
    holds: bool = False
    own_name: bool = False


def mentions_in(
    passage: Passage,
    hits: Hits,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    nationalities: AbstractSet[int],
    dateline: int,
) -> list[PlaceMention]:
    """Return the places named in the passage in text order, not yet resolved.

    `nationalities` are the tokens of words like `Turkish`.
    """
    found: list[PlaceMention] = []
    people = surnames(passage, hits, lexicon)
    known = {
        sentence.index: tuple(
            names_in(passage, hits, sentence, lexicon, lexicon.places, article=True)
        )
        for sentence in passage.own_sentences
    }
    headed = headed_names(hits, lexicon, known.values())
    for sentence in passage.own_sentences:
        taken = nationalities | named_otherwise(passage, hits, sentence, lexicon)
        taken |= hour_tokens(hits, sentence) | masked_tokens(hits, sentence)
        taken |= striking_tokens(passage, hits, lexicon, sentence)
        beside = tokens_of(known[sentence.index]) if lexicon.clitics.endings else set()
        for name in known[sentence.index]:
            if name.start in taken:
                continue
            may_be = may_be_place(passage, hits, lexicon, name, beside)
            if not may_be and name.key not in headed:
                continue
            if is_person(hits, name, people):
                continue
            entries = gazetteer.named(lexicon.language, name.key)
            found.append(mention_of(passage, hits, sentence, name, entries, dateline))
        found += _capitals(passage, hits, lexicon, sentence, found, dateline)
        spot = Spot(passage, hits, lexicon, gazetteer, sentence, taken)
        names = list(unknown_names(spot))
        whole = [range(name.start, name.end) for name in names if name.whole]
        found = [m for m in found if not any(m.start in tokens for tokens in whole)]
        found += [_patterned(spot, name, dateline) for name in names]
    return _described(hits, lexicon, nationalities, found)


def _described(
    hits: Hits, lexicon: Lexicon, nationalities: AbstractSet[int], found: list[PlaceMention]
) -> list[PlaceMention]:
    """Return the mentions in text order, each as the language describes it by what is beside it."""
    grammar = lexicon.grammar
    if grammar.own_names:
        found = [replace(mention, own_name=True) for mention in found]
    found = with_shared_tails(hits, lexicon, found)
    if grammar.nouns_lead:
        found = [with_described_head(hits, nationalities, mention) for mention in found]
    if grammar.participles:
        found = [at_target(hits, mention) for mention in found]
    listed = sorted(_without_overlap(found), key=lambda m: m.start)
    listed = _nested(listed) if grammar.parted_names else listed
    listed = with_measured(hits, listed) if grammar.verb_far else listed
    listed = along_roads(hits, listed)
    return with_asides(listed) if grammar.nouns_lead else listed


def _nested(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the mentions, a name right behind another's as what lies in it: `Hatay Reyhanlı'da`.

    One that is known nowhere in there is a quarter of it.
    """
    found: list[PlaceMention] = []
    for mention in mentions:
        outer = found[-1] if found else None
        if outer is not None and outer.entries and mention.entries and _is_beside(outer, mention):
            home = outer.entries[0]
            inner = tuple(e for e in mention.entries if _lies_in(e, home))
            head = mention.head if inner else "neighbourhood"
            found.append(replace(mention, entries=inner, head=head))
            continue
        found.append(mention)
    return found


def _is_beside(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Whether only a space parts two names."""
    same = outer.passage is inner.passage and outer.end == inner.start
    return same and outer.passage.gap(outer.end - 1) == " "


def _lies_in(entry: GazetteerEntry, home: GazetteerEntry) -> bool:
    if home.kind == "country":
        return entry.country == home.country
    return entry.country == home.country and entry.admin1 == home.admin1


def _capitals(
    passage: Passage,
    hits: Hits,
    lexicon: Lexicon,
    sentence: Sentence,
    named: Sequence[PlaceMention],
    dateline: int,
) -> Iterator[PlaceMention]:
    """Yield the capital where it stands without its name: `وسط العاصمة`, not `the capital of X`."""
    starts = {mention.start for mention in named}
    ends = {mention.end for mention in named}
    for hit in hits.inside(sentence, "capital"):
        owned = hits.at(hit.end, "of") is not None and not lexicon.clitics.article
        beside = not ends.isdisjoint(range(hit.start - 1, hit.start + 1))
        if starts.isdisjoint(range(hit.start, hit.end + 2)) and not (owned or beside):
            found = mention_of(
                passage, hits, sentence, Name(CAPITAL, hit.start, hit.end), (), dateline
            )
            yield replace(found, head=CAPITAL)


def mention_of(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    name: Name,
    entries: tuple[GazetteerEntry, ...],
    dateline: int,
) -> PlaceMention:
    """Return the mention of a name, with what the words around it say."""
    start, end = name.start, name.end
    head = next(iter(hits.within(max(sentence.start, start - 1), start, "place_head")), None)
    if head is None:
        heads = hits.within(max(sentence.start, start - _HEAD_REACH), start, "place_head")
        head = next((hit for hit in heads if hit.end == start), None)
    prefixed = bool(entries) and is_led(passage, name) and _is_in(passage.words[start], name)
    if prefixed and head is not None and head.end == start:
        head = None  # `سوق بنيالا` is a market in Nyala, not one of that name
    small = bool(entries) and passage.raw[passage.starts[start]].islower()
    tail = hits.at(end, "place_tail") if end < sentence.end and not small else None
    before = head.start if head else start
    first = max(sentence.start, before - _LOCATIVE_REACH)
    leads = hits.within(first, before, "locative", "direction")
    longest = hits.within(max(sentence.start, before - _LEAD_WORDS), before, "locative")
    leads += [hit for hit in longest if hit.start < first and hit.end == before]
    leads += _opening(hits, head)
    leads += over_article(passage, hits, name)
    locative = [hit for hit in leads if hit.kind == "locative"]
    direction = [
        hit
        for hit in leads
        if hit.kind == "direction" and (hit.start >= before - 2 or hit.end == before)
    ]
    belongs = hits.within(max(sentence.start, before - 1), before, "belongs")
    held = bool(belongs) and (head is not None or any(e.kind != "country" for e in entries[:1]))
    headed = held or (head is not None and head.prefix.endswith("ب"))
    behind = told_behind(passage, hits, sentence, end)
    dated = passage.part == "body" and passage.starts[start] < dateline
    dated = dated or opens_body(passage, sentence, name)
    rubric = is_rubric(passage, sentence, name)
    return PlaceMention(
        start,
        end,
        sentence,
        passage,
        entries,
        None,
        head.value if head else tail.value if tail else None,
        locative=prefixed
        or headed
        or behind.locative
        or (rubric and not dated)
        or (bool(locative) and not direction and not (small and locative[-1].end < start)),
        prefixed=prefixed,
        near=behind.near
        or any(hit.value == "direction" for hit in direction)
        or (bool(locative) and locative[-1].value == "near"),
        reference=behind.elsewhere
        or points_elsewhere(passage, hits, sentence, before)
        or is_owner(passage, hits, name)
        or is_bound_for(passage, hits, name),
        dateline=dated,
        name=passage.slice(start, end),
        rubric=rubric,
        holds=behind.holds,
    )


def _opening(hits: Hits, head: Hit | None) -> list[Hit]:
    """Return the preposition that a longer head begins with: `near the town of`."""
    found = hits.at(head.start, "locative") if head is not None else None
    longer = found is not None and head is not None and found.end < head.end
    return [found] if found is not None and longer else []


def _is_in(word: str, name: Name) -> bool:
    """Whether the preposition on a word says where: `ببغداد`, `للموصل`, `لەبەغدا`, not `بەغدای`."""
    first = name.key.partition(" ")[0]
    led = word.startswith(("ب", "لل")) and not word.startswith(first)
    return led or word.startswith(_KURDISH_IN + first)


def _patterned(spot: Spot, name: UnknownName, dateline: int) -> PlaceMention:
    """Return the mention of a name that a pattern shows."""
    named = Name(name.key, name.start, name.end)
    found = mention_of(spot.passage, spot.hits, spot.sentence, named, name.entries, dateline)
    return replace(found, head=name.head, name=name.text or found.name)


def _without_overlap(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop the unknown where a known name lies, and shorter names inside longer ones."""
    kept: list[PlaceMention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (not m.entries, m.start - m.end)):
        tokens = range(mention.start, mention.end)
        if taken.isdisjoint(tokens):
            kept.append(mention)
            taken.update(tokens)
    return kept
