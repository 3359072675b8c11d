"""Whatever the text: nothing raises, batches change nothing, evidence slices, work stays linear."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.domain.flow import Emit, Incoming
from streams.domain.records import Article, Attack
from streams.domain.topics import ARTICLE_TAGGED
from streams.stages import extract
from tests.reading import context, reading, tagged

SENTENCES = {
    "ar": (
        "قتل ستة من عناصر الشرطة في هجوم شنه مسلحون على حاجز تفتيش في مدينة كركوك الجمعة. ",
        "فجر انتحاري نفسه في سوق في بغداد أمس الخميس وأصيب 12 شخصاً بينهم طفلان.\n\n",
        "وتبنى تنظيم الدولة الإسلامية الهجوم. ",
        "وقال ضابط في الشرطة إن حصيلة القتلى ارتفعت إلى ٣٥ قتيلاً. ",
        "دارت اشتباكات في ريف حلب.\n",
        "https://twitter.com/someone/status/789419264939786240 ",
        "الصورة: قوات في حي دوميز\n\n",
        "يذكر أن تفجيراً وقع عام 2014 في الموصل وقتل 90 شخصاً. ",
    ),
    "en": (
        "Gunmen killed six policemen in an attack on a checkpoint in Kirkuk on Friday. ",
        "A suicide bomber blew himself up in a market in Baghdad, wounding 12 people.\n\n",
        "Islamic State claimed responsibility for the attack. ",
        "Officials said the death toll rose to 35, including four children. ",
        "Clashes went on near Aleppo.\n",
        "Two soldiers were killed and one was wounded in Mosul, 400 km north of Baghdad. ",
        "Photo: troops in Kirkuk\n\n",
        "A car bombing on 3 March 2014 killed 90 people there. ",
    ),
    "fr": (
        "Des hommes armés ont tué six policiers vendredi dans l'attaque d'un poste à Djibo. ",
        "Un kamikaze s'est fait exploser sur un marché de Maroua, blessant douze personnes.\n\n",
        "Le GSIM a revendiqué l'attaque. ",
        "Le bilan est passé à trente-cinq morts, dont quatre enfants, selon le préfet. ",
        "Les combats se poursuivaient près de Goma.\n",
        "Deux soldats maliens ont été tués et un blessé dans la nuit de jeudi à vendredi à Gao. ",
        "Photo : des soldats à Djibo\n\n",
        "Un attentat avait fait 90 morts le 3 mars 2014 dans la même ville. ",
    ),
    "tr": (
        "Kerkük'te cuma günü kontrol noktasına düzenlenen silahlı saldırıda 6 polis öldü. ",
        "Bağdat'ta bir pazar yerinde canlı bomba kendini patlattı, 12 kişi yaralandı.\n\n",
        "Saldırıyı DEAŞ üstlendi. ",
        "Ölenlerin sayısı 4'ü çocuk olmak üzere 35'e yükseldi. ",
        "Halep kırsalında çatışmalar sürüyor.\n",
        "Diyarbakır'ın Lice ilçesinde 2'si ağır 7 asker yaralandı. ",
        "Fotoğraf: Kerkük'teki askerler\n\n",
        "3 Mart 2014'te bomba yüklü araçla düzenlenen saldırıda 90 kişi ölmüştü. ",
    ),
    "fa": (
        "افراد مسلح روز جمعه در حمله به یک پاسگاه در شهر هرات شش مأمور پولیس را کشتند. ",
        "مهاجم انتحاری خود را در بازاری در کابل منفجر کرد و ۱۲ نفر زخمی شدند.\n\n",
        "گروه داعش مسئولیت این حمله را بر عهده گرفت. ",
        "مقام‌ها می‌گویند شمار کشته‌شدگان به ۳۵ نفر، از جمله چهار کودک، رسیده است. ",
        "درگیری در نزدیکی قندوز ادامه دارد.\n",
        "دو سرباز در سراوان، ۳۰ کیلومتری جنوب خاش، کشته و یک تن از آنان ربوده شد. ",
        "عکس: نیروهای امنیتی در کابل\n\n",
        "در انفجار ۱۲ اسفند ۱۳۹۲ در همان شهر ۹۰ نفر کشته شده بودند. ",
    ),
    "ckb": (
        "چەکدارانی داعش ئەمڕۆ هێرشیان کردە سەر بازگەیەک لە کەرکووک و شەش پۆلیسیان کوشت. ",
        "خۆکوژێک دوێنێ لە بازاڕێکی بەغدا خۆی تەقاندەوە و ١٢ کەس بریندار بوون.\n\n",
        "داعش بەرپرسیارێتی هێرشەکەی لە ئەستۆ گرت. ",
        "پۆلیس ڕایگەیاند، ژمارەی کوژراوان گەیشتە ٣٥ کەس. ",
        "پێکدادانێک لە دەوروبەری حەلەب ڕوویدا.\n",
        "وێنە: هێزێک لە گەڕەکی دۆمیز\n\n",
        "لە ساڵی ٢٠١٤ تەقینەوەیەک لە مووسڵ ٩٠ کەسی کوشت. ",
    ),
    "es": (
        "Hombres armados mataron el viernes a seis policías en un retén en Kirkuk. ",
        "Un suicida se hizo estallar en un mercado de Bagdad e hirió a 12 personas.\n\n",
        "El Estado Islámico reivindicó el ataque. ",
        "El número de muertos subió a 35, entre ellos cuatro niños. ",
        "Siguen los combates cerca de Alepo.\n",
        "Foto: soldados en Kirkuk\n\n",
        "Un carro bomba mató a 90 personas el 3 de marzo de 2014. ",
    ),
    "it": (
        "Uomini armati hanno ucciso venerdì sei poliziotti a un posto di blocco a Kirkuk. ",
        "Un kamikaze si è fatto esplodere in un mercato di Baghdad e ha ferito 12 persone.\n\n",
        "Lo Stato islamico ha rivendicato l'attacco. ",
        "Il bilancio è salito a 35 morti, tra cui quattro bambini. ",
        "Proseguono i combattimenti vicino ad Aleppo.\n",
        "Foto: soldati a Kirkuk\n\n",
        "Un'autobomba uccise 90 persone il 3 marzo 2014. ",
    ),
    "ru": (
        "В пятницу в Киркуке боевики напали на пост полиции и убили шестерых полицейских. ",
        "Смертник подорвал себя на рынке в Багдаде, ранены 12 человек, в том числе двое детей.\n\n",
        "Ответственность взяло на себя «Исламское государство» (запрещено в РФ). ",
        "Число погибших выросло до 35, сообщил 46-летний начальник полиции. ",
        "Бои шли под Алеппо.\n",
        "Двое военных погибли и один ранен в Мосуле, в 400 км к северу от Багдада. ",
        "Фото: военные в Киркуке\n\n",
        "При взрыве 3 марта 2014 года там погибли 90 человек. ",
    ),
}
BOILERPLATE = {
    "ar": (
        "يمكنكم التواصل معنا على الرقم 0012022773659",
        "تابعونا على واتساب وشاهدوا مقتل 90 شخصاً في تفجير في الموصل",
        "الصورة: آثار تفجير قتل فيه 80 شخصاً في حلب",
        "مواضيع ذات صلة:\n\nمقتل 70 شخصاً في هجوم انتحاري في كابول",
    ),
    "en": (
        "Follow us on WhatsApp at 0012022773659",
        "Subscribe to our newsletter: 90 killed in a car bombing in Mosul",
        "Photo: the scene of a bombing that killed 80 people in Aleppo",
        "Related:\n\nSuicide bombing kills 70 people in Kabul",
    ),
    "fr": (
        "Suivez-nous sur WhatsApp au 0012022773659",
        "Abonnez-vous à notre newsletter : 90 morts dans un attentat à Mossoul",
        "Photo : le lieu d'un attentat qui a fait 80 morts à Alep",
        "Lire aussi :\n\nUn attentat-suicide fait 70 morts à Kaboul",
    ),
    "tr": (
        "Bizi takip edin: 0012022773659",
        "Bültenimize abone olun: Musul'da bombalı saldırıda 90 kişi öldü",
        "Fotoğraf: Halep'te 80 kişinin öldüğü saldırının yeri",
        "İlgili haberler:\n\nKabil'de intihar saldırısı: 70 ölü",
    ),
    "fa": (
        "ما را در تلگرام دنبال کنید: 0012022773659",
        "عکس: محل انفجاری که در حلب ۸۰ نفر را کشت",
        "بیشتر بخوانید:\n\nحمله انتحاری در کابل ۷۰ کشته داشت",
    ),
    "ckb": (
        "وێنە: شوێنی تەقینەوەیەک کە ٨٠ کەسی لە حەلەب کوشت",
        "هەروەها بخوێنەرەوە:\n\nهێرشێکی خۆکوژی لە کابول ٧٠ کەسی کوشت",
    ),
    "es": (
        "Síguenos en WhatsApp en el 0012022773659",
        "Suscríbete al boletín: 90 muertos por un coche bomba en Mosul",
        "Foto: el lugar de un atentado que mató a 80 personas en Alepo",
        "Lea también:\n\nAtentado suicida mata a 70 personas en Kabul",
    ),
    "it": (
        "Seguici su WhatsApp al 0012022773659",
        "Iscriviti alla newsletter: 90 morti per un'autobomba a Mosul",
        "Foto: il luogo di un attentato che ha ucciso 80 persone ad Aleppo",
        "Leggi anche:\n\nAttentato suicida uccide 70 persone a Kabul",
    ),
    "ru": (
        "Подписывайтесь на наш канал по телефону 0012022773659",
        "Фото: последствия взрыва, при котором в Алеппо погибли 80 человек",
        "Читайте также:\n\nПри теракте в Кабуле погибли 70 человек",
    ),
}
CHARACTERS = st.sampled_from(
    "قتلهجومفيوكركوك ٠١٢٣٤٥٦٧٨٩0123456789۰۱ abcKBвзрыЙё .,،؛؟!()\"'«»-–/𝟛é漢"
    "\n\t\x00\x07\u200c\u200e\u202b\u0651\u0640\ud800"
)
PIECES = st.sampled_from(
    [
        *(line for lines in SENTENCES.values() for line in lines),
        "12",
        " بينهم ",
        " at least ",
        "\x00",
    ]
)
NOISE = st.one_of(st.text(CHARACTERS, max_size=2_000), st.lists(PIECES, max_size=20).map("".join))
LANGUAGES = st.sampled_from(tuple(SENTENCES))


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, str | None, str]:
    """Return body, title and language of an article of a few sentences."""
    language = draw(LANGUAGES)
    lines = st.sampled_from(SENTENCES[language])
    body = "".join(draw(st.lists(lines, min_size=1, max_size=8)))
    title = draw(st.one_of(st.none(), lines.map(str.strip)))
    return body, title, language


def emitted(articles: list[Article]) -> list[tuple[int, Attack]]:
    """Return cause and attack of everything that the stage emits for one batch."""
    batch = [Incoming(ARTICLE_TAGGED, article) for article in articles]
    found = list(extract.run(batch, {}, context()))
    assert all(isinstance(emit, Emit) for emit in found)
    return [(emit.cause, emit.value) for emit in found]


@settings(max_examples=40, deadline=None)
@given(st.lists(stories(), min_size=1, max_size=5))
def test_batch_gives_what_single_articles_give(told):
    articles = [tagged(body, title=title, language=name) for body, title, name in told]
    alone = [(cause, attack) for cause, one in enumerate(articles) for _, attack in emitted([one])]
    assert emitted(articles) == alone


@settings(max_examples=60, deadline=None)
@given(stories())
def test_evidence_is_a_short_quotation_of_its_place(told):
    body, title, language = told
    parts = {"title": title or "", "body": body}
    for attack in reading(body, title=title, language=language).attacks:
        assert attack.evidence
        for each in attack.evidence:
            assert each.text == parts[each.part][each.start : each.end]
            assert 0 < len(each.text) <= 240


@settings(max_examples=60, deadline=None)
@given(stories(), st.data())
def test_boilerplate_after_the_text_changes_no_fact(told, data):
    body, title, language = told
    after = data.draw(st.lists(st.sampled_from(BOILERPLATE[language]), min_size=1, max_size=3))
    plain = reading(body, title=title, language=language)
    longer = "\n\n".join((body.rstrip(), *after))
    assert reading(longer, title=title, language=language) == plain


@settings(max_examples=60, deadline=None)
@given(NOISE, st.one_of(st.none(), NOISE), LANGUAGES)
def test_any_text_is_read_without_an_error(body, title, language):
    found = reading(body, title=title, language=language)
    assert bool(found.attacks) or found.rejected is not None
    for attack in found.attacks:
        for each in attack.evidence:
            assert each.text == (title if each.part == "title" else body)[each.start : each.end]


@pytest.mark.parametrize("letter", ["ا", "a", "6", "٦", "(", "ـ", "\n", "و"])
def test_token_of_a_hundred_thousand_letters_is_read(letter):
    for language in SENTENCES:
        assert reading(letter * 100_000, language=language).attacks == ()


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("قتل ", "ar"),
        ("كركوك ", "ar"),
        ("الجمعة ", "ar"),
        ("ستة ", "ar"),
        ("داعش ", "ar"),
        ("تشرين الأول ", "ar"),
        ("قتل ستة. ", "ar"),
        ("killed ", "en"),
        ("Kirkuk ", "en"),
        ("October ", "en"),
        ("hundred ", "en"),
        ("Islamic State ", "en"),
        ("six killed. ", "en"),
    ],
)
def test_work_on_one_word_repeated_grows_with_its_length(words, language):
    short, long = (
        calls_to_read(words * (size // len(words)), language) for size in (2_000, 10_000)
    )
    assert long <= 6 * short


def calls_to_read(body: str, language: str) -> int:
    """Return how many function calls the reading takes: steadier than time."""
    count = 0

    def counting(*_: object) -> None:
        nonlocal count
        count += 1

    article, known = tagged(body, language=language), context()
    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        extract.read(article, known)
    finally:
        sys.setprofile(before)
    return count
