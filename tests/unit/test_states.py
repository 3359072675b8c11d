"""Countries that strike: they are who did it, and no place."""

import pytest

from tests.reading import attack

TUESDAY = "2023-10-25T10:00:00+03:00"


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Russia shelled Kherson on Tuesday, killing three residents."),
        ("en", "Drones launched by Russia struck a market in Kherson, killing three people."),
        ("es", "Rusia bombardeó el martes Jersón y mató a tres vecinos."),
        (
            "fr",
            "Des drones lancés par la Russie ont frappé un marché de Kherson, tuant trois civils.",
        ),
        ("ar", "استهدفت مسيرات أطلقتها روسيا الثلاثاء سوقا في خيرسون ما أدى إلى مقتل ثلاثة أشخاص."),
        ("fa", "توپخانه روسیه روز سه‌شنبه سه نفر را در خرسون کشت."),
        ("ckb", "ڕووسیا ڕۆژی سێشەممە خێرسۆنی بۆردومان کرد و سێ کەس کوژران."),
        ("ru", "Россия обстреляла во вторник Херсон, погибли трое жителей."),
    ],
)
def test_country_that_strikes_did_it_and_the_town_is_the_place(language: str, body: str) -> None:
    found = attack(body, language=language, at=TUESDAY)
    assert [p.name for p in found.perpetrators] == ["Russian forces"]
    assert (found.place.city, found.place.country) == ("Kherson", "UA")


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Gunmen attacked a police post in Russia on Tuesday, killing three officers."),
        ("es", "Hombres armados atacaron el martes un cuartel en Rusia y mataron a tres policías."),
    ],
)
def test_country_in_which_others_strike_did_nothing(language: str, body: str) -> None:
    found = attack(body, language=language, at=TUESDAY)
    assert [p.name for p in found.perpetrators] == [None]
    assert found.place.country == "RU"
