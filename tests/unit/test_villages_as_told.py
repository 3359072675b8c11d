"""Villages that no table has bear their own name beside the town or district that is known."""

import pytest

from tests.reading import reading


@pytest.mark.parametrize(
    ("language", "title", "text", "name", "canonical"),
    [
        (
            "en",
            "Maoists blow up vehicle in Bijapur",
            "Eight policemen were killed when a mine exploded under their pick-up near Kutru in "
            "Bijapur district on Monday.",
            "Kutru",
            "Vijayapura",
        ),
        (
            "en",
            None,
            "Gunmen killed six people in Friday night's invasion of Kwapre in Hong LGA of Adamawa "
            "State.",
            "Kwapre",
            "Hong",
        ),
        (
            "en",
            None,
            "Militants shot dead a shopkeeper in Redwani Bala, Kulgam, on Monday evening, police "
            "said.",
            "Redwani Bala",
            "Kulgam",
        ),
        (
            "fr",
            None,
            "Des hommes armés ont tué huit personnes à Kobokoli dans le département de Torodi.",
            "Kobokoli",
            "Torodi",
        ),
        (
            "es",
            None,
            "Sicarios mataron a tiros a tres personas el lunes en Las Peñas, municipio de "
            "Apatzingán.",
            "Las Peñas",
            "Apatzingan",
        ),
    ],
)
def test_a_village_is_called_as_told(
    language: str, title: str | None, text: str, name: str, canonical: str
) -> None:
    [attack] = reading(text, title=title, language=language, at="2021-06-14T18:40:00+02:00").attacks
    assert (attack.place.name, attack.place.canonical) == (name, canonical)


def test_a_site_in_a_known_quarter_keeps_the_town() -> None:
    text = "A grenade thrown at a checkpost in Satellite Town, Quetta, killed two policemen."
    [attack] = reading(text, title=None, language="en", at="2021-06-14T18:40:00+02:00").attacks
    assert attack.place.canonical == "Quetta"


@pytest.mark.parametrize(
    ("language", "text", "city"),
    [
        ("en", "Gunmen killed three people on Monday in Ogossagou, Mali.", "Ogossagou"),
        ("en", "Gunmen killed three people on Monday in Saravena, Colombia.", "Saravena"),
        ("fr", "Des hommes armés ont tué trois villageois à Labbezanga au Mali.", "Labbezanga"),
        ("es", "Hombres armados mataron a tres vecinos ayer en Saravena, Colombia.", "Saravena"),
    ],
)
def test_a_small_town_before_its_country_is_believed(language: str, text: str, city: str) -> None:
    [attack] = reading(text, title=None, language=language, at="2021-06-14T18:40:00+02:00").attacks
    assert attack.place.city == city
