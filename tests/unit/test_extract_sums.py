"""Figures that count all the attacks of an article."""

from streams.stages.extract.facts.sums import with_sums_marked
from tests.factories import BAGHDAD, attack, killed, within


def scopes(*attacks):
    return [[toll.scope for toll in a.tolls] for a in with_sums_marked(attacks)]


def test_a_city_s_toll_that_holds_those_of_its_quarters_is_the_campaign_s():
    quarters = [
        attack(place=within(BAGHDAD, "Karrada"), tolls=(killed(8),)),
        attack(place=within(BAGHDAD, "Dora"), tolls=(killed(2),)),
    ]
    city = attack(place=BAGHDAD, tolls=(killed(11),))
    assert scopes(city, *quarters) == [["campaign"], ["attack"], ["attack"]]
    assert scopes(city, quarters[0]) == [["attack"], ["attack"]]


def test_the_worst_of_several_attacks_is_no_sum():
    worst = attack(place=within(BAGHDAD, "Shaab"), tolls=(killed(20),))
    others = [attack(place=within(BAGHDAD, name), tolls=(killed(2),)) for name in ("Dora", "Amil")]
    assert scopes(worst, *others)[0] == ["attack"]
