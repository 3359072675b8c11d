"""Headlines and sentences that tell two attacks at once, and sentences that take one up again."""

import pytest

from streams.domain.records import Attack
from tests.reading import attack, reading


def sites(body: str, title: str | None = None) -> dict[str | None, Attack]:
    """Return the attacks of an English article by their place."""
    found = reading(body, title=title, language="en").attacks
    return {attack.place.canonical: attack for attack in found}


@pytest.mark.parametrize(
    "title",
    [
        "Bomb in Baquba kills four, policeman shot dead in Kirkuk",
        "Bomb in Baquba kills four; gunmen kill policeman in Kirkuk",
        "Bomb kills four in Baquba as gunmen kill policeman in Kirkuk",
    ],
)
def test_headline_of_two_attacks_gives_each_its_own_figure(title: str) -> None:
    body = (
        "A bomb went off in a bakery in Baquba on Friday. Windows broke far away.\n\n"
        "In Kirkuk, gunmen opened fire on a policeman outside his home and fled."
    )
    found = sites(body, title)
    assert set(found) == {"Baquba", "Kirkuk"}
    assert (found["Baquba"].killed, found["Kirkuk"].killed) == (4, 1)


@pytest.mark.parametrize("joint", [", while", ", and", ", but in the north"])
def test_sentence_of_two_attacks_is_read_in_parts(joint: str) -> None:
    lead = (
        f"Gunmen shot dead three teachers in Baquba on Friday{joint} "
        "a roadside bomb wounded six soldiers in Kirkuk, officials said."
    )
    found = sites(lead)
    assert set(found) == {"Baquba", "Kirkuk"}
    assert (found["Baquba"].killed, found["Baquba"].wounded) == (3, None)
    assert (found["Kirkuk"].killed, found["Kirkuk"].wounded) == (None, 6)


def test_claim_is_of_the_attack_whose_victim_it_names() -> None:
    body = (
        "Gunmen shot dead a tax clerk in Baquba on Friday, while a landmine killed four "
        "passengers in Kirkuk.\n\n"
        "Seven people on the bus were wounded in Kirkuk.\n\n"
        "The Islamic State claimed the killing of the clerk in a statement."
    )
    found = sites(body)
    claimed = {name: [c.claimant for c in a.claims] for name, a in found.items()}
    assert claimed == {"Baquba": ["Islamic State"], "Kirkuk": []}


def test_lead_that_sums_two_attacks_is_none_of_them() -> None:
    body = (
        "Seven people were killed in two attacks in Baquba and Kirkuk on Friday, police said.\n\n"
        "In Baquba, militants shot dead five members of a family.\n\n"
        "In Kirkuk, a sniper killed two policemen at a checkpoint."
    )
    found = sites(body, "Two attacks leave seven dead in Baquba, Kirkuk")
    assert {name: a.killed for name, a in found.items()} == {"Baquba": 5, "Kirkuk": 2}


def test_province_named_again_tells_on_of_the_attack_in_it() -> None:
    body = (
        "Gunmen shot dead a judge in Mogadishu on Friday, while a landmine in Afgoye killed "
        "four passengers.\n\n"
        "In the Lower Shabelle region, a landmine went off under a minibus at Lafoole at noon."
    )
    assert len(sites(body)) == 2


def test_town_of_a_province_is_where_the_attack_was() -> None:
    body = (
        "Gunmen shot dead a judge in Kabul on Friday, while in Nangarhar a reporter was shot "
        "dead, police said.\n\n"
        "In Jalalabad, armed men fired on the car of the reporter."
    )
    assert set(sites(body)) == {"Kabul", "Jalalabad"}


@pytest.mark.parametrize("place", ["Kirkuk's Daquq", "the Daquq district of Kirkuk"])
def test_town_behind_its_owner_is_the_site(place: str) -> None:
    found = attack(f"Gunmen killed two farmers in {place} on Friday.", language="en")
    assert found.place.canonical == "Daquq"


def test_office_that_speaks_is_no_second_site() -> None:
    body = (
        "Two passengers were killed when gunmen fired on a bus near Garsen on Friday.\n\n"
        "Lamu County Commissioner Njoroge Mbugua said that armed men had fired at its tyres."
    )
    assert len(sites(body)) == 1


def test_the_market_of_the_lead_is_struck_once() -> None:
    body = (
        "At least 28 civilians were killed in an air raid on a market in Yemen's Hajjah "
        "governorate on Friday.\n\n"
        "Two missiles hit the market in the town of Abs around noon."
    )
    found = attack(body, title="Dozens killed as jets bomb market in Hajjah", language="en")
    assert (found.killed, found.place.canonical) == (28, "Abs")
