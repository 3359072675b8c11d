from dataclasses import replace

import pytest

from streams.domain.records import EventDate, Perpetrator, Target
from tests.factories import (
    BAGHDAD,
    DAQUQ,
    DIBIS,
    HOUR,
    ISLAMIC_STATE,
    KIRKUK,
    MORNING,
    PROVINCE,
    attack,
    founding,
    fused,
    incidents,
    killed,
    latest,
    on,
    within,
)

PKK = Perpetrator("PKK", "pkk", "stated")


def together(one, other):
    return len(incidents([one, other])) == 1


def later(name="a2", **changes):
    return attack(name, **{"fetched_at": MORNING + HOUR, **changes})


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({}, {}, True),
        ({}, {"place": DIBIS}, False),
        ({}, {"place": replace(DIBIS, country="IR")}, False),
        ({}, {"place": within(KIRKUK, "Domiz")}, True),
        ({"place": within(BAGHDAD, "Karrada")}, {"place": within(BAGHDAD, "Sadr City")}, False),
        ({"place": within(BAGHDAD, "Karrada")}, {"place": within(BAGHDAD, "الكرادة")}, True),
        ({"perpetrators": (ISLAMIC_STATE,)}, {}, True),
        ({"perpetrators": (ISLAMIC_STATE,)}, {"perpetrators": (PKK,)}, False),
        (
            {"perpetrators": (ISLAMIC_STATE,)},
            {"perpetrators": (replace(PKK, confidence="suspected"),)},
            True,
        ),
        ({"attack_types": ("armed_assault",)}, {"attack_types": ("air_strike",)}, True),
        (
            {"attack_types": ("armed_assault",)},
            {"attack_types": ("air_strike",), "targets": (Target("civilians"),)},
            False,
        ),
        ({"actor_kind": "state"}, {"actor_kind": "nonstate"}, False),
        (
            {"targets": (Target("market", "Jamila market"),)},
            {"targets": (Target("market", "Shorja market"),)},
            True,
        ),
        (
            {"targets": (Target("market", "Jamila"),)},
            {"targets": (Target("market", "Shorja"),)},
            False,
        ),
        ({"date": on(time_of_day="morning")}, {"date": on(time_of_day="evening")}, False),
        ({"date": on(time_of_day="dawn")}, {"date": on(time_of_day="morning")}, True),
        ({"synthetic": True}, {}, False),
    ],
)
def test_reports_are_of_one_incident_when_nothing_plainly_differs(first, second, same):
    assert together(attack("a1", **first), later(**second)) is same


def test_days_apart_make_two_incidents_when_both_texts_give_the_day():
    assert not together(attack(), later(date=on("2016-10-22")))


def test_day_apart_is_one_incident_when_a_date_is_inherited():
    inherited = EventDate("2016-10-22", "2016-10-22", "day", "inherited")
    assert together(attack(), later(date=inherited))


def test_attack_that_goes_on_is_joined_by_the_next_day_but_not_the_one_after():
    siege = attack(ongoing=True)
    assert together(siege, later(date=on("2016-10-22")))
    assert not together(siege, later(date=on("2016-10-23")))


def test_night_between_two_days_is_one_incident_only_when_all_else_is_the_same():
    friday = attack(perpetrators=(ISLAMIC_STATE,))
    thursday = on("2016-10-20", time_of_day="night")
    assert together(friday, later(date=thursday, perpetrators=(ISLAMIC_STATE,)))
    assert not together(friday, later(date=thursday))
    assert not together(friday, later(date=on("2016-10-20"), perpetrators=(ISLAMIC_STATE,)))


@pytest.mark.parametrize(("part", "same"), [("dawn", True), ("midnight", True), ("night", False)])
def test_the_night_of_a_day_ends_at_dawn_of_the_next(part, same):
    friday = attack(date=on(time_of_day=part))
    assert together(friday, later(date=on("2016-10-20", time_of_day="night"))) is same


def test_attack_goes_on_until_the_day_of_the_article_that_says_so():
    since_thursday = later("a2", date=on("2016-10-20"), ongoing=True)
    saturday = later("a3", date=on("2016-10-22"))
    assert len(incidents([since_thursday, saturday])) == 1
    assert not together(replace(since_thursday, ongoing=False), saturday)


