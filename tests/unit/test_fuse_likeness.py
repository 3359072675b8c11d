from dataclasses import replace

import pytest

from streams.domain.records import Place, Target
from streams.lang.premises import premises
from streams.lang.skeleton import skeleton
from tests.factories import BAGHDAD, HOUR, MORNING, attack, incidents, killed, on, within, wounded


def together(one, other):
    return len(incidents([one, other])) == 1


def later(**changes):
    return attack("a2", **{"fetched_at": MORNING + HOUR, **changes})


def business(*names):
    return tuple(Target("business", name) for name in names)


def village(name, **changes):
    fields = {"country": "IQ", "admin1": "Diyala", "precision": "city"}
    return replace(Place(name=name, **fields), **changes)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Karrada", "الكرادة"),
        ("Dora", "الدورة"),
        ("Gargaresh", "قرقارش"),
        ("Rawda", "روضة"),
        ("Jajab", "ججب"),
        ("Masbah", "المسبح"),
    ],
)
def test_a_name_sounds_alike_in_both_scripts(latin, arabic):
    assert skeleton(latin) == skeleton(premises().proper_in(arabic)[0])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("الفندق", "hotel"),
        ("hotel", "hotel"),
        ("مطعما", "eatery"),
        ("Coffee shop", "eatery"),
        ("حاجز أمني", "security"),
        ("police station", "security"),
        ("للمسجد", "mosque"),
    ],
)
def test_premises_are_known_in_both_languages(name, kind):
    assert premises().named_in(name) == {kind}


def test_words_that_name_nothing_are_no_part_of_a_name():
    assert premises().proper_in("شارع الستين") == ("ستين",)
    assert premises().proper_in("Kahramana Square") == ("kahramana",)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (business("فندق"), business("hotel"), True),
        (business("hotel"), business("checkpoint"), False),
        (business("restaurant"), business("coffee shop"), True),
        (business("hotel"), business("hotel", "checkpoint"), True),
        ((Target("transport", "minibus"),), business("market"), True),
    ],
)
def test_kinds_of_premises_tell_attacks_of_one_city_apart(first, second, same):
    assert together(attack(targets=first), later(targets=second)) is same


def test_two_equal_numbers_outweigh_other_premises():
    tolls = (killed(9), wounded(31))
    one = attack(targets=business("hotel"), tolls=tolls)
    assert together(one, later(targets=business("market"), tolls=tolls))


def test_an_account_of_two_quarters_belongs_to_the_one_it_names_first():
    karrada, dora = within(BAGHDAD, "Karrada"), within(BAGHDAD, "Dora")
    known = [replace(p, canonical=p.neighbourhood) for p in (karrada, dora)]
    one = attack(place=BAGHDAD, places=(known[1],))
    both = later(place=BAGHDAD, places=tuple(known))
    alone = later(place=BAGHDAD, places=(known[1],))
    assert not together(one, both)
    assert together(one, alone)


def test_a_village_that_no_gazetteer_knows_joins_reports_placed_in_different_towns():
    one = village("Muqdadiyah", canonical="Muqdadiyah", lat=33.98, lon=44.94)
    other = village("Baquba", canonical="Baqubah", lat=33.74, lon=44.64)
    assert not together(attack(place=one), later(place=other))
    named = village("المخيسة"), village("al-Mukhisa")
    assert together(attack(place=one, places=(named[0],)), later(place=other, places=(named[1],)))


def test_quarters_of_one_name_in_two_towns_are_no_village():
    one = village("Muqdadiyah", canonical="a", lat=33.98, lon=44.94)
    far = village("Baquba", canonical="b", lat=33.74, lon=44.64)
    assert not together(
        attack(place=one, places=(within(one, "Nasr"),)),
        later(place=far, places=(within(far, "Nasr"),)),
    )


@pytest.mark.parametrize(
    ("dead", "same"), [(13, True), (20, True), (60, True), (4, False), (None, False)]
)
def test_a_follow_up_dated_a_day_later_joins_by_premises_and_a_toll_that_fits(dead, same):
    one = attack(targets=business("hotel"), tolls=(killed(11),), date=on("2016-10-21"))
    tolls = (killed(dead),) if dead else ()
    two = later(targets=business("hotel"), tolls=tolls, date=on("2016-10-22"))
    assert together(one, two) is same


def test_an_attack_that_is_only_mentioned_joins_by_a_sign_and_breaks_no_news():
    reported = attack(tolls=(killed(7),))
    burial = later(modality="historical", tolls=(killed(7), wounded(9)))
    other = later(modality="historical", tolls=(killed(3),))
    [incident] = incidents([reported, burial])
    assert incident.tolls.wounded.best == 9
    assert incident.corroboration == "unconfirmed"
    first, second = incidents([reported, other])
    assert [len(first.reports), len(second.reports)] == [1, 1]
    unreported = incidents([other])[0]
    assert (unreported.modality, unreported.gate.asserted) == ("historical", False)


