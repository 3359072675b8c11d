"""Where it happened, and what only tells where another place lies."""

import pytest

from tests.reading import attack

BOMB = "قتل سبعة أشخاص في تفجير سيارة مفخخة {} الجمعة."
CAR_BOMB = "A car bomb killed seven people {} on Friday."


@pytest.mark.parametrize(
    ("words", "city"),
    [
        ("في بغداد", "Baghdad"),
        ("ببغداد", "Baghdad"),
        ("في مدينة كركوك", "Kirkuk"),
        ("بمدينة حلب", "Aleppo"),
        ("وسط مدينة الموصل", "Mosul"),
    ],
)
def test_arabic_town_is_found_behind_its_clitics(words: str, city: str) -> None:
    place = attack(BOMB.format(words)).place
    assert (place.canonical, place.city, place.precision) == (city, city, "city")


@pytest.mark.parametrize(
    ("words", "city", "country"),
    [
        ("in Baghdad", "Baghdad", "IQ"),
        ("in the Somali capital Mogadishu", "Mogadishu", "SO"),
        ("in Maiduguri in Nigeria", "Maiduguri", "NG"),
        ("near Kabul", "Kabul", "AF"),
    ],
)
def test_english_town_comes_with_its_country(words: str, city: str, country: str) -> None:
    place = attack(CAR_BOMB.format(words), language="en").place
    assert (place.canonical, place.country) == (city, country)
    assert place.lat is not None
    assert place.lon is not None


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (BOMB.format("في كركوك، 240 كلم شمال بغداد،"), "ar"),
        (BOMB.format("في مدينة كركوك (240 كلم شمال بغداد)"), "ar"),
        (CAR_BOMB.format("in Kirkuk, 240 km north of Baghdad,"), "en"),
    ],
)
def test_reference_by_distance_is_not_the_place(body: str, language: str) -> None:
    assert attack(body, language=language).place.canonical == "Kirkuk"


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "قتل سبعة أشخاص في هجوم انتحاري في كابول الجمعة."
            " وعبر الرئيس الأمريكي في واشنطن عن تعازيه.",
            "ar",
        ),
        (
            "A suicide bomber killed seven people in Kabul on Friday."
            " The president of France expressed his condolences from Paris.",
            "en",
        ),
    ],
)
def test_places_of_reactions_are_not_the_place(body: str, language: str) -> None:
    found = attack(body, language=language)
    assert (found.place.canonical, found.place.country) == ("Kabul", "AF")


@pytest.mark.parametrize(
    ("body", "language", "name"),
    [
        (BOMB.format("في قرية الزنبقة في محافظة ديالى"), "ar", "الزنبقة"),
        (CAR_BOMB.format("in the village of Zanbaqa in Diyala province"), "en", "Zanbaqa"),
    ],
)
def test_town_without_an_entry_keeps_its_name_and_no_coordinates(
    body: str, language: str, name: str
) -> None:
    place = attack(body, language=language).place
    assert (place.name, place.precision) == (name, "city")
    assert (place.country, place.admin1) == ("IQ", "Diyala")
    assert (place.lat, place.lon) == (None, None)


def test_number_and_month_that_are_neighbourhoods_are_finer_places() -> None:
    streets = "أحياء التسعين وحزيران ودوميز"
    body = f"قتل ستة من الشرطة في هجوم شنه مسلحون في {streets} في مدينة كركوك الجمعة."
    found = attack(body)
    assert found.place.canonical == "Kirkuk"
    assert found.killed == 6
    names = " ".join(place.name for place in found.places)
    assert all(name in names for name in ("تسعين", "حزيران", "دوميز"))
    assert {place.city for place in found.places} == {"Kirkuk"}


def test_article_that_names_no_place_gives_none() -> None:
    found = attack(BOMB.format("أمس"))
    assert (found.place.name, found.place.country, found.place.precision) == ("", None, "unknown")


@pytest.mark.parametrize("name", ["أبي صيدا", "أبا صيدا", "أبو صيدا"])
def test_name_with_father_is_known_in_every_case(name: str) -> None:
    found = attack(f"قتل مسلحون ثلاثة أشخاص الجمعة في هجوم على ناحية {name} في محافظة ديالى.")
    assert found.place.canonical == "Abu Saida"


def test_name_is_no_witness_for_its_own_country() -> None:
    body = (
        "TACLOBAN CITY - Three soldiers died when rebels set off mines in Samar on Friday.\n\n"
        "Six were wounded and flown to hospitals in Catbalogan and Tacloban, officials in Manila "
        "said."
    )
    found = attack(body, title="Three soldiers slain in Samar ambush", language="en")
    assert found.place.country == "PH"


def test_capital_behind_in_makes_a_town_of_another_word() -> None:
    body = "Militants attacked a police post in Tank in Pakistan on Friday, killing four policemen."
    assert attack(body, language="en").place.canonical == "Tank"
