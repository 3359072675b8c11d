"""Sorani Kurdish: endings, verbs at the end, dates of two calendars, claims, places, no alarms."""

from dataclasses import replace

import pytest

from streams.domain.folding import fold
from streams.domain.numbers import number_at
from streams.lang.headlines import headline_words
from streams.stages.escalate.headline import headline_for
from streams.stages.escalate.names import group_name
from tests.reading import attack, context, figures, reading
from tests.samples import INCIDENT

CODE = "ckb"
TUESDAY = "2022-05-17T15:00+03:00"
BOMB = "بۆمبێکی چێنراو لە قەزای داقووق لە پارێزگای کەرکووک تەقییەوە"


def read(body, title=None, at=TUESDAY):
    return attack(body, title=title, language=CODE, at=at)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("سێ سەرباز کوژران", {"killed": 3}),
        ("سێ سەرباز و دوو هاووڵاتی کوژران", {"killed": 5}),
        ("٤ پۆلیس شەهید و ٧ی دیکە بریندار بوون", {"killed": 4, "wounded": 7}),
        ("بیست و پێنج کەس گیانیان لەدەستدا", {"killed": 25}),
        ("لانیکەم سەد و بیست و سێ کەس بریندارن", {"wounded": 123}),
        ("گیانی سەربازێکی سەند", {"killed": 1}),
        ("بووە هۆی کوژرانی شەش کەس و برینداربوونی ١٢ی تر", {"killed": 6, "wounded": 12}),
        ("ئەفسەرێک کوژرا و شۆفێرەکەشی بریندار بوو", {"killed": 1, "wounded": 1}),
        ("تەرمی نۆ کەس دۆزرایەوە", {"killed": 9}),
        ("هەشت کەس، لەوانە دوو منداڵ، گیانیان لە دەست دا", {"killed": 8}),
        ("ژمارەی کوژراوان گەیشتە ٣٢ کەس", {"killed": 32}),
        ("لە کاتژمێر ٩ی شەودا دوو پۆلیس کوژران", {"killed": 2}),
    ],
)
def test_whom_it_hurt_stands_before_the_verb(told, expected):
    assert figures(read(f"ئەمڕۆ {BOMB} و {told}.")) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("چەکدارانی داعش چوار پۆلیسیان لە حەویجە کوشت.", {"killed": 4}),
        ("سێ چەکدار لە حەویجە بۆسەیان بۆ پۆلیسێک دانا و کوشتیان.", {"killed": 1}),
        (
            "داعش لە حەویجە هێرشی کردە سەر پۆلیس، دوو پۆلیس کوژران و سێ هێرشبەر کوژران.",
            {"killed": 2, "perpetrators_killed": 3},
        ),
        (
            "خۆکوژێک خۆی لەناو بازاڕی حەویجە تەقاندەوە و ١٠ کەس کوژران.",
            {"killed": 10, "perpetrators_killed": 1},
        ),
        ("چەکداران لە حەویجە پێنج گوندنشینیان ڕفاند.", {"abducted": 5}),
        ("هێرشبەرەکان لە حەویجە تەقەیان کرد و دوو کەس کوژران.", {"killed": 2}),
    ],
)
def test_whose_dead_they_are(told, expected):
    assert figures(read(f"ئەمڕۆ {told}")) == expected


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("ئەمڕۆ", "2022-05-17"),
        ("دوێنێ", "2022-05-16"),
        ("شەوی ڕابردوو", "2022-05-16"),
        ("پێرێ", "2022-05-15"),
        ("ڕۆژی هەینی", "2022-05-13"),
        ("سێ شەممە", "2022-05-17"),
        ("١٥ی ئایار", "2022-05-15"),
        ("١٤ی ئایاری ٢٠٢٢", "2022-05-14"),
        ("١٤ی مانگی ئایاری ساڵی 2022", "2022-05-14"),
        ("٢٥ی گوڵانی ١٤٠١", "2022-05-15"),
        ("٢٥ی گوڵانی ٢٧٢٢", "2022-05-15"),
        ("14/5/2022", "2022-05-14"),
    ],
)
def test_days_of_two_calendars(said, day):
    assert read(f"{said} {BOMB} و دوو سەرباز کوژران.").date.start == day


