"""Articles of a few sentences, read by the real reader."""

from datetime import datetime
from functools import cache

from streams.domain.context import Context
from streams.domain.records import Article, Attack, Language, Toll
from streams.lang.loader import load_context
from streams.stages.extract.stage import Reading, read

FRIDAY = "2016-10-21T18:00+00:00"
"""Friday 21 October 2016, in the evening."""
SCRIPTS = {"ar": "Arab", "en": "Latn", "fa": "Arab"}


@cache
def context() -> Context:
    """Return what the reader knows, loaded once."""
    return load_context()


def millis(text: str) -> int:
    """Return epoch milliseconds of an ISO 8601 time with its zone."""
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def tagged(
    body: str,
    *,
    title: str | None = None,
    language: str = "ar",
    at: str | None = FRIDAY,
    source: str | None = None,
) -> Article:
    """Return an article as the language stage passes it on, published at `at`."""
    moment = millis(at or FRIDAY)
    published = moment if at else None
    name = Language(language, SCRIPTS.get(language, "Zyyy"), 1.0)
    return Article(
        "a",
        source or "example.org",
        None,
        title,
        body,
        published,
        moment,
        text_hash="0" * 16,
        language=name,
    )


def reading(body: str, **fields: str | None) -> Reading:
    """Return the attacks that a text reports, or why none."""
    return read(tagged(body, **fields), context())


def attack(body: str, **fields: str | None) -> Attack:
    """Return the one attack that a text reports."""
    found = reading(body, **fields)
    assert len(found.attacks) == 1, (found.rejected, [a.place.name for a in found.attacks])
    return found.attacks[0]


def figures(found: Attack) -> dict[str, int | None]:
    """Return the totals that the attack states; what is not said is left out."""
    totals = {
        "killed": found.killed,
        "wounded": found.wounded,
        "abducted": found.abducted,
        "perpetrators_killed": found.perpetrators_killed,
    }
    return {name: total for name, total in totals.items() if total is not None}


def toll(found: Attack, effect: str, best: int) -> Toll:
    """Return the first toll of this effect and figure."""
    same = [t for t in found.tolls if (t.effect, t.best) == (effect, best)]
    assert same, found.tolls
    return same[0]
