"""Where: names of the gazetteer and names that only a pattern shows, resolved as one article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from streams.domain.geography import Gazetteer, GazetteerEntry
from streams.domain.lexicon import Lexicon
from streams.stages.extract.names import Name, name_at, names_in
from streams.stages.extract.scan import Hit, Hits
from streams.stages.extract.text import Passage, Sentence

_OTHER_WORDS = (
    "weekday", "month", "time", "part_of_day", "last", "period", "place_head", "direction",
    "target", "org", "people", "people_one", "people_two", "attackers", "attackers_one", "role",
    "says", "trigger", "trigger_weak", "trigger_faint", "harm_post", "harm_counted", "locative",
    "unit", "others", "light", "clash", "weapon", "claim", "year_word", "member", "subset",
)  # fmt: skip
_NEVER_NAMES = (
    "says", "harm_post", "locative", "role", "trigger", "people", "target", "time", "place_head",
    "direction", "clash", "subset", "others", "not_name", "trigger_weak", "trigger_faint", "weapon",
    "harm_counted", "harm_pre", "attackers", "weekday", "part_of_day", "org", "claim",
)  # fmt: skip
_LEADS = ("locative", "direction", "place_head", "place_tail", "of")
_LOCATIVE_REACH = 3
_TAILED_WORDS = 3
_REFERENCE_REACH = 4


@dataclass(frozen=True, slots=True, eq=False)
class PlaceMention:
    """A place that is named. `entry` None: read by pattern, not in the gazetteer.

    `locative` tells that a word like `in` stands before it; `reference` that it only tells where
    another place lies (`240 km north of Baghdad`). `nation` is the country of an adjective beside
    it (`مدينة سروج التركية`).
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


def mentions_in(
    passage: Passage, hits: Hits, lexicon: Lexicon, gazetteer: Gazetteer, dateline: int
) -> list[PlaceMention]:
    """Return the places named in the passage in text order, not yet resolved."""
    found: list[PlaceMention] = []
    for sentence in passage.own_sentences:
        taken = _named_otherwise(passage, sentence, lexicon)
        for name in names_in(passage, sentence, lexicon, lexicon.places, article=True):
            if name.start in taken or not _may_be_place(passage, hits, lexicon, name):
                continue
            entries = gazetteer.named(lexicon.language, name.key)
            found.append(
                _mention(passage, hits, sentence, (name.start, name.end), entries, dateline)
            )
        found += _unknown(passage, hits, lexicon, gazetteer, sentence, taken)
    return sorted(_without_overlap(found), key=lambda m: m.start)


def _follows_a_name(passage: Passage, hits: Hits, name: Name) -> bool:
    """Whether a capital that is no known word stands right before: `Ali Hassan`."""
    before = name.start - 1
    if before < 0 or passage.gap(before).strip() or "\n" in passage.gap(before):
        return False
    first = passage.raw[passage.starts[before] : passage.ends[before]]
    is_name = first.istitle() and not hits.by_start.get(before)
    return is_name and not _in_capitals(passage)


def _in_capitals(passage: Passage) -> bool:
    """Whether nearly every word of the passage has a capital, as in many headlines."""
    words = [passage.raw[start] for start in passage.starts[:20]]
    return passage.part == "title" and sum(map(str.isupper, words)) * 3 >= len(words) * 2


def _named_otherwise(passage: Passage, sentence: Sentence, lexicon: Lexicon) -> set[int]:
    """Return the tokens of outlets and groups: `France Press` is no place."""
    return {
        token
        for table in (lexicon.outlets, lexicon.groups, lexicon.nationalities)
        for name in names_in(passage, sentence, lexicon, table, article=True)
        if name.end - name.start > 1 or table is lexicon.nationalities
        for token in range(name.start, name.end)
    }


def _may_be_place(passage: Passage, hits: Hits, lexicon: Lexicon, name: Name) -> bool:
    """Whether a name can stand for a place: a capital, or no other word of the language.

    One Arabic word that the lexicon also knows needs a word like `city` before it.
    """
    if lexicon.language == "en" and (
        not _is_capital(passage, hits, name.start)
        or _follows_a_name(passage, hits, name)
        or (passage.in_capitals and not _is_led(passage, hits, name))
    ):
        return False
    other = name.key in lexicon.weak_places or hits.at(name.start, *_OTHER_WORDS) is not None
    if name.end - name.start > 1 or not other:
        return True
    head = hits.within(max(0, name.start - 2), name.start, "place_head")
    led = any(h.end == name.start and not h.value.startswith("neighbourhood") for h in head)
    return led and hits.at(name.start, "place_head") is None


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
    before = hits.within(max(0, name.start - 3), name.start, *_LEADS)
    after = hits.at(name.end, "place_tail")
    listed = name.start > 0 and passage.gap(name.start - 1).startswith((",", " ("))
    opens = name.start == 0 and passage.part == "body"
    return bool(after or listed or opens or any(h.end == name.start for h in before))