@pytest.mark.parametrize(
    ("said", "country", "city"),
    [
        ("لە کەرکووک", "IQ", "Kirkuk"),
        ("لە كه‌ركووك", "IQ", "Kirkuk"),
        ("لەکەرکوک", "IQ", "Kirkuk"),
        ("لە کەرکووکدا", "IQ", "Kirkuk"),
        ("لە شاری کەرکووکی عێراق", "IQ", "Kirkuk"),
        ("لە بەغدای پایتەخت", "IQ", "Baghdad"),
        ("لە قەزای مەخموور", "IQ", "Makhmur"),
        ("لە قامیشلۆی ڕۆژئاوای کوردستان", "SY", "Qamishli"),
        ("لە شاری وانی باکووری کوردستان", "TR", "Van"),
        ("لە مەریوان", "IR", "Marivan"),
        ("لە کابولی ئەفغانستان", "AF", "Kabul"),
    ],
)
def test_places_with_endings_and_in_other_spellings(said, country, city):
    found = read(f"ئەمڕۆ بۆمبێکی چێنراو {said} تەقییەوە و دوو پۆلیس کوژران.")
    assert (found.place.country, found.place.city) == (country, city)


@pytest.mark.parametrize(
    "claim",
    [
        "داعش بەرپرسیارێتی هێرشەکەی لە ئەستۆ گرت.",
        "ڕێکخراوی داعش لە بەیاننامەیەکدا بەرپرسیارێتیی تەقینەوەکەی ڕاگەیاند.",
        "دەوڵەتی ئیسلامی تەقینەوەکەی گرتە ئەستۆ.",
        "داعش لە ڕێگەی ئاژانسی ئەعماقەوە گرتوویەتییە ئەستۆ.",
    ],
)
def test_claims_stand_in_two_parts(claim):
    found = read(f"ئەمڕۆ {BOMB} و دوو سەرباز کوژران.\n\n{claim}")
    assert [c.claimant for c in found.claims] == ["Islamic State"]


def test_nobody_claimed_it():
    found = read(
        f"ئەمڕۆ {BOMB} و دوو سەرباز کوژران.\n\nهیچ لایەنێک بەرپرسیارێتی"
        " ڕووداوەکەی لە ئەستۆ نەگرتووە،"
        " بەڵام پۆلیس داعش تۆمەتبار دەکات."
    )
    assert found.claims == ()
    assert found.perpetrators[0].name == "Islamic State"


def test_who_was_hit_is_not_who_did_it():
    found = read(
        "درۆنێکی ئێران ئەمڕۆ بارەگایەکی کۆمەڵەی زەحمەتکێشانی لە نزیک سلێمانی"
        " کردە ئامانج و پێشمەرگەیەک شەهید بوو."
    )
    assert [p.name for p in found.perpetrators] == ["Iranian forces"]
    assert found.attack_types == ("drone_strike",)


def test_headline_of_two_sentences_gives_one_attack():
    found = read(
        "وەزارەتی تەندروستی ئەمڕۆ ڕایگەیاند، ژمارەی شەهیدانی تەقینەوەکەی"
        " دوێنێی بەغدا گەیشتە ٥٦ کەس و"
        " ١٢٠ کەسیش بریندارن. پێشتر باس لە ٣٨ کوژراو کرابوو.",
        title="ژمارەی قوربانییانی تەقینەوەکەی بەغدا بۆ ٥٦ کەس بەرزبووەوە",
    )
    assert figures(found) == {"killed": 56, "wounded": 120}


