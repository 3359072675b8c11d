"""Who strikes from the air, and where: a state that did it twice, names with case endings."""

import pytest

from tests.reading import reading

AT = "2025-03-04T18:00:00+00:00"
TWICE = {
    "es": (
        "Aviones rusos bombardean Járkov y drones golpean Odesa",
        "Aviones rusos bombardearon este martes un mercado en Járkov y mataron a seis personas.",
        "Horas más tarde, varios drones explosivos impactaron contra un hospital en Odesa"
        " y mataron a dos enfermeras.",
    ),
    "en": (
        "Russian jets bomb Kharkiv, drones strike Odesa",
        "Russian jets bombed a market in Kharkiv on Tuesday and killed six people.",
        "Hours later, drones struck a hospital in Odesa and killed two nurses.",
    ),
}


@pytest.mark.parametrize("language", ["es", "en"])
def test_state_that_struck_one_town_is_suspected_of_the_other(language: str) -> None:
    title, first, second = TWICE[language]
    attacks = reading(f"{first}\n\n{second}", title=title, language=language, at=AT).attacks
    assert [[p.name for p in a.perpetrators] for a in attacks] == [["Russian forces"]] * 2


@pytest.mark.parametrize(
    ("language", "whose"), [("es", "drones ucranianos"), ("en", "Ukrainian drones")]
)
def test_other_side_is_not_taken_for_it(language: str, whose: str) -> None:
    title, first, second = TWICE[language]
    second = second.replace("varios drones explosivos", whose).replace("drones struck", whose)
    title = title.partition(" y drones")[0].partition(", drones")[0]
    attacks = reading(f"{first}\n\n{second}", title=title, language=language, at=AT).attacks
    assert all(p.name != "Russian forces" for a in attacks[1:] for p in a.perpetrators)


@pytest.mark.parametrize("title", ["KİLİS'E YİNE ROKET YAĞDI", "Kilis'e yine roket yağdı"])
def test_name_in_the_dative_before_what_strikes_is_the_site(title: str) -> None:
    body = "Sınırın ötesinden atılan roketler bugün bir evin çatısına düştü, iki kişi yaralandı."
    (attack,) = reading(body, title=title, language="tr", at=AT).attacks
    assert attack.place.city == "Kilis"


def test_country_whose_drone_it_was_is_no_place() -> None:
    body = (
        "Süleymaniye'de bir otomobil bugün Türkiye'ye ait silahlı insansız hava aracı"
        " tarafından bombalandı, iki kişi öldü."
    )
    (attack,) = reading(body, title="Otomobil bombalandı", language="tr", at=AT).attacks
    assert attack.place.country == "IQ"
    assert [p.name for p in attack.perpetrators] == ["Turkish forces"]
