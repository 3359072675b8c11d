"""Reports that differ in one thing, or only follow others, join by all else that is the same."""

from dataclasses import replace

import pytest

from streams.domain.records import Target
from tests.factories import (
    BAGHDAD,
    DAQUQ,
    HOUR,
    ISLAMIC_STATE,
    KIRKUK,
    MORNING,
    PROVINCE,
    attack,
    incidents,
    killed,
    latest,
    on,
    within,
    wounded,
)

HOTEL = Target("business", "hotel")
SIEGE = {
    "targets": (HOTEL,),
    "tolls": (killed(11), wounded(26)),
    "perpetrators": (ISLAMIC_STATE,),
}


def later(name="a2", hours=1, **changes):
    return attack(name, fetched_at=MORNING + hours * HOUR, **changes)


def reports_of(attacks):
    """Return the articles of each incident that anybody hears of."""
    return sorted(sorted(r.article_id for r in i.reports) for i in latest(incidents(attacks)))


@pytest.mark.parametrize(
    "differing",
    [
        {"place": DAQUQ},
        {"place": BAGHDAD},
        {"date": on("2016-10-20")},
        {"date": on("2016-10-19")},
        {"attack_types": ("air_strike",)},
        {"actor_kind": "state"},
        {"targets": (Target("market", "market"),)},
    ],
)
def test_one_thing_may_differ_where_all_else_is_the_same(differing):
    assert reports_of([attack(**SIEGE), later(**{**SIEGE, **differing})]) == [["a1", "a2"]]


@pytest.mark.parametrize(
    "differing",
    [
        {"place": DAQUQ, "date": on("2016-10-19")},
        {"place": DAQUQ, "tolls": (killed(11),)},
        {"date": on("2016-10-20"), "tolls": (killed(30),)},
        {"date": on("2016-10-22"), "tolls": (killed(4), wounded(26)), "targets": ()},
        {"actor_kind": "state", "tolls": ()},
        {"date": on("2016-10-17")},
    ],
)
def test_more_may_not(differing):
    assert len(reports_of([attack(**SIEGE), later(**{**SIEGE, **differing})])) == 2


def test_a_burial_is_no_other_premises():
    burial = {**SIEGE, "targets": (Target("civilians", "funeral"),), "tolls": (killed(12),)}
    assert reports_of([attack(**SIEGE), later(hours=20, **burial)]) == [["a1", "a2"]]


def test_same_city_on_the_next_day_with_other_dead_is_another():
    first = attack(tolls=(killed(5), wounded(12)), perpetrators=(ISLAMIC_STATE,))
    second = later(
        hours=20, date=on("2016-10-22"), tolls=(killed(3),), perpetrators=(ISLAMIC_STATE,)
    )
    assert len(reports_of([first, second])) == 2


def test_another_quarter_is_another_attack_though_as_many_died():
    one = attack(place=within(BAGHDAD, "Karrada"), tolls=(killed(5),))
    other = later(place=within(BAGHDAD, "Dora"), tolls=(killed(5),))
    assert len(reports_of([one, other])) == 2


def test_fighting_over_a_siege_joins_it_but_makes_no_incident_of_its_own():
    fighting = later(**SIEGE, engagement="clash")
    assert reports_of([attack(**SIEGE), fighting]) == [["a1", "a2"]]
    assert reports_of([fighting]) == []
    elsewhere = replace(fighting, place=DAQUQ, tolls=(), killed=None, wounded=None)
    assert reports_of([attack(**SIEGE), elsewhere]) == [["a1"]]


def test_what_an_article_recalls_of_the_days_before_joins_with_its_figures():
    recalled = later(
        hours=26,
        **{**SIEGE, "tolls": (killed(12), wounded(26))},
        modality="historical",
        trigger_role="background",
    )
    [found] = latest(incidents([attack(**SIEGE), recalled]))
    assert len(found.reports) == 2
    assert found.tolls.killed.best == 12
    assert found.modality == "asserted"


def test_what_is_recalled_waits_unheard_until_somebody_reports_it():
    recalled = later(hours=26, **SIEGE, modality="historical", trigger_role="background")
    assert incidents([recalled]) == []
    [first] = incidents([recalled, later("a3", hours=27, **SIEGE)])
    assert first.revision == 1
    assert {r.article_id for r in first.reports} == {"a2", "a3"}


@pytest.mark.parametrize(
    "changes",
    [
        {"date": on("2016-10-15")},
        {"date": on("2016-10-22")},
        {"place": PROVINCE, "targets": (), "perpetrators": (), "tolls": ()},
    ],
)
def test_an_older_attack_or_a_bare_mention_does_not_join(changes):
    told = {**SIEGE, "tolls": (), **changes}
    recalled = later(hours=20, **told, modality="historical", trigger_role="background")
    first = attack(**{**SIEGE, "targets": (Target("police", None),)}, place=KIRKUK)
    assert reports_of([first, recalled]) == [["a1"]]


def test_a_later_version_that_only_recalls_does_not_replace_the_report():
    first = attack("a1", **SIEGE)
    second = attack(
        "a1", text="v2", **SIEGE, fetched_at=MORNING + HOUR, modality="historical",
        trigger_role="background",
    )  # fmt: skip
    [found] = latest(incidents([first, second]))
    assert found.modality == "asserted"


def test_figures_of_what_follows_tie_a_report_that_names_only_the_country():
    nowhere = replace(KIRKUK, name="Iraq", canonical="Iraq", admin1=None, city=None,
                      precision="country", lat=None, lon=None)  # fmt: skip
    first = attack(**{**SIEGE, "tolls": (killed(8), wounded(20))})
    fighting = later(**{**SIEGE, "tolls": (killed(14), wounded(26))}, engagement="clash")
    claim = later("a3", hours=30, **{**SIEGE, "targets": (), "tolls": (killed(14),)}, place=nowhere)
    assert reports_of([first, fighting, claim]) == [["a1", "a2", "a3"]]


def test_of_two_attacks_in_a_town_a_report_goes_to_that_with_which_more_agrees():
    bombs = attack("a1", attack_types=("bombing",), targets=(Target("market", "market"),),
                   tolls=(wounded(66),), perpetrators=(ISLAMIC_STATE,))  # fmt: skip
    murder = attack("a2", attack_types=("assassination",), tolls=(killed(1), wounded(1)))
    death = later("a3", hours=20, attack_types=("bombing",), targets=(Target("civilians"),),
                  tolls=(killed(1),), perpetrators=(ISLAMIC_STATE,))  # fmt: skip
    assert reports_of([bombs, murder, death]) == [["a1", "a3"], ["a2"]]
