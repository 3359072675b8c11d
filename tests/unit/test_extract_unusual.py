"""Attacks by unusual means, and told in unusual verbs, are read as attacks."""

import pytest

from tests.reading import reading

ARABIC = {
    "other": (
        "يدس السم لرفاقه في نقطة تفتيش",
        "قتل أربعة من عناصر الشرطة في مدينة الموصل الجمعة بعدما دس مسلح السم في طعامهم.",
    ),
    "arson": (
        "مجهولون يضرمون النار في مسجد بالموصل",
        "أضرم مجهولون النار فجر الجمعة في مسجد بمدينة الموصل، وأصيب الحارس بحروق.",
    ),
    "hostage_taking": (
        "ملثمون يقتادون طبيباً في الموصل",
        "أفاد شهود بأن ملثمين اعترضوا طبيباً أمام عيادته في مدينة الموصل مساء الخميس واقتادوه تحت"
        " تهديد السلاح إلى جهة مجهولة.",
    ),
    "armed_assault": (
        "مستوطنون يهاجمون رعاة قرب نابلس",
        "هاجم مستوطنون ملثمون رعاة قرب مدينة نابلس الجمعة بالهراوات، ما أدى إلى إصابة ثلاثة منهم.",
    ),
    "facility_attack": (
        "تفجير برجين لنقل الطاقة في كركوك",
        "فجر مسلحون برجين لنقل الطاقة في محافظة كركوك فجر الجمعة، وتفجير برجين آخرين أحبط.",
    ),
}
ENGLISH = {
    "other": (
        "Nine guards poisoned in Mosul",
        "Nine policemen were killed in Mosul on Friday by a comrade who drugged their dinner and"
        " poisoned their tea, officials said.",
    ),
    "arson": (
        "Mosque gutted in Leeds: petrol poured through letterbox, say police",
        "A mosque in Leeds was destroyed on Friday in a fire that was set on purpose, police said."
        " A caretaker was injured.",
    ),
    "vehicle_ramming": (
        "Four of one family hit by pickup in Leeds",
        "A driver deliberately struck four members of one family in Leeds on Friday, killing a"
        " woman and injuring three, police said.",
    ),
    "bombing": (
        "Viable device found under officer's car in Belfast",
        "Families left their homes in Belfast on Friday after a viable device was found under the"
        " car of a police officer.",
    ),
    "armed_assault": (
        "Bandits waylay bus near Mosul",
        "Bandits waylaid a bus near Mosul on Friday and killed two passengers, police said.",
    ),
}


@pytest.mark.parametrize("kind", ARABIC)
def test_arabic_attack_by_unusual_means_is_read(kind: str) -> None:
    title, body = ARABIC[kind]
    found = reading(body, title=title)
    assert [kind in a.attack_types for a in found.attacks] == [True], found


@pytest.mark.parametrize("kind", ENGLISH)
def test_english_attack_by_unusual_means_is_read(kind: str) -> None:
    title, body = ENGLISH[kind]
    found = reading(body, title=title, language="en")
    assert [kind in a.attack_types for a in found.attacks] == [True], found


def test_motive_of_hatred_is_no_private_crime() -> None:
    title = "Woman killed by driver in Leeds"
    body = (
        "A woman was killed on Friday in Leeds when a man rammed a car into her and his wife and"
        " friends."
    )
    assert reading(body, title=title, language="en").rejected == "crime"
    motive = f"{body} Detectives are treating the attack as a hate crime."
    assert reading(motive, title=title, language="en").rejected is None


def test_accident_that_a_shot_at_patrol_attended_is_no_accident() -> None:
    body = (
        "تعرضت دورية مرور في مدينة القطيف الجمعة لإطلاق نار أثناء مباشرتها حادث تصادم، ما أدى إلى"
        " إصابة رجل أمن."
    )
    title = "مجهولون يطلقون النار على دورية في القطيف"
    assert reading(body, title=title).rejected is None
    assert reading(body, title="حادث تصادم في القطيف").rejected == "accident"


def test_report_that_opens_unlike_others_is_read_where_all_else_speaks_for_it() -> None:
    title = "يوم آخر من عربدة المستوطنين"
    body = (
        "استفاق أهالي بلدة قصرة جنوب نابلس على ألسنة النار وهي تلتهم مركبتين فجر الجمعة. وقال رئيس"
        " البلدية إن الأهالي تصدوا لهم. وفي يطا أصيب ثلاثة رعاة حين اعتدى عليهم مستوطنون ملثمون"
        " بالهراوات والحجارة ظهر الخميس، بينهم مسن نقل إلى المستشفى. وقال منسق لجان الحماية إن"
        " الجنود كانوا قريبين. وفر المهاجمون."
    )
    assert reading(body, title=title).attacks


def test_second_attack_that_the_headline_names_is_read_apart() -> None:
    body = (
        "A priest is in hospital after a man stabbed him at his home in Kaduna on Friday. The"
        " outrage came barely ten hours after bandits on motorcycles stormed the market in Gusau,"
        " Zamfara, herding traders into the bush. Police confirmed both."
    )
    title = "Priest stabbed in Kaduna hours after gunmen raid Zamfara market"
    read = reading(body, title=title, language="en")
    assert [a.place.name for a in read.attacks] == ["Kaduna", "Gusau"]
    other = reading(body, title="Priest stabbed at home in Kaduna", language="en")
    assert [a.place.name for a in other.attacks] == ["Kaduna"]


def test_attack_weeks_before_is_no_second_attack() -> None:
    body = (
        "A bomb exploded at a bank in Mosul on Friday, killing two people. The bombing comes a"
        " fortnight after five policemen were shot dead in Kirkuk."
    )
    read = reading(body, title="Bomb kills two in Mosul", language="en")
    assert [a.place.name for a in read.attacks] == ["Mosul"]


def test_convoy_made_up_of_vehicles_is_no_hoax() -> None:
    title = "Bomb kills two soldiers near Mosul"
    body = (
        "A roadside bomb hit a convoy made up of five vehicles near Mosul on Friday, killing two."
    )
    assert reading(body, title=title, language="en").rejected is None
    told = "Police said the story of a roadside bomb that killed two near Mosul was made up."
    assert reading(told, title=title, language="en").rejected == "denial"


def test_ambush_by_the_army_on_fighters_is_a_clash() -> None:
    body = (
        "قُتل خمسة من مسلحي تنظيم داعش في كمين محكم نصبته قوات الجيش غربي مدينة الموصل مساء الخميس."
    )
    assert reading(body, title="مقتل خمسة دواعش بكمين للجيش").rejected == "clash"
