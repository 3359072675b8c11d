"""Articles that report no fresh attack are refused, each by the name of its class."""

from typing import get_args

import pytest

from streams.stages.extract.verdict.refusals import Refusal
from tests.reading import reading

ARABIC = {
    "sport": (
        "فوز الفريق بثلاثة أهداف",
        "سجل المهاجم هدفين في مباراة الفريق الخميس، وشن الفريق هجمات متتالية على المرمى."
        " وقال المدرب إن خط الهجوم كان قوياً في الشوط الثاني.",
    ),
    "metaphor": (
        "هجوم لاذع من نائب على الحكومة",
        "شن النائب هجوماً لاذعاً على الحكومة الخميس، وقال إن استهداف المواطنين بالضرائب قنبلة"
        " موقوتة.",
    ),
    "drill": (
        "مناورات في كركوك تحاكي هجوماً مسلحاً",
        "نفذت الشرطة الخميس في كركوك تمريناً يحاكي هجوماً مسلحاً على مركز للشرطة."
        " وشارك في المناورات 200 شرطي في سيناريو لاحتجاز رهائن.",
    ),
    "court": (
        "محكمة تقضي بالإعدام على منفذ تفجير",
        "قضت محكمة الجنايات في بغداد الخميس بالإعدام على متهم في تفجير سيارة مفخخة قتل 12 شخصاً"
        " عام 2014. وقالت المحكمة إن المتهم اعترف.",
    ),
    "anniversary": (
        "الذكرى العاشرة لتفجير السوق",
        "أحيا أهالي بغداد الخميس الذكرى العاشرة لتفجير سيارة مفخخة قتل 12 شخصاً في السوق."
        " وجرت مراسم إحياء ذكرى الضحايا.",
    ),
    "statistics": (
        "إحصائية: 300 قتيل خلال الشهر الماضي",
        "ذكرت إحصائية نشرت الخميس أن 300 شخص قتلوا في تفجيرات وهجمات مسلحة في العراق خلال"
        " الشهر الماضي. وأظهرت بيانات أن العدد تراجع مقارنة بالشهر السابق.",
    ),
    "historical": (
        "قصة مدينة",
        "في 22 شباط 2006 دمر تفجير في سامراء القبة الذهبية.",
    ),
    "reaction": (
        "المجلس يدين الهجوم في النيجر",
        "دان المجلس الخميس الهجوم على مدنيين في النيجر ودعا الأطراف إلى ضبط النفس.",
    ),
    "crime": (
        "مقتل رجل بالرصاص في بغداد",
        "قتل رجل برصاص مسلح في بغداد الخميس إثر خلاف عائلي، وقالت الشرطة إنها فتحت تحقيقا.",
    ),
    "threat": ("التنظيم يهدد", "هدد تنظيم داعش بشن هجمات انتحارية في بغداد."),
    "denial": (
        "الشرطة تنفي وقوع تفجير",
        "نفت الشرطة الخميس وقوع تفجير في كركوك، وقالت إن ما يتداول شائعات لا صحة لها.",
    ),
    "foiled_plot": (
        "إحباط مخطط لتفجير السوق",
        "أحبطت قوات الأمن الخميس مخططاً لتفجير سوق في بغداد واعتقلت أفراد الخلية.",
    ),
    "accident": (
        "انفجار أسطوانة غاز في مطعم",
        "قتل ثلاثة أشخاص الخميس في انفجار أسطوانة غاز داخل مطعم في بغداد، وقالت الشرطة إن"
        " الانفجار وقع بسبب تسرب غاز.",
    ),
    "arrest": (
        "اعتقال خلية",
        "اعتقلت الشرطة خلية إرهابية يشتبه في ضلوعها في تفجيرات سابقة في كركوك.",
    ),
    "clash": (
        "اشتباكات في حلب",
        "دارت اشتباكات بين الجيش ومسلحين في ريف حلب الخميس وقتل فيها عشرة مسلحين.",
    ),
    "opinion": (
        "رأي: لماذا تتكرر الهجمات",
        "يرى الكاتب أن تفجير سيارة مفخخة في بغداد الخميس يعكس أزمة.",
    ),
    "reaction, to what is known": (
        "الرئيس يدين تفجير السوق",
        "أدان الرئيس الخميس تفجير سيارة مفخخة في سوق ببغداد، وقدم تعازيه إلى أهالي الضحايا.",
    ),
    "not_specific": (
        "الحكومة تراجع الأمن",
        "راجع الوزراء الخميس ملف الأمن بعد هجوم على مركز للشرطة.",
    ),
    "no_trigger": (
        "افتتاح معرض الكتاب",
        "افتتح الوزير معرض الكتاب في بغداد الخميس بحضور الناشرين.",
    ),
}
ENGLISH = {
    "crime": (
        "Two shot dead in shop robbery",
        "Two men were shot dead in a robbery at a shop in Leeds on Thursday, police said.",
    ),
    "reaction": (
        "Council condemns attack in Niger",
        "The council condemned an attack on civilians in Niger on Thursday and called on all sides"
        " to hold back.",
    ),
    "sport": (
        "City open fire with late goals",
        "The striker opened fire with two goals in the match on Thursday. The coach praised his"
        " forward and midfielder as the league season ends.",
    ),
    "metaphor": (
        "Senator in attack on budget",
        "The senator launched an attack on the government over the tax on Thursday and warned the"
        " police of a time bomb for investors.",
    ),
    "drill": (
        "Police hold drill simulating attack",
        "Police in Kirkuk held a drill on Thursday that simulated a bomb attack on a police"
        " station. The exercise used a scenario with volunteers playing hostages.",
    ),
    "court": (
        "Court sentences man over car bombing",
        "A court in Baghdad sentenced a man to death on Thursday over a car bombing that killed 12"
        " people in 2014. The judge ruled after a trial of two months.",
    ),
    "anniversary": (
        "Baghdad marks tenth anniversary of bombing",
        "Families gathered in Baghdad on Thursday for the anniversary of a car bombing that killed"
        " 12 people. The memorial commemorated the victims.",
    ),
    "statistics": (
        "Report: 300 killed last month",
        "An annual report said on Thursday that 300 people were killed in bombings and armed"
        " attacks in Iraq last month. The figures show a decline compared with the month before.",
    ),
    "historical": (
        "Iraq recovers stolen statues",
        "An official said that a bombing in Samarra on 22 February 2006 destroyed the dome.",
    ),
    "threat": (
        "Group threatens attacks",
        "Islamic State threatened to carry out suicide attacks in Baghdad.",
    ),
    "denial": (
        "Police deny reports of bombing",
        "Police denied reports of a bombing in Kirkuk on Thursday, calling them rumours that were"
        " baseless.",
    ),
    "foiled_plot": (
        "Police foil plot to bomb market",
        "Security forces foiled a plot to carry out a car bombing at a market in Baghdad on"
        " Thursday and arrested the suspects.",
    ),
    "accident": (
        "Gas explosion in restaurant kills three",
        "Three people were killed on Thursday when a gas cylinder exploded in a restaurant in"
        " Baghdad. Police said the explosion was caused by a gas leak.",
    ),
    "arrest": (
        "Suspects held over bombings",
        "Police arrested suspects wanted over car bombings in Kirkuk.",
    ),
    "clash": (
        "Clashes near Aleppo",
        "Clashes between the army and rebels near Aleppo killed ten fighters on Thursday.",
    ),
    "opinion": (
        "Opinion: why the bombings go on",
        "A car bombing in Baghdad on Thursday shows how deep the crisis runs.",
    ),
    "reaction, to what is known": (
        "President condemns bombing of market",
        "The president condemned a car bombing of a market in Baghdad on Thursday.",
    ),
    "not_specific": (
        "Ministers discuss security",
        "Ministers met on Thursday to discuss security after an attack on a police station.",
    ),
    "no_trigger": (
        "Book fair opens",
        "The minister opened the book fair in Baghdad on Thursday with many publishers.",
    ),
}


