"""Figures that are not the attack's: a rival's count, a group's own, what might have been, ages."""

import pytest

from tests.reading import attack

LEAD = "At least nine people were killed when a bomb went off in a market in Baquba on Friday"


@pytest.mark.parametrize(
    "other",
    [
        "The party's media office put the dead at 16.",
        "A committee of residents gave a higher count, saying 33 bodies had been found.",
        "Activists gave a death toll of 14.",
    ],
)
def test_another_count_below_headline_and_lead_that_agree_is_not_taken(other: str) -> None:
    body = f"{LEAD}, medics said.\n\nShops nearby were damaged.\n\n{other}"
    assert attack(body, title="Bomb kills nine in Baquba", language="en").killed == 9


def test_toll_of_a_nation_is_no_rival_of_the_whole() -> None:
    body = (
        "Three Iranians were killed in a bomb attack in Baquba on Friday, the consul said.\n\n"
        "He spoke to the families.\n\nIraqi officials said that 16 people had died in the attack."
    )
    assert attack(body, title="Three Iranians killed in Baquba", language="en").killed == 16


@pytest.mark.parametrize(
    "unreal",
    [
        'Otherwise "we would be talking of 50 bodies," said a trader.',
        "The bomb could have killed 200 people, the mayor said.",
        "A second device was meant to kill 40 worshippers.",
    ],
)
def test_what_might_have_been_is_no_toll(unreal: str) -> None:
    assert attack(f"{LEAD}.\n\n{unreal}", language="en").killed == 9


def test_age_at_the_end_of_a_sentence_is_no_toll() -> None:
    body = f"{LEAD}.\n\nThe dead were named as Omar Said, 29, and Musab Abu Rida, 25."
    assert attack(body, language="en").killed == 9


def test_figure_that_a_claim_goes_on_to_is_the_groups_own() -> None:
    body = (
        f"{LEAD}.\n\nThe Islamic State told a radio station that it was behind the bombing and "
        "that 21 people had died."
    )
    found = attack(body, language="en")
    assert (found.killed, [c.claimant for c in found.claims]) == (9, ["Islamic State"])


@pytest.mark.parametrize(
    "none", ["has not issued a claim of responsibility", "has not claimed responsibility"]
)
def test_group_that_has_not_claimed_claims_nothing(none: str) -> None:
    body = f"{LEAD}.\n\nThe Islamic State {none}."
    assert attack(body, language="en").claims == ()


def test_headline_that_strikes_one_person_without_article_counts_him() -> None:
    body = "Armed men opened fire on a policeman outside his home in Kirkuk on Friday."
    assert attack(body, title="Gunmen kill policeman in Kirkuk", language="en").killed == 1


def test_attacker_shot_in_the_end_is_no_victim() -> None:
    body = (
        "A man stabbed and wounded two people at a tram stop in Jerusalem on Friday before he was "
        "shot dead by officers."
    )
    found = attack(body, language="en")
    assert (found.killed, found.wounded, found.perpetrators_killed) == (None, 2, 1)
