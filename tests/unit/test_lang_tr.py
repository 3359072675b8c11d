"""Turkish: endings, words that folding would mix, verbs at the end, names with an apostrophe."""

import pytest

from streams.domain.numbers import number_at
from streams.lang.headlines import headline_words
from streams.lang.loader import load_lexicons
from streams.stages.extract.words.prescan import may_name_attack
from tests.reading import attack, context, figures, reading

PRESCAN_KINDS = ("trigger", "trigger_weak", "trigger_faint", "arms")


def read(body: str, title: str | None = None):
    return attack(body, title=title, language="tr")


def counted(body: str) -> dict[str, int | None]:
    found = reading(body, title="Kabil'de silahlı saldırı düzenlendi", language="tr")
    assert len(found.attacks) == 1, found.rejected
    return figures(found.attacks[0])


@pytest.mark.parametrize(
    ("sentence", "totals"),
    [
        ("Saldırıda 5 kişi öldü, 12 kişi yaralandı.", {"killed": 5, "wounded": 12}),
        (
            "Patlamada ikisi çocuk beş kişi hayatını kaybetti, on iki kişi de yaralandı.",
            {"killed": 5, "wounded": 12},
        ),
        ("Saldırıda 2'si kadın, 3'ü çocuk 8 sivil yaşamını yitirdi.", {"killed": 8}),
        (
            "Saldırıda en az 17 kişinin öldüğü, 40'tan fazla kişinin yaralandığı bildirildi.",
            {"killed": 17, "wounded": 40},
        ),
        ("Saldırıda hayatını kaybedenlerin sayısı 24'e yükseldi.", {"killed": 24}),
        ("Ölü sayısı 12'den 15'e çıktı.", {"killed": 15}),
        ("Kırktan fazla kişi öldü, yetmişi aşkın kişi yaralandı.", {"killed": 40, "wounded": 70}),
        ("Saldırıda yüz yirmi kişi yaralandı.", {"wounded": 120}),
        ("Açılan ateşte bir asker ile yoldan geçen bir çoban öldürüldü.", {"killed": 2}),
        ("Silahlı kişiler 12 köylüyü kaçırdı.", {"abducted": 12}),
        ("Saldırıda polis memuru Ali Kaya şehit oldu.", {"killed": 1}),
        (
            "Araçta bulunan 5 askerden 3'ü şehit oldu, 2'si yaralandı.",
            {"killed": 3, "wounded": 2},
        ),
    ],
)
def test_people_stand_before_the_verb_and_behind_a_participle(sentence, totals):
    assert counted(sentence) == totals


@pytest.mark.parametrize(
    ("sentence", "totals"),
    [
        ("Saldırgan polis tarafından vurularak öldürüldü.", {"perpetrators_killed": 1}),
        ("Saldırganlardan ikisi öldürüldü, biri kaçtı.", {"perpetrators_killed": 2}),
        ("Saldırıyı düzenleyen 2 kişi öldürüldü.", {"perpetrators_killed": 2}),
        (
            "Saldırıda 3'ü saldırgan 11 kişi öldü.",
            {"killed": 8, "perpetrators_killed": 3},
        ),
        (
            "Saldırganın da aralarında bulunduğu 6 kişi öldü.",
            {"killed": 5, "perpetrators_killed": 1},
        ),
        (
            "Saldırgan üzerindeki düzeneği kapıda infilak ettirdi, 4 polis yaralandı.",
            {"wounded": 4, "perpetrators_killed": 1},
        ),
    ],
)
def test_attackers_are_counted_apart(sentence, totals):
    assert counted(sentence) == totals


def test_became_is_not_died():
    found = read("Kerkük'te bomba patladı, üç kişinin evi yerle bir oldu, iki kişi öldü.")
    assert figures(found) == {"killed": 2}
    lexicon = load_lexicons()["tr"]
    assert {"öldü", "ön"} <= lexicon.told_apart
    assert "oldu" not in lexicon.phrases
    assert "öldü" in lexicon.phrases


