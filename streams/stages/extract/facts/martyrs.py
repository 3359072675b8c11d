"""The dead attacker by his name, which a later sentence gives as that of a victim."""

from collections.abc import Sequence

from streams.stages.extract.facts.figures import Figure


def without_attacker_again(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures without one dead who is the attacker told of before.

    `استشهاد منفذها ... باستشهاد الشاب فلان`: a press that calls the attacker a martyr calls him
    so by his name too. Only where nobody else is said to be killed.
    """
    dead = [f for f in figures if f.mention.effect == "killed"]
    attackers = [f for f in dead if f.mention.side == "perpetrator" and _is_martyr(f)]
    victims = [f for f in dead if f.mention.side == "victim"]
    if not (attackers and victims) or not all(_is_martyr(f) and _is_known_one(f) for f in victims):
        return list(figures)
    return [f for f in figures if f not in victims]


def _is_martyr(figure: Figure) -> bool:
    return figure.telling.hits.at(figure.mention.harm.start, "martyr") is not None


def _is_known_one(figure: Figure) -> bool:
    """Whether it is one person told with the article, as somebody known is."""
    mention = figure.mention
    article = figure.telling.reading.lexicon.clitics.article
    first = figure.telling.passage.words[mention.groups[0].start]
    return mention.total == 1 and bool(article) and first.startswith(article)
