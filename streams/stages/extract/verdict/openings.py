"""How an article opens: as news of an attack, whatever its words hint at, or with a question."""

from streams.stages.extract.harm.toll_mention import TollMention
from streams.stages.extract.story.story import Story
from streams.stages.extract.story.telling import Telling
from streams.stages.extract.when.times import is_old

_NO_SINGLE_ATTACK = 1000
_WOUNDED_A_DEATH = 5


def opens_as_news(story: Story) -> bool:
    """Whether the headline counts the dead, or the first sentence tells what attackers did on a
    fresh day and the lead counts them: `192 muertos en la mayor matanza de la historia`.
    """
    lead = [t for t in story.lead if not (t.old or t.background)]
    dead = [t for t in lead if any((m.effect, m.side) == ("killed", "victim") for m in t.tolls)]
    if any(t.is_title and t.strong for t in dead):
        return True
    first = next((t for t in lead if not t.is_title), None)
    if first is None or not dead or not (_acts(first) and first.dates):
        return False
    if any(is_old(day.resolved, story.today) for day in first.dates):
        return False
    return not {"cue_reaction", "cue_opinion"} & first.cues.keys()


def tells_at_once(story: Story) -> bool:
    """Whether it opens with the attack, as news or as an account of it does."""
    return opens_as_news(story) or opens_as_account(story)


def opens_as_account(story: Story) -> bool:
    """Whether what the headline calls an account tells an attack of these days and whom it hurt.

    `Récit d'une attaque au couteau sur le marché`; an opinion stays one, whatever it looks back on.
    """
    titles = [t for t in story.lead if t.is_title]
    cues = [hit.value for t in titles for hit in t.plain("cue_opinion")]
    if set(cues) != {"account"} or not any(t.strong and not t.old for t in titles):
        return False
    now = [t for t in story.opening if not (t.old or t.background)]
    hurt = any(m.side == "victim" and m.effect != "arrested" for t in now for m in t.tolls)
    days = [d.resolved for t in now for d in t.dates if not is_old(d.resolved, story.today)]
    return hurt and any(day.precision == "day" for day in days)


def asks(story: Story) -> bool:
    """Whether what first speaks of attacks is a question, and nobody is hurt on a day named."""
    first = next((t for t in story.tellings if t.tells and not t.is_title), None)
    if first is None or first not in story.lead:
        return False
    asked = first.passage.gap(first.sentence.end - 1).lstrip().startswith(("?", "؟"))
    return asked and not any(t.tolls and t.dates for t in story.opening)


def is_tried(telling: Telling) -> bool:
    """Whether a sentence tells what an attacker did on a fresh day, and of nobody's arrest."""
    told = _acts(telling) and telling.dates and not (telling.old or telling.is_title)
    return bool(told) and not {"cue_arrest", "cue_foiled"} & telling.cues.keys()


def _acts(telling: Telling) -> bool:
    """Whether attackers are named where an attack is told."""
    who = telling.of("attackers_one", "attackers", "attackers_two")
    return bool(who) and telling.tells


def is_of_many(toll: TollMention) -> bool:
    """Whether no single attack kills so many; one may wound more: `192 dead and 1,400 wounded`."""
    return toll.total >= _NO_SINGLE_ATTACK * (1 if toll.effect == "killed" else _WOUNDED_A_DEATH)
