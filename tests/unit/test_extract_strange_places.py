"""Which country a bare name is of, and the country of what names no place at all."""

import pytest

from streams.domain.records import Attack
from tests.reading import reading


def told(body: str, **fields: str | None) -> list[Attack]:
    """Return the attacks that the article reports, in the order told."""
    return [a for a in reading(body, **fields).attacks if a.modality == "asserted"]


def test_a_bare_name_of_another_country_does_not_move_news_of_home() -> None:
    body = (
        "Tres guardias murieron en un ataque armado desde dos motocicletas en el kilómetro 6 de "
        "la ruta al Atlántico. La policía busca a los agresores."
    )
    found = told(body, language="es", source="prensalibre.com")
    assert [(a.place.country, a.place.city, a.killed) for a in found] == [("GT", None, 3)]


@pytest.mark.parametrize(
    ("language", "source", "country", "body"),
    [
        ("fa", "hamshahrionline.ir", "IR", "یک مهاجم مسلح روز پنجشنبه دو قاضی را با گلوله کشت."),
        ("es", "eltiempo.com", "CO", "Hombres armados mataron el jueves a dos jueces."),
        ("fa", "bbc.com/persian", None, "یک مهاجم مسلح روز پنجشنبه دو قاضی را با گلوله کشت."),
    ],
)
def test_what_names_no_place_is_at_home_for_the_press_of_the_language(
    language: str, source: str, country: str | None, body: str
) -> None:
    found = told(body, language=language, source=source)
    assert [(a.place.country, a.place.city) for a in found] == [(country, None)]


def test_a_state_named_behind_a_district_says_whose_it_is() -> None:
    body = (
        "Una mina mató el jueves a dos militares en La Victoria, en el municipio Páez del estado "
        "Apure. Los militares señalan a irregulares colombianos."
    )
    assert [a.place.country for a in told(body, language="es")] == ["VE"]


def test_a_quarter_of_the_town_beside_it_stays_there() -> None:
    body = (
        "İstanbul Sarıyer'deki Santa Maria Kilisesi'nde perşembe günü maskeli iki kişi ateş açtı, "
        "bir kişi öldü. İki zanlının Tacikistan uyruklu olduğu belirtildi."
    )
    found = told(body, language="tr")
    assert [(a.place.country, a.place.city) for a in found] == [("TR", "Istanbul")]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "it",
            "Quindici fedeli uccisi e due feriti giovedì in un attacco contro la chiesa del "
            "villaggio di Essakane, nella diocesi di Dori, in Burkina Faso.\n\nDodici sono morti "
            "sul posto a Essakane. A Dori i parenti piangono i morti.",
        ),
        (
            "en",
            "Insurgents killed 15 people in Mucojo, Macomia district, Mozambique, on Thursday.\n\n"
            "Three were beheaded, said a fisherman who reached Macomia on foot.",
        ),
    ],
)
def test_what_holds_the_village_is_no_place_of_another_attack(language: str, body: str) -> None:
    assert len(told(body, language=language)) == 1


@pytest.mark.parametrize(
    ("language", "country", "town", "body"),
    [
        (
            "fr",
            "BF",
            "Foutouri",
            "Des hommes armés ont tué jeudi six civils à Foutouri, au Burkina Faso.",
        ),
        ("en", "AF", "Kajaki", "A bomb killed four policemen in Kajaki, Helmand, on Thursday."),
        ("es", "MZ", "Mucojo", "Hombres armados mataron el jueves a seis personas en Mucojo."),
        ("tr", "SO", "Masagaway", "Masagaway'da perşembe günü bomba patladı, dört asker öldü."),
    ],
)
def test_small_towns_of_war_countries_are_known(
    language: str, country: str, town: str, body: str
) -> None:
    found = told(body, language=language)
    assert [(a.place.country, a.place.city) for a in found] == [(country, town)]
