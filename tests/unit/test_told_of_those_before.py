"""Deaths told of people before: of the wounded, by a pronoun, behind `and`."""

import pytest

from tests.reading import reading

DAY = "2021-06-15T18:40:00+02:00"


@pytest.mark.parametrize(
    ("language", "text", "killed", "wounded", "attackers"),
    [
        (
            "en",
            "A bomb went off outside a mosque in Mosul on Monday. Five passengers and the driver "
            "were wounded. Two of them later died in hospital.",
            2,
            4,
            None,
        ),
        (
            "en",
            "A suicide bomber struck a market in Maiduguri on Monday, wounding 14 people, three "
            "of whom died overnight.",
            3,
            11,
            1,
        ),
        (
            "en",
            "Gunmen shot at a policeman in Basra on Monday; he died on the way to hospital.",
            1,
            None,
            None,
        ),
        (
            "en",
            "An 18-year-old was shot in the chest by gunmen in Quetta on Monday and died on the "
            "way to hospital.",
            1,
            None,
            None,
        ),
        (
            "es",
            "Siete civiles murieron, entre ellos un bebé, y 77 resultaron heridos en un ataque "
            "ruso con misiles contra Járkov.",
            7,
            77,
            None,
        ),
        (
            "es",
            "La onda expansiva alcanzó a ocho transeúntes, dos de los cuales murieron, en el "
            "atentado con carro bomba del lunes en Cali.",
            2,
            None,
            None,
        ),
        (
            "es",
            "El comerciante José Pérez fue baleado por sicarios en su negocio de Celaya y murió "
            "horas más tarde.",
            1,
            None,
            None,
        ),
        (
            "es",
            "Once menores que jugaban al fútbol en Majdal Shams, en los Altos del Golán, murieron "
            "este sábado por el impacto de un cohete.",
            11,
            None,
            None,
        ),
        (
            "fr",
            "Après l'attaque de lundi à Djibo, l'hôpital a admis quatorze blessés, dont trois "
            "n'ont pas survécu.",
            3,
            11,
            None,
        ),
        (
            "ru",
            "Вчера в Назрани неизвестные обстреляли автомобиль полиции. Ранены пятеро, двое из "
            "них позже скончались в больнице.",
            2,
            3,
            None,
        ),
        (
            "tr",
            "Bağdat'ta pazartesi günü 14 kişi bombalı saldırıda yaralandı, üçü hastanede hayatını "
            "kaybetti.",
            3,
            11,
            None,
        ),
        (
            "ar",
            "انفجرت عبوة ناسفة يوم الاثنين في سوق بعدن وأصيب 14 شخصاً توفي ثلاثة منهم لاحقاً.",
            3,
            11,
            None,
        ),
        (
            "ar",
            "أطلق مسلحون النار على طبيب في البصرة يوم الاثنين. ونقل إلى المستشفى حيث فارق الحياة.",
            1,
            None,
            None,
        ),
        (
            "fa",
            "روز دوشنبه در انفجار بمب کنار جاده‌ای در هرات ۱۴ نفر زخمی شدند که سه تن آنان بعداً "
            "جان باختند.",
            3,
            11,
            None,
        ),
        (
            "ckb",
            "ڕۆژی دووشەممە لە کەرکووک بە تەقینەوەی بۆمبێک ١٤ کەس بریندار بوون، سێیان دواتر "
            "گیانیان لەدەستدا.",
            3,
            11,
            None,
        ),
        (
            "es",
            "Sicarios dispararon el lunes contra un profesor en Tumaco. Falleció en el hospital.",
            1,
            None,
            None,
        ),
        (
            "fr",
            "Un gendarme a été blessé lundi dans une attaque à Djibo et a succombé à ses "
            "blessures dans la nuit.",
            1,
            None,
            None,
        ),
        (
            "es",
            "Un líder social fue atacado a tiros el lunes en Corinto y murió en el hospital.",
            1,
            None,
            None,
        ),
        (
            "en",
            "Two children were hurt by a landmine near Kramatorsk on Monday and later died.",
            2,
            None,
            None,
        ),
        (
            "ar",
            "هاجم مسلحون يوم الاثنين سيارة في ديالى فأصيب سائقها. وتوفي لاحقاً في المستشفى.",
            1,
            None,
            None,
        ),
        (
            "en",
            "A soldier was killed in the shelling of Kherson on Monday. His commander said he "
            "died a hero.",
            1,
            None,
            None,
        ),
        (
            "en",
            "A car bomb exploded in Mogadishu on Monday. Three people died and eight, including a "
            "doctor, were hurt.",
            3,
            8,
            None,
        ),
        (
            "es",
            "Ocho civiles, dos de ellos niños, murieron el lunes en un ataque en Tumaco.",
            8,
            None,
            None,
        ),
    ],
)
def test_who_died_is_told_of_those_before(
    language: str, text: str, killed: int | None, wounded: int | None, attackers: int | None
) -> None:
    [attack] = reading(text, title=None, language=language, at=DAY).attacks
    assert (attack.killed, attack.wounded) == (killed, wounded)
    assert attackers is None or attack.perpetrators_killed == attackers