def test_no_trigger_needs_a_letter_that_the_first_look_folds_away():
    lexicon = load_lexicons()["tr"]
    told = (p for listed in lexicon.phrases.values() for p in listed if p.kind in PRESCAN_KINDS)
    assert not [p for p in told if lexicon.told_apart.intersection(p.words)]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("on iki", 12),
        ("yüz elli", 150),
        ("iki yüz elli üç", 253),
        ("15 bin 952", 15952),
        ("bin iki yüz", 1200),
        ("otuzbeş", 35),
        ("ikisi", 2),
    ],
)
def test_numbers(words, number):
    lexicon = load_lexicons()["tr"]
    folded = words.translate(str.maketrans("şüç", "suc")).split()
    found = number_at(folded, 0, len(folded), lexicon)
    assert found is not None
    assert (found.low, found.end) == (number, len(folded))


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Lice'de çarşamba günü bomba patladı, 2 asker öldü.", "2016-10-19"),
        ("Lice'de dün gece bomba patladı, 2 asker öldü.", "2016-10-20"),
        ("Lice'de 18 Ekim'de bomba patladı, 2 asker öldü.", "2016-10-18"),
        ("Lice'de pazar günü pazar yerinde bomba patladı, 2 kişi öldü.", "2016-10-16"),
        ("Lice'de bomba patladı, Kasım Süleymani adlı asker ve 2 asker öldü.", "2016-10-21"),
    ],
)
def test_days(sentence, day):
    assert read(sentence).date.start == day


@pytest.mark.parametrize(
    ("body", "name", "country"),
    [
        ("Diyarbakır'ın Lice ilçesinde bomba patladı, 2 asker öldü.", "Lice", "TR"),
        ("Suriye'nin kuzeyindeki El Bab'da bomba patladı, 2 kişi öldü.", "Al-Bab", "SY"),
        ("Kerkük'ün güneyindeki Dakuk ilçesinde 3 polis öldürüldü, bomba patladı.", "Daquq", "IQ"),
        ("Ordu'da polis noktasına silahlı saldırıda 2 kişi öldü.", "Ordu", "TR"),
        ("Hatay Reyhanlı'da bomba patladı, 2 kişi öldü.", "Reyhanli", "TR"),
    ],
)
def test_places_with_their_endings(body, name, country):
    place = read(body).place
    assert (place.name, place.country) == (name, country)


def test_province_of_the_headline_is_not_the_town_of_its_name():
    body = (
        "Hakkari'nin Yüksekova ilçesinde askeri araca bombalı saldırı düzenlendi. "
        "Saldırıda 2 asker şehit oldu."
    )
    assert read(body, "Hakkari'de bombalı saldırı").place.name == "Yuksekova"


def test_unknown_village_stands_without_its_word():
    found = read("Dakuk ilçesine bağlı Zankaran köyünde silahlı kişiler iki çiftçiyi öldürdü.")
    assert "Zankaran" in {found.place.name, *(p.name for p in found.places)}


@pytest.mark.parametrize(
    ("body", "group", "confidence"),
    [
        (
            "Bağdat'ta bomba patladı, 9 kişi öldü. Saldırıyı DEAŞ üstlendi.",
            "islamic-state",
            "claimed",
        ),
        (
            "Lice'de PKK'lı teröristler tarafından yola tuzaklanan bomba patladı, 2 asker öldü.",
            "pkk",
            "stated",
        ),
        (
            "Esed rejimi güçlerinin İdlib'in güneyindeki Eriha ilçesine düzenlediği topçu "
            "saldırısında 4 sivil öldü.",
            "syrian-forces",
            "stated",
        ),
    ],
)
def test_who_did_it(body, group, confidence):
    blamed = read(body).perpetrators
    assert [(p.group_id, p.confidence) for p in blamed] == [(group, confidence)]


def test_nobody_claimed_it():
    found = read("Bağdat'ta bomba patladı, 9 kişi öldü. Saldırıyı üstlenen olmadı.")
    assert found.claims == ()


def test_boast_of_the_attackers_is_no_toll():
    body = (
        "Lice'de karakola silahlı saldırı düzenlendi, 2 asker şehit oldu. Saldırıyı PKK üstlendi. "
        "PKK, saldırıda 25 askerin öldürüldüğünü iddia etti."
    )
    assert figures(read(body)) == {"killed": 2}


