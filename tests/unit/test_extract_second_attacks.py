"""Second attacks of one article: hours later, on the next day, in the same town; and retellings."""

import pytest

from streams.domain.records import Attack
from tests.reading import reading

LATER_IN_THE_TOWN = {
    "en": (
        "A bomb went off outside a school in Kabul on Wednesday morning, killing six pupils.\n\n"
        "Half an hour later a second device exploded in a nearby market. Two passers-by were "
        "killed and nine wounded."
    ),
    "es": (
        "Una bomba estalló el miércoles ante una escuela de Kabul y mató a seis alumnos.\n\n"
        "Media hora después, otro artefacto detonó en un mercado de la ciudad: murieron dos "
        "vendedores y nueve personas resultaron heridas."
    ),
    "fr": (
        "Une kamikaze s'est fait exploser mercredi dans une école de Kaboul, tuant six élèves.\n\n"
        "Vingt minutes après, un autre kamikaze a actionné sa ceinture à l'entrée d'un marché. "
        "Bilan : deux morts et neuf blessés."
    ),
    "it": (
        "Un ordigno è esploso mercoledì davanti a una scuola di Kabul, uccidendo sei studenti.\n\n"
        "Mezz'ora più tardi un altro ordigno è scoppiato in un mercato della stessa città, "
        "uccidendo due passanti e ferendone nove."
    ),
    "tr": (
        "Kabil'de çarşamba günü bir okulun önünde bomba patladı, altı öğrenci öldü.\n\n"
        "Yarım saat sonra kentin batısındaki bir camide ikinci bir bomba infilak etti, iki kişi "
        "öldü, dokuz kişi yaralandı."
    ),
    "fa": (
        "یک بمب صبح چهارشنبه در برابر یک مکتب در کابل منفجر شد و شش دانش‌آموز جان باختند.\n\n"
        "نیم ساعت بعد بمب دیگری در یک مسجد غرب شهر انفجار کرد و دو نفر کشته و نه نفر زخمی شدند."
    ),
    "ar": (
        "انفجرت قنبلة صباح الأربعاء أمام مدرسة في كابل وقتلت ستة تلاميذ.\n\n"
        "وبعد نصف ساعة انفجرت قنبلة أخرى في سوق قريبة، فقتل اثنان من المارة وأصيب تسعة."
    ),
    "ru": (
        "У входа в школу в Кабуле в среду утром взорвалась бомба, погибли шесть учеников.\n\n"
        "Спустя полчаса второй смертник подорвал себя на рынке. Погибли двое, девять ранены."
    ),
}

LATER_ELSEWHERE = {
    "en": (
        "Gunmen killed 12 farmers in Gwoza, Nigeria, on Tuesday.\n\nThree hours later, a convoy "
        "hit a landmine near Damboa. Four soldiers died."
    ),
    "es": (
        "Hombres armados mataron el martes a 12 campesinos en Gwoza, Nigeria.\n\nTres horas más "
        "tarde, en Damboa, una mina mató a cuatro soldados."
    ),
    "fr": (
        "Des hommes armés ont tué mardi 12 paysans à Gwoza, au Nigeria.\n\nTrois heures plus "
        "tard, un convoi a sauté sur une mine près de Damboa. Quatre soldats ont péri."
    ),
    "it": (
        "Uomini armati hanno ucciso martedì 12 contadini a Gwoza, in Nigeria.\n\nTre ore dopo, a "
        "Damboa, una mina ha ucciso quattro soldati."
    ),
    "tr": (
        "Nijerya'nın Gwoza kentinde salı günü silahlı kişiler 12 çiftçiyi öldürdü.\n\nBundan üç "
        "saat sonra Damboa'da yola yerleştirilen bomba patladı. Dört asker öldü."
    ),
    "fa": (
        "افراد مسلح روز سه‌شنبه در شهر بنو در پاکستان ۱۲ پلیس را کشتند.\n\n"
        "سه ساعت بعد در شهر کویته یک بمب کنار جاده‌ای منفجر شد و چهار سرباز کشته شدند."
    ),
    "ar": (
        "قتل مسلحون 12 مدنيا، الثلاثاء، في قضاء المقدادية بمحافظة ديالى.\n\n"
        "وبعد ثلاث ساعات انفجرت عبوة ناسفة في طوزخورماتو، ما أدى إلى مقتل أربعة من الشرطة."
    ),
}

