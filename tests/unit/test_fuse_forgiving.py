"""A slot that was not read, or read wrongly, keeps no report alone where the rest agrees."""

from dataclasses import replace

from streams.domain.flow import Incoming
from streams.domain.records import Perpetrator, Place, Target, Tick
from streams.domain.topics import ATTACK_REPORTED, CLOCK
from streams.stages import fuse
from tests.factories import (
    DIBIS,
    HOUR,
    ISLAMIC_STATE,
    KIRKUK,
    MORNING,
    PROVINCE,
    WORLD,
    attack,
    fused,
    incidents,
    killed,
    latest,
    on,
    within,
    wounded,
)

MARKET = (Target("market", "market"),)
NOWHERE = {"canonical": None, "lat": None, "lon": None, "geonames_id": None}


def later(name="a2", hours=1, **changes):
    return attack(name, fetched_at=MORNING + hours * HOUR, **changes)


def together(*attacks):
    return len(incidents(attacks)) == 1


def unlisted(name, **changes):
    """Return a town that no table has."""
    return replace(DIBIS, name=name, city=name, **NOWHERE, **changes)


def test_a_town_spelt_as_no_table_has_it_is_known_by_its_sounds():
    damasak = replace(DIBIS, name="Damasak", canonical="Damasak", city="Damasak")
    assert together(attack(place=damasak), later(place=unlisted("داماساك")))
    assert not together(attack(place=damasak), later(place=unlisted("مالام فاتوري")))


def test_a_short_name_is_known_by_its_sounds_at_the_same_hour_only():
    mora = replace(DIBIS, name="Maroua", canonical="Maroua", city="Maroua")
    evening, morning = on(time_of_day="evening"), on(time_of_day="morning")
    one = attack(place=mora, date=evening)
    assert together(one, later(place=unlisted("مروة"), date=evening))
    assert not together(one, later(place=unlisted("مروة"), date=morning))


def test_a_town_nobody_knows_may_lie_in_the_district_that_another_names():
    district = Place("Soum", "district", "Soum", "IQ", "Kirkuk", "Soum", None, None, 35.6, 44.1)
    told = {"date": on(time_of_day="afternoon"), "tolls": (killed(5),)}
    village = unlisted("بوبي", admin1=None)
    assert together(attack(place=district, **told), later(place=village, **told))
    assert not together(attack(place=KIRKUK, **told), later(place=village, **told))


def test_what_says_nothing_of_the_attack_does_not_say_when_it_was():
    one = attack(date=on(time_of_day="morning"), tolls=(killed(8),))
    evening = on(time_of_day="evening")
    assert together(one, later(hours=9, date=evening, targets=()))
    assert not together(one, later(hours=9, date=evening, targets=(), tolls=(killed(2),)))


def test_the_accused_may_differ_where_premises_and_growing_tolls_agree():
    army = Perpetrator("Army", "army", "stated")
    militia = Perpetrator("Militia", "militia", "stated")
    told = {"targets": MARKET, "attack_types": ("air_strike",), "weapons": ("aircraft bomb",)}
    one = attack(actor_kind="state", perpetrators=(army,), tolls=(killed(12), wounded(30)), **told)
    rising = later(perpetrators=(militia,), tolls=(killed(20), wounded(50)), **told)
    falling = later(perpetrators=(militia,), tolls=(killed(2), wounded(6)), **told)
    assert together(one, rising)
    assert not together(one, falling)


def test_the_fate_of_hostages_is_news_of_later_days():
    held = {"attack_types": ("hostage_taking",), "targets": (), "perpetrators": (ISLAMIC_STATE,)}
    evening, morning = (on(day, time_of_day=part) for day, part in (
        ("2016-10-21", "evening"), ("2016-10-23", "morning"),
    ))  # fmt: skip
    taken = attack(date=evening, **held)
    found = later(hours=48, date=morning, tolls=(killed(4),), **held)
    assert together(taken, found)
    assert not together(taken, replace(found, place=DIBIS))
    assert not together(taken, replace(found, attack_types=("armed_assault",)))


def test_as_many_wounded_make_a_report_of_the_next_day_one_of_the_same():
    one = attack(tolls=(killed(13), wounded(52)))
    next_day = {"hours": 20, "date": on("2016-10-22")}
    assert together(one, later(tolls=(wounded(52),), **next_day))
    assert not together(one, later(tolls=(wounded(25),), **next_day))
    assert not together(one, later(tolls=(killed(2), wounded(52)), **next_day))


def test_what_is_told_beside_without_a_figure_may_have_the_day_wrong():
    own = attack("b", place=DIBIS, date=on("2016-10-22"), tolls=(killed(5),))
    recalled = attack(
        "b", ordinal=1, date=on("2016-10-22"), targets=(), perpetrators=(ISLAMIC_STATE,)
    )
    both = [
        replace(found, related=(other.attack_id,), fetched_at=MORNING + 20 * HOUR)
        for found, other in ((own, recalled), (recalled, own))
    ]
    first = attack("a", perpetrators=(ISLAMIC_STATE,), tolls=(killed(8),))
    assert len(incidents([first, *both])) == 2
    assert len(incidents([first, both[0], replace(both[1], related=())])) == 3


