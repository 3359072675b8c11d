"""Second attacks of another day, of the last days, and what only seems of before."""

import pytest

from tests.reading import attack, reading


def places(body: str, **fields: str | None) -> list[str | None]:
    """Return where the attacks of an article were."""
    return [found.place.canonical for found in reading(body, **fields).attacks]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "ar",
            "قتل مسلحون ثلاثة جنود يوم الجمعة في مدينة بعقوبة.\n\n"
            "وفي مدينة الموصل، هاجم مسلحون خلال الأيام الماضية دورية وقتلوا شرطيين اثنين.",
        ),
        (
            "en",
            "Gunmen killed three soldiers in the city of Baquba on Friday.\n\n"
            "Separately, gunmen ambushed a patrol in Mosul in recent days, killing two policemen.",
        ),
    ],
)
def test_attack_of_the_last_days_is_no_background(language: str, body: str) -> None:
    assert places(body, language=language) == ["Baquba", "Mosul"]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "en",
            "A bomb killed three soldiers in Mosul on Friday.\n\n"
            "In Baquba, gunmen struck a market for the third time this month, killing four people.",
        ),
        (
            "ar",
            "قتل ثلاثة جنود بانفجار عبوة ناسفة في الموصل يوم الجمعة.\n\n"
            "وفي بعقوبة، هاجم مسلحون سوقا للمرة الثالثة هذا الشهر وقتلوا أربعة أشخاص.",
        ),
    ],
)
def test_one_of_several_in_a_time_is_of_now(language: str, body: str) -> None:
    assert places(body, language=language) == ["Mosul", "Baquba"]


def test_the_second_attack_last_month_is_of_then() -> None:
    body = (
        "A bomb killed three soldiers in Mosul on Friday.\n\n"
        "Gunmen killed four people in Baquba in the second attack last month."
    )
    assert places(body, language="en") == ["Mosul"]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "ar",
            "قتل مسلحون ثلاثة جنود يوم الجمعة في مدينة بعقوبة.\n\n"
            "وقبل ذلك بيوم، أي الخميس، انفجر لغم لدى مرور صهريج نفط على الطريق العام.",
        ),
        (
            "en",
            "Gunmen opened fire on a church in Baquba late on Thursday, killing two people.\n\n"
            "Around 2:00am on Friday, two men on a motorcycle threw a bomb at a secondary school.",
        ),
    ],
)
def test_deed_of_another_day_is_a_second_attack(language: str, body: str) -> None:
    found = reading(body, language=language).attacks
    assert len(found) == 2
    assert found[0].date.start != found[1].date.start
    assert found[1].attack_types == ("bombing",)


def test_arabic_particle_loses_nobody() -> None:
    body = (
        "قصفت طائرات حربية مدرسة في دير البلح يوم الجمعة وقتل 14 شخصا.\n\n"
        "أما في رفح فقد فتح جنود نيران الرشاشات باتجاه آلاف المواطنين وقتل عشرة منهم."
    )
    second = reading(body).attacks[1]
    assert (second.killed, second.abducted) == (10, None)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "en",
            "Two rangers were killed in Mosul on Friday when a bomb concealed in a gas cylinder "
            "exploded under a bridge.",
        ),
        (
            "ar",
            "قتل شرطيان في الموصل يوم الجمعة بانفجار عبوة ناسفة مخبأة داخل أسطوانة غاز تحت جسر.",
        ),
    ],
)
def test_what_held_the_bomb_is_no_accident(language: str, body: str) -> None:
    found = reading(body, language=language)
    assert found.rejected is None
    assert found.attacks[0].killed == 2


def test_gas_cylinder_alone_is_an_accident() -> None:
    body = "Two people were killed in Mosul on Friday when a gas cylinder exploded in a kitchen."
    assert not reading(body, language="en").attacks


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("ar", "لقي أربعة جنود حتفهم يوم الجمعة عندما داست عربتهم لغما في ناحية القيارة."),
        ("en", "Four soldiers died on Friday when their truck ran over a mine near Mosul."),
    ],
)
def test_weapon_means_the_type(language: str, body: str) -> None:
    assert attack(body, language=language).attack_types == ("bombing",)


