"""Tolls as labels, parts of whom alone more is told, and people told by name and age."""

import pytest

from tests.reading import reading

DAY = "2023-11-01T12:00:00+00:00"


@pytest.mark.parametrize(
    ("language", "text", "killed", "wounded"),
    [
        (
            "fr",
            "Mardi à Cali, Jean Dupont, 45 ans, a été abattu par des hommes armés devant chez lui.",
            1,
            None,
        ),
        (
            "fr",
            "Une bombe a explosé mardi à Kidal. Bilan : 4 morts, 12 blessés.",
            4,
            12,
        ),
        (
            "fr",
            "Une bombe a explosé mardi à Kidal. Tués : 4. Blessés : 12.",
            4,
            12,
        ),
        (
            "en",
            "A bomb exploded in Quetta on Tuesday. Dead: 4. Wounded: 12.",
            4,
            12,
        ),
        (
            "en",
            "A bomb exploded in Quetta on Tuesday. Killed - 4, injured - 12.",
            4,
            12,
        ),
        (
            "es",
            "Una bomba estalló el martes en Cali. Muertos: 4. Heridos: 12.",
            4,
            12,
        ),
        (
            "ru",
            "Во вторник в Донецке взорвалась бомба. Погибших: 4, раненых: 12.",
            4,
            12,
        ),
        (
            "ru",
            "Во вторник в Донецке взорвалась бомба. Погибло: 4. Ранено: 12.",
            4,
            12,
        ),
        (
            "tr",
            "Salı günü Cizre'de bomba patladı. Ölü sayısı: 4, yaralı sayısı: 12.",
            4,
            12,
        ),
        (
            "tr",
            "Salı günü Cizre'de bomba patladı. Ölü: 4, yaralı: 12.",
            4,
            12,
        ),
        (
            "fa",
            "روز سه‌شنبه در کابل بمبی منفجر شد. کشته‌ها: ۴، زخمی‌ها: ۱۲.",
            4,
            12,
        ),
        (
            "fa",
            "روز سه‌شنبه در کابل بمبی منفجر شد. شهید: ۴، زخمی: ۱۲.",
            4,
            12,
        ),
        (
            "ar",
            "انفجرت عبوة ناسفة في كركوك الثلاثاء. القتلى: 4، الجرحى: 12.",
            4,
            12,
        ),
        (
            "ar",
            "انفجرت عبوة ناسفة في كركوك الثلاثاء. الحصيلة: 4 شهداء - 12 جريحا.",
            4,
            12,
        ),
        (
            "ckb",
            "سێشەممە لە کەرکووک بۆمبێک تەقییەوە. کوژراو: ٤، بریندار: ١٢.",
            4,
            12,
        ),
        (
            "en",
            "Gunmen opened fire on a minibus in Kherson on Tuesday, wounding six people. Two of "
            "them later died.",
            2,
            None,
        ),
        (
            "en",
            "Gunmen opened fire on a minibus in Quetta on Tuesday, wounding six people, two of "
            "whom later died in hospital.",
            2,
            None,
        ),
        (
            "fr",
            "Des hommes armés ont ouvert le feu mardi à Djibo, blessant six personnes, dont deux "
            "ont succombé plus tard.",
            2,
            None,
        ),
        (
            "es",
            "Hombres armados dispararon el martes en Cali e hirieron a seis personas, dos de las "
            "cuales murieron después.",
            2,
            None,
        ),
        (
            "ru",
            "Во вторник в Херсоне дрон атаковал автобус, ранены шесть человек. Двое из них позже "
            "скончались.",
            2,
            None,
        ),
        (
            "tr",
            "Salı günü Cizre'de düzenlenen silahlı saldırıda altı kişi yaralandı, bunlardan "
            "ikisi daha sonra hastanede öldü.",
            2,
            None,
        ),
        (
            "ar",
            "أطلق مسلحون النار على حافلة في كركوك الثلاثاء فأصيب ستة أشخاص توفي اثنان منهم لاحقا.",
            2,
            None,
        ),
        (
            "ckb",
            "سێشەممە لە کەرکووک چەکداران تەقەیان کرد و شەش کەس بریندار بوون، دوانیان دواتر "
            "گیانیان لەدەستدا.",
            2,
            None,
        ),
        (
            "en",
            "Ahmed Yusuf, 45, was shot dead by gunmen outside his home in Mogadishu on Tuesday.",
            1,
            None,
        ),
        (
            "en",
            "Gunmen in Mogadishu on Tuesday shot dead Ahmed Yusuf, a former mayor, and his two "
            "bodyguards.",
            3,
            None,
        ),
        (
            "es",
            "Juan Pérez, de 45 años, fue asesinado a tiros el martes en Cali por hombres armados.",
            1,
            None,
        ),
        (
            "tr",
            "Salı günü Cizre'de 45 yaşındaki Ahmet Yılmaz silahlı saldırıda öldürüldü.",
            1,
            None,
        ),
    ],
)
def test_tolls_are_read(language: str, text: str, killed: int, wounded: int | None) -> None:
    attack = reading(text, title=None, language=language, at=DAY).attacks[0]
    assert attack.killed == killed
    assert wounded is None or attack.wounded == wounded


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "A gunman killed four people in Quetta on Tuesday. The suspect, a farmer from Burton, "
            "was killed by police.",
        ),
        (
            "fr",
            "Un homme armé a tué quatre personnes mardi à Kidal. L'assaillant, un cultivateur de "
            "Gao, a été tué par la police.",
        ),
        (
            "ru",
            "Во вторник боевик убил четверых в Дербенте. Нападавший, житель Избербаша, был убит "
            "полицией.",
        ),
    ],
)
def test_who_an_attacker_was_makes_no_victim_of_him(language: str, text: str) -> None:
    attack = reading(text, title=None, language=language, at=DAY).attacks[0]
    assert (attack.killed, attack.perpetrators_killed) == (4, 1)