def test_every_class_of_refusal_has_an_article_here() -> None:
    classes = {*get_args(Refusal)} - {"unread_language", "unlikely"}
    assert set(map(_class, ARABIC)) == set(map(_class, ENGLISH)) == classes


def _class(name: str) -> str:
    return name.partition(",")[0]


@pytest.mark.parametrize("refusal", sorted(ARABIC))
def test_arabic_article_is_refused_by_its_class(refusal: str) -> None:
    title, body = ARABIC[refusal]
    assert reading(body, title=title).rejected == _class(refusal)


@pytest.mark.parametrize("refusal", sorted(ENGLISH))
def test_english_article_is_refused_by_its_class(refusal: str) -> None:
    title, body = ENGLISH[refusal]
    assert reading(body, title=title, language="en").rejected == _class(refusal)


@pytest.mark.parametrize("refusal", sorted({*ARABIC} - {"clash"}))
def test_refused_article_asserts_no_attack(refusal: str) -> None:
    for (title, body), language in ((ARABIC[refusal], "ar"), (ENGLISH[refusal], "en")):
        found = reading(body, title=title, language=language).attacks
        assert [a for a in found if a.modality == "asserted"] == []


def test_article_that_takes_an_attack_back_tells_it_as_denied() -> None:
    found = reading(
        "BAGHDAD - An explosion that killed three people in Nasiriyah on Monday was caused by gas"
        " cylinders, the interior ministry said, retracting earlier word of a car bomb.",
        title="Nasiriyah explosion was a gas accident, ministry says",
        language="en",
    )
    assert found.rejected == "accident"
    assert {(a.modality, a.place.name) for a in found.attacks} == {("denied", "Nasiriyah")}


