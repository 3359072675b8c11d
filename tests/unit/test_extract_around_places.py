"""What lies around a town or quarter, and what only travels to it."""

import pytest

from tests.reading import attack, reading


@pytest.mark.parametrize(
    ("words", "name", "precision"),
    [
        ("في ريف حلب الشمالي", "Aleppo", "province"),
        ("في بادية دير الزور", "Deir ez-Zor", "province"),
        ("بحلب", "Aleppo", "city"),
        ("في مدينة الباب بريف حلب", "Al-Bab", "city"),
        ("في قضاء المقدادية", "Muqdadiyah", "city"),
    ],
)
def test_countryside_is_the_province_and_a_district_its_town(
    words: str, name: str, precision: str
) -> None:
    place = attack(f"قتل سبعة أشخاص الجمعة في هجوم بسيارة مفخخة {words}.").place
    assert (place.canonical, place.precision) == (name, precision)


@pytest.mark.parametrize(
    ("body", "city"),
    [
        (
            "Gunmen ambushed a Mandera-bound bus near the town of El Wak on Friday,"
            " killing six people, Kenyan police said.",
            "El Wak",
        ),
        (
            "Gunmen killed five people on Friday near the town of Damboa, about 85 km south of"
            " the state capital Maiduguri, Nigerian police said.",
            "Damboa",
        ),
    ],
)
def test_where_a_bus_goes_and_what_measures_is_no_site(body: str, city: str) -> None:
    assert attack(body, language="en").place.city == city


@pytest.mark.parametrize(
    ("words", "name", "city"),
    [
        ("في حي الصالحين بحلب", "Salhin", "Aleppo"),
        ("في حي الجولان بالفلوجة", "Jolan", "Fallujah"),
        ("في حي الجحملية بتعز", "Jahmaliya", "Taiz"),
    ],
)
def test_quarter_is_found_in_its_town(words: str, name: str, city: str) -> None:
    found = attack(f"قتل سبعة أشخاص الجمعة في انفجار عبوة ناسفة {words}.")
    assert found.place.city == city
    assert name in {found.place.canonical, *(p.canonical for p in found.places)}


def test_quarter_of_a_name_elsewhere_stays_in_the_town_that_is_named() -> None:
    found = attack("أصيب رجل الجمعة في هجوم بقنبلة يدوية على منزل في منطقة الجنينة وسط البصرة.")
    assert (found.place.country, found.place.city) == ("IQ", "Basra")


def test_country_in_arabic_is_no_town_abroad() -> None:
    body = (
        "قتل سبعة أشخاص الجمعة في تفجير في الهرمل قرب الحدود مع سوريا ولبنان."
        "\n\nودانت الولايات المتحدة الهجوم، وقالت واشنطن إنها تقف مع الولايات المتحدة وحلفائها."
    )
    places = [a.place for a in reading(body).attacks]
    assert all(place.country != "US" for place in places)
