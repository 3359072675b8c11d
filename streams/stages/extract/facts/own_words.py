"""Who boasts of a figure: the armed group whose own words it stands in."""

from streams.domain.records import Attribution
from streams.stages.extract.facts.struck import is_hurt
from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.who.said_deeds import said_deed

_JOINED = 2
_MEMBERS_REACH = 2


def boaster(telling: Telling, mention: TollMention) -> Attribution | None:
    """Return the attackers when the figure stands in their mouth: `it said its men killed 20`."""
    boasts = telling.hits.within(telling.sentence.start, mention.harm.end, "boast")
    behind = _says_behind_claim(telling, mention) or _goes_on_after_claim(telling, mention)
    behind = behind or _says_last(telling, mention) or _is_said_with_claim(telling, mention)
    behind = behind or _is_in_its_tale(telling, mention)
    if not (boasts or behind):
        return None
    speaker = next((g for g in telling.groups if _is_boaster(telling, g)), None)
    return Attribution(speaker.group.name if speaker else None, None, None, perpetrator=True)


def _is_in_its_tale(telling: Telling, mention: TollMention) -> bool:
    """Whether the group that tells its own deed tells the figure with it."""
    own = said_deed(telling.passage, telling.hits, telling.sentence, telling.groups)
    return own is not None and own[1].end <= mention.harm.start


def _is_boaster(telling: Telling, mention: GroupMention) -> bool:
    """Whether an armed group may be who boasts; not one whose men it boasts to have struck."""
    return (
        mention.group.kind == "nonstate"
        and not is_hurt(telling, mention)
        and not _is_struck(telling, mention)
    )


def _is_struck(telling: Telling, mention: GroupMention) -> bool:
    """Whether a word like `members of` makes of the group's men those who are told of."""
    if not telling.reading.lexicon.clitics.article:
        return False
    first = max(telling.sentence.start, mention.start - _MEMBERS_REACH)
    return bool(telling.hits.within(first, mention.start, "member", "attackers", "people"))


def _goes_on_after_claim(telling: Telling, mention: TollMention) -> bool:
    """Whether who claims it goes on to say so: `claimed the raid and said that 35 were killed`."""
    if telling.reading.lexicon.grammar.clitics:
        return False
    first = telling.sentence.start
    claims = telling.hits.within(first, mention.harm.start, "claim", "claim_verb")
    if telling.of("claim_none") or not any(c.value == "responsibility" for c in claims):
        return False
    stop = min(mention.harm.start, mention.groups[0].start)
    said = telling.hits.within(claims[0].end, stop, "says")
    return bool(said) and not telling.hits.within(claims[0].end, said[0].start, "role")


def _is_said_with_claim(telling: Telling, mention: TollMention) -> bool:
    """Whether `and` joins it to what a group claims: `said they were behind it and that ten died`.

    Not `said it carried out the raid, which killed ten`.
    """
    start = mention.groups[0].start
    claims = telling.hits.within(telling.sentence.start, start, "claim")
    if telling.of("claim_none") or not any(c.value == "responsibility" for c in claims):
        return False
    said = telling.hits.within(telling.sentence.start, claims[0].end, "says")
    near = telling.passage.words[max(claims[-1].end, start - _JOINED) : start]
    return bool(said) and telling.reading.lexicon.conjunction in near


def _says_last(telling: Telling, mention: TollMention) -> bool:
    """Whether an armed group says it with the last verb: `X, 15 askerin öldüğünü duyurdu`."""
    if not telling.reading.lexicon.grammar.verb_last:
        return False
    said = telling.hits.within(mention.harm.end, telling.sentence.end, "says", "asserts")
    asserted = any(hit.kind == "asserts" for hit in said)
    return bool(said) and any(
        g.group.kind == "nonstate"
        and g.end <= mention.groups[0].start
        and (asserted or telling.passage.gap(g.end - 1).startswith(","))
        for g in telling.groups
    )


def _says_behind_claim(telling: Telling, mention: TollMention) -> bool:
    """Whether the group goes on after its claim: `تبنت الهجوم وقالت في بيان إنها قتلت 50`."""
    claims = telling.of("claim")
    if not claims or telling.is_title:
        return False
    said = telling.hits.within(claims[0].end, mention.harm.start, "says")
    return bool(said) and telling.hits.at(said[-1].end, "that", "claim_paper") is not None
