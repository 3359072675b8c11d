"""Numbers that a word for the hurt counts: `35 قتيلا`, `six dead`, `المصابون وعددهم تسعة`."""

from collections.abc import Sequence

from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.words.scan import Hit

_DASHES = frozenset("-–—:")


def counted_by(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the number right before the word, one for `سقوط قتيل`, or the number behind it.

    A word that says how (`بإصابات طفيفة`), or whose kin somebody is, counts nobody. Behind the mark
    of an object stands what somebody puts the number at: `زخمیان را ۸۲ تن خواند`.
    """
    if begins_anew(reader, harm):
        led = reader.hits.at(harm.end, "upto")
        at = led.end if led is not None else harm.end
        return [g for g in groups if g.start == at and g.bare][:1]
    marker = reader.hits.at(harm.end, "object_after")
    if marker is not None and (put := [g for g in groups if g.start == marker.end]):
        return put[:1]
    owned = [g for g in groups if g.end in (harm.start, harm.end) and g.start < harm.start]
    if reader.lexicon.grammar.free_order:
        apart = "," in reader.passage.gap(harm.start - 1) and not _is_placed(reader, harm)
        owned = [] if apart else owned
        owned = owned or [g for g in groups if g.start < harm.start and harm.end < g.end]
    if owned and reader.lexicon.grammar.free_order and is_noun_of_one(owned[-1]):
        return []
    if owned:
        return [] if tells_how(reader, harm) or _is_kin(reader, owned[-1], harm) else [owned[-1]]
    light = reader.hits.within(max(0, harm.start - 2), harm.start, "light")
    single = reader.hits.at(harm.start, "harm_one")
    if light and single and not (single.definite or single.prefix):
        return [CountGroup(harm.start, harm.end, 1, 1, "people", "victim")]
    numbered = [g for g in groups if g.start == harm.start and g.end > harm.end][:1]
    numbered = numbered or _right_behind(reader, harm, groups)
    return numbered or _numbered_behind(reader, harm, groups)


def _right_behind(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return whom the word names behind it: `heridas cinco personas`, `y heridos otros dos`."""
    if not reader.lexicon.grammar.doers_first or reader.passage.gap(harm.end - 1).strip():
        return []
    return [g for g in groups if g.start == harm.end and not g.subset][:1]


def _is_placed(reader: Reader, harm: Hit) -> bool:
    """Whether words of place make the word a participle: `12 человек, погибшие при взрыве`."""
    participle = reader.hits.at(harm.start, "participle") is not None
    return participle and reader.hits.at(harm.end, "locative", "small_word") is not None


def is_noun_of_one(group: CountGroup) -> bool:
    """Whether one person is told by a noun: of kin or of work of the hurt, `брат погибшего`."""
    return group.low == 1 and not group.bare


def begins_anew(reader: Reader, harm: Hit) -> bool:
    """Whether it is the subject of a number behind it: `بلغ عدد القتلى 14 والجرحى 31`."""
    word, conjunction = reader.passage.words[harm.start], reader.lexicon.conjunction
    return harm.prefix == conjunction and word.startswith(
        conjunction + (reader.lexicon.clitics.article or " ")
    )


def tells_how(reader: Reader, harm: Hit) -> bool:
    """Whether the word has a preposition written on to it: `امرأة وطفلها بإصابات طفيفة`."""
    return harm.prefix not in ("", reader.lexicon.conjunction)


def _is_kin(reader: Reader, one: CountGroup, harm: Hit) -> bool:
    """Whether the one person only belongs to the dead, or is theirs: `شقيق القتيل`."""
    article = reader.lexicon.clitics.article
    known = bool(article) and reader.passage.words[harm.start].startswith(article)
    return known and one.low == 1 and not one.qualifier


def _numbered_behind(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the number that follows people known already: `المصابون، وعددهم تسعة`."""
    if reader.lexicon.grammar.free_order:
        harm = harm._replace(end=_over_changes(reader, harm.end))
    number = reader.hits.at(harm.end, "their_number")
    dashed = reader.passage.gap(harm.end - 1).strip() in {"", *_DASHES}
    if number is None and dashed and reader.lexicon.grammar.free_order:
        return [g for g in groups if g.start == harm.end and g.bare and not g.subset][:1]
    if number is None:
        return _held_by_commas(reader, harm, groups)
    return [g for g in groups if g.start == number.end and g.bare][:1]


def _held_by_commas(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the number that commas hold behind the word: `Les blessés, une douzaine, ont pris`."""
    if not reader.passage.gap(harm.end - 1).startswith(","):
        return []
    behind = [g for g in groups if g.start == harm.end and g.bare and not g.subset]
    return [g for g in behind if reader.passage.gap(g.end - 1).startswith(",")][:1]


def _over_changes(reader: Reader, at: int) -> int:
    """Return the token behind words of change: `погибших стало уже 14`."""
    while (hit := reader.hits.at(at, "became", "already", "upto", "also")) is not None:
        at = hit.end
    return at


def owned_by_counted(reader: Reader, group: CountGroup) -> bool:
    """Whether `قتيل` or `dead` right behind the number says what it counts."""
    counted = reader.hits.at(group.end, "harm_counted")
    if counted is None or reader.hits.at(group.end, "out_of_wounded") is not None:
        return False
    if reader.lexicon.grammar.free_order and (
        is_noun_of_one(group) or "," in reader.passage.gap(group.end - 1)
    ):
        return False
    return not (begins_anew(reader, counted) or tells_how(reader, counted))