def test_pluperfect_tells_of_before():
    body = (
        "Ankara'da bomba yüklü araçla düzenlenen saldırıda 6 kişi öldü. "
        "Aynı caddede martta düzenlenen saldırıda 37 kişi hayatını kaybetmişti."
    )
    assert figures(read(body)) == {"killed": 6}


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Gara'da 7 terörist etkisiz hale getirildi",
            "Irak'ın kuzeyindeki Gara bölgesinde 7 PKK'lı terörist hava harekatıyla etkisiz hale "
            "getirildi.",
        ),
        (
            "Fırında tüp patladı: 2 ölü",
            "Adana'da bir fırında tüpün patlaması sonucu 2 kişi öldü, 5 kişi yaralandı.",
        ),
        (
            "Ankara Garı saldırısı davasında karar",
            "100 kişinin öldüğü bombalı saldırıya ilişkin davada 9 sanığa müebbet hapis cezası "
            "verildi.",
        ),
        (
            "Metroda terör tatbikatı",
            "Tatbikatta senaryo gereği iki saldırgan bomba patlattı, 15 kişi yaralı rolü yaptı.",
        ),
        (
            "Galatasaray rakibini bombaladı",
            "Galatasaray maçta kaçırdığı penaltıya rağmen dört golle kazandı. Teknik direktör "
            "takımını kutladı.",
        ),
        (
            "Arazi kavgası: 3 ölü",
            "Nizip'te iki aile arasında arazi anlaşmazlığı nedeniyle çıkan silahlı kavgada 3 kişi "
            "öldü.",
        ),
        (
            "Suruç'ta ölenler anıldı",
            "Suruç'ta bombalı saldırıda ölen 33 genç, saldırının yıl dönümünde anıldı.",
        ),
    ],
)
def test_no_fresh_attack(title, body):
    found = reading(body, title=title, language="tr").attacks
    assert [a for a in found if a.engagement == "attack"] == []


def test_first_look_finds_a_trigger_with_endings():
    lexicon = context().lexicons["tr"]
    assert may_name_attack("Saldırılarından sonra", lexicon)
    assert not may_name_attack("Meclis bütçeyi görüştü", lexicon)


def test_headline_of_an_alert():
    words = headline_words()["tr"]
    assert words.count("killed", 1) == "1 kişi öldü"
    assert words.count("wounded", 12) == "12 kişi yaralandı"
    assert (
        words.phrases["in_place"].format(attack=words.attacks["suicide_bombing"], place="Kabil")
        == "intihar saldırısı, Kabil"
    )
    assert len(words.months) == len(set(words.months)) == 12
    english = headline_words()["en"]
    for table in ("phrases", "labels", "tolls", "attacks", "attacks_on", "targets", "speakers"):
        assert getattr(words, table).keys() == getattr(english, table).keys()


def test_an_age_in_brackets_is_no_toll():
    found = reading(
        "Hakkari'de yola döşenen patlayıcı infilak etti. İşçilerden Şahin Beyaz (34) ve kuzeni "
        "Nurettin Beyaz (29) olay yerinde yaşamını yitirdi.",
        title="Hakkari'de iki işçi yola döşenen patlayıcıyla öldü",
        language="tr",
    ).attacks
    assert [a.killed for a in found] == [2]


def test_the_owner_of_the_place_did_not_strike_it():
    found = reading(
        "Rus ordusunun Ukrayna'nın Harkiv kentine dün gece düzenlediği füze ve İHA saldırısında "
        "en az 11 kişi hayatını kaybetti.",
        title="Harkiv vuruldu: 11 ölü",
        language="tr",
    ).attacks
    assert [[p.group_id for p in a.perpetrators] for a in found] == [["russian-forces"]]


def test_who_speaks_is_in_no_list_with_what_he_says():
    found = reading(
        "PKK'lı teröristlerin Metina'daki üs bölgesine saldırısında 9 asker şehit oldu. Bakan "
        'Yaşar Güler, "15 terörist etkisiz hale getirildi" dedi.',
        title="Acı haber: 9 şehit",
        language="tr",
    ).attacks
    assert [(a.killed, a.perpetrators_killed) for a in found] == [(9, 15)]


def test_the_area_of_a_lasting_operation_is_a_place():
    found = reading(
        "Pençe-Kilit Harekatı bölgesinde sızma girişiminde bulunan PKK'lı teröristlerle çıkan "
        "çatışmada 9 asker şehit oldu.",
        title="Acı haber: 9 şehidimiz var",
        language="tr",
    ).attacks
    assert [(a.engagement, a.killed) for a in found] == [("attack", 9)]
