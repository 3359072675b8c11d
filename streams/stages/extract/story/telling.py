"""A sentence of an article with everything that is read in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from streams.domain.groups import Groups
from streams.domain.lexicon import Lexicon
from streams.stages.extract.harm.counts import count_groups
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.singles import is_name
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.harm.tolls import tells_of_harm, tolls_in
from streams.stages.extract.story.recalled import own_part
from streams.stages.extract.when.ages import is_background, tells_of_old
from streams.stages.extract.when.times import DateMention, dates_in
from streams.stages.extract.where.places import PlaceMention
from streams.stages.extract.who.actors import GroupMention, groups_in
from streams.stages.extract.words.containers import holds_bomb
from streams.stages.extract.words.scan import Hit, Hits, of_kinds
from streams.stages.extract.words.segments import dateline_end
from streams.stages.extract.words.text import Passage, Sentence

_BYLINE_WORDS = 5
_MISHAPS = ("cause", "cue_accident", "reveal", "reveal_faint")
_CUES = (
    "cue_court", "cue_anniversary", "cue_statistics", "cue_drill", "cue_sport", "cue_accident",
    "cue_foiled", "cue_threat", "cue_denial", "cue_metaphor", "cue_arrest", "cue_reaction",
    "cue_opinion", "cue_fiction", "cue_crime", "cause",
)  # fmt: skip
_STRIKES = ("trigger_weak", "act", "deed", "harm_post", "harm_verb", "harm_pre", "harm_counted")


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

    `places` are resolved already; `recalled`: the words of an earlier attack, which are not its
    own, and `aside` the places in them; `runs_on`: it goes on with the background before it;
    `outdated`: its days lie well before those of the news; `revived`: it is read for the attack
    that it looks back on, as if of now; `second`: it is a later part of a headline of two attacks;
    `told`: of what it counts, what belongs to the one of its places that is meant.
    """

    sentence: Sentence
    reading: Reading
    places: tuple[PlaceMention, ...]
    recalled: tuple[range, ...] = ()
    runs_on: bool = False
    outdated: bool = False
    revived: bool = False
    aside: tuple[PlaceMention, ...] = ()
    second: bool = False
    told: tuple[TollMention, ...] | None = None

    @cached_property
    def passage(self) -> Passage:
        """The part of the article that it stands in."""
        return self.reading.passage

    @cached_property
    def hits(self) -> Hits:
        """What the lexicon knows of that part."""
        return self.reading.hits

    @cached_property
    def groups(self) -> tuple[GroupMention, ...]:
        """The armed groups and forces that are named."""
        at = self.reading
        found = groups_in(at.passage, at.hits, at.lexicon, at.groups, self.sentence, at.countries)
        return tuple(m for m in found if not self.is_recalled(m.start))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates that are named."""
        at = self.reading
        solar = at.lexicon.grammar.solar
        found = dates_in(at.passage, at.hits, self.sentence, at.today, solar=solar)
        return tuple(d for d in found if not (self.revived and self.is_dateline(d)))

    def is_dateline(self, day: DateMention) -> bool:
        """Whether a date is that of writing, in front of a body."""
        passage = self.passage
        return passage.part == "body" and passage.starts[day.start] < dateline_end(passage)

    @cached_property
    def counts(self) -> tuple[CountGroup, ...]:
        """The people who are counted."""
        return tuple(count_groups(self._reader, self.sentence))

    @cached_property
    def tolls(self) -> tuple[TollMention, ...]:
        """What is said to have befallen them."""
        if self.told is not None:
            return self.told
        if not tells_of_harm(self.hits, self.sentence):
            return ()
        found = tolls_in(self._reader, self.sentence, self.counts)
        return tuple(
            m
            for m in found
            if not any(self.is_recalled(token) for token in (m.harm.start, m.groups[0].start))
        )

    @cached_property
    def strong(self) -> tuple[Hit, ...]:
        """Words that name an attack, and those for arms that strike."""
        found = self._triggers("trigger")
        striking = [h for h in self.of(*_STRIKES) if not self._is_arm(h)]
        if not (found or striking):
            return ()
        return tuple(sorted((*found, *self._triggers("arms")), key=lambda hit: hit.start))

    @cached_property
    def weak(self) -> tuple[Hit, ...]:
        """Words that name one beside people hurt, attackers or something concrete."""
        return tuple(h for h in self._triggers("trigger_weak") if not self._is_arm(h))

    @cached_property
    def faint(self) -> tuple[Hit, ...]:
        """Words that name one beside both."""
        return self._triggers("trigger_faint", "clash")

    @cached_property
    def cues(self) -> Mapping[str, int]:
        """How often each class of false alarm is hinted at."""
        found = self.plain(*_CUES)
        return Counter(hit.kind for hit in found) if found else {}

    @cached_property
    def old(self) -> bool:
        """Whether its attack lies far back."""
        if self.revived:
            return False
        at = self.reading
        own = own_part(self.sentence, self.recalled)
        dates = [d for d in self.dates if not self.is_recalled(d.start)]
        return self.outdated or tells_of_old(
            at.passage, at.hits, own, dates, at.today, solar=at.lexicon.grammar.solar
        )

    @cached_property
    def background(self) -> bool:
        """Whether it tells of before."""
        return not self.revived and (
            self.runs_on or is_background(self.passage, self.hits, self.sentence)
        )

    def names_in(self, words: range) -> Sequence[int]:
        """Return the tokens that may name a person: two capitals or more that no table knows."""
        spans = [(it.start, it.end) for it in self.places] + [
            (it.start, it.end) for it in self.groups
        ]
        known = {token for start, end in spans for token in range(start, end)}
        found = [t for t in words if t not in known and is_name(self._reader, t)]
        return [t for t in found if t - 1 in found or t + 1 in found]

    def is_recalled(self, token: int) -> bool:
        """Whether the word speaks of an attack that is only recalled."""
        return any(token in words for words in self.recalled)

    @cached_property
    def _reader(self) -> Reader:
        at = self.reading
        attackers = frozenset(
            token
            for mention in self.groups
            if mention.group.kind == "nonstate" and not mention.group.rules_on(at.today)
            for token in range(mention.start, mention.end)
        )
        return Reader(at.passage, at.hits, at.lexicon, at.nationalities, attackers)

    def _triggers(self, *kinds: str) -> tuple[Hit, ...]:
        """Return the triggers of these kinds that no figure of speech holds."""
        found = self._unmasked(self.of(*kinds), "cue_metaphor", "no_attack", "masked")
        return tuple(
            hit for hit in found if not (self.is_recalled(hit.start) or self._is_hour(hit))
        )

    def _is_hour(self, trigger: Hit) -> bool:
        """Whether it only begins a part of the day: `فجر السبت`, at dawn on Saturday."""
        hour = self.hits.at(trigger.start, "part_of_day")
        return hour is not None and hour.end > trigger.end

    def _is_concrete(self) -> bool:
        """Whether an arm or what was hit is named by a word of its own."""
        return any(
            thing.end <= weak.start or weak.end <= thing.start
            for thing in self.of("weapon", "target")
            for weak in self.weak
        )

    def _is_arm(self, hit: Hit) -> bool:
        """Whether the word only belongs to the name of an arm: `missiles` in `cruise missiles`."""
        return any(arm.start <= hit.start and hit.end <= arm.end for arm in self.of("arms"))

    def _unmasked(self, found: Sequence[Hit], *masks: str) -> tuple[Hit, ...]:
        """Return the hits that none of these kinds overlaps: `رواية شهود` is no novel."""
        over = self.of(*masks) if found else ()
        if not over:
            return tuple(found)
        return tuple(
            hit for hit in found if not any(m.start < hit.end and hit.start < m.end for m in over)
        )

    def plain(self, *kinds: str) -> tuple[Hit, ...]:
        """Return the hits of these kinds that are no part of a phrase with another meaning.

        Nor what an explosive was hidden in: `a bomb concealed in a gas cylinder`.
        """
        found = self._unmasked(self.of(*kinds), "masked")
        at = (self.passage, self.hits, self.sentence)
        return tuple(h for h in found if not (h.kind in _MISHAPS and holds_bomb(*at, h)))

    def explains(self, *how: str) -> bool:
        """Whether it says what it was instead of an attack, or that it was none: in these ways."""
        return any(hit.value in how for hit in self.plain("cause", "no_attack"))

    def of(self, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds in the sentence."""
        return of_kinds(self.words, kinds)

    @cached_property
    def words(self) -> Mapping[str, Sequence[Hit]]:
        """What the lexicon knows of the sentence, by kind."""
        return self.hits.words_of(self.sentence)

    @cached_property
    def bombers(self) -> tuple[Hit, ...]:
        """Words for suicide bombers; not `عملية انتحارية`, nor the drones that are called so."""
        flown = (*self.strong, *self.of("arms"))
        drones = [h.end for h in flown if h.value == "drone_strike"]
        return tuple(
            hit
            for hit in self.of("attackers", "attackers_one", "attackers_two")
            if hit.value == "suicide_bombers"
            and not any(end in (hit.start, hit.end) for end in drones)
            and not any(
                h.start < hit.start < h.end for h in self.of("trigger") if _is_noun(self, h)
            )
        )

    @cached_property
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
        hurt = any(toll.effect != "arrested" for toll in self.tolls)
        return self.size <= _BYLINE_WORDS and not (self.tells or hurt)

    @cached_property
    def harms(self) -> bool:
        """Whether people are said to be hurt, with or without a number."""
        return bool(
            self.tolls
            or self.of("harm_verb", "harm_post", "harm_counted", "harm_counted_two", "harm_pre")
        )

    @cached_property
    def tells(self) -> bool:
        """Whether the sentence reports an attack, fresh or not."""
        if self.strong:
            return True
        if not (self.weak or self.faint):
            return False
        attackers = self.of("attackers", "attackers_one", "attackers_two")
        concrete = self.of("weapon", "target") or self.groups
        if self.weak:
            named = self.groups or (self.places and self.of("weapon"))
            return bool(self.harms or attackers or named) or self._is_concrete()
        return bool((self.tolls or attackers) and (concrete or attackers or self.places))


def _is_noun(telling: Telling, trigger: Hit) -> bool:
    """Whether a phrase for an attack begins with a noun, which an adjective only describes."""
    return telling.hits.at(trigger.start, "act") is None