def test_reports_are_never_chained_beyond_the_anchor():
    """Three places in a row, 11 km apart each: the third is 22 km from the first."""
    row = [
        replace(KIRKUK, canonical=n, city=n, lat=35.4 + d)
        for n, d in zip("abc", (0, 0.1, 0.2), strict=True)
    ]
    found = incidents([attack(f"a{i}", fetched_at=MORNING + i, place=p) for i, p in enumerate(row)])
    assert [len(incident.reports) for incident in found] == [2, 1]


def test_dates_are_never_chained_beyond_the_anchor():
    def day(i):
        return EventDate(f"2016-10-{20 + i}", f"2016-10-{20 + i}", "day", "inherited")

    found = incidents([attack(f"a{i}", fetched_at=MORNING + i, date=day(i)) for i in range(3)])
    assert [len(incident.reports) for incident in found] == [2, 1]


def test_province_report_joins_the_only_attack_that_fits():
    found = incidents([attack(), later(place=PROVINCE)])
    assert [(i.place.name, len(i.reports)) for i in found] == [("Kirkuk", 2)]


def test_province_report_that_came_first_becomes_part_of_the_only_attack_that_fits():
    revisions = fused([attack("a1", place=PROVINCE), later(place=DIBIS)])
    assert [(i.revision, i.place.name) for i in revisions] == [(1, "Kirkuk"), (2, "Dibis")]
    assert len({i.incident_id for i in revisions}) == 1


def test_province_report_stays_apart_and_unplaced_when_several_attacks_fit():
    found = incidents([attack(), later(place=DIBIS), later("a3", place=PROVINCE)])
    assert [(len(i.reports), i.gate.placed) for i in found] == [(1, True), (1, True), (1, False)]


def test_second_attack_that_makes_a_province_report_ambiguous_leaves_the_known_one_its_id():
    revisions = fused([attack("a1", place=PROVINCE), later(), later("a3", place=DIBIS)])
    first = revisions[0].incident_id
    found = latest(revisions)
    assert {i.incident_id: i.place.precision for i in found}[first] == "city"
    assert [i.gate.placed for i in found if i.place.precision == "province"] == [False]


def test_report_without_a_country_or_of_a_clash_is_not_fused():
    nowhere = attack(place=replace(KIRKUK, country=None))
    clash = attack("a2", engagement="clash")
    threat = attack("a3", stage="threatened")
    feared = attack("a4", modality="hypothetical")
    assert fused([nowhere, clash, threat, feared]) == []


def test_kirkuk_and_dibis_are_two_incidents_and_one_campaign_that_daquq_does_not_join():
    found = incidents(
        [
            attack("a1", perpetrators=(ISLAMIC_STATE,)),
            attack("a2", perpetrators=(ISLAMIC_STATE,), place=DIBIS, fetched_at=MORNING + 1),
            attack(
                "a3",
                place=DAQUQ,
                attack_types=("air_strike",),
                actor_kind="unknown",
                tolls=(killed(15),),
                targets=(Target("civilians"),),
                fetched_at=MORNING + 2,
            ),
        ]
    )
    names = {i.place.name: i.campaign_id for i in found}
    assert names["Kirkuk"] == names["Dibis"] is not None
    assert names["Daquq"] is None


def test_claimed_attack_told_beside_another_bears_the_campaign_from_its_first_revision():
    first, second = fused(founding())
    assert first.campaign_id == second.campaign_id is not None


def test_incident_reported_again_keeps_the_campaign_of_its_quiet_fellow():
    late = attack("a3", perpetrators=(ISLAMIC_STATE,), fetched_at=MORNING + 30 * HOUR)
    found = incidents(
        [
            attack("a1", perpetrators=(ISLAMIC_STATE,)),
            attack("a2", perpetrators=(ISLAMIC_STATE,), place=DIBIS, fetched_at=MORNING + 1),
            late,
        ]
    )
    assert [len(i.reports) for i in found] == [2, 1]
    assert found[0].campaign_id == found[1].campaign_id is not None


def test_same_attackers_far_away_make_no_campaign():
    far = later(place=replace(BAGHDAD), perpetrators=(ISLAMIC_STATE,))
    assert [i.campaign_id for i in incidents([attack(perpetrators=(ISLAMIC_STATE,)), far])] == [
        None,
        None,
    ]
