"""An article taken apart: for each sentence what it names, counts and says, and how fresh it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from streams.domain.context import Context
from streams.domain.dates import civil_day
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
from streams.stages.extract.tolls import tolls_in

_LEAD = 3
_OPENING = 5
_BYLINE_WORDS = 5
_CUES = (
    "cue_court", "cue_anniversary", "cue_statistics", "cue_drill", "cue_sport", "cue_accident",
    "cue_foiled", "cue_threat", "cue_denial", "cue_metaphor", "cue_arrest", "cue_reaction",
    "cue_opinion", "cue_fiction", "cue_crime", "cue_mishap",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A sentence with everything read in it."""

    sentence: Sentence
    passage: Passage
    hits: Hits
    groups: tuple[GroupMention, ...]
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    counts: tuple[CountGroup, ...]
    tolls: tuple[TollMention, ...]
    strong: tuple[Hit, ...]
    weak: tuple[Hit, ...]
    faint: tuple[Hit, ...]
    cues: Mapping[str, int]
    old: bool
    background: bool

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


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """The sentences that are the article's own text, and what holds for all of them."""

    article: Article
    lexicon: Lexicon
    tellings: tuple[Telling, ...]
    today: date | None
    basis_is_post: bool
    country: str | None

    @property
    def lead(self) -> tuple[Telling, ...]:
        """The headline and the first three sentences."""
        return self._first(_LEAD)

    @property
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
    mentions = _resolved_places(article, passages, hits, lexicon, ctx)
    country = _country(mentions)
    zone = ctx.gazetteer.zone_of(country) if country else None
    moment = anchor if anchor is not None else posts
    today = civil_day(moment, zone) if moment is not None else None
    tellings: list[Telling] = []
    for passage, found in zip(passages, hits, strict=True):
        tellings += _tellings(passage, found, lexicon, ctx, mentions, today)
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
    lexicon: Lexicon,
    ctx: Context,
) -> list[PlaceMention]:
    countries: Counter[str] = Counter()
    mentions: list[PlaceMention] = []
    for passage, found in zip(passages, hits, strict=True):
        dateline = dateline_end(passage) if passage.part == "body" else 0
        nations = _nationalities(passage, lexicon)
        mentions += [
            replace(m, nation=nations.get(m.end) or nations.get(m.end + 1))
            for m in mentions_in(passage, found, lexicon, ctx.gazetteer, dateline)
        ]
        countries.update(nations.values())
    source = ctx.sources.resolve(article.source)
    if source is not None and not source.wire and not mentions:
        countries[source.country] += 1
    return resolved(mentions, countries, ctx.gazetteer)


def _country(mentions: Sequence[PlaceMention]) -> str | None:
    counted = Counter(m.entry.country for m in mentions if m.entry is not None)
    return counted.most_common(1)[0][0] if counted else None


def _tellings(
    passage: Passage,
    hits: Hits,
    lexicon: Lexicon,
    ctx: Context,
    mentions: Sequence[PlaceMention],
    today: date | None,
) -> list[Telling]:
    found = []
    nationalities = _nationalities(passage, lexicon)
    countries = {m.entry.country for m in mentions if m.entry is not None}
    for sentence in passage.own_sentences:
        groups = groups_in(passage, hits, lexicon, ctx.groups, sentence, countries)
        attackers = frozenset(
            token
            for mention in groups
            if mention.group.kind == "nonstate"
            for token in range(mention.start, mention.end)
        )
        reader = Reader(passage, hits, lexicon, nationalities, attackers)
        groups_counted = count_groups(reader, sentence)
        dates = dates_in(passage, hits, sentence, today)
        metaphors = hits.inside(sentence, "cue_metaphor", "not_attack", "masked")
        found.append(
            Telling(
                sentence,
                passage,
                hits,
                tuple(groups),
                tuple(m for m in mentions if m.passage is passage and m.sentence == sentence),
                tuple(dates),
                tuple(groups_counted),
                tuple(tolls_in(reader, sentence, groups_counted)),
                tuple(_clear_of(metaphors, hits.inside(sentence, "trigger"))),
                tuple(_clear_of(metaphors, hits.inside(sentence, "trigger_weak"))),
                tuple(_clear_of(metaphors, hits.inside(sentence, "trigger_faint", "clash"))),
                {
                    cue: len(hits.inside(sentence, cue))
                    for cue in _CUES
                    if hits.inside(sentence, cue)
                },
                old=tells_of_old(passage, hits, sentence, dates, today),
                background=is_background(hits, sentence),
            )
        )
    return _run_on(found)


def _run_on(tellings: Sequence[Telling]) -> list[Telling]:
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
        found.append(replace(telling, background=True) if runs_on else telling)
    return found


def _nationalities(passage: Passage, lexicon: Lexicon) -> dict[int, str]:
    table = lexicon.nationalities
    return {
        token: str(table.names[name.key])
        for sentence in passage.own_sentences
        for name in names_in(passage, sentence, lexicon, table, article=True)
        for token in range(name.start, name.end)
    }


def _clear_of(metaphors: Sequence[Hit], triggers: Sequence[Hit]) -> list[Hit]:
    """Return the triggers that no figure of speech holds."""
    return [t for t in triggers if not any(m.start < t.end and t.start < m.end for m in metaphors)]
