"""What only begins like a report is unlikely to be one; short texts are not asked."""

import pytest

from tests.reading import reading

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
