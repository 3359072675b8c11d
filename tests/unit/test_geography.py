import pytest

from streams.domain.folding import fold_arabic, fold_latin
from streams.domain.geography import (
    Area,
    Gazetteer,
    GazetteerEntry,
    PlaceKind,
    area_of,
    contains,
    distance_km,
)

IRAQ = Area("IQ")
KIRKUK_PROVINCE = Area("IQ", "Kirkuk")
KIRKUK_CITY = Area("IQ", "Kirkuk", "Kirkuk", "Kirkuk")
DOMIZ = Area("IQ", "Kirkuk", None, "Kirkuk", "Domiz")


def entry(
    kind: PlaceKind, name: str, district: str | None = None, city: str | None = None
) -> GazetteerEntry:
    return GazetteerEntry(0, name, "IQ", "Kirkuk", city, 35.4, 44.3, 10, kind, None, district)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("مُحَافَظَة الأَنْبَار", "محافظه الانبار"),
        ("آمرلي", "امرلي"),
        ("مصطفى", "مصطفي"),
        ("كركـــوك", "كركوك"),
        ("کرکوک", "كركوك"),
        ("ایران", "ايران"),
        ("مؤتة", "مؤته"),
        ("بئر العبد", "بئر العبد"),
        ("ساحة ٥٥", "ساحه 55"),
        ("(الدبس)،  شمال", "الدبس شمال"),
        ("ﺍﻟﺠﺒﻞ", "الجبل"),
        ("مي‌روم", "ميروم"),
    ],
)
def test_fold_arabic_gives_one_spelling(text: str, folded: str) -> None:
    assert fold_arabic(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Al-Ḩasakah", "al hasakah"),
        ("Sana'a", "sana a"),
        ("Ra’s al ‘Ayn", "ra s al ayn"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("Weißenfels", "weissenfels"),
        ("Bogotá, D.C.", "bogota d c"),
        ("e\u0301", "e"),
    ],
)
def test_fold_latin_gives_one_spelling(text: str, folded: str) -> None:
    assert fold_latin(text) == folded


@pytest.mark.parametrize("fold", [fold_arabic, fold_latin])
def test_folding_twice_changes_nothing(fold) -> None:
    text = "Al-Ḩasakah ’ مُحَافَظَة الأَنْبَار ٥٥ ﷲ ß"
    assert fold(fold(text)) == fold(text)


def test_distance_between_kirkuk_and_dibis_is_37_km() -> None:
    assert distance_km(35.46806, 44.39222, 35.67482, 44.07067) == pytest.approx(37, abs=0.5)


def test_distance_to_itself_is_nothing_and_to_the_antipode_half_the_globe() -> None:
    assert distance_km(33.3, 44.4, 33.3, 44.4) == 0
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)


def test_distance_crosses_the_date_line() -> None:
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        (IRAQ, KIRKUK_PROVINCE),
        (KIRKUK_PROVINCE, KIRKUK_CITY),
        (KIRKUK_CITY, DOMIZ),
        (IRAQ, DOMIZ),
        (DOMIZ, DOMIZ),
        (Area("IQ", "Kirkuk", "Hawija"), Area("IQ", "Kirkuk", "Hawija", "Riyadh")),
    ],
)
def test_contains_holds_from_country_down_to_neighbourhood(outer: Area, inner: Area) -> None:
    assert contains(outer, inner)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        (KIRKUK_CITY, KIRKUK_PROVINCE),
        (DOMIZ, KIRKUK_CITY),
        (KIRKUK_CITY, Area("IQ", "Kirkuk", "Dibis", "Dibis")),
        (Area("SY"), KIRKUK_CITY),
        (Area("IQ", "Kirkuk", "Hawija"), Area("IQ", "Kirkuk", None, "Riyadh")),
        (Area("IQ", "Kirkuk", "Kirkuk", "Kirkuk"), Area("IQ", "Anbar", None, "Kirkuk")),
    ],
)
def test_contains_refuses_wider_and_other_places(outer: Area, inner: Area) -> None:
    assert not contains(outer, inner)


def test_area_of_narrows_an_entry_to_its_own_level() -> None:
    assert area_of(entry("province", "Kirkuk")) == KIRKUK_PROVINCE
    assert area_of(entry("city", "Kirkuk", "Kirkuk")) == KIRKUK_CITY
    assert area_of(entry("neighbourhood", "Domiz", None, "Kirkuk")) == DOMIZ
    assert area_of(entry("district", "Hawija")) == Area("IQ", "Kirkuk", "Hawija")
    assert area_of(entry("district", "Domiz", None, "Kirkuk")) == DOMIZ


def test_gazetteer_gives_places_of_a_name_in_order_and_none_for_an_unknown_name() -> None:
    city, province = entry("city", "Kirkuk"), entry("province", "Kirkuk")
    gazetteer = Gazetteer((province, city), {"en": {"kirkuk": (1, 0)}}, {})
    assert gazetteer.named("en", "kirkuk") == (city, province)
    assert gazetteer.named("en", "atlantis") == ()
    assert gazetteer.named("fa", "kirkuk") == ()


def test_zone_of_a_province_comes_before_that_of_its_country() -> None:
    zones = {("RU", None): "Europe/Moscow", ("RU", "Primorye"): "Asia/Vladivostok"}
    gazetteer = Gazetteer((), {}, zones)
    assert gazetteer.zone_of("RU", "Primorye") == "Asia/Vladivostok"
    assert gazetteer.zone_of("RU", "Dagestan") == "Europe/Moscow"
    assert gazetteer.zone_of("RU") == "Europe/Moscow"
    assert gazetteer.zone_of("ZZ") is None
