"""A toll that holds the attackers, two ways in which attackers died, and who gives a figure."""

import pytest

from tests.reading import attack, figures, reading

LEAD = "Gunmen attacked a police post in the Iraqi city of Mosul on Friday. "
HELD = [
    ("Nine people died, the gunman among them.", 8, 1),
    ("Nine people died, two attackers among them.", 7, 2),
    ("Twelve people died in all, the two bombers included, and 30 were wounded.", 10, 2),
    ("Ten deaths were recorded, the two assailants counted in.", 8, 2),
    ("That takes the number of dead to nine with the gunman.", 8, 1),
    ("The death toll stands at eleven, counting the three attackers.", 8, 3),
    ("Eight people were killed. The toll includes the attacker.", 7, 1),
    ("Eight people were killed. The figure includes two of the attackers.", 6, 2),
    ("Eight people were killed. The gunman is among the dead.", 7, 1),
    ("Eight people were killed. Two of the dead were attackers.", 6, 2),
    ("Eight people were killed. Among the dead were two of the gunmen.", 6, 2),
    ("Eight people were killed. The toll does not include the attacker.", 8, None),
]


@pytest.mark.parametrize(("text", "victims", "attackers"), HELD)
def test_attackers_are_taken_off_a_toll_that_holds_them(
    text: str, victims: int, attackers: int | None
) -> None:
    found = attack(LEAD + text, language="en")
    assert (found.killed, found.perpetrators_killed) == (victims, attackers)


THEIRS = [
    ("Three policemen were killed. The army counted 20 dead among the militants.", 3, 20),
    ("Three policemen were killed and 12 died on the rebel side.", 3, 12),
    ("Three policemen fell in combat. On the enemy side, nine were killed.", 3, 9),
    ("Two bombers blew themselves up and three gunmen were shot dead.", None, 5),
    ("Three of the gunmen were shot dead and the last blew himself up.", None, 4),
    ("Nine gunmen died, seven in the fighting, while two blew themselves up.", None, 9),
    ("Troops killed 12 of them and the two who drove the car bombs perished.", None, 12),
    ("Five gunmen were killed and two of their accomplices were shot dead.", None, 5),
    ("Five gunmen were killed, one of whom blew himself up.", None, 5),
    ("The attackers fled into the hills after an hour of fighting. Seven of them died.", None, 7),
    ("Some 40 were injured, 15 of them seriously.", None, None),
    ("The men, all of them elderly, were bound before being killed.", None, None),
    ("Since the attack 17 rebels have been killed in the hills.", None, None),
]


@pytest.mark.parametrize(("text", "victims", "attackers"), THEIRS)
def test_attackers_dead_are_told_from_victims(
    text: str, victims: int | None, attackers: int | None
) -> None:
    found = attack(LEAD + text, language="en")
    assert (found.killed, found.perpetrators_killed) == (victims, attackers)


COUNTED = [
    ("A constable (SPO) and a civilian porter were killed.", {"killed": 2}),
    ("Eight members of the Border Guard (BG) and the driver of a van were killed.", {"killed": 9}),
    ("The toll is nine as militants hit again.", {"killed": 9}),
    ("Four women between the ages of 45 and 75 were killed.", {"killed": 4}),
    ("Naik Ram Lal of 4 Garhwal Rifles was killed.", {"killed": 1}),
    ("27 people, 11 of them soldiers and the others villagers, were injured.", {"wounded": 27}),
    ("Six men, three of them cooks and one a guard, lost their lives.", {"killed": 6}),
    ("The dead are seven soldiers and a policeman.", {"killed": 8}),
    ("The attack killed a woman, her two sons and a man.", {"killed": 4}),
    ("Eleven travellers nursing bullet wounds were flown out.", {"wounded": 11}),
    ("A first count spoke of 14 dead. Nine people were killed, police said.", {"killed": 9}),
    ("Nine people, and not 14 as first announced, were killed.", {"killed": 9}),
    ("Two policemen, a sexton and a sweeper were killed.", {"killed": 4}),
    (
        "Nine people died. A figure of 14 dead had been run by channels, which police rejected.",
        {"killed": 9},
    ),
    (
        "Nine people died. The army gave the number of wounded as 19. Drones were seen.",
        {"killed": 9, "wounded": 19},
    ),
    ("Reports of 14 deaths were wrong. Nine people were killed, police said.", {"killed": 9}),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_english_counts_the_whole_list(text: str, expected: dict[str, int]) -> None:
    assert figures(attack(LEAD + text, language="en")) == expected


def test_victims_spokesman_who_is_an_armed_group_does_not_boast() -> None:
    body = (
        "Islamic State gunmen attacked a post in Raqqa in Syria on Friday. "
        "Two guards died, the SDF said."
    )
    assert attack(body, language="en").killed == 2


@pytest.mark.parametrize(
    "words",
    [
        "The Taliban claimed the raid and said that 35 soldiers were killed.",
        "The Taliban claimed in a statement to have killed 35 soldiers.",
        "The Taliban claimed responsibility, saying 35 soldiers had been killed.",
        "The Taliban claimed the attack in an email and said that the group's men killed 35.",
    ],
)
def test_figure_behind_a_claim_is_a_boast(words: str) -> None:
    body = f"Gunmen killed six soldiers in Kunduz in Afghanistan on Friday. {words}"
    assert attack(body, language="en").killed == 6


CLAIMS = [
    ("The Taliban claimed in a statement to have left 35 soldiers dead.", "Taliban"),
    ("The Taliban said it had planted the device in the car.", "Taliban"),
    ("The Taliban owned up to the raid.", "Taliban"),
    ("The Taliban said its men had been attacked first.", None),
    ("The Taliban's provincial health department had given 41 wounded.", None),
    ("The Taliban hailed the attack but did not say it was its own.", None),
]


@pytest.mark.parametrize(("words", "claimant"), CLAIMS)
def test_claim_is_told_from_praise(words: str, claimant: str | None) -> None:
    body = f"Gunmen killed six soldiers in an attack in Kunduz in Afghanistan on Friday. {words}"
    found = attack(body, language="en")
    assert {claim.claimant for claim in found.claims} == ({claimant} if claimant else set())
    named = [p.name for p in found.perpetrators if p.name and p.confidence != "possible"]
    assert named == ([claimant] if claimant else [])


def test_claim_before_a_second_attack_is_none_of_it() -> None:
    body = (
        "Twelve soldiers were killed when the Taliban raided a post in Kunduz on Thursday. "
        "The Taliban claimed the raids. Separately, a bomb killed one man in Kabul on Friday. "
        "No group has claimed responsibility for that explosion."
    )
    first, second = reading(body, language="en").attacks
    assert {claim.claimant for claim in first.claims} == {"Taliban"}
    assert (second.claims, [p.name for p in second.perpetrators if p.name]) == ((), [])


def test_headline_of_one_nation_s_dead_is_not_the_toll_of_all() -> None:
    found = attack(
        "Iran's consul said on Friday that three Iranians had been killed in the raid on a power "
        "plant in Dibis. Iraqi officials have said that 16 people died when three suicide bombers "
        "broke into the plant on Friday.",
        title="Diplomat: three Iranians killed in Dibis",
        language="en",
    )
    assert found.killed == 16
