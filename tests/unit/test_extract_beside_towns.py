"""Towns beside other towns: where what was hit stands, and by what a place is only measured."""

import pytest

from tests.reading import attack, reading

PLANT = [
    ("ar", "قتل خمسة أشخاص في هجوم على محطة كهرباء الدبس في محافظة كركوك يوم الجمعة."),
    ("ckb", "لە هێرشێکدا بۆ سەر وێستگەی کارەبای دوبز ڕۆژی هەینی پێنج کەس کوژران."),
    ("en", "An attack on the Dibis power plant in Kirkuk province killed five people on Friday."),
    ("es", "Un ataque contra la central eléctrica de Dibis, en Kirkuk, dejó cinco muertos."),
    ("fa", "در حمله به نیروگاه برق دوبز در استان کرکوک روز جمعه پنج نفر کشته شدند."),
    ("fr", "Une attaque contre la centrale électrique de Dibis, dans la province de Kirkouk, "
           "a fait cinq morts vendredi."),
    ("ru", "В пятницу при нападении на электростанцию в Дибисе под Киркуком погибли пять человек."),
    ("tr", "Kerkük'ün Dubiz ilçesindeki elektrik santraline düzenlenen saldırıda 5 kişi öldü."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), PLANT)
def test_town_of_what_was_hit_is_where_it_was(language, text):
    found = attack(text, language=language)
    assert (found.place.city, found.killed) == ("Dibis", 5)
    assert [target.category for target in found.targets] == ["infrastructure"]


def test_persian_town_only_measures_the_district_before_it():
    body = (
        "رئیس شورای شهرستان دوبز در غرب کرکوک از حمله مهاجمان انتحاری داعش به یک نیروگاه "
        "برق خبر داد. در این حمله که روز جمعه رخ داد ۱۲ نفر کشته شدند."
    )
    found = attack(body, title="حمله داعش به نیروگاه برق در دوبز عراق", language="fa")
    assert found.place.city == "Dibis"


def test_turkish_forces_that_only_shoot_back_are_no_target():
    body = (
        "Kerkük'te bir pazar yerine düzenlenen saldırıda 5 kişi öldü. "
        "Bir saldırgan güvenlik güçlerince vurularak öldürüldü."
    )
    assert [t.category for t in attack(body, language="tr").targets] == ["market"]


def test_russian_source_in_the_police_is_no_target():
    body = (
        "В результате взрыва на рынке в Киркуке погибли пять человек, сообщил источник в полиции."
    )
    assert [t.category for t in attack(body, language="ru").targets] == ["market"]


def test_french_attackers_who_also_came_to_another_town_are_a_second_attack():
    body = (
        "Une attaque contre la centrale électrique de Dibis, dans la province de Kirkouk, "
        "a tué cinq personnes vendredi. Des terroristes se sont également introduits dans "
        "la ville de Kirkouk."
    )
    assert {a.place.city for a in reading(body, language="fr").attacks} == {"Dibis", "Kirkuk"}


def test_french_governor_who_also_came_to_another_town_is_no_second_attack():
    body = (
        "Une attaque contre la centrale électrique de Dibis, dans la province de Kirkouk, "
        "a tué cinq personnes vendredi. Le gouverneur s'est également rendu dans la ville "
        "de Kirkouk."
    )
    assert {a.place.city for a in reading(body, language="fr").attacks} == {"Dibis"}
