"""Numbers of newspapers, in digits of three scripts and in words of two languages."""

import pytest

from streams.domain.folding import fold_arabic, fold_latin
from streams.domain.numbers import Number, digits_of, number_at
from tests.reading import context


def number(text: str, language: str) -> Number | None:
    """Return the number that begins with the first word of `text`."""
    fold = fold_arabic if language == "ar" else fold_latin
    words = [fold(word) for word in text.split()]
    return number_at(words, 0, len(words), context().lexicons[language])


def arabic(text: str) -> int | None:
    found = number(text, "ar")
    return found.low if found else None


def english(text: str) -> int | None:
    found = number(text, "en")
    return found.low if found else None


@pytest.mark.parametrize("word", ["35", "٣٥", "۳۵"])
def test_digits_of_three_scripts_are_one_number(word: str) -> None:
    assert digits_of(word) == 35


@pytest.mark.parametrize("word", ["1,250", "1.250", "١٬٢٥٠", "1250"])
def test_digits_grouped_by_thousands_are_one_number(word: str) -> None:
    assert digits_of(word) == 1250


@pytest.mark.parametrize("word", ["3.5", "2,75", "1.25.3", "12a", "", "six", "٣٫٥"])
def test_digits_of_fractions_and_words_are_none(word: str) -> None:
    assert digits_of(word) is None


@pytest.mark.parametrize("word", ["0012022773659", "789419264939786240", "12345678"])
def test_digits_too_long_to_count_people_are_none(word: str) -> None:
    assert digits_of(word) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("صفر", 0),
        ("ستة", 6),
        ("أربع", 4),
        ("عشرة", 10),
        ("عشرين", 20),
        ("مئتين", 200),
        ("ثلاثمئة", 300),
        ("ألفين", 2000),
    ],
)
def test_arabic_number_words_are_read(text: str, expected: int) -> None:
    assert arabic(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("اثنا عشر", 12), ("اثنتي عشرة", 12), ("ثلاثة عشر", 13), ("تسع عشرة", 19)],
)
def test_arabic_teens_of_either_gender_are_one_number(text: str, expected: int) -> None:
    found = number(text, "ar")
    assert found is not None
    assert (found.low, found.end) == (expected, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خمسة وعشرين", 25),
        ("اثنين وثلاثين", 32),
        ("مئة وعشرين", 120),
        ("مئة وخمسة وعشرين", 125),
        ("ثلاثة آلاف", 3000),
        ("ألف ومئتين", 1200),
    ],
)
def test_arabic_compounds_joined_by_and_add_up(text: str, expected: int) -> None:
    assert arabic(text) == expected


def test_arabic_list_of_two_counts_is_two_numbers() -> None:
    assert arabic("ستة وأربعة") == 6


def test_arabic_number_keeps_the_clitic_before_it() -> None:
    found = number("وستة", "ar")
    assert found is not None
    assert (found.low, found.prefix) == (6, "و")


@pytest.mark.parametrize("text", ["عشرات", "العشرات", "مئات"])
def test_arabic_vague_words_are_minima_open_above(text: str) -> None:
    found = number(text, "ar")
    assert found is not None
    assert (found.vague, found.high) == (True, None)
    assert found.low == (100 if "مئات" in text else 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zero", 0),
        ("seven", 7),
        ("nineteen", 19),
        ("twenty five", 25),
        ("two hundred", 200),
        ("one hundred and twenty", 120),
        ("two thousand", 2000),
        ("three dozen", 36),
    ],
)
def test_english_number_words_are_read(text: str, expected: int) -> None:
    assert english(text) == expected


def test_english_and_between_two_counts_joins_nothing() -> None:
    assert english("six and four") == 6


@pytest.mark.parametrize(
    ("text", "minimum"),
    [("tens", 10), ("dozens", 12), ("scores", 20), ("hundreds", 100), ("thousands", 1000)],
)
def test_english_vague_words_are_minima_open_above(text: str, minimum: int) -> None:
    found = number(text, "en")
    assert found == Number(0, 1, minimum, None, vague=True)


def test_number_ends_where_the_counted_begin() -> None:
    found = number("twenty five people", "en")
    assert found is not None
    assert (found.start, found.end) == (0, 2)


@pytest.mark.parametrize("text", ["people", "the", "hundredth"])
def test_words_that_are_no_number_are_none(text: str) -> None:
    assert english(text) is None


def test_number_beyond_ten_million_is_none() -> None:
    assert english("90 million") is None
