"""An article taken apart: for each sentence what it names, counts and says, and how fresh it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from streams.domain.context import Context
from streams.domain.dates import civil_day
from streams.domain.lexicon import Lexicon
from streams.domain.records import Article
from streams.domain.sources import country_of_domain
from streams.stages.extract.story.outdated import outdated
from streams.stages.extract.story.parts import in_parts
from streams.stages.extract.story.recalled import recalled_in
from streams.stages.extract.story.telling import Reading, Telling
from streams.stages.extract.story.turns import fronted, opens_apart
from streams.stages.extract.when.times import posts_bound
from streams.stages.extract.where.bare_villages import bare_villages
from streams.stages.extract.where.compounds import in_full
from streams.stages.extract.where.holders import as_provinces
from streams.stages.extract.where.places import PlaceMention, mentions_in
from streams.stages.extract.where.placing import resolved
from streams.stages.extract.where.said_again import said_again
from streams.stages.extract.words.names import names_in
from streams.stages.extract.words.prescan import may_name_attack
from streams.stages.extract.words.scan import Hits, scan
from streams.stages.extract.words.segments import dateline_end, segmented
from streams.stages.extract.words.text import Passage, Sentence

_LEAD = 3
_OPENING = 5
_FROM_ABROAD = ("air_strike", "drone_strike", "shelling_or_rocket")


@dataclass(frozen=True, eq=False)
class Story:
    """The sentences that are the article's own text, and what holds for all of them.

    `country`: of most places that it names; `home`: of the press that names no place at all.
    """

    article: Article
    lexicon: Lexicon
    tellings: tuple[Telling, ...]
    today: date | None
    basis_is_post: bool
    country: str | None
    home: str | None = None

    @cached_property
    def lead(self) -> tuple[Telling, ...]:
        """The headline and the first three sentences."""
        return self._first(_LEAD)

    @cached_property
    def opening(self) -> tuple[Telling, ...]:
        """The headline and the first five sentences: what a report says before all else."""
        return self._first(_OPENING)

    def _first(self, count: int) -> tuple[Telling, ...]:
        """Return the headline and the first sentences of the body that are no byline."""
        title = [t for t in self.tellings if t.is_title]
        body = [t for t in self.tellings if not t.is_title and not t.is_byline]
        return (*title, *body[:count])

    def cues(self, tellings: Sequence[Telling]) -> Counter[str]:
        """Count the cues of these sentences by class."""
        total: Counter[str] = Counter()
        for telling in tellings:
            for cue, times in telling.cues.items():
                total[cue] += times
        return total


def story_of(article: Article, lexicon: Lexicon, ctx: Context) -> Story:
    """Take the article apart. The article's day is its own, else the bound of embedded posts."""
    if not may_name_attack(f"{article.title or ''} {article.body}", lexicon):
        return Story(article, lexicon, (), None, basis_is_post=False, country=None)
    passages = [segmented("title", article.title or "", lexicon)]
    passages.append(segmented("body", article.body, lexicon))
    anchor = article.published_at
    posts = posts_bound(article.body) if anchor is None else None
    hits = [scan(passage, lexicon) for passage in passages]
    if not any(_may_tell(p, found) for p, found in zip(passages, hits, strict=True)):
        return Story(article, lexicon, (), None, basis_is_post=False, country=None)
    nations = [_nationalities(p, h, lexicon) for p, h in zip(passages, hits, strict=True)]
    mentions = _resolved_places(article, passages, hits, nations, lexicon, ctx)
    country = _country(mentions)
    home = None if country else _country_of_press(article, nations, lexicon, ctx)
    zone = ctx.gazetteer.zone_of(country) if country else None
    moment = anchor if anchor is not None else posts
    today = civil_day(moment, zone) if moment is not None else None
    countries = {m.entry.country for m in mentions if m.entry is not None}
    tellings: list[Telling] = []
    for passage, found, named in zip(passages, hits, nations, strict=True):
        reading = Reading(passage, found, lexicon, ctx.groups, named, countries, today)
        tellings += _tellings(reading, [m for m in mentions if m.passage is passage])
    tellings = in_parts(outdated(tellings))
    return Story(article, lexicon, tuple(tellings), today, posts is not None, country, home)


def _may_tell(passage: Passage, hits: Hits) -> bool:
    """Whether a strong word stands anywhere, or another word for attacks among the first lines."""
    own = passage.own_sentences
    return any(hits.inside(sentence, "trigger", "arms") for sentence in own) or any(
        hits.inside(sentence, "trigger_weak", "trigger_faint") for sentence in own[:_OPENING]
    )


def _resolved_places(
    article: Article,
    passages: Sequence[Passage],
    hits: Sequence[Hits],
    nationalities: Sequence[Mapping[int, str]],
    lexicon: Lexicon,
    ctx: Context,
) -> list[PlaceMention]:
    countries: Counter[str] = Counter()
    mentions: list[PlaceMention] = []
    for passage, found, nations in zip(passages, hits, nationalities, strict=True):
        dateline = dateline_end(passage) if passage.part == "body" else 0
        for mention in mentions_in(
            passage, found, lexicon, ctx.gazetteer, nations.keys(), dateline
        ):
            nation = nations.get(mention.end) or nations.get(mention.end + 1)
            mentions.append(in_full(replace(mention, nation=nation) if nation else mention, found))
        countries.update(_told_of(passage, found, nations))
        countries.update(_homes(passage, found, lexicon, ctx))
    home = _home(article, ctx)
    if home is not None and not mentions:
        countries[home] += 1
    mentions = as_provinces(mentions)
    known = resolved(mentions, countries, ctx.gazetteer, home, lexicon.homes)
    for passage, found in zip(passages, hits, strict=True):
        known += bare_villages(passage, found, lexicon, ctx.gazetteer, known)
        known += said_again(passage, found, lexicon, known)
    return known