@pytest.mark.parametrize(
    ("body", "wounded"),
    [
        ("Two passers-by, a driver and his nephew, were injured by a bomb in Mosul on Friday.", 2),
        ("A bomb in Mosul on Friday injured a driver and his nephew.", 2),
    ],
)
def test_those_who_tell_who_they_are_count_once(body: str, wounded: int) -> None:
    assert attack(body, language="en").wounded == wounded


def test_who_tells_it_with_others_was_not_hurt() -> None:
    body = (
        "A bomb exploded in Mosul on Friday, killing three patients and a watchman, residents and "
        "a doctor said."
    )
    assert attack(body, language="en").killed == 4


def test_name_shown_by_its_head_is_known_again() -> None:
    body = (
        "قتل مسلحون ثلاثة جنود يوم الجمعة في بلدة ذيبان بدير الزور.\n\n"
        "وقبل ذلك بيوم، أي الخميس، انفجر لغم لدى مرور صهريج نفط على الطريق العام.\n\n"
        'وتبنى تنظيم "داعش" هجوم ذيبان، في حين لم تصدر أي جهة بيانا بشأن تفجير الصهريج.'
    )
    first, second = reading(body).attacks
    assert [claim.claimant for claim in first.claims] == ["Islamic State"]
    assert second.attack_types == ("bombing",)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "ar",
            "أغارت طائرة مسيرة إسرائيلية على سيارة في مدينة صور يوم الجمعة وقتل سائقها.\n\n"
            "وفي مدينة بنت جبيل، قصفت المدفعية منزلا مساء الجمعة، فجرح ثلاثة مدنيين.",
        ),
        (
            "en",
            "Russian guided bombs hit a house in Kharkiv on Friday, killing seven people.\n\n"
            "Hours afterward, drones struck the city of Kherson, wounding four people.",
        ),
    ],
)
def test_foreign_force_is_suspected_of_the_other_strikes_too(language: str, body: str) -> None:
    first, second = reading(body, language=language).attacks
    assert first.perpetrators[0].name is not None
    assert second.perpetrators[0].name == first.perpetrators[0].name
    assert second.perpetrators[0].confidence == "suspected"


def test_force_of_the_country_itself_is_not() -> None:
    body = (
        "Russian guided bombs hit a house in Kharkiv on Friday, killing seven people.\n\n"
        "Hours later, drones struck the Russian city of Belgorod, wounding four people."
    )
    found = reading(body, language="en").attacks
    assert [[p.name for p in a.perpetrators] for a in found[1:]] in ([], [[]])


def test_headline_of_two_deeds_is_of_two_attacks() -> None:
    title = "Village chief slain at home; grenade rocks plaza in Cotabato City"
    body = (
        "A village chief was shot dead in his house in Guihulngan City on Thursday night.\n\n"
        "In Mindanao, seven people were wounded when a man lobbed a grenade at a crowd in "
        "Cotabato City on Friday."
    )
    first, second = reading(body, title=title, language="en").attacks
    assert (first.killed, second.killed, second.wounded) == (1, None, 7)


def test_what_might_have_been_killed_nobody() -> None:
    body = (
        "انفجرت عبوة ناسفة قرب حافلة في الموصل يوم الجمعة ولم يصب أحد.\n\n"
        "وقال ضابط إن التفجير كان يمكن أن يؤدي إلى مقتل ثلاثين شخصا."
    )
    assert attack(body).killed in (0, None)


def test_word_that_opens_the_next_sentence_measures_nothing() -> None:
    body = (
        "قتل مسلحون ثلاثة جنود يوم الجمعة في مدينة بعقوبة.\n\n"
        "وأصيب ستة جنود آخرين ونقلوا إلى مستشفى بعقوبة العام.\n\n"
        "وقبل ذلك بساعة سمع السكان دوي إطلاق نار."
    )
    assert attack(body).wounded == 6


def test_stabbed_are_wounded() -> None:
    assert attack("طعن رجل ستة أشخاص يوم الجمعة في ساحة السوق بمدينة الموصل.").wounded == 6
