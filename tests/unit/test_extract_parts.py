"""Several attacks of one sentence, one headline or one lead."""

import pytest

from streams.domain.records import Attack
from tests.reading import reading


def told(body: str, **fields: str | None) -> list[Attack]:
    """Return the attacks that the article reports, in the order told."""
    return [a for a in reading(body, **fields).attacks if a.modality == "asserted"]


def dead(body: str, **fields: str | None) -> dict[str | None, int | None]:
    """Return how many each attack killed, by its place."""
    return {a.place.canonical: a.killed for a in told(body, **fields)}


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "Gunmen killed seven people in Baquba on Friday, while a car bomb killed two policemen "
            "in Mosul.",
            "en",
        ),
        (
            "قتل سبعة أشخاص الجمعة في تفجير سيارة مفخخة في مدينة بعقوبة، فيما قتل شرطيان في هجوم "
            "مسلح في مدينة الموصل.",
            "ar",
        ),
    ],
)
def test_a_sentence_of_two_attacks_gives_both(body: str, language: str) -> None:
    assert dead(body, language=language) == {"Baquba": 7, "Mosul": 2}


def test_what_somebody_did_meanwhile_is_no_second_attack() -> None:
    body = "Gunmen killed seven people in Baquba on Friday, while the governor was in Mosul."
    assert dead(body, language="en") == {"Baquba": 7}


def test_a_lead_that_only_counts_the_attacks_below_is_none_of_its_own() -> None:
    body = (
        "شهدت منطقة بحيرة تشاد، الأحد، هجومين منفصلين نسبا إلى جماعة بوكو حرام.\n\n"
        "ففي مدينة مورا، فجر انتحاري نفسه في سوق فقتل تسعة أشخاص.\n\n"
        "وفي مدينة ديفا، هاجم مسلحون قرية وقتلوا ثلاثة مدنيين."
    )
    assert dead(body, title="بوكو حرام تضرب في الكاميرون والنيجر") == {"Mora": 9, "Diffa": 3}


def test_the_second_town_of_a_headline_is_an_attack_where_its_dead_are_told() -> None:
    body = (
        "قتل شرطيان صباح الأحد عندما انفجرت قنبلة لدى مرور عربة للشرطة في مدينة كويتا.\n\n"
        "ويأتي ذلك بعد ساعات من مقتل ستة عمال بناء في مدينة تربت."
    )
    title = "قتلى من الشرطة في تفجير في كويتا بعد ساعات من قتل عمال في تربت"
    assert dead(body, title=title) == {"Quetta": 2, "Turbat": 6}


def test_an_office_of_the_province_is_no_second_attack() -> None:
    body = (
        "Eighteen people were killed on Sunday when a truck bomb was blown up at a post near "
        "Semdinli in the province of Hakkari.\n\n"
        "The Hakkari Governor's Office said 27 people were injured in the attack."
    )
    title = "Military post hit by truck bomb in Hakkari: 18 killed"
    assert [a.wounded for a in told(body, title=title, language="en")] == [27]


def test_witnesses_in_another_town_tell_of_what_happened_there() -> None:
    body = (
        "قتل سبعة أشخاص في قصف على مستشفى في مدينة الفاشر الخميس.\n\n"
        "من جهة أخرى قال شهود من مدينة مليط إن طائرة حربية ألقت براميل متفجرة انفجر اثنان منها في "
        "السوق وقتلت 12 مدنيا."
    )
    assert dead(body) == {"El Fasher": 7, "Mellit": 12}


def test_a_town_beside_a_quarter_of_the_next_is_another_site() -> None:
    body = (
        "استشهد ثلاثة مواطنين جراء سقوط قذائف هاون أطلقها إرهابيون اليوم على أحياء الدويلعة وباب "
        "توما في دمشق.\n\n"
        "وفي ريف دمشق أطلق إرهابيون قذيفتين على حي بمدينة جرمانا ما أدى إلى استشهاد امرأة."
    )
    assert dead(body) == {"Damascus": 3, "Jaramana": 1}


def test_a_town_that_is_measured_from_the_capital_is_not_where_its_bomb_was() -> None:
    body = (
        "A car bomb tore through a market in a poor district of Baghdad on Wednesday, killing 12 "
        "people.\n\n"
        "It exploded in the east of the capital as shoppers gathered, police said.\n\n"
        "Gunmen ambushed a bus near Baquba the same day, killing seven people, police said.\n\n"
        "Baquba, 65 km from Baghdad, is home to many groups."
    )
    title = "Bombs, gunmen kill 19 across Iraq"
    assert dead(body, title=title, language="en") == {"Baghdad": 12, "Baquba": 7}


def test_what_two_attacks_did_together_is_the_toll_of_neither() -> None:
    body = (
        "At least seven people were killed in two attacks in Diyala province on Friday.\n\n"
        "In the first, a bomb killed three policemen in Baquba.\n\n"
        "Hours later, gunmen killed four villagers in Khanaqin."
    )
    title = "Seven killed in Baquba, Khanaqin attacks"
    assert dead(body, title=title, language="en") == {"Baquba": 3, "Khanaqin": 4}


def test_a_separate_attack_inherits_no_perpetrator() -> None:
    body = (
        "Islamic State gunmen killed seven people in Baquba on Friday, police said.\n\n"
        "In an unrelated incident, gunmen killed two policemen in Mosul."
    )
    found = {a.place.canonical: a for a in told(body, language="en")}
    assert [p.name for p in found["Baquba"].perpetrators] == ["Islamic State"]
    assert not any(p.name for p in found["Mosul"].perpetrators)
