"""People are counted though no table has their noun; words that hurt nobody count none."""

import pytest

from tests.reading import reading

AT = "2023-11-01T12:00:00+00:00"


def tolls(text: str, language: str) -> list[tuple[int | None, int | None]]:
    return [(a.killed, a.wounded) for a in reading(text, language=language, at=AT).attacks]


@pytest.mark.parametrize(
    ("language", "text", "toll"),
    [
        ("es", "Una bomba estalló en Cali el martes. Tres apicultores murieron.", (3, None)),
        ("es", "Una bomba estalló en Cali el martes. Un apicultor resultó herido.", (None, 1)),
        ("fr", "Une bombe a explosé à Gao mardi. Un apiculteur a été tué.", (1, None)),
        ("tr", "Salı günü Cizre'de bomba patladı. Bir arıcı öldü.", (1, None)),
        ("fa", "روز سه‌شنبه بمبی در کابل منفجر شد. سه زنبوردار کشته شدند.", (3, None)),
        ("ckb", "ڕۆژی سێشەممە بۆمبێک لە کەرکووک تەقییەوە. سێ هەنگدار کوژران.", (3, None)),
        ("ar", "انفجرت عبوة ناسفة في كركوك الثلاثاء. وقتل نحال وأصيب إسكافي بجروح.", (1, 1)),
    ],
)
def test_noun_that_no_table_has_is_somebody(
    language: str, text: str, toll: tuple[int | None, int | None]
) -> None:
    assert tolls(text, language) == [toll]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "قُتل خالد العلي برصاص مجهولين في درعا أمس الثلاثاء."),
        ("es", "El martes en Cali sicarios mataron a Luis Gómez."),
        ("tr", "Salı günü Cizre'de Ahmet Yılmaz silahlı saldırıda öldürüldü."),
    ],
)
def test_name_alone_is_one_person(language: str, text: str) -> None:
    assert tolls(text, language) == [(1, None)]


@pytest.mark.parametrize(
    ("language", "text", "toll"),
    [
        ("ar", "انفجرت عبوة في كركوك الثلاثاء. وفي حصيلة سابقة لقيت علبة سوداء.", (None, None)),
        (
            "fr",
            "Mardi, une trentaine de roquettes se sont abattues sur Kiryat Shmona, où un ouvrier a "
            "été tué.",
            (1, None),
        ),
        (
            "es",
            "Un ataque dejó víctimas en Suárez el martes. Murió el soldado Yeison Possú y tres de "
            "sus compañeros fueron remitidos en helicóptero a Cali.",
            (1, None),
        ),
    ],
)
def test_nobody_is_counted_by_other_words(
    language: str, text: str, toll: tuple[int | None, int | None]
) -> None:
    assert tolls(text, language) == [toll]


@pytest.mark.parametrize(
    ("language", "text", "toll"),
    [
        ("fr", "Un couple et ses deux filles ont été tués mardi à Houla par un raid.", (4, None)),
        (
            "tr",
            "Salı günü Djibo'da konvoya pusu kuruldu. On bir sürücü ve tüccar ile eskortluk eden "
            "üç askerin yaşamını yitirdiği belirtildi.",
            (14, None),
        ),
        ("ar", "سقط ثمانية مدنيين على الأقل شهداء في قصف صاروخي على مأرب الاثنين.", (8, None)),
        ("ru", "Во вторник в Муроме дрон ударил по трактору, ранен водитель. Других пострадавших "
         "нет.", (None, 1)),
    ],
)  # fmt: skip
def test_groups_are_counted_whole(
    language: str, text: str, toll: tuple[int | None, int | None]
) -> None:
    assert tolls(text, language) == [toll]
