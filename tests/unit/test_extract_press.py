"""Constructions of English-language agencies, one each: who was hurt, by whom, when and where."""

import pytest

from tests.reading import attack, figures, reading

PLACE = "near the town of Maiduguri in Nigeria on Friday"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A senior police officer was gunned down {}.", {"killed": 1}),
        ("A security guard attached to the school was shot dead {}.", {"killed": 1}),
        ("Gunmen killed the mayor, his driver and two bodyguards {}.", {"killed": 4}),
        ("Gunmen shot dead journalist Amina Bello {}.", {"killed": 1}),
        ("Amina Bello was assassinated by gunmen {}.", {"killed": 1}),
        ("A bomb killed a 10-year-old boy and hurt his aunt {}.", {"killed": 1, "wounded": 1}),
        ("Bandits whisked away 23 villagers {}.", {"abducted": 23}),
        ("Gunmen attacked a bus {}, leaving nine people dead and 12 others hurt.",
         {"killed": 9, "wounded": 12}),
        ("A blast ripped through a market {}, claiming 14 lives.", {"killed": 14}),
        ("Rescuers recovered 12 bodies after a bomb attack {}.", {"killed": 12}),
        ("The death toll from a car bombing {} rose to 41.", {"killed": 41}),
        ("Three officers from a special unit lost their lives in an ambush {}.", {"killed": 3}),
        ("Gunmen killed six people, five of them children, {}.", {"killed": 6}),
        ("Gunmen killed 11 people {}. Among the dead were two boys.",
         {"killed": 11}),
    ],
)  # fmt: skip
def test_victims_are_counted(body: str, expected: dict[str, int]) -> None:
    assert figures(attack(body.format(PLACE), language="en")) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Six people, including the bomber, were killed in a suicide bombing {}.",
         {"killed": 5, "perpetrators_killed": 1}),
        ("A gunman killed four worshippers {} before he was shot dead.",
         {"killed": 4, "perpetrators_killed": 1}),
        ("A man stabbed two people {}. The man was shot dead by police.",
         {"wounded": 2, "perpetrators_killed": 1}),
        ("Gunmen shot dead five farmers {}. Both attackers were killed.",
         {"killed": 5, "perpetrators_killed": 2}),
        ("Gunmen attacked a base {}, killing four soldiers. About a dozen terrorists were"
         " neutralised.", {"killed": 4, "perpetrators_killed": 12}),
        ("Troops foiled a suicide attack {}, killing three would-be suicide bombers.",
         {"perpetrators_killed": 3}),
    ],
)  # fmt: skip
def test_attackers_dead_are_no_victims(body: str, expected: dict[str, int]) -> None:
    assert figures(attack(body.format(PLACE), language="en")) == expected


def test_what_a_later_sentence_adds_is_added_once() -> None:
    body = "Gunmen stopped a bus {} and killed nine men. Two more people were killed in a car."
    assert attack(body.format(PLACE), language="en").killed == 11
    title = "Gunmen kill nine"
    assert attack(body.format(PLACE), title=title, language="en").killed == 9


def test_many_without_a_number_are_not_those_counted_before() -> None:
    body = "Gunmen killed six soldiers {}. About 100 assailants took part and several were killed."
    assert attack(body.format(PLACE), language="en").perpetrators_killed is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("A bomb killed six people in Baghdad late on Thursday, police said on Friday.", 20),
        ("The group on Friday took responsibility for Wednesday's attack in Baghdad that killed"
         " six people.", 19),
        ("The toll rose to six on Friday after Thursday's blast in Baghdad killed people.", 20),
    ],
)  # fmt: skip
def test_day_of_the_attack_is_told_from_the_day_of_the_news(words: str, day: int) -> None:
    assert attack(words, language="en").date.start == f"2016-10-{day}"