def test_language_without_a_lexicon_is_not_read() -> None:
    found = reading("Eine Autobombe tötete sieben Menschen in Bagdad.", language="de")
    assert (found.attacks, found.rejected) == ((), "unread_language")


def test_empty_article_is_refused() -> None:
    assert reading("", title=None).rejected == "no_trigger"


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "محكمة تقضي بالإعدام على منفذ تفجير",
            "قضت محكمة في بغداد بالإعدام على متهم في تفجير قتل 12 شخصاً في 3 آذار 2014. وقالت"
            " المحكمة إن المتهم اعترف.",
            "ar",
        ),
        (
            "Court sentences man over car bombing",
            "A court in Baghdad sentenced a man to death over a car bombing that killed 12 people"
            " on 3 March 2014. The judge ruled after a trial of two months.",
            "en",
        ),
    ],
)
def test_fresh_attack_told_beside_a_court_is_read(title: str, body: str, language: str) -> None:
    fresh = {
        "ar": "وقتل ستة من عناصر الشرطة في هجوم مسلح في مدينة كركوك أمس الخميس.",
        "en": "In Kirkuk, gunmen killed six policemen in an armed attack on Thursday.",
    }
    found = reading(f"{body}\n\n{fresh[language]}", title=title, language=language)
    assert [(a.place.canonical, a.killed) for a in found.attacks] == [("Kirkuk", 6)]


@pytest.mark.parametrize(
    ("refusal", "title", "body"),
    [
        (
            "denial",
            "قيادة العمليات تنفي تفجير سوق في بغداد ومقتل عشرة مدنيين",
            "نفت قيادة العمليات، الخميس، ما تناقلته مواقع عن تفجير انتحاري استهدف سوقاً في بغداد"
            " وأوقع عشرة قتلى، وقالت إن الصور قديمة.",
        ),
        (
            "drill",
            "ثمانية قتلى في هجوم وهمي على محطة",
            "نفذت الشرطة في بغداد الخميس تمريناً حاكى اقتحام أربعة مسلحين محطة واحتجاز رهائن وسقوط"
            " ثمانية قتلى.",
        ),
        (
            "accident",
            "أربعة قتلى بانفجارات تهز معسكراً في تكريت",
            "قتل أربعة أشخاص في انفجارات هزت معسكراً في تكريت الخميس. وتحدث مصدر عن سيارة مفخخة"
            " لتنظيم داعش. لكن الدفاع المدني قال إن العتاد اشتعل ذاتياً بفعل سوء الخزن.",
        ),
        (
            "accident",
            "انتشال 58 جثة في منجم",
            "وكالة – بونيا (الكونغو)\n\nقتل 58 شخصاً الخميس في الانهيار الأرضي الذي طمر منجماً في"
            " إيتوري، وهرب القرويون معتقدين أن المتمردين اقتحموا المكان بالقنابل.",
        ),
        (
            "opinion",
            "السيارة المفخخة لغتنا",
            "بقلم: كاتب\nانفجرت سيارة مفخخة في بيروت الخميس. قتل تسعة وجرح سبعون. هكذا نعيش.",
        ),
    ],
)
def test_what_only_looks_like_the_report_of_an_attack_is_refused(
    refusal: str, title: str, body: str
) -> None:
    assert reading(body, title=title).rejected == refusal
