"""Where a report says that nobody was killed or hurt: `لم تسجل وفيات`, `no loss of life`."""

from streams.domain.records.vocabulary import Effect
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.words.scan import Hit

_REACH = 5
_ANY = "hurt"
_OTHERS = ("others", "others_one", "rest")


def nobody(telling: Telling, effect: Effect) -> tuple[int, int] | None:
    """Return the words that say that nobody suffered `effect`, or None.

    A whole phrase of the data, or a word like `no` shortly before one for the harm; a number that
    is only not known is none.
    """
    for phrase in telling.of("harm_none"):
        if phrase.value in (effect, _ANY) and not _is_of_some(telling, phrase):
            return phrase.start, phrase.end
    for harm in telling.of("harm_word"):
        negator = _negated(telling, harm) if harm.value in (effect, _ANY) else None
        if negator is not None:
            return negator.start, harm.end
    return None


def _is_of_some(telling: Telling, phrase: Hit) -> bool:
    """Whether only one of his people is told to be unhurt, or others: `His driver escaped unhurt`,
    `других пострадавших нет`.
    """
    if telling.hits.at(phrase.start - 1, *_OTHERS) is not None:
        return True
    person = telling.hits.at(phrase.start - 1, "person")
    owner = telling.hits.at(phrase.start - 2, "owner") if person is not None else None
    return owner is not None and owner.value == "whose"


def _negated(telling: Telling, harm: Hit) -> Hit | None:
    """Return the word that denies the harm, unless it denies that anything is known."""
    start = max(telling.sentence.start, harm.start - _REACH)
    found = telling.hits.within(start, harm.start, "negator")
    unknown = telling.hits.within(found[-1].start, harm.end + 1, "not_known") if found else []
    if not found or unknown:
        return None
    if any(
        mark in telling.passage.gap(at) for at in range(found[-1].end, harm.start) for mark in ",،"
    ):
        return None
    return found[-1]
