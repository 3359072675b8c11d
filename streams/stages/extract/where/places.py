"""Where: names of the gazetteer and names that only a pattern shows, resolved as one article."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from streams.domain.geography import Gazetteer, GazetteerEntry
from streams.domain.lexicon import Lexicon
from streams.stages.extract.where.around_names import (
    is_small_word,
    is_titled,
    is_where,
    over_article,
)
from streams.stages.extract.where.behind_names import told_behind
from streams.stages.extract.where.described import (
    at_target,
    with_asides,
    with_described_head,
    with_measured,
)
from streams.stages.extract.where.persons import LEADS, follows_a_name, is_person, surnames
from streams.stages.extract.where.place_patterns import Spot, UnknownName, is_led, unknown_names
from streams.stages.extract.where.references import is_bound_for, is_owner, points_elsewhere
from streams.stages.extract.words.names import Name, is_quoted, is_rubric, names_in, stands_in
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_OTHER_WORDS = (
    "weekday", "month", "time", "part_of_day", "last", "period", "place_head", "direction",
    "target", "org", "people", "people_one", "people_two", "attackers", "attackers_one", "role",
    "says", "trigger", "arms", "trigger_weak", "trigger_faint", "harm_post", "harm_counted",
    "locative", "unit", "others", "light", "clash", "weapon", "claim", "year_word", "member",
    "subset", "given_name",
)  # fmt: skip
_LOCATIVE_REACH = 3
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
    headed = _headed(hits, lexicon, known.values())
    for sentence in passage.own_sentences:
        taken = nationalities | _named_otherwise(passage, hits, sentence, lexicon)
        taken |= _hours(hits, sentence) | _masked(hits, sentence)
        beside = _tokens_of(known[sentence.index]) if lexicon.clitics.endings else set()
        for name in known[sentence.index]:
            if name.start in taken:
                continue
            may_be = _may_be_place(passage, hits, lexicon, name, beside)
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
    if lexicon.grammar.own_names:
        found = [replace(mention, own_name=True) for mention in found]
    if lexicon.grammar.nouns_lead:
        found = [with_described_head(hits, nationalities, mention) for mention in found]
    if lexicon.grammar.participles:
        found = [at_target(hits, mention) for mention in found]
    return _in_order(found, hits, lexicon)


def _in_order(found: Sequence[PlaceMention], hits: Hits, lexicon: Lexicon) -> list[PlaceMention]:
    """Return the mentions in text order, with what those beside them say of them."""
    listed = sorted(_without_overlap(found), key=lambda m: m.start)
    listed = _nested(listed) if lexicon.grammar.parted_names else listed
    listed = with_measured(hits, listed) if lexicon.grammar.verb_far else listed
    return with_asides(listed) if lexicon.grammar.nouns_lead else listed


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


def _headed(hits: Hits, lexicon: Lexicon, known: Iterable[Sequence[Name]]) -> set[str]:
    """Return the Arabic names that a word like `district` stands before somewhere: no other words.

    `قضاء الخالص` makes of `الخالص` a place in the whole text.
    """
    if lexicon.grammar.capitals:
        return set()
    single = (name for names in known for name in names if name.end - name.start == 1)
    return {name.key for name in single if _is_headed(hits, name)}


def _is_headed(hits: Hits, name: Name) -> bool:
    """Whether a word for a town, district or province stands right before a name."""
    heads = hits.within(max(0, name.start - 2), name.start, "place_head")
    named = any(h.end == name.start and not h.value.startswith("neighbourhood") for h in heads)
    return named and hits.at(name.start, "place_head") is None


def _named_otherwise(
    passage: Passage, hits: Hits, sentence: Sentence, lexicon: Lexicon
) -> set[int]:
    """Return the tokens of outlets and groups: `France Press` is no place."""
    return {
        token
        for table in (lexicon.outlets, lexicon.groups)
        for name in names_in(passage, hits, sentence, lexicon, table, article=True)
        if name.end - name.start > 1
        for token in range(name.start, name.end)
    }


def _tokens_of(names: Sequence[Name]) -> set[int]:
    """Return the last tokens of names: another place may follow one, `столице Сомали Могадишо`."""
    return {name.end - 1 for name in names}


def _masked(hits: Hits, sentence: Sentence) -> set[int]:
    """Return the tokens of phrases that mean something else: `запрещена в РФ`."""
    return {token for hit in hits.inside(sentence, "masked") for token in range(hit.start, hit.end)}


def _hours(hits: Hits, sentence: Sentence) -> set[int]:
    """Return the tokens of parts of the day in several words: `ساعة المغرب` is no Morocco."""
    parts = hits.inside(sentence, "part_of_day")
    return {token for hit in parts for token in range(hit.start + 1, hit.end)}


def _may_be_place(
    passage: Passage, hits: Hits, lexicon: Lexicon, name: Name, beside: AbstractSet[int]
) -> bool:
    """Whether a name can stand for a place: a capital, or no other word of the language.

    One Arabic word that the lexicon also knows needs a word like `city` before it.
    """
    if lexicon.grammar.capitals and (
        not _is_spelt_as_place(passage, hits, lexicon, name)
        or (
            name.start - 1 not in beside
            and follows_a_name(passage, hits, name)
            and not _is_parted(hits, lexicon, name)
        )
        or (passage.in_capitals and not _is_led(passage, hits, name))
    ):
        return False
    if lexicon.grammar.nouns_lead and (is_titled(passage, hits, name) or is_small_word(hits, name)):
        return False
    if lexicon.grammar.quoted_names and is_quoted(passage, name):
        return _is_headed(hits, name)
    other = name.key in lexicon.weak_places or hits.at(name.start, *_OTHER_WORDS) is not None
    if other and lexicon.grammar.nouns_lead and is_where(passage, hits, name):
        return True
    if name.end - name.start > 1 or not other or _is_parted(hits, lexicon, name):
        return True
    if lexicon.grammar.capitals and stands_in(passage, hits, name):
        return True
    return _is_headed(hits, name)


def _is_spelt_as_place(passage: Passage, hits: Hits, lexicon: Lexicon, name: Name) -> bool:
    """Whether the first letter is that of a place: a capital, small for an adjective.

    An adjective in the name of an institution has a capital: `Пермский университет`.
    """
    capital = _is_capital(passage, hits, name.start)
    if name.key not in lexicon.small_places:
        return capital
    return not capital or hits.at(name.end, "target", "role", "org") is not None


def _is_parted(hits: Hits, lexicon: Lexicon, name: Name) -> bool:
    """Whether the name is no other word: an ending is parted from it, or `city` follows."""
    if not lexicon.grammar.parted_names:
        return False
    case = hits.at(name.end, "name_case", "place_tail")
    return case is not None and case.value not in ("object", "with", "those")


def _is_capital(passage: Passage, hits: Hits, at: int) -> bool:
    """Whether a name begins here: a capital, or an article before one: `al-Bab`."""
    if passage.raw[passage.starts[at]].isupper():
        return True
    prefix = hits.at(at, "article_prefix") is not None and passage.gap(at) == "-"
    return prefix and passage.raw[passage.starts[at + 1]].isupper()


def _is_led(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether words around a name show a place where all is in capitals.

    More than one word, a word like `in` or `city of` before it, or a comma that ends a place.
    """
    if name.end - name.start > 1:
        return True
    if hits.by_start.get(name.start):
        return False
    before = hits.within(max(0, name.start - 3), name.start, *LEADS)
    after = hits.at(name.end, "place_tail")
    listed = name.start > 0 and passage.gap(name.start - 1).startswith((",", " ("))
    opens = name.start == 0 and passage.part == "body"
    return bool(after or listed or opens or any(h.end == name.start for h in before))


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
    tail = hits.at(end, "place_tail") if end < sentence.end else None
    before = head.start if head else start
    first = max(sentence.start, before - _LOCATIVE_REACH)
    leads = hits.within(first, before, "locative", "direction")
    leads += _opening(hits, head)
    leads += over_article(passage, hits, name)
    locative = [hit for hit in leads if hit.kind == "locative"]
    direction = [
        hit
        for hit in leads
        if hit.kind == "direction" and (hit.start >= before - 2 or hit.end == before)
    ]
    prefixed = bool(entries) and is_led(passage, name) and _is_in(passage.words[start], name)
    belongs = hits.within(max(sentence.start, before - 1), before, "belongs")
    held = bool(belongs) and (head is not None or any(e.kind != "country" for e in entries[:1]))
    headed = held or (head is not None and head.prefix.endswith("ب"))
    small = bool(entries) and passage.raw[passage.starts[start]].islower()
    behind = told_behind(passage, hits, sentence, end)
    dated = passage.part == "body" and passage.starts[start] < dateline
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
        or points_elsewhere(hits, sentence, before)
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
