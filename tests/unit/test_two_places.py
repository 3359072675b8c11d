"""Two attacks in one sentence: under one verb, or each in a clause of its own."""

import pytest

from tests.reading import reading

DAY = "2023-11-01T12:00:00+00:00"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "In Maiduguri a bomb killed three people on Tuesday, and in Damaturu gunmen killed "
            "two.",
        ),
        (
            "en",
            "Gunmen killed three farmers in Gwoza and two traders in Bama on Tuesday.",
        ),
        (
            "fr",
            "À Djibo, une mine a tué trois civils mardi, et à Dori des hommes armés ont tué deux "
            "commerçants.",
        ),
        (
            "fr",
            "Des hommes armés ont tué trois paysans à Djibo et deux commerçants à Dori mardi.",
        ),
        (
            "es",
            "En Tumaco una bomba mató a tres personas el martes, y en Cali hombres armados "
            "mataron a dos policías.",
        ),
        (
            "es",
            "Hombres armados mataron a tres campesinos en Tumaco y a dos comerciantes en "
            "Buenaventura el martes.",
        ),
        (
            "ru",
            "Во вторник в Бериславе дрон атаковал маршрутку, двое погибли, в Херсоне снаряд убил "
            "продавщицу.",
        ),
        (
            "ru",
            "Во вторник боевики убили трёх крестьян в Гвозе и двух торговцев в Баме.",
        ),
        (
            "tr",
            "Salı günü Cizre'de bombalı saldırıda üç kişi öldü, Silopi'de silahlı saldırıda iki "
            "polis öldü.",
        ),
        (
            "fa",
            "روز سه‌شنبه در ایرانشهر افراد مسلح دو پلیس و در زاهدان سه سرباز را کشتند.",
        ),
        (
            "fa",
            "سه‌شنبه در ایرانشهر بر اثر تیراندازی دو نفر و در زاهدان سه نفر کشته شدند.",
        ),
        (
            "ar",
            "قتل ثلاثة أشخاص في انفجار عبوة ناسفة في كركوك الثلاثاء، وقتل مسلحون شرطيين في بعقوبة.",
        ),
        (
            "ar",
            "قتل مسلحون ثلاثة مزارعين في الحويجة واثنين من الشرطة في بعقوبة الثلاثاء.",
        ),
        (
            "ckb",
            "سێشەممە لە کەرکووک بۆمبێک سێ کەسی کوشت و لە بەعقووبە چەکداران دوو پۆلیسیان کوشت.",
        ),
    ],
)
def test_each_place_with_people_hurt_is_an_attack(language: str, text: str) -> None:
    found = reading(text, title=None, language=language, at=DAY).attacks
    assert len({attack.place.city for attack in found}) == 2
    assert all(attack.killed and attack.modality == "asserted" for attack in found)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed three farmers in Gwoza and arrested two traders in Bama on Tuesday.",
        "Gunmen killed three farmers from Gwoza and two from Bama in Konduga on Tuesday.",
        "Gunmen killed three farmers in Gwoza on Tuesday, and two of them were buried in Bama.",
    ],
)
def test_another_place_without_people_hurt_is_none(text: str) -> None:
    assert len(reading(text, title=None, language="en", at=DAY).attacks) == 1
