"""An article taken apart: for each sentence what it names, counts and says, and how fresh it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from streams.domain.context import Context
from streams.domain.dates import civil_day
from streams.domain.groups import Groups
from streams.domain.lexicon import Lexicon
from streams.domain.records import Article
from streams.stages.extract.actors import GroupMention, groups_in
from streams.stages.extract.ages import is_background, tells_of_old
from streams.stages.extract.counts import count_groups
from streams.stages.extract.names import names_in
from streams.stages.extract.places import PlaceMention, mentions_in
from streams.stages.extract.placing import resolved
from streams.stages.extract.prescan import may_name_attack
from streams.stages.extract.reader import CountGroup, Reader
from streams.stages.extract.scan import Hit, Hits, scan
from streams.stages.extract.segments import dateline_end, segmented
from streams.stages.extract.text import Passage, Sentence
from streams.stages.extract.times import DateMention, dates_in, posts_bound
from streams.stages.extract.toll_mention import TollMention
from streams.stages.extract.tolls import tells_of_harm, tolls_in

_LEAD = 3
_OPENING = 5
_BYLINE_WORDS = 5
_CUES = (
    "cue_court", "cue_anniversary", "cue_statistics", "cue_drill", "cue_sport", "cue_accident",
    "cue_foiled", "cue_threat", "cue_denial", "cue_metaphor", "cue_arrest", "cue_reaction",
    "cue_opinion", "cue_fiction", "cue_crime", "cue_mishap",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What reading the sentences of one passage needs."""

    passage: Passage
    hits: Hits
    lexicon: Lexicon
    groups: Groups
    nationalities: Mapping[int, str]
    countries: AbstractSet[str]
    today: date | None


@dataclass(frozen=True, eq=False)
class Telling:
    """A sentence and everything read in it, each part when it is first asked for.

    `places` are resolved already; `runs_on`: it goes on with the background before it.
    """

    sentence: Sentence
    reading: Reading
    places: tuple[PlaceMention, ...]
    runs_on: bool = False

    @property
    def passage(self) -> Passage:
        """The part of the article that it stands in."""
        return self.reading.passage

    @property
    def hits(self) -> Hits:
        """What the lexicon knows of that part."""
        return self.reading.hits

    @cached_property
    def groups(self) -> tuple[GroupMention, ...]:
        """The armed groups and forces that are named."""
        at = self.reading
        return tuple(
            groups_in(at.passage, at.hits, at.lexicon, at.groups, self.sentence, at.countries)
        )

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates that are named."""
        return tuple(dates_in(self.passage, self.hits, self.sentence, self.reading.today))

    @cached_property
    def counts(self) -> tuple[CountGroup, ...]:
        """The people who are counted."""
        return tuple(count_groups(self._reader, self.sentence))

    @cached_property
    def tolls(self) -> tuple[TollMention, ...]:
        """What is said to have befallen them."""
        if not tells_of_harm(self.hits, self.sentence):
            return ()
        return tuple(tolls_in(self._reader, self.sentence, self.counts))

    @cached_property
    def strong(self) -> tuple[Hit, ...]:
        """Words that name an attack."""
        return self._triggers("trigger")

    @cached_property
    def weak(self) -> tuple[Hit, ...]:
        """Words that name one beside people hurt, attackers or something concrete."""
        return self._triggers("trigger_weak")

    @cached_property
    def faint(self) -> tuple[Hit, ...]:
        """Words that name one beside both."""
        return self._triggers("trigger_faint", "clash")

    @cached_property
    def cues(self) -> Mapping[str, int]:
        """How often each class of false alarm is hinted at."""
        return Counter(hit.kind for hit in self._unmasked(self.of(*_CUES), "masked"))

    @cached_property
    def old(self) -> bool:
        """Whether its attack lies far back."""
        at = self.reading
        return tells_of_old(at.passage, at.hits, self.sentence, self.dates, at.today)

    @cached_property
    def background(self) -> bool:
        """Whether it tells of before."""
        return self.runs_on or is_background(self.hits, self.sentence)

    @cached_property
    def _reader(self) -> Reader:
        attackers = frozenset(
            token
            for mention in self.groups
            if mention.group.kind == "nonstate"
            for token in range(mention.start, mention.end)
        )
        at = self.reading
        return Reader(at.passage, at.hits, at.lexicon, at.nationalities, attackers)

    def _triggers(self, *kinds: str) -> tuple[Hit, ...]:
        """Return the triggers of these kinds that no figure of speech holds."""
        return self._unmasked(self.of(*kinds), "cue_metaphor", "not_attack", "masked")

    def _unmasked(self, found: Sequence[Hit], *masks: str) -> tuple[Hit, ...]:
        """Return the hits that none of these kinds overlaps: `رواية شهود` is no novel."""
        over = self.of(*masks) if found else ()
        return tuple(
            hit for hit in found if not any(m.start < hit.end and hit.start < m.end for m in over)
        )

    def of(self, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds in the sentence."""
        return self.hits.inside(self.sentence, *kinds)

    @property
    def is_title(self) -> bool:
        """Whether this is the headline."""
        return self.passage.part == "title"

    @property
    def size(self) -> int:
        """How many words it has."""
        return self.sentence.end - self.sentence.start

    @property
    def is_byline(self) -> bool:
        """Whether it is too short to tell anything: a reporter's name, a place and an agency."""
        return self.size <= _BYLINE_WORDS and not self.tells

    @property
    def harms(self) -> bool:
        """Whether people are said to be hurt, with or without a number."""
        return bool(
            self.tolls
            or self.of("harm_verb", "harm_post", "harm_counted", "harm_counted_two", "harm_pre")
        )

    @property
    def tells(self) -> bool:
        """Whether the sentence reports an attack, fresh or not."""
        if self.strong:
            return True
        if not (self.weak or self.faint):
            return False
        attackers = self.of("attackers", "attackers_one", "attackers_two")
        concrete = self.of("weapon", "target") or self.groups
        if self.weak:
            return bool(self.harms or attackers or concrete)
        return bool((self.tolls or attackers) and (concrete or attackers or self.places))


