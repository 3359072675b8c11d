"""Which of several attacks a claim means by what was struck: `تبنى التنظيم تفجير المقهى`."""

from collections.abc import Sequence

from streams.stages.extract.story.events import Event
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.words.scan import Hit


def claimed_thing(telling: Telling, event: Event, others: Sequence[Event]) -> bool | None:
    """Return whether a claim names what this attack struck; None where it does not tell.

    Only in languages with articles written on to words, and where one attack alone has the thing.
    """
    article = telling.reading.lexicon.clitics.article
    claims = telling.of("claim") if article else []
    if not claims or telling.of("both"):
        return None
    named = {_word(telling, h) for h in telling.of("target") if h.start >= claims[0].end}
    struck = [named & _things(e, telling) for e in (event, *others)]
    if sum(bool(words) for words in struck) != 1:
        return None
    return bool(struck[0])


def _things(event: Event, claim: Telling) -> set[str]:
    """Return the words for things in the sentences of an attack, the claim left out."""
    told = (t for t in event.tellings if t is not claim and not (t.is_title or t.old))
    return {_word(t, h) for t in told for h in t.of("target")}


def _word(telling: Telling, hit: Hit) -> str:
    """Return the first word of a thing without its article and what is written before it."""
    article = telling.reading.lexicon.clitics.article
    word = telling.passage.words[hit.start].removeprefix(hit.prefix)
    return word.removeprefix(article)
