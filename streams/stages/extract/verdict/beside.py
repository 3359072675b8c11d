"""Attacks of the same days that a report recalls in a clause: `a day after a bomb killed ten`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from streams.domain.records import Attack, EventDate, Place
from streams.stages.extract.story.events import Event
from streams.stages.extract.story.main_place import main_place
from streams.stages.extract.story.recalled import days_before
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.verdict.mentions import RECENT_DAYS
from streams.stages.extract.where.place_records import within


@dataclass(frozen=True, slots=True)
class Beside:
    """A recalled attack, the story cut down to its clause, and how many days before it happened."""

    story: Story
    event: Event
    days: int


def beside_in(story: Story) -> Iterator[Beside]:
    """Yield the attacks of the last days that sentences recall beside their own, in order."""
    numbers = story.lexicon.numbers
    for telling in story.tellings:
        for words in telling.recalled:
            days = days_before(telling.passage, telling.hits, words.start, numbers)
            clause = _clause(telling, words)
            if days is not None and days <= RECENT_DAYS and (clause.tells or clause.tolls):
                cut = replace(story, tellings=(clause,))
                place = main_place(cut, (clause,))
                yield Beside(cut, Event(clause, place, (clause,), frozenset()), days)


def as_beside(attack: Attack, days: int, main: Attack) -> Attack:
    """Return a recalled attack with its day, counted back from the main one, and its town."""
    told = replace(attack, modality="historical", trigger_role="background")
    told = replace(told, related=(main.attack_id,))
    return replace(told, date=_day(attack, days, main), place=_place(attack.place, main.place))


def _clause(telling: Telling, words: range) -> Telling:
    """Return the words of a recalled attack as a sentence that tells of now."""
    sentence = replace(telling.sentence, start=words.start, end=words.stop)
    places = tuple(p for p in telling.aside if p.start in words)
    return replace(
        telling, sentence=sentence, places=places, recalled=(), aside=(), revived=True,
        runs_on=False, outdated=False,
    )  # fmt: skip


def _day(attack: Attack, days: int, main: Attack) -> EventDate:
    own, news = attack.date, main.date
    if own.basis == "text" and own.precision in ("hour", "day"):
        return own
    if news.start is None or news.basis != "text" or news.precision not in ("hour", "day"):
        return EventDate(None, None, "unknown", "unknown")
    day = (date.fromisoformat(news.start) - timedelta(days=days)).isoformat()
    return EventDate(day, day, "day", "text", own.time_of_day)


def _place(own: Place, main: Place) -> Place:
    """Return the recalled place; a quarter that nobody knows lies in the town of the main one."""
    if own.country is not None:
        return own
    town = main
    if main.precision == "neighbourhood" and main.city is not None:
        town = replace(
            main, name=main.city, canonical=main.city, precision="city", neighbourhood=None,
            geonames_id=None,
        )  # fmt: skip
    return within(own, town) if own.precision == "neighbourhood" else town
