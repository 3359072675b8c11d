"""What only begins like a report is unlikely to be one; short texts are not asked."""

import pytest

from streams.stages.extract.story.story import story_of
from streams.stages.extract.verdict.verdict import told_by_rules, verdict_on
from tests.reading import context, reading, tagged

FEATURES = {
    "ar": (
        "أمهات بعقوبة يروين حياة البلدة بعد انفجار السوق",
        "قُتل عشرون شخصاً في انفجار سيارة مفخخة في سوق بعقوبة الجمعة، كما تروي الأمهات لمن يزور"
        " البلدة. تعلّق أم حسين صورة ابنها على الجدار. تقول إن الناس هنا لا ينسون. لم يعد أحد يزرع"
        " البستان. ويعمل الرجال في المدينة، وتكتب المعلمة قصائد عن البيت. وفي المساء يجلس الشيخ"
        " أمام الباب. ويقول خبير إن التنظيم نفذ هجمات كثيرة قبل عشر سنوات، وإن المحكمة لم تصدر"
        " حكمها بعد.",
    ),
    "en": (
        "Mothers of Baquba tell of life after the market explosion",
        "Twenty people were killed by a car bomb in the market of Baquba on Friday, as mothers tell"
        " all who visit. Umm Hussein has hung a picture of her son on the wall. She says people"
        " here do not forget. Nobody tends the orchard any more. The men work in the city, and the"
        " teacher writes poems about home. In the evening the sheikh sits at his door. An expert"
        " says the group carried out many attacks ten years ago.",
    ),
}
REPORTS = {
    "ar": (
        "عشرون قتيلاً في انفجار سيارة مفخخة في بعقوبة",
        "قُتل عشرون شخصاً في انفجار سيارة مفخخة في سوق بعقوبة الجمعة، بحسب الشرطة. وأصيب أربعون"
        " آخرون. وقال مصدر طبي إن بين القتلى ثلاثة أطفال. ونقل المصابون إلى مستشفى المدينة العام"
        " القريب. وأغلقت قوات الأمن السوق والطرق المؤدية إليه. ولم تعلن أي جهة"
        " مسؤوليتها عن التفجير.",
    ),
    "en": (
        "Twenty dead in Baquba car bombing",
        "Twenty people were killed by a car bomb in the market of Baquba on Friday, police said."
        " Another forty were wounded. A doctor said three children were among the dead. The wounded"
        " were taken to the city hospital. Troops closed the market. No group claimed"
        " responsibility for the bombing.",
    ),
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_feature_that_begins_like_a_report_is_unlikely_to_be_one(language: str) -> None:
    title, body = FEATURES[language]
    assert reading(body, title=title, language=language).rejected == "unlikely"
    title, body = REPORTS[language]
    assert [a.killed for a in reading(body, title=title, language=language).attacks] == [20]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_flash_and_text_without_a_headline_are_not_asked_how_likely_they_are(language: str) -> None:
    title, body = FEATURES[language]
    assert reading(body, title=None, language=language).rejected != "unlikely"
    first = f"{body.partition('.')[0]}."
    assert [a.killed for a in reading(first, title=title, language=language).attacks] == [20]


def test_follow_up_that_the_rules_refuse_is_a_report_where_the_model_finds_it_likely() -> None:
    title = "الشرطة تعلن تحديد هوية مشتبه به في هجوم سوق بعقوبة"
    body = (
        "أعلنت الشرطة العراقية اليوم الجمعة تحديد هوية مشتبه به في الهجوم الانتحاري الذي استهدف أمس"
        " سوقا في بعقوبة. وأسفر الهجوم الذي وقع صباح أمس الخميس عن مقتل 31 شخصا وإصابة مئة آخرين،"
        " بحسب حصيلة رسمية جديدة. وقال مصدر طبي إن عشرين جريحا ما زالوا في المستشفى. ولم تعلن أي"
        " جهة مسؤوليتها عن الهجوم. وفجر انتحاري نفسه داخل السوق المكتظ بالمتسوقين. واتهم رئيس"
        " الوزراء تنظيم داعش بالوقوف وراء الاعتداء. وأغلقت قوات الأمن الطرق المؤدية إلى السوق."
    )
    story = story_of(tagged(body, title=title), context().lexicons["ar"], context())
    assert told_by_rules(story)[1] == "arrest"
    assert verdict_on(story).overruled
    found = reading(body, title=title)
    assert [(a.place.name, a.killed) for a in found.attacks] == [("Baquba", 31)]
