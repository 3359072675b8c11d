"""How much each thing that two accounts share says that they tell of one attack.

The numbers of the judge of identity, in one place. They were set by hand so that reports of one
attack in the development stories lie above the bounds and attacks of one city on one day, or of one
group on the next, below them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for what is the same, and the sums from which accounts go together in spite of one
    thing that differs.
    """

    town: float = 1.0
    spot: float = 2.0
    """The same quarter, or the same village that no gazetteer knows."""
    further_spot: float = 1.5
    """A quarter that the incident is known by and the report names after another."""
    day: float = 1.0
    """Days that both texts give."""
    part_of_day: float = 0.5
    attackers: float = 1.0
    manner: float = 0.5
    """A kind of attack."""
    weapon: float = 0.25
    wire: float = 0.25
    premises: float = 1.0
    posts: float = 0.5
    """Premises that every city has many of: checkpoints, patrols."""
    named_target: float = 1.0
    toll: float = 1.5
    """As many dead, three or more, or as many wounded, five or more."""
    large_toll: float = 2.5
    """As many dead or wounded, ten or more."""
    small_toll: float = 0.5
    """Dead and wounded the same, but so few that it may be chance."""
    in_step: float = 0.5
    """The dead of one can have become those of the other."""
    out_of_step: float = -1.0
    wounded_in_step: float = 0.5
    """The wounded of one can have become those of the other."""

    other_manner: float = 4.0
    """From this sum on: kinds of attack or parts of the day may differ."""
    other_target: float = 4.5
    """Quarters, premises or named targets may differ."""
    other_day: float = 6.0
    """Days may differ, by `recall_days` at most."""
    other_day_beside: float = 2.5
    """The same for what an article tells beside its own attack and gives no figure of."""
    other_place: float = 4.5
    """One may have been put elsewhere in the country."""
    other_attackers: float = 6.0
    """Who did it may be told in two ways."""
    other_attackers_in_step: float = 4.75
    """The same where the dead or the wounded of one can have become those of the other."""
    follows: float = 3.5
    """What only recalls an attack, or reads like a battle, joins it."""
    follows_only: float = 2.5
    """The same for what is recalled where it is the only one of that day that fits."""


WEIGHTS = Weights()
