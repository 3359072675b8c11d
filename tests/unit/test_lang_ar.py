"""Arabic: what real sentences of the press taught, each family in words of its own."""

import pytest

from tests.reading import attack, figures, reading

BLAST = "انفجرت عبوة ناسفة صباح اليوم الجمعة في مدينة تكريت وقتلت أربعة مدنيين. "


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("قتل جنديان بانفجار عبوة ناسفة على طريق تكريت اليوم الجمعة.", "Tikrit"),
        (
            "قتل مدنيان اليوم الجمعة بانفجار عبوة ناسفة في مدينة تكريت."
            " وأصيب خمسة نقلوا إلى مستشفى الشهيد ياسين في أربيل.",
            "Tikrit",
        ),
        (
            "خطف مسلحون مهندسين اليوم الجمعة في مدينة تكريت."
            " واتهم مصدر أمني في سامراء عصابات بخطفهم.",
            "Tikrit",
        ),
        ("قتل ثلاثة جنود اليوم الجمعة بهجوم على مركز متقدم في مدينة تكريت.", "Tikrit"),
    ],
)
def test_only_where_it_happened_is_the_place(text: str, town: str) -> None:
    assert attack(text).place.city == town


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("وقال مصدر طبي لـ218 إن الجثث نقلت إلى المشرحة.", {"killed": 4}),
        ("وقال المتحدث باسم حركة الشباب إن المقاتلين قتلوا 43 جنديا.", {"killed": 4}),
        ("وأصيب قائد كتيبة في ألوية الإسناد واثنان من مرافقيه.", {"killed": 4, "wounded": 3}),
    ],
)
def test_figures_are_of_those_who_were_hurt(text: str, counted: dict[str, int]) -> None:
    assert figures(attack(BLAST + text)) == counted


def test_a_boast_is_of_the_claimant_not_of_those_it_struck() -> None:
    text = (
        "فجر انتحاري سيارة مفخخة في مدينة سرت اليوم الجمعة وقتل ثلاثة جنود."
        " وأعلن تنظيم داعش مسؤوليته، وزعمت وكالته سقوط تسعة قتلى من عناصر قوات حفتر."
    )
    assert attack(text).killed == 3


def test_one_person_by_two_nouns_and_a_name() -> None:
    text = "قتلت الطبيبة والناشطة الحقوقية هناء السراج برصاص مسلحين في مدينة بنغازي اليوم الجمعة."
    assert attack(text).killed == 1


@pytest.mark.parametrize(
    "text",
    [
        "قتل مسلحان يستقلان دراجة نارية شرطيا في مدينة درعا اليوم الجمعة.",
        "اغتال مسلحون مجهولون كانوا على متن دراجة نارية، مساء اليوم الجمعة، الضابط في قوات"
        " الحزام الأمني رياض الصبري أمام منزله في مدينة عدن.",
    ],
)
def test_whom_attackers_on_their_way_struck(text: str) -> None:
    found = attack(text)
    assert (found.killed, found.perpetrators_killed) == (1, None)
    assert not [p.name for p in found.perpetrators if p.name]


def test_the_martyr_by_his_name_is_the_attacker_told_of_before() -> None:
    text = (
        "أصيب ثلاثة جنود في عملية دهس قرب الخليل اليوم الجمعة، واستشهد منفذها برصاص الجيش."
        " وأعلنت وزارة الصحة استشهاد الشاب سامي الجعبري."
    )
    assert figures(attack(text)) == {"wounded": 3, "perpetrators_killed": 1}


def test_who_only_knows_the_dead_is_no_attacker() -> None:
    text = (
        "قتل مسلحون مدرسا في مدينة درعا اليوم الجمعة."
        " وقال قيادي سابق في الجيش الحر إن المدرس لم يكن من أي فصيل."
    )
    assert not [p.name for p in attack(text).perpetrators if p.name]


def test_a_drone_of_the_army_is_the_armys() -> None:
    text = (
        "قصفت طائرة مسيرة تابعة للجيش سوق مدينة الضعين في السودان اليوم الجمعة وقتلت عشرة مدنيين."
    )
    assert [p.name for p in attack(text).perpetrators] == ["Sudanese Armed Forces"]


def test_dawn_before_a_weekday_is_no_blast() -> None:
    text = "أغار مسلحون فجر الجمعة على قرية في مدينة درعا وقتلوا أربعة مدنيين."
    assert attack(text).attack_types == ("armed_assault",)


def test_the_night_between_two_days_is_of_the_second() -> None:
    text = "قتل مسلحون شرطيين في مدينة تكريت منتصف ليل الخميس- الجمعة."
    assert attack(text).date.start == "2016-10-21"


