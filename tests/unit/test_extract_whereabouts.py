"""Where an attack was: villages of a shared name, datelines abroad, towns measured from others."""

import pytest

from tests.reading import attack


@pytest.mark.parametrize(
    ("title", "body", "country", "near"),
    [
        (
            "قصف على مخيم السويداء",
            "قتل أربعة مدنيين في قصف صاروخي شنه الحوثيون الخميس على مخيم السويداء شمال مدينة "
            "مأرب.\n\nونقل الجرحى إلى مستشفى، وقال محافظ مأرب إن القصف أصاب خيام نازحين في "
            "اليمن. وتحاصر الجماعة اليمنية المدينة منذ أشهر.",
            "YE",
            "Marib",
        ),
        (
            "مقتل راع على يد مسلحين",
            "قتل مسلحون راعيا صباح الخميس في ناحية سركران التابعة لقضاء الدبس، غربي كركوك.",
            "IQ",
            "Dibis",
        ),
    ],
)
def test_arabic_town_that_the_article_speaks_of(
    title: str, body: str, country: str, near: str
) -> None:
    place = attack(body, title=title).place
    assert (place.country, near in (place.city, place.admin1)) == (country, True)


def test_town_measured_from_the_one_named_first() -> None:
    body = (
        "At least 16 people were killed on Friday when gunmen broke into a power plant.\n\n"
        "The plant's workers fled.\n\nDibis lies some 40 kilometres to the northwest of Kirkuk."
    )
    place = attack(body, title="Gunmen kill 16 at plant near Kirkuk", language="en").place
    assert place.city == "Dibis"


def test_report_written_abroad_is_of_the_country_it_speaks_of() -> None:
    body = (
        "NAIROBI (Reuters) - Gunmen killed nine Somali soldiers on Friday, the Somali government "
        "said.\n\nThe Somali army has pulled back from its base in Baidoa."
    )
    assert attack(body, title="Nine soldiers killed", language="en").place.country == "SO"


def test_place_where_somebody_spoke_is_not_the_attacks() -> None:
    body = (
        "A bishop said Tuesday in Abidjan that gunmen had killed fifty people in Burkina Faso.\n\n"
        "The governor said that the victims were from Djibo."
    )
    found = attack(body, title="Gunmen kill fifty, bishop says", language="en").place
    assert found.country == "BF"


def test_town_is_what_a_district_of_its_name_is_read_as() -> None:
    body = "قتل مسلحون جنديين الجمعة في هجوم على قرية تابعة لقضاء كفري شمالي العراق."
    assert attack(body, title="مقتل جنديين في هجوم مسلح").place.city == "Kifri"


def test_embassy_in_a_capital_is_not_in_its_own_country() -> None:
    body = "LA PAZ, Bolivia - A bomb killed two guards near the U.S. Embassy here on Friday."
    assert attack(body, title="Bomb kills two guards", language="en").place.country == "BO"


def test_letters_of_a_country_are_a_place_where_nothing_is_owned() -> None:
    body = "A bomb killed two people in the U.S. on Friday, officials said."
    assert attack(body, title="Bomb kills two", language="en").place.country == "US"


def test_town_before_its_province_is_the_finer_place() -> None:
    body = "Nine gendarmes were killed in an assault on Friday near Djibo in Soum province."
    assert attack(body, title="Nine gendarmes killed", language="en").place.city == "Djibo"


def test_town_and_district_of_one_name_are_one_place() -> None:
    body = (
        "قتل مسلحون تسعة مدنيين الخميس في هجوم على قرية بقضاء المقدادية.\n\nوكان المسلحون قد "
        "خطفوا اثنين من أهالي القرية."
    )
    found = attack(body, title="مجزرة في المقدادية توقع تسعة قتلى")
    assert found.place.admin1 == "Diyala"
