"""Places without a name of their own in the tables: villages, landmarks, the capital, seats."""

from tests.reading import attack, reading


def test_village_is_found_near_the_town_of_its_sentence() -> None:
    body = "قتل ثلاثة أشخاص الجمعة في غارة على منزل في بلدة مشغرة في البقاع شرقي لبنان."
    found = attack(body).place
    assert (found.country, found.precision) == ("LB", "city")
    assert found.lat is not None
    assert abs(found.lat - 33.53) < 0.05


def test_airport_named_after_a_town_lies_there() -> None:
    body = "أصيب أربعة عمال الجمعة في هجوم بطائرة مسيرة على مطار أبها في السعودية."
    assert attack(body).place.city == "Abha"


def test_capital_without_its_name_is_known_by_the_country() -> None:
    body = "قتل خمسة أشخاص الجمعة في تفجير سيارة مفخخة وسط العاصمة الصومالية، وفق الشرطة الصومالية."
    assert attack(body).place.city == "Mogadishu"


def test_word_that_is_a_town_once_is_one_everywhere() -> None:
    body = (
        "هاجم مسلحون نقطة تفتيش في قضاء الخالص في العراق الجمعة وقتلوا ثلاثة من عناصر الشرطة.\n\n"
        "وقال مصدر أمني إن المسلحين فروا باتجاه بساتين الخالص."
    )
    assert attack(body).place.canonical in ("Khalis", "Al-Khalis")


def test_unknown_district_has_a_seat_of_its_name() -> None:
    body = "A bomb killed a soldier in Zyxaba district in Thailand on Friday, police said."
    found = reading(body, language="en").attacks[0].place
    assert (found.name, found.city, found.lat) == ("Zyxaba", "Zyxaba", None)


def test_moscow_is_not_a_small_town_of_its_name() -> None:
    body = (
        "قتل ثلاثة أشخاص الجمعة في تفجير في موسكو.\n\nوقالت وزارة الداخلية الروسية إن التحقيق بدأ."
    )
    assert attack(body).place.country == "RU"