@dataclass(frozen=True, eq=False)
class Story:
    """The sentences that are the article's own text, and what holds for all of them."""

    article: Article
    lexicon: Lexicon
    tellings: tuple[Telling, ...]
    today: date | None
    basis_is_post: bool
    country: str | None

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
            total.update(telling.cues)
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
    zone = ctx.gazetteer.zone_of(country) if country else None
    moment = anchor if anchor is not None else posts
    today = civil_day(moment, zone) if moment is not None else None
    countries = {m.entry.country for m in mentions if m.entry is not None}
    tellings: list[Telling] = []
    for passage, found, named in zip(passages, hits, nations, strict=True):
        reading = Reading(passage, found, lexicon, ctx.groups, named, countries, today)
        tellings += _tellings(reading, [m for m in mentions if m.passage is passage])
    return Story(article, lexicon, tuple(tellings), today, posts is not None, country)


def _may_tell(passage: Passage, hits: Hits) -> bool:
    """Whether a strong word stands anywhere, or another word for attacks among the first lines."""
    own = passage.own_sentences
    return any(hits.inside(sentence, "trigger") for sentence in own) or any(
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
            mentions.append(replace(mention, nation=nation) if nation else mention)
        countries.update(nations.values())
    source = ctx.sources.resolve(article.source)
    if source is not None and not source.wire and not mentions:
        countries[source.country] += 1
    return resolved(mentions, countries, ctx.gazetteer)


def _country(mentions: Sequence[PlaceMention]) -> str | None:
    counted = Counter(m.entry.country for m in mentions if m.entry is not None)
    return counted.most_common(1)[0][0] if counted else None


def _tellings(reading: Reading, mentions: Sequence[PlaceMention]) -> list[Telling]:
    places: dict[int, list[PlaceMention]] = defaultdict(list)
    for mention in mentions:
        places[mention.sentence.index].append(mention)
    return _run_on(
        Telling(sentence, reading, tuple(places.get(sentence.index, ())))
        for sentence in reading.passage.own_sentences
    )


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
            and index > _OPENING
            and not telling.dates
            and not any(h.definite for h in (*telling.strong, *telling.weak))
            and not telling.of("claim", "claim_verb", "the_attack")
        )
        found.append(replace(telling, runs_on=True) if runs_on else telling)
    return found


def _nationalities(passage: Passage, hits: Hits, lexicon: Lexicon) -> dict[int, str]:
    table = lexicon.nationalities
    return {
        token: str(table.names[name.key])
        for sentence in passage.own_sentences
        for name in names_in(passage, hits, sentence, lexicon, table, article=True)
        for token in range(name.start, name.end)
    }
