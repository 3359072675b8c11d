"""What stands between two groups of people, and whether the second is described anew."""

from collections.abc import Sequence

from streams.stages.extract.harm.counted import tells_how
from streams.stages.extract.harm.members import ENDS_A_LIST
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_DESCRIBED = 3
_RUN = 8
_HARM_BEFORE = 2
_CORPS_REACH = 2
_ANYBODY = (None, "people", "civilians")


def is_joined(reader: Reader, group: CountGroup) -> bool:
    """Whether the conjunction is written on to the first word: `وأحد الحراس`, but not `واحد`."""
    first = reader.passage.words[group.start]
    counts_one = first in reader.lexicon.numbers and not (
        group.group and group.end > group.start + 1
    )
    return first.startswith(reader.lexicon.conjunction) and not counts_one


def ends_between(
    reader: Reader,
    one: CountGroup,
    other: CountGroup,
    *more: str,
    among: Sequence[str] = ENDS_A_LIST,
) -> bool:
    """Whether a word that ends a list stands between; `in` before one's corps ends none.

    `مقدم في قوات الأمن واثنان من مرافقيه`.
    """
    ends = reader.hits.within(one.end, other.start, *among, *more)
    return any(not (end.kind == "locative" and _is_corps(reader, end)) for end in ends)


def serves_in_corps(reader: Reader, one: CountGroup) -> bool:
    """Whether what one serves in follows him: `قائد كتيبة في ألوية الدعم والإسناد`."""
    led = reader.hits.at(one.end, "locative")
    return led is not None and _is_corps(reader, led)


def _is_corps(reader: Reader, locative: Hit) -> bool:
    """Whether police, troops or another body that one serves in follow the word."""
    return bool(reader.hits.within(locative.end, locative.end + _CORPS_REACH, "org", "corps"))


def has_own_harm(reader: Reader, group: CountGroup) -> bool:
    """Whether another harm right behind the group says what befell it: `and four wounded`."""
    at = group.end
    if reader.lexicon.grammar.free_order and "," in reader.passage.gap(at - 1):
        return False
    if (be := reader.hits.at(at, "aux")) is not None:
        at = be.end  # `and twelve others were wounded`
    harm = reader.hits.at(at, "harm_counted", "harm_verb", "harm_pre")
    return harm is not None and not (harm.kind == "harm_counted" and tells_how(reader, harm))


def runs_on(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether `and` leads to a number behind a description: `five patients of the ward and two`."""
    between = words_between(reader, one, other)
    joined = bool(between) and between[-1] == reader.lexicon.conjunction
    if not joined or len(between) > _RUN or reader.hits.within(one.end, other.start, "clause_end"):
        return False
    if other.single and not _is_described(reader, one, other):
        return False
    return not reader.hits.within(one.end, other.start, *ENDS_A_LIST)


def is_next_described(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether a comma leads from a described one to the next: `una candidata al Concejo, dos más`.

    Only where nouns lead, and no mark stands in the description.
    """
    if not reader.lexicon.grammar.nouns_lead or not 0 < other.start - one.end <= _DESCRIBED:
        return False
    gaps = [reader.passage.gap(at).strip() for at in range(one.end - 1, other.start)]
    if gaps[-1] != "," or any(gaps[:-1]) or (other.single and not _has_article(reader, other)):
        return False
    return not ends_between(reader, one, other, "aux")


def _has_article(reader: Reader, group: CountGroup) -> bool:
    article = reader.hits.at(group.start, "determiner")
    return article is not None and article.value == "one"


def _is_described(reader: Reader, one: CountGroup, other: CountGroup) -> bool:
    """Whether the words between only say of which force the first are: `men of X and a driver`."""
    linked = reader.hits.at(one.end, "of") or reader.hits.at(one.end - 1, "open_end")
    speaks = reader.hits.within(other.end, other.end + _HARM_BEFORE, "says")
    return linked is not None and not one.single and not speaks


def may_be_parts(whole: CountGroup, parts: Sequence[CountGroup]) -> bool:
    """Whether people may be named again by those listed behind: anybody, or of the same kind.

    `dos soldados, un maestro y un niño` are four: neither is a soldier.
    """
    if whole.group in _ANYBODY or whole.side == "perpetrator":
        return True
    return all(part.bare or part.group in (None, whole.group) for part in parts)


def words_between(reader: Reader, one: CountGroup, other: CountGroup) -> tuple[str, ...]:
    """Return the words between two groups, without those in brackets: `an officer (SPO) and`."""
    passage = reader.passage
    kept: list[str] = []
    depth = 0
    for at in range(one.end, other.start):
        depth += passage.gap(at - 1).count("(") - passage.gap(at - 1).count(")")
        if depth <= 0:
            kept.append(passage.words[at])
    return tuple(kept)