@pytest.mark.parametrize(
    ("title", "body", "city"),
    [
        ("Bandits kill 11 in Kaduna village raid",
         "Gunmen killed 11 people in Zangon Kataf in Kaduna State on Friday.", "Zangon Kataf"),
        (None, "Militants attacked the town of Jolo in the Philippines on Friday, killing six"
         " people.", "Jolo"),
        (None, "A car bomb killed two people in the rebel-held town of al-Bab in Syria on Friday.",
         "Al-Bab"),
        (None, "BANNU: Gunmen killed two policemen on Friday, officials in Pakistan said.",
         "Bannu"),
    ],
)  # fmt: skip
def test_town_of_the_text_is_the_place(title: str | None, body: str, city: str) -> None:
    place = attack(body, title=title, language="en").place
    assert city in (place.city, place.canonical, place.name)


def test_village_that_is_unknown_is_a_finer_place_of_the_known_town() -> None:
    body = "Gunmen killed six people in Karkut village near Maiduguri in Nigeria on Friday."
    found = attack(body, language="en")
    assert found.place.city == "Maiduguri"
    assert "Karkut" in [place.name for place in found.places]


def test_hamlet_in_apposition_is_a_place() -> None:
    body = "Rebels killed six people in Santa Rosita del Mantaro, a remote hamlet, on Friday."
    assert attack(body, language="en").place.name == "Santa Rosita del Mantaro"


@pytest.mark.parametrize(
    ("body", "group", "confidence"),
    [
        ("The BLA claimed responsibility for an attack that killed six soldiers in Quetta in"
         " Pakistan on Friday.", "Balochistan Liberation Army", "claimed"),
        ("Al-Shabaab said its fighters had carried out the attack that killed six soldiers in"
         " Mogadishu on Friday.", "al-Shabaab", "claimed"),
        ("Gunmen killed six people in Maiduguri on Friday in an attack blamed on Boko Haram.",
         "Boko Haram", "stated"),
    ],
)  # fmt: skip
def test_group_is_named_with_how_sure_it_is(body: str, group: str, confidence: str) -> None:
    found = attack(body, language="en").perpetrators
    assert [(p.name, p.confidence) for p in found] == [(group, confidence)]


@pytest.mark.parametrize(
    "body",
    [
        "A bomb killed six people in Kabul on Friday. Attacks on mosques have surged since the"
        " Taliban took power.",
        "A gunman killed six people in Jerusalem on Friday. Hamas praised the attack.",
        "Gunmen killed six people in Mopti in Mali on Friday. Attacks by groups linked to al-Qaeda"
        " are common in the region.",
    ],
)
def test_group_that_is_only_mentioned_did_nothing(body: str) -> None:
    assert not any(p.name for p in attack(body, language="en").perpetrators)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Truce extended by a day", "Israel and Hamas agreed on Friday to extend a truce in Gaza"
         " to allow the release of more hostages."),
        ("Factory fire kills 52", "A fire that tore through a factory in Dhaka killed 52 people on"
         " Friday, police said."),
        ("Storm kills 31", "Winds tore through Beira in Mozambique on Friday, leaving 31 dead."),
        ("Opposition attacks budget", "The opposition attacked the budget on Friday as an assault"
         " on the poor."),
        ("Police arrest three over 2013 bombing", "Police in Jakarta on Friday arrested three men"
         " accused of helping in the 2013 church bombings that killed 15 people."),
        ("Troops kill 15 terrorists", "Security forces killed 15 terrorists in an operation in"
         " North Waziristan in Pakistan on Friday."),
    ],
)  # fmt: skip
def test_news_of_another_kind_is_no_attack(title: str, body: str) -> None:
    found = reading(body, title=title, language="en")
    assert not [a for a in found.attacks if a.engagement == "attack"], found.rejected


def test_rockets_that_hurt_nobody_are_an_attack() -> None:
    body = "Six rockets hit the international airport of Baghdad on Friday. Nobody was hurt."
    found = attack(body, language="en")
    assert (found.engagement, found.killed) == ("attack", 0)