TOLD_ON = {
    "en": (
        "Gunmen killed 12 farmers in Gwoza, Borno state, on Tuesday.\n\nOn Wednesday, troops in "
        "Maiduguri buried a soldier killed in the attack. Three hours later the governor visited "
        "Damboa, where he condemned the bloodshed."
    ),
    "fr": (
        "Des hommes armés ont tué mardi 12 civils à Gorgadji.\n\nMercredi, les blessés ont été "
        "transférés à Ouagadougou. Trois heures plus tard, le gouverneur s'est rendu à Dori, où "
        "il a condamné l'attentat."
    ),
    "es": (
        "Un coche bomba mató el martes a 12 policías en Miranda, Cauca.\n\nHoras después de la "
        "explosión, el Ejército desplegó tropas en Corinto."
    ),
    "tr": (
        "Mukdadiye'de salı günü silahlı kişiler bir köye saldırdı, 12 kişi öldü.\n\nÇarşamba "
        "günü Bakuba'da ölenler için cenaze töreni düzenlendi. Üç saat sonra güvenlik güçleri "
        "Hanekin'de operasyon başlattı."
    ),
    "fa": (
        "افراد مسلح روز سه‌شنبه به یک پاسگاه پلیس در شهر بنو حمله کردند و ۱۲ پلیس را کشتند.\n\n"
        "روز چهارشنبه پیکر کشته‌شدگان در پیشاور تشییع شد. دو ساعت بعد وزیر کشور در اسلام‌آباد "
        "این حمله را محکوم کرد."
    ),
}


def told(body: str, language: str) -> list[Attack]:
    """Return the attacks that the article reports, in the order told."""
    return [a for a in reading(body, language=language).attacks if a.modality == "asserted"]


@pytest.mark.parametrize("language", LATER_IN_THE_TOWN)
def test_another_bomb_in_the_same_town_is_an_attack_of_its_own(language: str) -> None:
    found = told(LATER_IN_THE_TOWN[language], language)
    assert [(a.place.city, a.killed) for a in found] == [("Kabul", 6), ("Kabul", 2)]
    assert [a.wounded for a in found] == [None, 9]


@pytest.mark.parametrize("language", LATER_ELSEWHERE)
def test_hours_later_leads_to_an_attack_in_another_town(language: str) -> None:
    found = told(LATER_ELSEWHERE[language], language)
    assert [a.killed for a in found] == [12, 4]
    assert len({a.place.city for a in found}) == len(found)


@pytest.mark.parametrize("language", TOLD_ON)
def test_what_is_done_and_said_about_an_attack_elsewhere_is_no_other_one(language: str) -> None:
    assert [a.killed for a in told(TOLD_ON[language], language)] == [12]


def test_the_day_after_may_stand_behind_a_small_word() -> None:
    body = (
        "Hombres armados secuestraron el lunes a dos ingenieros en El Tarra, Norte de Santander."
        "\n\nYa el martes, una mina mató a un soldado en zona rural de Hacarí."
    )
    found = told(body, "es")
    assert [(a.place.city, a.date.start) for a in found] == [
        ("El Tarra", "2016-10-17"),
        ("Hacari", "2016-10-18"),
    ]


def test_days_after_something_of_before_lead_to_no_news() -> None:
    body = (
        "A bomb killed two guards in Kabul on Wednesday, police said. They were on patrol. "
        "Nobody claimed it. Streets were closed. The mayor spoke. Shops stayed shut.\n\n"
        "In June a governor was shot dead in Kandahar. Two days later another bomb exploded at "
        "his funeral, killing 20 people."
    )
    assert [a.killed for a in told(body, "en")] == [2]