def _mention(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    span: tuple[int, int],
    entries: tuple[GazetteerEntry, ...],
    dateline: int,
) -> PlaceMention:
    start, end = span
    head = next(iter(hits.within(max(sentence.start, start - 1), start, "place_head")), None)
    if head is None:
        head = next(iter(hits.within(max(sentence.start, start - 3), start, "place_head")), None)
        head = head if head and head.end == start else None
    tail = hits.at(end, "place_tail") if end < sentence.end else None
    before = head.start if head else start
    owner = hits.at(before - 1, "possessive") if before > sentence.start else None
    before = max(sentence.start, before - 3) if owner is not None else before
    locative = hits.within(max(sentence.start, before - _LOCATIVE_REACH), before, "locative")
    direction = hits.within(max(sentence.start, before - 2), before, "direction")
    prefixed = bool(passage.words[start][:1] in "بل" and entries and _cut(passage, start, entries))
    return PlaceMention(
        start,
        end,
        sentence,
        passage,
        entries,
        None,
        head.value if head else tail.value if tail else None,
        locative=prefixed or (bool(locative) and not direction),
        prefixed=prefixed,
        near=bool(direction) or (bool(locative) and locative[-1].value == "near"),
        reference=_is_reference(hits, sentence, before),
        dateline=passage.part == "body" and passage.starts[start] < dateline,
        name=passage.slice(start, end),
    )


def _cut(passage: Passage, start: int, entries: Sequence[GazetteerEntry]) -> bool:
    """Whether the name was found behind a preposition that is written on to it."""
    return passage.words[start].startswith(("ب", "لل")) and bool(entries)


def _is_reference(hits: Hits, sentence: Sentence, before: int) -> bool:
    """Whether a distance and a direction, or words like `the border with`, lead to the name."""
    start = max(sentence.start, before - _REFERENCE_REACH)
    border = hits.within(start, before, "border")
    if border and border[-1].end == before:
        return True
    distance = hits.within(start, before, "distance")
    direction = hits.within(start, before, "direction")
    return bool(distance and direction and direction[-1].end == before)


def _unknown(
    passage: Passage,
    hits: Hits,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    sentence: Sentence,
    taken: set[int],
) -> Iterable[PlaceMention]:
    """Yield names behind `neighbourhood of`, `حي`, that the gazetteer does not have."""
    for head in hits.inside(sentence, "place_head"):
        site = hits.at(head.start, "target")
        if head.definite or (site is not None and site.end > head.end):
            continue
        for start, end in _listed_names(passage, hits, lexicon, head, sentence.end):
            known = name_at(passage, start, sentence.end, lexicon, lexicon.places, article=True)
            entries = gazetteer.named(lexicon.language, known.key) if known else ()
            if known is None or all(e.kind == "country" for e in entries):
                entries = ()
            if start in taken or (known is not None and not entries and _led(passage, known)):
                continue
            span = (start, known.end if entries and known else end)
            found = replace(_mention(passage, hits, sentence, span, entries, 0), head=head.value)
            beside = start == head.end and head.value == "neighbourhood"
            yield replace(found, name=_with_head(passage, head, span[1])) if beside else found
    yield from _tailed(passage, hits, lexicon, sentence, taken)


def _led(passage: Passage, known: Name) -> bool:
    """Whether a country's name carries a preposition, so that it names no street: `بأفغانستان`."""
    return passage.words[known.start] != known.key.partition(" ")[0]


def _with_head(passage: Passage, head: Hit, end: int) -> str:
    """Return a name with the word before it, as people say it: `شارع المعافر`."""
    return passage.slice(head.start, end)[len(head.prefix) :]


def _tailed(
    passage: Passage, hits: Hits, lexicon: Lexicon, sentence: Sentence, taken: set[int]
) -> Iterable[PlaceMention]:
    """Yield `Sariab Road`, `Banadir Star hotel`: capitals before a word for a site."""
    for tail in hits.inside(sentence, "place_tail", "site_tail"):
        start = tail.start
        while start > sentence.start and tail.start - start < _TAILED_WORDS:
            capital = passage.raw[passage.starts[start - 1]].isupper()
            if not capital or start - 1 in taken or passage.gap(start - 1).strip():
                break
            if hits.at(start - 1, *_NEVER_NAMES, "weekday", "month") is not None:
                break
            if hits.at(start - 1, "small_word") or (
                passage.in_capitals and hits.by_start.get(start - 1)
            ):
                break
            start -= 1
        if start < tail.start and lexicon.language == "en":
            mention = _mention(passage, hits, sentence, (start, tail.end), (), 0)
            yield replace(mention, head="neighbourhood" if tail.kind == "site_tail" else tail.value)


def _listed_names(
    passage: Passage, hits: Hits, lexicon: Lexicon, head: Hit, end: int
) -> Iterable[tuple[int, int]]:
    """Yield the name after a head, and those joined to it: `أحياء التسعين وحزيران ودوميز`."""
    at = head.end
    while at < end:
        joined = lexicon.language != "en" and passage.words[at].startswith(lexicon.conjunction)
        known = name_at(passage, at, end, lexicon, lexicon.places, article=True)
        if joined and known is None and (at == head.end or hits.at(head.start, "heads") is None):
            return
        if not _may_name(passage, hits, lexicon, at):
            return
        stop = at + 1
        yield at, stop
        if stop >= end or not passage.words[stop].startswith(lexicon.conjunction):
            return
        if lexicon.language != "en" and passage.gap(at).strip():
            return
        if lexicon.language == "en":
            at = stop + 1
            continue
        at = stop


def _may_name(passage: Passage, hits: Hits, lexicon: Lexicon, at: int) -> bool:
    """Whether token `at` can be a name: a capital, or an Arabic word that is nothing else."""
    raw = passage.raw[passage.starts[at]]
    if lexicon.language == "en":
        return raw.isupper() and not (passage.in_capitals and hits.by_start.get(at))
    word = passage.words[at]
    return len(word) > 3 and word.isalpha() and hits.at(at, *_NEVER_NAMES) is None


def _without_overlap(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop the unknown where a known name lies, and shorter names inside longer ones."""
    kept: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (not m.entries, m.start - m.end)):
        if all(mention.end <= k.start or k.end <= mention.start for k in kept):
            kept.append(mention)
    return kept
