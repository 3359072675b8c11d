"""Attackers by what stands around a figure: in their ranks, of them, the others, besides them."""

from collections.abc import Sequence
from dataclasses import replace

from streams.stages.extract.harm.members import attackers_before
from streams.stages.extract.harm.reader import CountGroup, Reader
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.words.scan import Hit

_RANKS_REACH = 6
_BESIDES_REACH = 8
_NEXT = 2
_HARMS = ("harm_post", "harm_pre", "harm_counted", "harm_counted_two", "harm_verb")
_ATTACKERS = ("attackers", "attackers_one", "attackers_two")


def by_ranks(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups, as attackers where they fell in the ranks of attackers, or these lost.

    `سقط في صفوف المهاجمين سبعة قتلى`, `تكبد المسلحون ستة قتلى`, `six dead in their ranks`.
    """
    first, last = min(harm.start, bound[0].start), max(harm.end, bound[-1].end)
    before = reader.hits.within(max(0, first - _RANKS_REACH), first, "ranks", "loses")
    after = reader.hits.within(last, last + _NEXT, "ranks")
    if harm.kind == "harm_total":
        after = [*after, *reader.hits.within(harm.end, harm.end + _NEXT, "ranks", "of")]
    if any(_leads_to_attackers(reader, cue) for cue in (*before, *after[:1])):
        return [replace(group, side="perpetrator") for group in bound]
    return list(bound)


def _leads_to_attackers(reader: Reader, cue: Hit) -> bool:
    """Whether attackers or an armed group are named right behind the words, or by them."""
    named = reader.hits.at(cue.end, *_ATTACKERS) or reader.hits.at(cue.start, *_ATTACKERS)
    return named is not None or cue.end in reader.attacking_orgs


def of_them(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the number that `of them` right behind the verb leads to: `فقتلت منهم أربعة`.

    In Arabic also the one that it ties to a verb behind it: `14 شخصا، أربعة منهم فارقوا الحياة`.
    """
    told = [g for g in groups if g.bare and _is_of_them(reader, g, harm)]
    if told:
        return [replace(told[-1], subset=False)]
    aside = reader.lexicon.grammar.free_order and "," in reader.passage.gap(harm.end - 1)
    cue = reader.hits.at(harm.end, "of_them") if not aside else None
    mine = [g for g in groups if cue is not None and g.start == cue.end and g.bare][:1]
    if mine and attackers_before(reader, harm.start):
        return [replace(mine[0], side="perpetrator", group="fighters", subset=False)]
    return [replace(group, subset=False) for group in mine]


def _is_of_them(reader: Reader, group: CountGroup, harm: Hit) -> bool:
    """Whether only `of them` parts the number from the verb."""
    told = reader.lexicon.clitics.article or reader.lexicon.grammar.free_order
    cue = reader.hits.at(group.end, "subset") if told else None
    parted = bool(harm.prefix) or bool(reader.passage.gap(harm.start - 1).strip())
    return cue is not None and cue.end == harm.start and not parted


def two_attackers(reader: Reader, harm: Hit) -> list[CountGroup]:
    """Return the two attackers whom a verb in the dual tells: `النار على المنفذين فاستشهدا`."""
    before = reader.hits.within(max(0, harm.start - _NEXT), harm.start, *_ATTACKERS)
    if reader.hits.at(harm.start, "dual") is None or not before:
        return []
    one = before[-1]
    return [CountGroup(one.start, one.end, 2, 2, one.value, "perpetrator")]


def shot_at(reader: Reader, harm: Hit, groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the one who was shot at and so died: `أطلق النار على المنفذ فاستشهد`."""
    if harm.prefix in ("", reader.lexicon.conjunction):
        return []
    before = [g for g in groups if g.low == 1 and harm.start - g.end in range(_NEXT)]
    return [g for g in before if reader.hits.at(g.start - 1, "locative") is not None][-1:]


def with_himself(reader: Reader, harm: Hit, bound: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups with the one whom a pronoun before them tells: `توفي هو وابن عمه`."""
    himself = reader.hits.at(harm.end, "himself")
    if himself is None or not bound or bound[0].start != himself.end:
        return list(bound)
    return [CountGroup(himself.start, himself.end, 1, 1, "people", "victim"), *bound]


def beside_them(
    reader: Reader, harm: Hit, bound: Sequence[CountGroup], groups: Sequence[CountGroup]
) -> list[CountGroup]:
    """Return who is added right behind the harm or the people: `was killed along with his driver`.

    `مقتل ضابط مع اثنين من مرافقيه`, `فقد مزارع حياته مع ابنه`.
    """
    last = bound[-1].end
    life = reader.hits.at(last, "life")
    ends = (last, life.end) if life is not None else (last,)
    beside = reader.hits.at(harm.end, "besides")
    beside = beside or next((h for at in ends if (h := reader.hits.at(at, "along"))), None)
    if beside is None:
        return []
    added = [g for g in groups if g.start == beside.end and not g.subset][:1]
    return [g for g in added if g.side != "perpetrator" or beside.kind == "besides"]


def besides_them(
    reader: Reader, harm: Hit, bound: Sequence[CountGroup], groups: Sequence[CountGroup]
) -> list[CountGroup]:
    """Return who is named besides: `16 قتيلا من المدنيين إضافة إلى خمسة مهاجمين`, `28 troops died
    besides two civilians`; not whom another word says to be hurt.
    """
    last = max(harm.end, bound[-1].end)
    for cue in reader.hits.within(last, last + _BESIDES_REACH, "besides"):
        if reader.hits.at(cue.start, "subset") or reader.hits.within(last, cue.start, *_HARMS):
            continue
        return [g for g in groups if g.start == cue.end and _is_besides(reader, g)][:1]
    return []


def _is_besides(reader: Reader, group: CountGroup) -> bool:
    """Whether attackers, or people who suffered no harm of their own, are counted besides."""
    harmed = reader.hits.within(group.start, group.end + 1, *_HARMS)
    return group.side == "perpetrator" or not (group.bare or group.others or harmed)


def with_others(found: Sequence[TollMention]) -> list[TollMention]:
    """Return the figures, mere others behind attackers as these: `خمسة منهم وإصابة ثلاثة آخرين`."""
    known: list[TollMention] = []
    for mention in found:
        before = known[-1] if known else None
        among_victims = len(known) > 1 and known[-2].harm is known[-1].harm
        mine = before is not None and not among_victims and _are_others_of(before, mention)
        known.append(_as_attackers(mention) if mine else mention)
    return known


def _are_others_of(one: TollMention, other: TollMention) -> bool:
    """Whether a figure of mere others goes on right behind one of attackers."""
    joined = other.harm.start - one.groups[-1].end in range(_NEXT)
    unnamed = all(g.group is None for g in other.groups)
    return one.side == "perpetrator" and one.effect != other.effect and joined and unnamed


def _as_attackers(mention: TollMention) -> TollMention:
    groups = tuple(replace(g, side="perpetrator") for g in mention.groups)
    return replace(mention, side="perpetrator", groups=groups, subsets=())
