import pytest

from streams.domain.flow import Incoming
from streams.domain.records import Tick
from streams.domain.topics import ARTICLE_TAGGED, ARTICLE_UNIQUE
from streams.stages import language
from streams.stages.language.cascade import detect
from tests.guessers import GUESSERS
from tests.stories import CONTEXT, article

SAMPLES = [
    ("ar", "أعلنت الشرطة العراقية أن خمسة من عناصرها قتلوا في هجوم على مركز أمني"),
    ("ar", "والله مش عارف ايه اللي حصل في الشارع ده امبارح"),
    ("fa", "پلیس اعلام کرد که پنج نفر در این حمله کشته شده‌اند"),
    ("fa", "پليس اعلام كرد كه پنج نفر در اين حمله كشته شده اند"),
    ("ckb", "پۆلیس ڕایگەیاند کە پێنج کەس لەو هێرشەدا کوژراون"),
    ("ur", "پولیس نے بتایا کہ اس حملے میں پانچ افراد ہلاک ہو گئے ہیں"),
    ("ps", "پولیسو وویل چې په دې برید کې پنځه کسان وژل شوي دي"),
    ("he", "המשטרה הודיעה כי חמישה בני אדם נהרגו בפיגוע"),
    ("kmr", "Polîs ragihand ku di êrîşê de pênc kes hatine kuştin û deh kes jî birîndar in"),
    ("tr", "Polis, saldırıda beş kişinin öldüğünü ve on kişinin yaralandığını açıkladı"),
    ("az", "Polis bildirib ki, hücum nəticəsində beş nəfər həlak olub və on nəfər yaralanıb"),
    ("en", "Police said that five people were killed in the attack on the station"),
    ("fr", "La police a annoncé que cinq personnes ont été tuées dans l'attaque"),
    ("es", "La policía informó que cinco personas murieron en el ataque contra la estación"),
    ("de", "Die Polizei teilte mit, dass bei dem Angriff fünf Menschen getötet wurden"),
    ("it", "La polizia ha annunciato che cinque persone sono state uccise nell'attacco"),
    ("ru", "Полиция сообщила, что в результате нападения погибли пять человек"),
    ("uk", "Поліція повідомила, що внаслідок нападу загинули п'ять осіб"),
    ("hi", "पुलिस ने बताया कि हमले में पांच लोगों की मौत हो गई है"),
    ("bn", "পুলিশ জানিয়েছে হামলায় পাঁচজন নিহত হয়েছে"),
    ("zh", "警方表示,袭击造成五人死亡"),
]


@pytest.mark.parametrize(("code", "text"), SAMPLES)
def test_language_of_a_sentence_is_told(code, text):
    found = detect(None, text)
    assert found.code == code
    assert 0.5 < found.confidence < 1


@pytest.mark.parametrize("by", GUESSERS)
@pytest.mark.parametrize(("code", "text"), SAMPLES)
def test_language_is_told_with_either_library(code, text, by):
    assert detect(None, text, by).code == code


@pytest.mark.parametrize("text", ["", "   ", "12345 -- 67", "https://t.co/abc @someone #", "!!"])
def test_text_without_words_is_und(text):
    found = detect(text, "")
    assert (found.code, found.script, found.confidence) == ("und", "Zyyy", 0.0)


def test_addresses_and_handles_do_not_count():
    found = detect("مقتل خمسة في كركوك @CNNArabic https://www.example.com/news/five-killed", "")
    assert (found.code, found.script) == ("ar", "Arab")


def test_lone_surrogates_do_no_harm():
    assert detect(None, "Police said \ud800 that five people were killed").code == "en"


@pytest.mark.parametrize(
    "tail", ["", " @newsdesk_live", " #breaking", " https://example.com/a?b=c d.org"]
)
@pytest.mark.parametrize(("code", "text"), SAMPLES)
def test_what_is_of_no_language_changes_nothing(code, text, tail):
    assert detect(None, f"{tail} {text}{tail}").code == code


def test_hashtags_are_read_where_there_is_nothing_else():
    assert detect(None, "#هجوم_على_مركز_الشرطة #كركوك https://t.co/abc").code == "ar"
    assert detect(None, "#breaking مقتل خمسة").code == "ar"


def test_two_signs_of_chinese_are_told_and_a_middle_dot_is_not_japanese():
    assert detect(None, "警方").code == "zh"
    assert detect(None, "卡尔・马克思").code == "zh"


def test_kurdish_in_arabic_letters_alone_is_told_from_persian():
    plain = str.maketrans("یکەێۆڕڵڤ", "يكهيورلف")
    text = "سەرۆکی حکومەت ڕایگەیاند کە ئەو هێزانە لە ناو شار نین و هەموو کەس دەتوانێت لەگەڵ"
    assert detect(None, f"{text} {text}".translate(plain)).code == "ckb"


def test_article_that_begins_with_links_is_told_by_its_end():
    links = "https://www.example.com/news/five-killed " * 20
    assert detect("", f"{links}{SAMPLES[0][1]}").code == "ar"


def test_article_that_begins_with_a_list_of_names_is_told_by_its_end():
    names = "Daniel Ortega Saavedra, Oscar Arias Sanchez, Rafael Leonardo Callejas, Cristiani: " * 6
    assert detect("", f"{names}{SAMPLES[11][1]}. {SAMPLES[11][1]}. " * 2).code == "en"


def test_end_in_another_script_is_named():
    english, arabic = SAMPLES[11][1], SAMPLES[0][1]
    found = detect(None, f"{arabic}. " * 10 + f"{english}. " * 10)
    assert (found.code, found.also) == ("ar", ("en",))


def test_pashto_and_kurmanji_to_the_end_name_no_second_language():
    for code, text in SAMPLES:
        assert detect(None, f"{text}. " * 20).also == (), code


def test_second_script_is_named():
    english, arabic = SAMPLES[11][1], SAMPLES[0][1]
    found = detect(None, f"{arabic}. {arabic}\n{english}")
    assert (found.code, found.also) == ("ar", ("en",))


def test_second_language_of_one_script_is_named():
    english, french = SAMPLES[11][1], SAMPLES[12][1]
    found = detect(None, f"{english}. " * 10 + f"{french}. " * 10)
    assert (found.code, found.also) == ("en", ("fr",))


def test_words_of_two_scripts_name_no_second_language():
    words = "لـGoogle وMicrosoft بـFacebook وAmazon وSamsung وHuawei "
    assert "fa" not in detect(None, f"{SAMPLES[0][1]} {words}{SAMPLES[0][1]} {words}").also


def test_end_of_any_language_is_named():
    for code, text in SAMPLES:
        other = "ar" if code != "ar" else "en"
        begin = dict(SAMPLES)[other]
        found = detect(None, f"{begin}. " * 10 + f"{text}. " * 10)
        assert (found.code, found.also) == (other, (code,))


def test_quoted_word_names_no_second_language():
    assert detect(None, f"{SAMPLES[0][1]} (CNN) BBC").also == ()


def test_stage_tags_each_article():
    batch = [
        Incoming(ARTICLE_UNIQUE, article("a", SAMPLES[0][1], title=None)),
        Incoming(ARTICLE_UNIQUE, Tick(1)),
        Incoming(ARTICLE_UNIQUE, article("b", SAMPLES[11][1], title=None)),
    ]
    first, wrong, second = language.run(batch, {}, CONTEXT)
    assert (first.topic, first.value.language.code, first.cause) == (ARTICLE_TAGGED, "ar", 0)
    assert wrong.reason == "wrong_type"
    assert second.value.language.code == "en"
