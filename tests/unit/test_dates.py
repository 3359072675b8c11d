"""Civil dates, resolved against the article's own day and never a clock."""

from datetime import date

import pytest

from streams.domain.dates import Said, civil_day, posted_at, resolve
from tests.reading import attack, millis

FRIDAY = date(2016, 10, 21)
TUESDAY = date(2016, 10, 25)


def day(said: Said, today: date | None = FRIDAY) -> date | None:
    """Return the one day that `said` means."""
    found = resolve(said, today)
    if found is None:
        return None
    assert found.start == found.end
    assert found.precision == "day"
    return found.start


def test_weekday_is_the_latest_up_to_the_articles_day() -> None:
    assert day(Said(weekday=4), TUESDAY) == FRIDAY
    assert day(Said(weekday=4), FRIDAY) == FRIDAY


def test_last_weekday_said_on_that_day_is_a_week_before() -> None:
    assert day(Said(weekday=4, last=True), FRIDAY) == date(2016, 10, 14)
    assert day(Said(weekday=4, last=True), TUESDAY) == FRIDAY


@pytest.mark.parametrize(("shift", "expected"), [(0, 21), (-1, 20), (-2, 19)])
def test_relative_day_counts_from_the_articles_day(shift: int, expected: int) -> None:
    assert day(Said(shift=shift)) == date(2016, 10, expected)


def test_missing_year_is_the_one_not_in_the_future() -> None:
    assert day(Said(day=21, month=10), TUESDAY) == FRIDAY
    assert day(Said(day=30, month=12), date(2017, 1, 2)) == date(2016, 12, 30)


def test_missing_year_is_fitted_by_the_weekday() -> None:
    assert day(Said(day=21, month=10, weekday=2), TUESDAY) == date(2015, 10, 21)


def test_given_year_is_kept() -> None:
    assert day(Said(day=3, month=7, year=2011)) == date(2011, 7, 3)


@pytest.mark.parametrize("said", [Said(day=31, month=2, year=2016), Said(day=30, month=2)])
def test_day_that_no_calendar_has_is_none(said: Said) -> None:
    assert resolve(said, FRIDAY) is None


@pytest.mark.parametrize(
    "said", [Said(weekday=4), Said(shift=-1), Said(day=21, month=10), Said(month=10)]
)
def test_nothing_is_told_without_a_day_to_count_from(said: Said) -> None:
    assert resolve(said, None) is None


def test_month_alone_is_all_of_its_days() -> None:
    found = resolve(Said(month=2, year=2016), None)
    assert found is not None
    assert (found.start, found.end) == (date(2016, 2, 1), date(2016, 2, 29))
    assert found.precision == "month"


def test_month_without_year_is_the_latest_such_month() -> None:
    found = resolve(Said(month=12), FRIDAY)
    assert found is not None
    assert (found.start, found.end) == (date(2015, 12, 1), date(2015, 12, 31))


def test_year_alone_is_all_of_its_days() -> None:
    found = resolve(Said(year=2014), FRIDAY)
    assert found is not None
    assert (found.start, found.end) == (date(2014, 1, 1), date(2014, 12, 31))
    assert found.precision == "year"


def test_social_post_id_gives_the_time_of_the_post() -> None:
    assert posted_at(789419264939786240) == millis("2016-10-21T10:53:14.119+00:00")


@pytest.mark.parametrize("number", [0, 2773659, 1 << 63])
def test_number_that_is_no_post_id_gives_no_time(number: int) -> None:
    assert posted_at(number) is None


def test_civil_day_is_that_of_the_place() -> None:
    late = millis("2016-10-20T22:30+00:00")
    assert civil_day(late, "Asia/Baghdad") == FRIDAY
    assert civil_day(late, None) == date(2016, 10, 20)


ARABIC = "قتل ستة من عناصر الشرطة في هجوم شنه مسلحون على مدينة كركوك {}."
ENGLISH = "Gunmen killed six policemen in an attack on a police station in Kirkuk {}."


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("اليوم الجمعة", "2016-10-21"),
        ("أمس", "2016-10-20"),
        ("أمس الخميس", "2016-10-20"),
        ("الأربعاء", "2016-10-19"),
        ("الجمعة، 21 تشرين الأول/أكتوبر", "2016-10-21"),
        ("يوم 19 أكتوبر 2016", "2016-10-19"),
        ("يوم ١٩ أكتوبر", "2016-10-19"),
        ("في 2016-10-20", "2016-10-20"),
        ("في 20/10/2016", "2016-10-20"),
    ],
)
def test_arabic_date_in_the_text_is_the_attacks(words: str, start: str) -> None:
    found = attack(ARABIC.format(words)).date
    assert (found.start, found.end, found.precision, found.basis) == (start, start, "day", "text")


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("on Friday", "2016-10-21"),
        ("yesterday", "2016-10-20"),
        ("on Wednesday", "2016-10-19"),
        ("on Oct. 20", "2016-10-20"),
        ("on October 20, 2016", "2016-10-20"),
        ("on 20 October", "2016-10-20"),
        ("on Thursday, 20 October", "2016-10-20"),
    ],
)
def test_english_date_in_the_text_is_the_attacks(words: str, start: str) -> None:
    found = attack(ENGLISH.format(words), language="en").date
    assert (found.start, found.end, found.precision, found.basis) == (start, start, "day", "text")


def test_article_without_a_date_lends_its_own_day() -> None:
    found = attack(ARABIC.format("وسط المدينة")).date
    assert (found.start, found.basis) == ("2016-10-21", "published_at")


def test_embedded_post_bounds_an_article_without_a_time() -> None:
    post = "https://twitter.com/someone/status/789419264939786240"
    found = attack(f"{ARABIC.format('وسط المدينة')}\n\n{post}", at=None).date
    assert (found.start, found.basis) == ("2016-10-21", "embedded_id")


def test_article_without_any_time_gives_no_day() -> None:
    found = attack(ARABIC.format("الجمعة"), at=None).date
    assert (found.start, found.end, found.precision) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("body", "language", "part"),
    [
        (ARABIC.format("فجر الجمعة"), "ar", "dawn"),
        (ARABIC.format("مساء الخميس"), "ar", "evening"),
        (ENGLISH.format("at dawn on Friday"), "en", "dawn"),
        (ENGLISH.format("on Thursday evening"), "en", "evening"),
    ],
)
def test_part_of_the_day_is_kept(body: str, language: str, part: str) -> None:
    assert attack(body, language=language).date.time_of_day == part


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("قتل شرطيان بانفجار عبوة ناسفة في شارع 26 يوليو بالعريش ظهر الثلاثاء.", "ar"),
        ("Un coche bomba mató el martes a dos policías en la avenida 9 de Julio de Lima.", "es"),
        ("Une bombe a tué deux policiers mardi rue du 4-Septembre à Bamako.", "fr"),
        (
            "Двое полицейских погибли во вторник при взрыве бомбы на улице 8 Марта в Махачкале.",
            "ru",
        ),
        ("بر اثر انفجار بمب در خیابان ۱۷ شهریور تهران روز سه‌شنبه دو پلیس کشته شدند.", "fa"),
        ("15 Temmuz Şehitler Köprüsü'nde salı günü patlayan bomba iki polisi öldürdü.", "tr"),
    ],
)
def test_day_that_a_street_or_bridge_is_called_by_is_no_date(body: str, language: str) -> None:
    found = attack(body, language=language, at="2016-10-25T18:00:00+00:00").date
    assert (found.start, found.precision) == ("2016-10-25", "day")
