"""What a word for a harm means beside its neighbours: `lost his life`, six bodies received."""

from collections.abc import Sequence
from itertools import pairwise

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_LIFE_REACH = 12
_FREED_REACH = 7


def meant(reader: Reader, harm: Hit) -> Hit:
    """Return the harm, `lost his life` as killed where the word alone says missing."""
    lost = harm.value == "missing" and harm.kind == "harm_post"
    if lost and reader.hits.within(harm.end, harm.end + _LIFE_REACH, "life"):
        return harm._replace(value="killed")
    return harm


def is_undone(reader: Reader, harm: Hit) -> bool:
    """Whether those taken are free again, or whom a force stopped lives: `32 otages libérés par
    l'armée`, `etkisiz hale getirildi ve polise teslim edildi`.
    """
    if reader.hits.at(harm.start, "of_enemies") is not None:
        return lives_on(reader, harm)
    after = reader.hits.within(harm.end, harm.end + _FREED_REACH, "freed")
    return harm.value == "abducted" and bool(after)


def lives_on(reader: Reader, harm: Hit) -> bool:
    """Whether words behind say that who was stopped was taken alive."""
    return bool(reader.hits.within(harm.end, harm.end + _FREED_REACH, "taken_alive"))


def received(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> Hit:
    """Return the harm, as killed where a hospital took in bodies: `استقبل المستشفى ست جثث`.

    So do bodies that were brought there: `تەرمی هەردووکیان گەیەندراونەتە نەخۆشخانە`.
    """
    if harm.value != "wounded" or harm.kind not in ("harm_post", "harm_pre"):
        return harm
    if harm.kind == "harm_pre":
        of_bodies = _follow_bodies(reader, bound[0].start)
    else:
        of_bodies = bool(reader.hits.within(bound[-1].start, bound[-1].end + 1, "remains"))
    if not of_bodies:
        return harm
    return harm._replace(value="killed")


def _follow_bodies(reader: Reader, at: int) -> bool:
    """Whether a word for bodies stands right before people, without a mark between."""
    before = reader.hits.within(max(0, at - 2), at, "remains")
    return any(hit.end == at for hit in before) and not reader.passage.gap(at - 1).strip()


def paired(reader: Reader, harms: Sequence[Hit], groups: Sequence[CountGroup]) -> list[Hit]:
    """Return harms that share one number (`قتل وأصيب 20`), unless people stand before them."""
    ends = {group.end for group in groups}
    return [
        harm
        for first, second in pairwise(harms)
        if first.kind == "harm_post"
        and second.start == first.end
        and second.prefix == reader.lexicon.conjunction
        and not reader.passage.gap(first.end - 1).strip()
        and first.value != second.value
        and first.start not in ends
        for harm in (first, second)
    ]
