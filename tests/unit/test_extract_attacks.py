"""One article, one attack or two: their types, targets, stages and shared figures."""

import pytest

from tests.reading import attack, figures, reading, toll

KIRKUK = "هاجم مسلحون مديرية شرطة في مدينة كركوك الجمعة وقتلوا ستة من عناصر الشرطة."
KIRKUK_ENGLISH = (
    "Gunmen attacked the police headquarters in Kirkuk on Friday, killing six policemen."
)


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            f"{KIRKUK}\n\nوقتل أربعة مدنيين في تفجير انتحاري في مدينة الموصل الجمعة.",
            "ar",
        ),
        (
            f"{KIRKUK_ENGLISH}\n\nIn Mosul, a suicide bombing at a market killed four civilians.",
            "en",
        ),
    ],
)
def test_two_attacks_of_one_article_are_parted_by_place(body: str, language: str) -> None:
    first, second = reading(body, language=language).attacks
    assert (first.place.canonical, second.place.canonical) == ("Kirkuk", "Mosul")
    assert (first.killed, second.killed) == (6, 4)
    assert first.attack_types == ("armed_assault",)
    assert second.attack_types == ("suicide_bombing",)
    assert (first.related, second.related) == ((second.attack_id,), (first.attack_id,))


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            f"{KIRKUK}\n\nوهاجم انتحاري محطة كهرباء في مدينة الموصل الجمعة.\n\n"
            "وقالت وكالة فرانس برس إن 22 شخصاً قتلوا في الهجوم.",
            "ar",
        ),
        (
            f"{KIRKUK_ENGLISH}\n\nA suicide bomber attacked a power station in Mosul on Friday.\n\n"
            "A news agency said 22 people were killed in the attack.",
            "en",
        ),
    ],
)
def test_toll_of_the_attack_after_two_is_ambiguous(body: str, language: str) -> None:
    first, second = reading(body, language=language).attacks
    assert figures(first) == {"killed": 6}
    assert toll(first, "killed", 6).scope == "attack"
    assert toll(second, "killed", 22).scope == "ambiguous"


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "دارت اشتباكات بين الجيش ومسلحين في ريف حلب الخميس وقتل فيها عشرة مسلحين.",
            "ar",
        ),
        ("Clashes between the army and rebels near Aleppo killed ten fighters on Thursday.", "en"),
        ("The army killed 20 militants in air strikes near Mosul on Friday.", "en"),
    ],
)
def test_fighting_among_fighters_is_a_clash(body: str, language: str) -> None:
    found = reading(body, language=language)
    assert found.rejected == "clash"
    assert [a.engagement for a in found.attacks] == ["clash"]
    assert [a.killed for a in found.attacks] == [None]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (
            "هاجم مسلحون حاجزاً للجيش قرب كركوك الجمعة وقتلوا أربعة جنود، ثم دارت اشتباكات قتل"
            " فيها ثلاثة من المهاجمين.",
            "ar",
        ),
        (
            "Militants attacked an army checkpoint near Kirkuk on Friday, killing four soldiers,"
            " before clashes in which three of the attackers were killed.",
            "en",
        ),
    ],
)
def test_assault_of_an_armed_group_is_an_attack_with_clashes_after(
    body: str, language: str
) -> None:
    found = attack(body, language=language)
    assert found.engagement == "attack"
    assert figures(found) == {"killed": 4, "perpetrators_killed": 3}


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("قتلت غارة جوية للجيش 15 امرأة في الموصل الجمعة.", "ar"),
        ("An air strike by the army killed 15 women in Mosul on Friday.", "en"),
    ],
)
def test_air_strike_on_civilians_is_an_attack(body: str, language: str) -> None:
    found = attack(body, language=language)
    assert (found.engagement, found.attack_types, found.killed) == ("attack", ("air_strike",), 15)


