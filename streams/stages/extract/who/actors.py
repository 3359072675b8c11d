"""Which armed groups and state forces a sentence names."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from streams.domain.groups import Group, Groups
from streams.domain.lexicon import Lexicon
from streams.lang.countries import country_codes
from streams.stages.extract.words.names import Name, names_in
from streams.stages.extract.words.scan import Hits
from streams.stages.extract.words.states import striking_states
from streams.stages.extract.words.text import Passage, Sentence

_ACRONYM = 5
_LETTERS = 3
_DEED_REACH = 20
_WING_REACH = 2
_FORCES = "-forces"
_AERIAL = ("air_strike", "drone_strike", "shelling_or_rocket")


@dataclass(frozen=True, slots=True, eq=False)
class GroupMention:
    """A group that is named; `own_voice` when by the name it uses for itself.

    `led`: the Arabic `ل` stands on it, which makes it the owner of what is named before. `weak`: by
    a name that others share, such as `the army`.
    """

    start: int
    end: int
    sentence: Sentence
    group: Group
    own_voice: bool
    led: bool = False
    weak: bool = False


def groups_in(
    passage: Passage,
    hits: Hits,
    lexicon: Lexicon,
    groups: Groups,
    sentence: Sentence,
    countries: AbstractSet[str],
) -> list[GroupMention]:
    """Return the groups that the sentence names, own names included.

    A weak alias counts where one of the article's `countries` is the group's. A name that another
    group bears as well is that one's where it alone is at home.
    """
    found = [
        GroupMention(
            name.start,
            name.end,
            sentence,
            _bearer(lexicon, groups, name.key, countries),
            own_voice=name.key in lexicon.own_names.names,
            led=passage.words[name.start].startswith("ل") and not name.key.startswith("ل"),
        )
        for name in names_in(passage, hits, sentence, lexicon, lexicon.groups)
        if not _is_lower_acronym(passage, lexicon, name)
    ]
    taken = {token for m in found for token in range(m.start, m.end)}
    found += [
        mention
        for name in names_in(passage, hits, sentence, lexicon, lexicon.weak_groups)
        if name.start not in taken
        and (mention := _weakly_named(passage, lexicon, groups, sentence, name, countries))
    ]
    if lexicon.grammar.verb_last:
        led = any(m.group.kind == "state" for m in found)
        found += [] if led else _acting_countries(passage, hits, lexicon, groups, sentence)[:1]
    found += [
        GroupMention(name.start, name.end, sentence, force, own_voice=False)
        for name, code in striking_states(passage, hits, lexicon, sentence)
        if (force := _forces_of(groups, code)) is not None
    ]
    parents = {m.group.parent for m in found}
    acting = [m for m in found if not _is_patron(hits, m) and m.group.id not in parents]
    return acting or found


def _is_lower_acronym(passage: Passage, lexicon: Lexicon, name: Name) -> bool:
    """Whether a small word only looks like letters that stand for a group: `arsaya`, *già*."""
    raw = passage.slice(name.start, name.end)
    if not raw.islower() or len(name.key) > _ACRONYM:
        return False
    if lexicon.grammar.capitals and len(name.key) <= _LETTERS:
        return True  # `эта`, this, is not ETA
    inflected = name.key != " ".join(passage.words[name.start : name.end])
    if lexicon.grammar.parted_names:
        return inflected
    accented = not raw.isascii() and any(letter.isascii() for letter in raw)
    return lexicon.grammar.capitals and accented


def _acting_countries(
    passage: Passage, hits: Hits, lexicon: Lexicon, groups: Groups, sentence: Sentence
) -> list[GroupMention]:
    """Return the forces of countries whose deed from the air is told: `İsrail'in düzenlediği`.

    The first of them is who did it; a later one owns the place: `Ukrayna'nın Harkiv kentine`.
    """
    aerial = any(h.value in _AERIAL for h in hits.inside(sentence, "trigger", "trigger_weak"))
    if not aerial or not hits.inside(sentence, "done_by"):
        return []
    codes = country_codes(lexicon.language)
    acting = (
        (name, _forces_of(groups, codes[name.key]))
        for name in names_in(passage, hits, sentence, lexicon, lexicon.places, article=True)
        if name.key in codes and _owns_deed(hits, sentence, name)
    )
    return [
        GroupMention(name.start, name.end, sentence, force, own_voice=False)
        for name, force in acting
        if force is not None
    ]


def _owns_deed(hits: Hits, sentence: Sentence, name: Name) -> bool:
    """Whether the ending of an owner stands behind a name, and a deed of its own behind that."""
    case = hits.at(name.end, "name_case")
    reach = min(name.end + _DEED_REACH, sentence.end)
    owner = case is not None and case.value == "of"
    return owner and bool(hits.within(name.end, reach, "done_by"))


def _forces_of(groups: Groups, code: str) -> Group | None:
    """Return the forces of a country, None where it has none or several."""
    own = [g for g in groups.by_id.values() if g.kind == "state" and g.countries[:1] == (code,)]
    own = [g for g in own if g.id.endswith(_FORCES)]
    return own[0] if len(own) == 1 else None


def _bearer(lexicon: Lexicon, groups: Groups, key: str, countries: AbstractSet[str]) -> Group:
    """Return whose name it is: `al-Shabaab` in Mozambique is not the Somali group."""
    first = groups.by_id[str(lexicon.groups.names[key])]
    if not countries.isdisjoint(first.countries):
        return first
    return _only_local(lexicon, groups, key, countries) or first


def _only_local(
    lexicon: Lexicon, groups: Groups, key: str, countries: AbstractSet[str]
) -> Group | None:
    """Return the one bearer of a weak alias that is at home in these countries."""
    ids = lexicon.weak_groups.names.get(key)
    named = [groups.by_id[str(i)] for i in ids] if isinstance(ids, tuple) else []
    local = [g for g in named if not countries.isdisjoint(g.countries)]
    return local[0] if len(local) == 1 else None


def _weakly_named(
    passage: Passage,
    lexicon: Lexicon,
    groups: Groups,
    sentence: Sentence,
    name: Name,
    countries: AbstractSet[str],
) -> GroupMention | None:
    """Return the one group of these countries that a weak alias means, written as a name is."""
    raw = passage.slice(name.start, name.end)
    capitals = raw if len(raw) <= _ACRONYM else raw[:1]
    written = capitals == capitals.upper()
    local = _only_local(lexicon, groups, name.key, countries)
    if not written or local is None:
        return None
    if raw.upper() == raw.lower() and local.kind != "state":
        return None  # without capitals `the youth` and `a base` are no groups
    led = passage.words[name.start].startswith("ل") and not name.key.startswith("ل")
    return GroupMention(name.start, name.end, sentence, local, False, led, weak=True)


def _is_patron(hits: Hits, mention: GroupMention) -> bool:
    """Whether another group is only said to belong to this one: `al-Qaeda-linked al-Shabaab`."""
    start = max(mention.sentence.start, mention.start - 2)
    before = hits.within(start, mention.start, "linked")
    if before and _is_accused_wing(hits, before[0].start):
        return False
    own = hits.at(mention.end, "linked") is not None
    return bool(before) or (not own and hits.at(mention.end, "linked_after") is not None)


def _is_accused_wing(hits: Hits, wing: int) -> bool:
    """Whether those that belong to it are blamed: `возложили вину на местное крыло ИГ`."""
    led = hits.within(max(0, wing - _WING_REACH), wing, "accuses", "attribution_cue")
    return any(wing - _WING_REACH <= hit.end <= wing and hit.end > hit.start + 1 for hit in led)