def test_a_later_day_in_the_same_town_is_another_attack() -> None:
    text = (
        "فجر انتحاري نفسه في مقهى بمدينة تكريت أمس الخميس وقتل ثمانية مدنيين."
        "\nوصباح اليوم الجمعة، سقطت قذائف هاون على حي سكني في المدينة وقتلت امرأة."
    )
    days = [(a.date.start, a.killed) for a in reading(text).attacks]
    assert days == [("2016-10-20", 8), ("2016-10-21", 1)]


def test_undated_attacks_are_of_the_day_that_the_opening_says() -> None:
    text = (
        "سقط قتلى وجرحى في هجمات متفرقة اليوم الجمعة في محافظتين."
        "\nوفي مدينة تكريت هاجم مسلحون ليلة أمس نقطة للشرطة وقتلوا شرطيين."
        "\nوفي مدينة الرمادي قتل مزارع بانفجار عبوة ناسفة."
    )
    found = reading(text, title="قتلى وجرحى في هجمات متفرقة").attacks
    assert [a.date.start for a in found] == ["2016-10-20", "2016-10-21"]


def test_half_a_year_in_figures_is_no_attack() -> None:
    title = "حصيلة: 47 هجوما إرهابيا في نصف عام أوقعت 63 قتيلا"
    text = (
        "قال مركز أبحاث اليوم الجمعة إنه سجل 47 هجوما خلال الأشهر الستة الأولى، قتل فيها 63 شخصا."
    )
    assert reading(text, title=title).attacks == ()


def test_what_its_claimant_did_before_is_no_second_attack() -> None:
    text = (
        "قتل جندي اليوم الجمعة بهجوم إرهابي على مخفر في مدينة سراوان."
        " وتبنت جماعة جيش العدل الهجوم، وهي التي تبنت الأربعاء تفجير حافلة في زاهدان قتل فيه 27."
    )
    assert attack(text).place.city == "Saravan"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("وارتفعت حصيلة القتلى إلى 9 والجرحى إلى 20.", {"killed": 9, "wounded": 20}),
        ("وتعتقد الشرطة أن شريكته في الخامسة عشرة قتلت برصاص الحراس.", {"killed": 4}),
        ("وينشط في البلاد متشددون قتلوا كثيرين منذ 2015.", {"killed": 4}),
        ("وقال ساكن إنه أحصى 31 جثة. وقالت الحكومة إن عدد القتلى ستة.", {"killed": 6}),
    ],
)
def test_later_figures_and_numbers_that_count_nobody(text: str, counted: dict[str, int]) -> None:
    found = figures(attack(BLAST + text))
    assert {name: found.get(name) for name in counted} == counted


def test_settlers_who_are_hurt_are_victims() -> None:
    found = attack("أصيب مستوطنان بإطلاق نار على مركبتهما قرب الخليل اليوم الجمعة.")
    assert figures(found) == {"wounded": 2}
    assert not [p.name for p in found.perpetrators if p.name]


def test_an_ambush_is_of_those_who_laid_it() -> None:
    text = (
        "استشهد عسكريان اليوم الجمعة إثر تعرض مفرزة للجيش الوطني الشعبي لكمين نصبته مجموعة"
        " إرهابية قرب مدينة تبسة في الجزائر."
    )
    assert not [p.name for p in attack(text).perpetrators if p.name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قصف جيش الاحتلال التركي اليوم الجمعة قرية في مدينة الحسكة وقتل مسعفة.", "Turkish forces"),
        (
            "قتل أربعة مدنيين اليوم الجمعة بقذائف سقطت على حي في مدينة طرابلس في ليبيا."
            " واتهم الناطق باسم غرفة عمليات بركان الغضب قوات حفتر بقصف الحي.",
            "Libyan National Army",
        ),
    ],
)
def test_who_is_named_and_who_accuses(text: str, name: str) -> None:
    assert [p.name for p in attack(text).perpetrators] == [name]


def test_a_claim_is_of_the_attack_on_the_thing_that_it_names() -> None:
    text = (
        "فجر انتحاري نفسه في مقهى بمدينة بعقوبة اليوم الجمعة وقتل تسعة مدنيين."
        "\nوفي حادث آخر قتل مسلحون ضابطا في مدينة الرمادي."
        "\nوتبنى تنظيم داعش تفجير المقهى."
    )
    claims = {a.place.name: [c.claimant for c in a.claims] for a in reading(text).attacks}
    assert claims == {"Baquba": ["Islamic State"], "Ramadi": []}


def test_a_total_before_any_other_attack_is_the_first_ones() -> None:
    text = (
        "قتل مسلحون 26 شخصا في سوق مدينة تكريت أمس الخميس."
        "\nوقالت الحكومة إن عدد القتلى 31."
        "\nوفي مدينة الرمادي قتل شرطيان بانفجار عبوة ناسفة اليوم الجمعة."
    )
    assert [a.killed for a in reading(text).attacks] == [31, 2]