@pytest.mark.parametrize(
    ("body", "language", "target"),
    [
        ("أحبطت قوات الأمن الخميس هجوماً بسيارة مفخخة كان يستهدف سوقاً في بغداد.", "ar", "market"),
        ("Police foiled a suicide attack on a mosque in Kabul on Thursday.", "en", "religious"),
    ],
)
def test_foiled_attack_is_attempted(body: str, language: str, target: str) -> None:
    found = attack(body, language=language)
    assert found.stage == "attempted"
    assert target in {t.category for t in found.targets}
    assert figures(found) == {}


@pytest.mark.parametrize(
    ("body", "language", "kinds", "target"),
    [
        ("قتل شرطيان بعبوة ناسفة استهدفت دورية للشرطة في كركوك.", "ar", "bombing", "police"),
        ("سقوط قذائف هاون على سوق في حلب ومقتل أربعة.", "ar", "shelling_or_rocket", "market"),
        ("اغتال مسلحون صحافية بالرصاص في بغداد الجمعة.", "ar", "assassination", "media"),
        ("A mortar attack on Aleppo killed two police.", "en", "shelling_or_rocket", "police"),
        ("A drone strike on a hospital in Kirkuk killed two.", "en", "drone_strike", "hospital"),
        ("A knife attack at a school in Baghdad wounded three.", "en", "stabbing", "school"),
    ],
)
def test_type_and_target_are_told_apart(body: str, language: str, kinds: str, target: str) -> None:
    found = attack(body, language=language)
    assert kinds in found.attack_types
    assert target in {t.category for t in found.targets}


def test_siege_that_goes_on_is_ongoing() -> None:
    body = "Gunmen stormed a hotel in Mogadishu on Friday, killing nine people. The siege is still"
    assert attack(f"{body} ongoing, police said.", language="en").ongoing
    assert not attack(KIRKUK).ongoing


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (f"{KIRKUK} وأعلنت السلطات حظر التجول في المدينة.", "ar"),
        (f"{KIRKUK_ENGLISH} Authorities imposed a curfew.", "en"),
    ],
)
def test_curfew_follows_on(body: str, language: str) -> None:
    assert [f.kind for f in attack(body, language=language).follow_on] == ["curfew"]


def test_dawn_is_a_time_and_blew_up_is_an_attack() -> None:
    dawn = attack("قتل ستة من الشرطة في هجوم مسلح في كركوك فجر الجمعة.")
    assert (dawn.date.time_of_day, dawn.attack_types) == ("dawn", ("armed_assault",))
    blown = attack("فجر انتحاري نفسه الجمعة في كركوك وقتل ستة من الشرطة.")
    assert (blown.date.time_of_day, blown.attack_types) == (None, ("suicide_bombing",))


def test_bombs_in_the_quarters_of_one_town_are_attacks_of_their_own() -> None:
    body = (
        "شهدت بغداد ثلاثة تفجيرات الجمعة.\n\n"
        "وقتل خمسة مدنيين في تفجير سيارة مفخخة في حي الكاظمية.\n\n"
        "وقتل ثلاثة أشخاص في انفجار عبوة ناسفة في حي الكرادة."
    )
    found = reading(body, title="ثلاثة تفجيرات في بغداد").attacks
    assert [(a.place.name, a.killed) for a in found] == [("الكاظمية", 5), ("الكرادة", 3)]


def test_words_like_hours_later_part_an_attack_without_a_toll() -> None:
    body = f"{KIRKUK}\n\nوبعد ساعات، هاجم مسلحون محطة كهرباء في مدينة تكريت بقذائف الهاون."
    found = reading(body).attacks
    assert [a.place.canonical for a in found] == ["Kirkuk", "Tikrit"]


def test_who_is_assassinated_is_dead() -> None:
    assert attack("اغتيل مدير مدرسة في البصرة الجمعة برصاص مسلحين.").killed == 1


def test_type_is_that_of_the_sentence_with_the_dead_not_of_aircraft_further_down() -> None:
    found = attack(
        "قتل 57 مدنيا وأصيب أكثر من مئتين في قصف نسب إلى الحوثيين على حي سكني في عدن الأحد. "
        "وتقدمت القوات الحكومية بدعم من غارات جوية للتحالف نحو القصر الرئاسي."
    )
    assert found.attack_types[0] == "shelling_or_rocket"
