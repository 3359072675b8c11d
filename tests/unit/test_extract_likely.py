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


FAR_FROM_NEWS = {
    "tr": (
        "Kandil'de nokta operasyon: Teröristlerin mağarası vuruldu, 4 terörist etkisiz",
        "Milli Savunma Bakanlığı, Irak'ın kuzeyindeki Kandil bölgesinde tespit edilen bir PKK"
        " mağarasının dün gece düzenlenen hava harekatıyla imha edildiğini duyurdu. Uçaklar hedefi"
        " gece bombaladı. İçeride bulunan dört örgüt mensubunun etkisiz hale getirildiği"
        " belirlendi.\n\nBakanlık kaynakları, dağlık kesimde yerleşim bulunmadığını vurguladı."
        " Mehmetçik'te kayıp yok.\n\nYıl başından beri kullanılamaz duruma getirilen sığınak sayısı"
        " 214'e ulaştı.",
    ),
    "es": (
        "Guerra entre guerrillas en Arauca deja 23 combatientes muertos",
        "A 23 ascendió el número de cuerpos levantados en Tame tras los enfrentamientos que libran"
        " desde enero el Eln y las disidencias de las Farc. Medicina Legal ya identificó a 17."
        " Según el general, todos eran integrantes de uno u otro grupo. Las explosiones se oyeron"
        " tres noches seguidas. Doce familias salieron del lugar. El Gobierno enviará tropas.",
    ),
}


@pytest.mark.parametrize("language", FAR_FROM_NEWS)
def test_what_is_far_from_news_is_unlikely_in_languages_of_few_articles_too(language: str) -> None:
    title, body = FAR_FROM_NEWS[language]
    assert reading(body, title=title, language=language).rejected == "unlikely"


ALL_THE_SAME = {
    "fr": (
        "reaction",
        "Djugu : attaque d'un site de déplacés, bilan provisoire et polémique",
        "Les tentes de Plaine Savo ne protégeaient de rien. Dans la nuit de mardi à mercredi, des"
        " miliciens de la Codeco ont attaqué ce camp de déplacés proche de Bule, en territoire de"
        " Djugu. Le gouverneur a annoncé 62 morts, tous civils, et 38 blessés. Dix-sept enfants"
        " sont au nombre des victimes. Les assaillants avaient des machettes et des fusils. L'ONU"
        " a condamné l'attaque. Les blessés ont été conduits à l'hôpital de Fataki.",
    ),
    "es": (
        "reaction",
        "Condena internacional por el ataque a un campo de desplazados en Tumaco",
        "Las tiendas del campo no protegían de nada. En la noche del martes, hombres armados"
        " atacaron este campo de desplazados cerca de Tumaco, en Nariño. El gobernador habló de 12"
        " muertos, todos civiles, y 38 heridos. Cuatro niños figuran entre las víctimas. Los"
        " atacantes llevaban machetes y fusiles. La ONU condenó el ataque. Los heridos fueron"
        " llevados al hospital de Pasto.",
    ),
}


@pytest.mark.parametrize("language", ALL_THE_SAME)
def test_report_that_opens_otherwise_is_one_where_the_model_finds_it_likely(language: str) -> None:
    refusal, title, body = ALL_THE_SAME[language]
    article = tagged(body, title=title, language=language)
    story = story_of(article, context().lexicons[language], context())
    assert told_by_rules(story)[1] == refusal
    assert verdict_on(story).overruled


def test_condemnation_of_what_hurt_nobody_is_not_asked_again() -> None:
    title = "Condena mundial del ataque a la maternidad de Kabul"
    body = (
        "La ONU y la Unión Europea condenaron el ataque del martes contra una maternidad de Kabul."
        " El secretario general expresó su solidaridad a las familias. Berlín habló de barbarie."
        " El presidente ordenó al ejército pasar a la ofensiva. Moscú pidió una investigación."
    )
    story = story_of(tagged(body, title=title, language="es"), context().lexicons["es"], context())
    assert verdict_on(story).refusal == "reaction"
