"""Lists of attacks, each under its place, and further ways to turn to a second attack."""

import pytest

from streams.domain.records import Attack
from tests.reading import reading

BOMBED = "A car bomb exploded at a market in Baquba on Friday, killing seven people."


def sites(body: str, **fields: str | None) -> dict[str | None, Attack]:
    """Return the attacks of an article by their place."""
    return {attack.place.canonical: attack for attack in reading(body, **fields).attacks}


def test_items_of_a_bulletin_are_attacks_of_their_own() -> None:
    body = (
        "Following are security developments in Iraq reported on Friday:\n\n"
        "* BAQUBA - A roadside bomb killed three soldiers, police said.\n\n"
        "MOSUL - Gunmen shot dead two policemen in the west of the city, police said.\n\n"
        "* KUT - Gunmen kidnapped four drivers on a road north of the town.\n\n"
        "BALAD - U.S. forces detained nine suspects in a raid, the military said.\n\n"
        "BASRA - Police unearthed a cache of mortar bombs in an orchard."
    )
    found = sites(body, title="FACTBOX-Security developments in Iraq, Oct 21", language="en")
    assert set(found) == {"Baquba", "Mosul", "Kut"}
    assert {name: attack.killed for name, attack in found.items()}["Baquba"] == 3


def test_items_of_an_arabic_bulletin_are_attacks_of_their_own() -> None:
    body = (
        "بعقوبة - قتل ثلاثة جنود في انفجار عبوة ناسفة الجمعة.\n\n"
        "الموصل - اغتال مسلحون شرطيين اثنين غربي المدينة.\n\n"
        "الكوت - اعتقلت الشرطة خمسة مطلوبين."
    )
    assert set(sites(body, title="أبرز الأحداث الأمنية في العراق")) == {"Baquba", "Mosul"}


@pytest.mark.parametrize(
    "turn",
    [
        "That same night, in Mosul itself, gunmen killed two policemen.",
        "In the afternoon, gunmen killed two policemen close to Mosul.",
        "In neighbouring Mosul, gunmen killed two policemen at a checkpoint.",
        "East of the Tigris, unknown gunmen attacked a police post at the entrance to Mosul.",
        "The following day, gunmen killed two policemen in Mosul.",
    ],
)
def test_english_words_that_turn_part_a_second_attack(turn: str) -> None:
    body = f"{BOMBED}\n\nNine others were wounded.\n\n{turn}"
    assert set(sites(body, language="en")) == {"Baquba", "Mosul"}


@pytest.mark.parametrize(
    "turn",
    [
        "وفي الليلة عينها، قتل مسلحون شرطيين اثنين في الموصل.",
        "وفي محافظة مجاورة، قتل مسلحون شرطيين اثنين في مدينة الموصل.",
        "وفي حادث مماثل، قتل مسلحون شرطيين اثنين في الموصل.",
        "وفي اليوم التالي، قتل مسلحون شرطيين اثنين في الموصل.",
    ],
)
def test_arabic_words_that_turn_part_a_second_attack(turn: str) -> None:
    body = f"انفجرت سيارة مفخخة الخميس في مدينة بعقوبة وقتلت سبعة أشخاص.\n\n{turn}"
    assert set(sites(body)) == {"Baquba", "Mosul"}


def test_town_of_a_speaker_is_no_second_place() -> None:
    body = (
        f"{BOMBED}\n\nIn a separate attack, gunmen opened fire on a bus near Latifiyah.\n\n"
        "Three women were killed, said a police captain in nearby Mahmoudiya."
    )
    assert set(sites(body, language="en")) == {"Baquba", "Latifiya"}


def test_office_that_opens_a_sentence_speaks_there() -> None:
    body = (
        f"{BOMBED}\n\nThe health directorate in Kirkuk later announced that two of the wounded had "
        "died."
    )
    assert set(sites(body, language="en")) == {"Baquba"}