def _told_of(passage: Passage, hits: Hits, nations: Mapping[int, str]) -> list[str]:
    """Return the countries of words like `Turkish` but where one only says who strikes.

    `غارة إسرائيلية` tells nothing of where.
    """
    struck = {
        token
        for sentence in passage.own_sentences
        for hit in hits.inside(sentence, "trigger")
        if hit.value in _FROM_ABROAD
        for token in range(hit.start, hit.end)
    }
    return [code for token, code in nations.items() if token not in struck]


def _home(article: Article, ctx: Context) -> str | None:
    """Return the country of the outlet, of one not listed by its address; a wire has none."""
    source = ctx.sources.resolve(article.source)
    if source is None:
        code = country_of_domain(article.source)
        return code if code and ctx.gazetteer.capital_of(code) is not None else None
    return None if source.wire else source.country


def _country_of_press(
    article: Article, nations: Sequence[Mapping[int, str]], lexicon: Lexicon, ctx: Context
) -> str | None:
    """Return the country of an outlet that writes in its own language, where no other is named.

    `En la zona 18 de la ciudad` is at home; a foreign service in the language tells of elsewhere.
    """
    home = _home(article, ctx)
    abroad = any(code != home for named in nations for code in named.values())
    return home if home in lexicon.homes and not abroad else None


def _homes(passage: Passage, hits: Hits, lexicon: Lexicon, ctx: Context) -> set[str]:
    """Return the countries of the groups that are named and have one: the FMLN is El Salvador's."""
    named = (
        ctx.groups.by_id[str(lexicon.groups.names[name.key])].countries
        for sentence in passage.own_sentences
        for name in names_in(passage, hits, sentence, lexicon, lexicon.groups)
    )
    return {countries[0] for countries in named if len(countries) == 1}


def _country(mentions: Sequence[PlaceMention]) -> str | None:
    counted = Counter(m.entry.country for m in mentions if m.entry is not None)
    return counted.most_common(1)[0][0] if counted else None


def _tellings(reading: Reading, mentions: Sequence[PlaceMention]) -> list[Telling]:
    places: dict[int, list[PlaceMention]] = defaultdict(list)
    for mention in mentions:
        places[mention.sentence.index].append(mention)
    return _run_on(
        _telling(sentence, reading, places.get(sentence.index, ()))
        for sentence in reading.passage.own_sentences
    )


def _telling(sentence: Sentence, reading: Reading, places: Sequence[PlaceMention]) -> Telling:
    """Return a sentence with the places that are its own, not those of attacks it recalls."""
    recalled = recalled_in(reading.passage, reading.hits, sentence, reading.nationalities)
    aside = tuple(p for p in places if any(p.start in words for words in recalled))
    own = tuple(p for p in places if p not in aside)
    return Telling(sentence, reading, own, recalled, aside=aside)


def _run_on(tellings: Iterable[Telling]) -> list[Telling]:
    """Return the sentences, with what follows background taken as background too.

    Far down, a sentence without a fresh date, `the attack` or a claim tells on of before.
    """
    found: list[Telling] = []
    for index, telling in enumerate(tellings):
        before = found[-1] if found else None
        runs_on = (
            before is not None
            and (before.background or before.old)
            and not telling.dates
            and _claims_before(before, telling)
        ) or (
            before is not None
            and (before.background or before.old)
            and index > _OPENING
            and not telling.dates
            and not any(h.definite for h in (*telling.strong, *telling.weak))
            and not telling.of("claim", "claim_verb", "the_attack")
            and not (telling.tells and opens_apart(telling) and not _goes_on(before, telling))
        )
        found.append(replace(telling, runs_on=True) if runs_on else telling)
    return found


def _claims_before(before: Telling, telling: Telling) -> bool:
    """Whether it only says who claimed what the sentence before it in its paragraph recalls."""
    if not telling.reading.lexicon.grammar.free_order:
        return False
    near = before.sentence.paragraph == telling.sentence.paragraph
    told = before.runs_on or (before.old and before.tells)
    return near and told and not telling.is_title and bool(telling.of("claim", "claim_verb"))


def _goes_on(before: Telling, telling: Telling) -> bool:
    """Whether it opens with words like `among them`, which the sentence before leads to.

    So do words like `two days later` in one paragraph with background, without a place in front.
    """
    if before.sentence.paragraph == telling.sentence.paragraph and fronted(telling) is None:
        return True
    last = telling.reading.lexicon.grammar.verb_far
    return last and telling.hits.at(telling.sentence.start, "subset") is not None


def _nationalities(passage: Passage, hits: Hits, lexicon: Lexicon) -> dict[int, str]:
    """Return the country of each token that is an adjective of one: `Turkish`, `U.S. embassy`."""
    table = lexicon.nationalities
    found = {
        token: str(table.names[name.key])
        for sentence in passage.own_sentences
        for name in names_in(passage, hits, sentence, lexicon, table, article=True)
        for token in range(name.start, name.end)
    }
    for sentence in passage.own_sentences:
        for hit in hits.inside(sentence, "attributive"):
            noun = hit.end < sentence.end and hits.at(hit.end, "small_word") is None
            if noun and "," not in passage.gap(hit.end - 1):
                found[hit.start] = hit.value
    if not lexicon.grammar.participles:
        return found
    # `à la frontière malienne`: an adjective behind the border is the neighbour's.
    return {token: code for token, code in found.items() if hits.at(token - 1, "border") is None}