ALARMS = [
    (
        "بوتڵێکی گاز لە ماڵێک تەقییەوە",
        "ئەمڕۆ بوتڵێکی گاز لە ماڵێکی هەولێر تەقییەوە و دوو کەس گیانیان لەدەستدا.",
    ),
    (
        "دادگا سزای لەسێدارەدانی دەرکرد",
        "دادگای کەرکووک سزای لەسێدارەدانی بۆ بکەری تەقینەوەکەی ٢٠١٦ دەرکرد.",
    ),
    (
        "یادی هەڵەبجە کرایەوە",
        "یادی ٣٤ ساڵەی کیمیابارانی هەڵەبجە کرایەوە کە پێنج هەزار کەس تێیدا شەهید بوون.",
    ),
    (
        "مانۆڕێکی سەربازی لە هەولێر",
        "لە مەشقەکەدا چەکداران هێرش دەکەنە سەر باڵەخانەیەک و مەشقەکە بە فیشەکی ساختەیە.",
    ),
    (
        "ئاسایش تۆڕێکی داعشی دەستگیر کرد",
        "ئاسایش پێنج ئەندامی داعشی دەستگیر کرد کە پلانی هێرشیان هەبوو.",
    ),
    (
        "یانەی هەولێر بە سێ گۆڵ بردییەوە",
        "هێرشبەری یانەکە لە یارییەکەدا دوو گۆڵی تۆمار کرد و ڕاهێنەر دڵخۆش بوو.",
    ),
    (
        "پیاوێک بەهۆی کێشەی خێزانییەوە براکەی کوشت",
        "پیاوێک لە کەلار بە دەمانچە براکەی کوشت، هۆکارەکە میراتە.",
    ),
    (
        "هێرشەکەی هەولێر شەرمەزار کرا",
        "ئەمریکا هێرشەکەی سەر هەولێری شەرمەزار کرد و سەرەخۆشی لە کەسوکاری قوربانییەکان کرد.",
    ),
    ("نرخی نەوت تەقییەوە", "نرخی نەوت گەیشتە ١١٥ دۆلار و شارەزایان دەڵێن وەک بۆمبێکی کاتییە."),
    ("دەنگۆی تەقینەوە ڕاست نییە", "پۆلیسی کەرکووک ڕەتیکردەوە کە تەقینەوەیەک لە بازاڕ ڕوویدابێت."),
]


@pytest.mark.parametrize(("title", "body"), ALARMS)
def test_no_alarm(title, body):
    found = reading(body, title=title, language=CODE, at=TUESDAY)
    assert [a for a in found.attacks if a.modality == "asserted"] == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("سێ", 3), ("سی", 30), ("نۆزدە", 19), ("چل و دوو", 42), ("سەد و پەنجا و نۆ", 159),
        ("دوو هەزار", 2000), ("٣ هەزار", 3000), ("هەشتا و چوار", 84),
    ],
)  # fmt: skip
def test_numbers_in_words(words, value):
    folded = fold(words, CODE).split()
    found = number_at(folded, 0, len(folded), context().lexicons[CODE])
    assert (found.low, found.end) == (value, len(folded))


def test_letters_of_other_keyboards_are_the_same():
    assert fold("كەركووك", CODE) == fold("کەرکووک", CODE) == fold("كه‌ركووك", CODE)
    assert fold("ڕۆژ", CODE) == fold("روژ", CODE)
    assert fold("سێ", CODE) != fold("سی", CODE)


def test_headline_of_an_alert_is_in_kurdish():
    report = replace(INCIDENT.reports[0], language=CODE)
    said = headline_for(replace(INCIDENT, reports=(report,)), "new", context())
    assert said.other_language == CODE
    assert said.other.startswith("پشتڕاست نەکراوەتەوە: هێرشی چەکداری")
    assert "لە کەرکووک، عێراق، لە 21ی تشرینی یەکەمی 2016" in said.other
    words = headline_words()[CODE]
    assert words.count("killed", 1) == "یەک کوژراو"
    assert words.count("killed", 6) == "6 کوژراو"
    assert group_name("PKK", "pkk", words, context()) == "پەکەکە"
    assert group_name("Islamic State", None, words, context()) == "ڕێکخراوی دەوڵەتی ئیسلامی"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("سێزدە کەس شەهید بوون، ١٠یان پێشمەرگە و سێیان هاووڵاتین", {"killed": 13}),
        (
            "نۆ کەس کوژران کە ژنێکی دووگیانیان تێدایە و ٢٤ کەسی دیکەش بریندارن",
            {"killed": 9, "wounded": 24},
        ),
        ("هەشت کەس کوژران و دوو منداڵیان تێدایە", {"killed": 8}),
        ("سێ سەرباز کوژران و چوار هاووڵاتیش کوژران", {"killed": 7}),
        ("١٢ سەرباز کوژران و ٦٠ هاووڵاتیی ئەفغانیش کوژران", {"killed": 72}),
        ("سێ سەرباز کوژران و چوار هاووڵاتی کوژران", {"killed": 4}),
        ("سێ پۆلیس شەهید و پێنجیش بریندار بوون", {"killed": 3, "wounded": 5}),
        ("شەش کەس بە خۆکوژەکەشەوە کوژران", {"killed": 5, "perpetrators_killed": 1}),
        ("جوتیارەکە و کوڕەکەی گیانیان لەدەستدا", {"killed": 2}),
        ("سێ کچی بریندار بوون", {"wounded": 3}),
        (
            "ژمارەی شەهیدان گەیشتە ٥٢ و بریندارانیش ١٧٠ کەسن",
            {"killed": 52, "wounded": 170},
        ),
    ],
)
def test_parts_of_a_toll_and_those_who_died_as_well(told, expected):
    assert figures(read(f"ئەمڕۆ {BOMB} و {told}.")) == expected