ANSWERED = {
    "en": (
        "An Israeli drone killed four civilians in Ainata, Lebanon, on Friday.\n\nIn retaliation, "
        "Hezbollah fired rockets at Kiryat Shmona in Israel, killing a farmer."
    ),
    "es": (
        "Un dron israelí mató el viernes a cuatro civiles en Ainata, Líbano.\n\nEn represalia, "
        "Hezbolá lanzó cohetes contra Kiryat Shmona, en Israel, y mató a un agricultor."
    ),
    "fr": (
        "Un drone israélien a tué vendredi quatre civils à Aïnata, au Liban.\n\nEn représailles, "
        "le Hezbollah a tiré des roquettes sur Kiryat Shmona, en Israël. Un civil a été tué."
    ),
    "ru": (
        "Израильский беспилотник в пятницу убил четырех мирных жителей в Айнате в Ливане.\n\nВ "
        "ответ «Хезболла» выпустила ракеты по Кирьят-Шмоне в Израиле, погиб один человек."
    ),
    "ar": (
        "قتلت مسيرة إسرائيلية أربعة مدنيين في عيناتا جنوبي لبنان الجمعة.\n\nوردا على ذلك، أطلق حزب "
        "الله صواريخ على كريات شمونة في إسرائيل فقتل مزارع."
    ),
    "tr": (
        "İsrail'e ait bir insansız hava aracı cuma günü Lübnan'ın Ainata beldesinde dört sivili "
        "öldürdü.\n\nMisilleme olarak Hizbullah, İsrail'in Kiryat Şmona kentine roket attı, bir "
        "çiftçi öldü."
    ),
}

SAME_DAY = (
    "Gunmen shot dead seven farmers near Birnin Gwari in Kaduna State, Nigeria, on Thursday.\n\n"
    "Also on Thursday, bandits stormed the market of Shinkafi in Zamfara State and killed eight "
    "traders.\n\nIn Niger State, armed men shot dead three teachers in Kagara on Friday."
)

IN_ONE_SENTENCE = (
    "El Estado Islámico irrumpió este viernes en Kirkuk, en el norte de Irak, y atacó además una "
    "planta eléctrica en Dibis."
)

TOLL_BELOW = (
    "نیم ساعت پیش از ظهر جمعه چهار مرد مسلح وارد مجلس در تهران شدند و به سوی مردم تیراندازی کردند. "
    "یازده نفر جان باختند.\n\nنیم ساعت بعد دو نفر به یک مسجد در جنوب شهر حمله کردند. یکی از آنها "
    "خود را منفجر کرد. یک باغبان جان باخت و سه نفر زخمی شدند."
)


@pytest.mark.parametrize("language", ANSWERED)
def test_an_answer_that_names_nothing_avenged_is_an_attack(language: str) -> None:
    found = told(ANSWERED[language], language)
    assert [a.place.country for a in found] == ["LB", "IL"]
    assert [a.killed for a in found] == [4, 1]


def test_a_day_told_again_is_not_before_that_of_an_attack_below_it() -> None:
    assert [a.killed for a in told(SAME_DAY, "en")] == [7, 8, 3]


def test_one_sentence_may_tell_of_two_attacks_without_their_dead() -> None:
    assert [a.place.city for a in told(IN_ONE_SENTENCE, "es")] == ["Kirkuk", "Dibis"]


def test_who_was_hurt_by_the_second_may_stand_further_down_its_paragraph() -> None:
    assert [(a.killed, a.wounded) for a in told(TOLL_BELOW, "fa")] == [(11, None), (1, 3)]


@pytest.mark.parametrize(
    ("language", "first", "second", "towns"),
    [
        (
            "es",
            "Una bomba mató este jueves a dos policías en Caloto.",
            "El segundo ocurrió en Corinto, cerca del mediodía. Hombres armados dispararon contra"
            " un puesto de control. Tres guardias murieron.",
            ["Caloto", "Corinto"],
        ),
        (
            "tr",
            "Perşembe günü Bakuba'da bombalı saldırıda iki polis öldü.",
            "İkincisi öğleye doğru Telafer'de oldu. Silahlı kişiler bir kontrol noktasına ateş"
            " açtı, üç asker öldü.",
            ["Baquba", "Tal Afar"],
        ),
    ],
)
def test_turn_that_names_only_the_place_holds_for_the_deed_behind(
    language: str, first: str, second: str, towns: list[str]
) -> None:
    at = "2023-10-27T10:00:00+03:00"
    found = reading(f"{first}\n\n{second}", title=first, language=language, at=at)
    assert [(a.place.city, a.killed) for a in found.attacks] == list(
        zip(towns, [2, 3], strict=True)
    )