def test_what_was_mentioned_before_it_was_reported_belongs_to_it():
    burial = attack(modality="historical", tolls=(killed(7),))
    [incident] = incidents([burial, later(tolls=(killed(7),))])
    assert len(incident.reports) == 2


def test_what_hit_police_and_what_hit_a_market_are_two_attacks_unless_something_is_the_same():
    patrol, stalls = (Target("police", "police van"),), (Target("market", "market"),)
    assert not together(attack(targets=patrol), later(targets=stalls))
    assert together(attack(targets=patrol), later(targets=(*stalls, *patrol)))
    tolls = (killed(7),)
    assert together(attack(targets=patrol, tolls=tolls), later(targets=stalls, tolls=tolls))


def test_a_report_of_two_attacks_belongs_to_the_one_whose_dead_can_have_become_its_own():
    van = attack("a1", targets=(Target("police", "van"),), tolls=(killed(2),))
    mosque = attack(
        "a2",
        source="bbc.com",
        targets=(Target("religious", "mosque"),),
        fetched_at=MORNING + 1,
        tolls=(killed(5),),
    )
    both = attack(
        "a3",
        source="reuters",
        targets=(*van.targets, *mosque.targets),
        fetched_at=MORNING + HOUR,
        tolls=(killed(9),),
    )
    found = incidents([van, mosque, both])
    assert [[r.article_id for r in i.reports] for i in found] == [["a1"], ["a2", "a3"]]


def test_attacks_that_one_article_tells_apart_are_never_one():
    one, other = attack("a1"), replace(attack("a1"), attack_id="att-other")
    assert len(incidents([one, other])) == 2


def test_neighbouring_towns_with_other_tolls_had_an_attack_each():
    one, other = (
        village("Zuweid", canonical="Zuweid", city="Zuweid", lat=31.21, lon=34.11),
        village("Rafah", canonical="Rafah", city="Rafah", lat=31.28, lon=34.24),
    )
    assert together(attack(place=one), later(place=other))
    assert not together(
        attack(place=one, tolls=(killed(4),)), later(place=other, tolls=(killed(3),))
    )
    assert together(attack(place=one, tolls=(killed(4),)), later(place=other, tolls=(killed(4),)))


def test_a_report_that_names_the_province_joins_the_one_attack_of_which_something_is_the_same():
    checkpoint = attack("a1", targets=(Target("military", "checkpoint"),))
    elsewhere = village(
        "Sadiya",
        canonical="Sadiya",
        city="Sadiya",
        admin1=checkpoint.place.admin1,
        lat=34.9,
        lon=45.1,
    )
    convoy = attack("a2", place=elsewhere, targets=(Target("military", "lorry"),), source="bbc.com")
    claim = later(
        place=replace(
            checkpoint.place, precision="province", canonical=None, city=None, lat=None, lon=None
        ),
        targets=checkpoint.targets,
        source="reuters",
    )
    found = incidents([checkpoint, convoy, replace(claim, article_id="a3", attack_id="att-a3")])
    assert sorted(len(i.reports) for i in found) == [1, 2]


def test_dead_of_several_attacks_are_no_sign_and_place_an_account_nowhere_in_particular():
    summed = (killed(11, scope="campaign"),)
    one = attack("a1", place=within(BAGHDAD, "Karrada"), tolls=(killed(8),))
    other = attack("a2", place=within(BAGHDAD, "Dora"), tolls=(killed(2),))
    both = later(place=BAGHDAD, tolls=summed, killed=11)
    found = incidents([one, other, replace(both, article_id="a3", attack_id="att-a3")])
    assert [i.gate.placed for i in found if len(i.reports) == 1 and i.campaign_tolls.killed] == [
        False
    ]


def test_a_village_that_is_not_named_is_the_one_with_as_many_dead_near_by():
    hamlet = (Target("civilians", "village"),)
    near = village("Abu Saida", canonical="Abu Saida", city="Abu Saida", lat=33.92, lon=44.77)
    town = village("Baquba", canonical="Baquba", city="Baquba", lat=33.75, lon=44.6)
    one = attack(place=near, targets=hamlet, tolls=(killed(4),))
    assert together(one, later(place=town, targets=hamlet, tolls=(killed(5),)))
    assert not together(one, later(place=town, targets=hamlet, tolls=(killed(40),)))
    assert not together(one, later(place=town, targets=hamlet))


def test_a_burial_is_no_other_site():
    post = attack(targets=business("checkpoint"), tolls=(killed(4),))
    burial = later(modality="historical", targets=business("funeral"), tolls=(killed(4),))
    assert together(post, burial)


def test_what_is_only_mentioned_joins_the_one_attack_of_its_town_and_day():
    one = attack(tolls=(killed(4),))
    assert together(one, later(modality="historical", tolls=(wounded(31),)))
    assert not together(one, later(modality="historical", tolls=(killed(40),)))
    assert not together(one, later(modality="historical", date=on("2016-10-22")))