def test_a_risen_toll_is_no_sum_with_the_attackers():
    told = (
        "ئەمڕۆ خۆکوژێک خۆی لە بازاڕی حەویجە تەقاندەوە و ١٢ کەس کوژران. "
        "دواتر ژمارەی قوربانیان گەیشتە ١٣."
    )
    assert figures(read(told)) == {"killed": 13, "perpetrators_killed": 1}


def test_who_accuses_is_not_accused():
    told = (
        "ئەمڕۆ درۆنێک لە سلێمانی هێرشی کردە سەر کاروانێک و سێ کەس کوژران. "
        "هەسەدە تورکیا بە ئەنجامدانی هێرشەکە تۆمەتبار دەکات."
    )
    assert [p.name for p in read(told).perpetrators] == ["Turkish forces"]


@pytest.mark.parametrize(
    ("says", "claimants"),
    [
        ("داعش ڕایگەیاند خۆکوژێکی هێرشەکەی کردووە", ["Islamic State"]),
        ("وەزارەتی ناوخۆ ڕایگەیاند خۆکوژێکی داعش هێرشەکەی کردووە", []),
        ("داعش وتی کە چەکدارێکی ئەوان ئەم هێرشەی کردووە", ["Islamic State"]),
    ],
)
def test_only_the_group_itself_claims(says, claimants):
    told = f"ئەمڕۆ {BOMB} و سێ پۆلیس کوژران. {says}."
    assert [c.claimant for c in read(told).claims] == claimants


def test_more_than_eighty_is_no_year():
    title = "تەقینەوەی بازاڕی حەویجە پتر لە ٨٠ قوربانیی لێکەوتەوە"
    told = f"ئەمڕۆ {BOMB} و ٣٠ کەس کوژران و ٥٠ی تر بریندار بوون."
    assert read(told, title=title).modality == "asserted"


def test_a_place_of_the_headline_that_nothing_else_names_is_no_attack():
    title = "فڕۆکەکانی تورکیا هێرشیان کردە سەر حەسەکە و قامیشلۆ"
    told = "فڕۆکەکانی تورکیا ئەمڕۆ قامیشلۆیان بۆردومان کرد و دوو کرێکار گیانیان لەدەستدا."
    assert read(told, title=title).place.canonical == "Qamishli"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "هەپەگە: شەش سەربازی تورک لە زاپ کوژران",
            "هەپەگە بڵاوی کردەوە کە شەش سەرباز لە شەڕی دوێنێی زاپ کوژران.",
        ),
        (
            "گەنجێک لە سلێمانی بە چەقۆ هاوڕێکەی دەکوژێت",
            "پۆلیس ڕایگەیاند دوێنێ گەنجێک لەسەر قەرزی ٥٠٠ دۆلار هاوڕێکەی خۆی دایە بەر چەقۆ "
            "و کوشتی.",
        ),
        (
            "هەسەدە چەند چەکدارێکی داعشی دەستگیر کرد",
            "هەسەدە ڕایگەیاند لە کەمپی هۆل پێنج ئەندامی داعشیان دەستگیرکردووە کە دەستیان لە "
            "کوشتنی دوو پەنابەردا هەبووە.",
        ),
    ],
)
def test_fights_private_crime_and_arrests_are_refused(title, body):
    assert reading(body, title=title, language=CODE, at=TUESDAY).rejected is not None


def test_where_an_official_speaks_is_no_second_place():
    told = (
        "ئەمڕۆ چەکدارانی داعش هێرشیان کردە سەر گوندێک لە جەلەولا و سێ کەس کوژران.\n\n"
        "بەرپرسێک لە خانەقین بە ڕووداوی گوت سێ کەس شەهید بوون و دوو کەس بریندارن."
    )
    assert read(told).place.canonical == "Jalawla"