def test_a_clear_report_never_goes_to_what_nobody_could_place():
    """Once the province's report has been settled, the town's own still go to the town's."""
    kirkuk = attack("a", targets=MARKET, tolls=(killed(7), wounded(24)))
    dibis = attack("b", place=DIBIS, targets=MARKET, tolls=(killed(6), wounded(18)))
    vague = later("c", 5, place=PROVINCE, targets=MARKET, tolls=(wounded(23),))
    bazaar = (Target("market", "bazaar"),)
    burial = later("d", 40, targets=bazaar, tolls=(killed(8), wounded(23)))
    found = incidents([kirkuk, dibis, vague, burial])
    assert sorted(sorted(r.article_id for r in i.reports) for i in found) == [
        ["a", "d"], ["b"], ["c"],
    ]  # fmt: skip


def test_what_only_waited_takes_no_incident_over_that_was_heard_of():
    clash = attack("a", engagement="clash", targets=(), perpetrators=(ISLAMIC_STATE,))
    heard = later("b", 1, attack_types=("air_strike",))
    tied = later(
        "c", 2, attack_types=("armed_assault", "air_strike"), perpetrators=(ISLAMIC_STATE,)
    )
    revisions = fused([clash, heard, tied])
    assert {i.incident_id for i in revisions} == {revisions[0].incident_id}


def test_waiting_for_too_long_ends_whether_a_tick_has_come_or_not():
    clash = attack("a", engagement="clash", tolls=(killed(30),), targets=())
    days = [later(name, hours, targets=()) for name, hours in (("b", 0), ("c", 50), ("d", 97))]
    days[-1] = later("d", 97, tolls=(killed(30), wounded(40)), targets=(), date=on())
    ends = []
    for ticks in ([], [96]):
        records = [Incoming(ATTACK_REPORTED, a) for a in (clash, *days)]
        for hours in ticks:
            records.insert(-1, Incoming(CLOCK, Tick(MORNING + hours * HOUR)))
        found = latest([emit.value for emit in fuse.run(records, {}, WORLD)])
        ends.append(sorted(sorted(r.article_id for r in i.reports) for i in found))
    assert ends[0] == ends[1]


def test_a_toll_that_rises_by_one_is_no_sum_of_victims_and_bomber():
    bomber = attack("a", tolls=(killed(17), replace(killed(1), side="perpetrator")))
    found = [bomber, later("b", 20, source="dawn.com", tolls=(killed(18),))]
    assert incidents(found)[0].tolls.killed.best == 18


def test_what_is_recalled_without_a_day_joins_by_its_figures_alone():
    one = attack("a", targets=MARKET, tolls=(killed(34), wounded(63)))
    recalled = {
        "modality": "historical",
        "trigger_role": "background",
        "date": on(start=None, end=None, precision="unknown", basis="unknown"),
        "targets": MARKET,
    }
    found = incidents([one, later("b", 60, tolls=(killed(34), wounded(63)), **recalled)])
    assert [r.article_id for r in found[0].reports] == ["a", "b"]
    found = incidents([one, later("b", 60, tolls=(killed(15), wounded(20)), **recalled)])
    assert [r.article_id for r in found[0].reports] == ["a"]


def test_a_report_of_the_country_alone_is_known_by_hour_manner_and_toll():
    country = Place("Iraq", "country", "Iraq", "IQ")
    dawn, noon = on(time_of_day="dawn"), on(time_of_day="noon")
    one = attack(date=dawn, tolls=(killed(3),))
    assert together(one, later(place=country, date=dawn, tolls=(killed(4),)))
    assert not together(one, later(place=country, date=noon, tolls=(killed(4),)))
    assert not together(one, later(place=country, date=dawn, tolls=(killed(24),)))


def test_a_quarter_named_after_another_counts_where_all_else_is_the_same():
    first, second = (within(KIRKUK, name) for name in ("Domiz", "Wasiti"))
    one = attack(places=(first,), tolls=(killed(11), wounded(30)))
    rising = (killed(12), wounded(33))
    assert together(one, later(places=(second, first), tolls=rising))
    assert not together(one, later(places=(second,), tolls=rising))
    assert not together(one, later(places=(second, first)))


def test_a_third_report_ties_two_that_seemed_apart():
    first, second = (within(KIRKUK, name) for name in ("Domiz", "Wasiti"))
    early = attack("a", places=(first,))
    other = later("b", 1, places=(second,), tolls=(killed(11), wounded(30)))
    third = later("c", 2, places=(first, second), tolls=(killed(11), wounded(30)))
    assert not together(early, other)
    revisions = fused([early, other, third])
    assert [(i.status, len(i.reports)) for i in latest(revisions)] == [("open", 3)]
    assert [i.status for i in revisions].count("merged") == 1
