"""Wires of Latin America and other old conflicts: names in full, adjectives, things counted."""

import pytest

from tests.reading import attack, reading


def place(body, **fields):
    found = attack(body, language="en", **fields).place
    return found.name, found.country


def test_spanish_name_is_read_in_full():
    body = (
        "GUATEMALA CITY - Gunmen shot dead four peasants in San Marcos de la Loma on Friday,"
        " Guatemalan police said."
    )
    assert place(body, title="Four peasants shot dead in Guatemala") == (
        "San Marcos de la Loma",
        "GT",
    )


@pytest.mark.parametrize("adjective", ["a U.S. embassy warehouse", "the U.S. embassy"])
def test_adjective_of_a_country_is_no_place(adjective):
    body = f"A bomb exploded on Friday at {adjective} in Quito, wounding two Ecuadorian guards."
    assert place(body, title="Bomb wounds two guards") == ("Quito", "EC")


def test_people_of_one_country_outweigh_a_dateline_abroad():
    body = (
        "MEXICO CITY - Salvadoran guerrillas of the FMLN killed six soldiers with a bomb on Friday,"
        " a spokesman said. The rebels also claimed to hold two towns in El Salvador."
    )
    assert place(body, title="Rebels kill six soldiers with bomb")[1] == "SV"


def test_pylons_are_no_dead():
    body = (
        "Six high-tension pylons were blown up on Friday in the mountains near Ayacucho, Peru."
        " Police blamed the Shining Path for the bombs."
    )
    assert attack(body, language="en", title="Pylons blown up in Peru").killed is None


def test_attack_of_northern_ireland_is_not_in_ireland():
    body = "A soldier was killed by a landmine near Cappagh in County Tyrone on Friday."
    assert place(body, title="Soldier killed by landmine")[1] == "GB"


def test_a_bomb_made_up_of_dynamite_is_no_hoax():
    body = (
        "A bomb exploded at a telephone office in San Pedro Sula on Friday."
        " It was made up of dynamite and a fuse, police said."
    )
    assert reading(body, language="en", title="Bomb hits office").rejected is None


def test_who_denies_a_part_in_an_attack_denies_no_attack():
    body = (
        "Guerrillas denied having carried out a dynamite attack on a warehouse in San Salvador on"
        " Friday in which three people were killed, police said."
    )
    assert reading(body, language="en", title="Attack kills three in San Salvador").attacks


def test_the_past_few_hours_are_no_background():
    body = (
        "In the past few hours guerrillas killed four policemen with a bomb in Cali, Colombia,"
        " police said on Friday."
    )
    assert attack(body, language="en", title="Bomb kills four policemen in Cali").killed == 4
