"""Older attacks that an article recalls: read one by one, kept apart, never news."""

import pytest

from streams.domain.thresholds import Thresholds
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, INCIDENT_UPDATED
from streams.driver import TopologyDriver
from streams.stages.fuse.accounts import takes_part
from streams.topology import TOPOLOGY
from tests.reading import context, reading, tagged

TRIAL = (
    "A court in Lima opened the trial on Friday of three members of the Shining Path."
    " They are accused of the car bomb that killed 12 people in Huancayo on 3 May 2014."
    " Prosecutors also charge them with the kidnapping of an engineer in Ayacucho on 9 July 2015."
)


def older(body, **fields):
    return reading(body, language="en", **fields).older


def told(body, **fields):
    return [
        (a.attack_types[0], a.date.start, a.place.name, a.killed) for a in older(body, **fields)
    ]


def test_a_court_recalls_each_attack_with_day_place_and_toll():
    assert told(TRIAL, title="Shining Path members on trial") == [
        ("bombing", "2014-05-03", "Huancayo", 12),
        ("hostage_taking", "2015-07-09", "Ayacucho", None),
    ]


def test_the_only_group_of_a_trial_is_suspected_of_what_is_tried():
    found = older(TRIAL, title="Shining Path members on trial")
    assert [[(p.name, p.confidence) for p in a.perpetrators] for a in found] == [
        [("Shining Path", "suspected")],
        [("Shining Path", "suspected")],
    ]


def test_what_is_recalled_is_historical_and_reports_nothing():
    found = reading(TRIAL, language="en", title="Shining Path members on trial")
    assert (found.rejected, found.attacks) == ("court", ())
    assert {a.modality for a in found.older} == {"historical"}


def test_one_sentence_recalls_two_attacks():
    body = (
        "The bishop said in an interview on Friday that the murders went on."
        " He recalled that on 15 August a bomb wounded four people in Quetzaltenango,"
        " and that gunmen shot dead two teachers in Solola on 2 September."
    )
    assert told(body, title="Interview with the bishop of Solola") == [
        ("bombing", "2016-08-15", "Quetzaltenango", None),
        ("armed_assault", "2016-09-02", "Solola", 2),
    ]


def test_a_day_that_is_not_said_stays_unknown():
    body = (
        "The minister was interviewed on Friday about the peace talks."
        " He mentioned the bomb that killed nine people at a market in Cali."
    )
    (found,) = older(body, title="Interview: the minister on peace")
    assert (found.date.start, found.date.basis, found.killed) == (None, "unknown", 9)


@pytest.mark.parametrize(
    "said",
    [
        "He condemned attacks on civilians in Cali.",
        "He said that gunmen could attack teachers in Cali.",
        "Police seized grenades and explosives in Cali from the rebels.",
        "He said that nobody would murder teachers in Cali any more.",
        "The rebels wanted to kidnap teachers in Cali.",
    ],
)
def test_violence_in_general_arms_and_what_may_be_are_no_attacks(said):
    assert older(f"The minister was interviewed on Friday. {said}", title="An interview") == ()


def test_a_report_recalls_only_what_has_its_own_day_before():
    body = (
        "A car bomb killed four people in Bogota on Friday, police said."
        " No group claimed the blast."
        " On 7 February 2003 a car bomb killed 36 people at a club in the capital."
    )
    found = reading(body, language="en", title="Car bomb kills four in Bogota")
    assert [a.killed for a in found.attacks] == [4]
    assert [(a.killed, a.date.start) for a in found.older] == [(36, "2003-02-07")]


def test_arabic_court_recalls_its_attacks():
    body = (
        "قضت محكمة الجنايات في بغداد الخميس بالإعدام على ثلاثة متهمين."
        " وقالت إن الأول شارك في تفجير سيارة مفخخة قتل 12 شخصا في بعقوبة يوم 3 أيار 2014."
        " وأدين الثاني بخطف مهندس في كركوك يوم 9 تموز 2015."
    )
    found = reading(body, title="محكمة تقضي بالإعدام على ثلاثة متهمين")
    assert found.rejected == "court"
    assert [(a.attack_types[0], a.date.start, a.place.name) for a in found.older] == [
        ("bombing", "2014-05-03", "Baquba"),
        ("hostage_taking", "2015-07-09", "Kirkuk"),
    ]


def test_older_attacks_take_no_part_in_incidents():
    found = older(TRIAL, title="On trial")
    assert len(found) == 2
    assert not any(takes_part(a, Thresholds()) for a in found)


def test_older_attacks_alert_nobody():
    driver = TopologyDriver(TOPOLOGY, context())
    driver.feed(ARTICLE_RAW, [tagged(TRIAL, title="Shining Path members on trial", language="en")])
    assert not driver.out[INCIDENT_UPDATED]
    assert not driver.out[ALERT_BREAKING]


def test_a_mishap_that_is_recalled_is_no_attack():
    body = (
        "The bishop was interviewed on Friday about the peace talks."
        " He recalled the explosion that killed nine people at an ammunition depot"
        " in Cali on 15 August."
    )
    assert older(body, title="Interview: the bishop on peace") == ()
