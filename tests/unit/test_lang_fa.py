"""Persian and Dari: tolls before a verb that stands last, dates, places, claims, false alarms."""

import pytest

from streams.domain.flow import Incoming
from streams.domain.topics import INCIDENT_UPDATED
from streams.lang.loader import load_lexicons
from streams.stages import escalate
from tests.factories import attack, fused
from tests.reading import attack as only_attack
from tests.reading import context, figures, reading

WEDNESDAY = "2023-05-10T18:00+00:00"
"""Wednesday 10 May 2023, 20 Ordibehesht (Sawr) 1402."""


def told(body, *, title=None, at=WEDNESDAY):
    return only_attack(body, title=title, language="fa", at=at)


TOLLS = [
    (
        "دست‌کم ۱۲ نفر در انفجار یک بمب در مسجدی در هرات کشته و ۳۴ نفر دیگر زخمی شدند.",
        {"killed": 12, "wounded": 34},
    ),
    (
        "سه سرباز ارتش در حمله افراد مسلح به یک پاسگاه در پکتیا کشته شدند.",
        {"killed": 3},
    ),
    ("بیست‌وپنج تن در حمله انتحاری در هرات جان باختند.", {"killed": 25}),
    ("سی و دو تن در حمله انتحاری در هرات به شهادت رسیدند.", {"killed": 32}),
    (
        "در حمله مسلحانه در هرات ۲۶ تن شهید و چهل تن مجروح شدند.",
        {"killed": 26, "wounded": 40},
    ),
    ("انفجار ماین در کابل جان دو پولیس را گرفت.", {"killed": 2}),
    (
        "افراد مسلح یک زن و دو فرزندش را در بلخ به گلوله بستند و کشتند.",
        {"killed": 3},
    ),
    (
        "در تیراندازی در هرات هفت نفر از جمله یک زن ۴۵ ساله و دو کودک ۹ و ۱۳ ساله جان باختند.",
        {"killed": 7},
    ),
    ("افراد مسلح سه پزشک را در غزنی ربودند.", {"abducted": 3}),
    (
        "شمار کشته‌شدگان انفجار دو بمب در هرات به ۵۵ نفر رسید.",
        {"killed": 55},
    ),
    ("قاضی علی رازینی در تهران ترور شد.", {"killed": 1}),
    ("در انفجار ماین در هرات دو محافظ ولسوال زخمی شدند.", {"wounded": 2}),
    (
        "در حمله انتحاری به اتوبوسی در هرات ۲۷ نفر از پاسداران شهید و ۱۳ نفر مجروح شدند.",
        {"killed": 27, "wounded": 13},
    ),
    (
        "یک عامل انتحاری خود را در میان مسافرانی که منتظر قطاری به مقصد راولپندی بودند، "
        "صبح امروز در شهر کویته منفجر کرد و ۲۶ تن کشته شدند.",
        {"killed": 26, "perpetrators_killed": 1},
    ),
    (
        "در انفجار ماین در هرات دو کارمند کشته و راننده زخمی شد.",
        {"killed": 2, "wounded": 1},
    ),
    (
        "دو مهاجم انتحاری خود را در بازار هرات منفجر کردند و ۱۲ نفر کشته شدند.",
        {"killed": 12, "perpetrators_killed": 2},
    ),
    (
        "در حمله به کلانتری راسک ۱۱ نفر شهید شدند و دو نفر از مهاجمان نیز به هلاکت رسیدند.",
        {"killed": 11, "perpetrators_killed": 2},
    ),
]


@pytest.mark.parametrize(("body", "expected"), TOLLS)
def test_tolls(body, expected):
    assert figures(told(f"پولیس می‌گوید: {body} این رویداد امروز رخ داد.", title=body)) == expected


def test_agent_behind_by_is_nobody_who_was_hurt():
    found = told("سه کارگر در ولایت بلخ توسط پنج فرد مسلح کشته شدند. این رویداد امروز رخ داد.")
    assert figures(found) == {"killed": 3}


def test_figures_of_things_count_nobody():
    found = told("امروز دو راکت به خانه‌ای در خوست اصابت کرد و سه کودک را کشت.")
    assert figures(found) == {"killed": 3}


@pytest.mark.parametrize(
    "written",
    [
        "می‌گویند دست‌کم ده تن کشته‌شده‌اند",
        "می گویند دست کم ده تن کشته شده اند",
        "ميگويند دستكم ده تن كشته شده اند",
    ],
)
def test_half_spaces_and_arabic_letters_are_one(written):
    body = f"مسئولان {written}. این حمله انتحاری امروز در شهر هرات رخ داد."
    assert figures(told(body, title="حمله انتحاری در هرات")) == {"killed": 10}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("امروز", "2023-05-10"),
        ("دیروز", "2023-05-09"),
        ("شب گذشته", "2023-05-09"),
        ("روز سه‌شنبه", "2023-05-09"),
        ("روز سه شنبه", "2023-05-09"),
        ("۱۹ ثور", "2023-05-09"),
        ("(دوشنبه، ۱۸ ثور)", "2023-05-08"),
        ("هجدهم اردیبهشت", "2023-05-08"),
        ("۱۸ اردیبهشت‌ماه ۱۴۰۲", "2023-05-08"),
        ("۱۴۰۲/۰۲/۱۸", "2023-05-08"),
        ("هشتم می", "2023-05-08"),
        ("دوشنبه‌شب", "2023-05-08"),
    ],
)
def test_days_of_two_calendars(day, expected):
    body = f"مقام‌ها می‌گویند که در انفجار یک بمب {day} در شهر هرات پنج نفر کشته شدند."
    found = told(body, title="انفجار بمب در هرات پنج کشته داشت")
    assert found.date.start == expected


def test_leader_of_friday_prayers_is_no_friday():
    body = "افراد مسلح امروز امام جمعه سراوان را هدف گلوله قرار دادند و کشتند."
    assert told(body, title="ترور امام جمعه سراوان").date.start == "2023-05-10"


def test_solar_year_gone_by_makes_a_sentence_old():
    found = reading(
        "در حمله انتحاری سال ۱۳۹۶ در هرات ۲۹ نفر کشته شدند.", language="fa", at=WEDNESDAY
    )
    assert found.attacks == ()


@pytest.mark.parametrize(
    ("where", "city", "country"),
    [
        ("در شهر هرات", "Herat", "AF"),
        ("در ولسوالی سروبی ولایت کابل", "Surobi", "AF"),
        ("در شهرستان سراوان در سیستان و بلوچستان", "Saravan", "IR"),
        ("در پلخمری، مرکز بغلان", "Pul-e-Khumri", "AF"),
        ("در پیشاور پاکستان", "Peshawar", "PK"),
    ],
)
def test_places(where, city, country):
    body = f"امروز در حمله افراد مسلح به یک پاسگاه {where} چهار سرباز کشته شدند."
    found = told(body, title="چهار سرباز در حمله افراد مسلح کشته شدند").place
    assert (found.city, found.country) == (city, country)


def test_claim_and_doer():
    body = (
        "در حمله انتحاری امروز در قندوز ۵۵ نفر کشته شدند. "
        "گروه داعش شاخه خراسان مسئولیت این حمله را بر عهده گرفت."
    )
    found = told(body, title="حمله انتحاری در قندوز")
    assert [c.claimant for c in found.claims] == ["Islamic State Khorasan"]
    assert [p.group_id for p in found.perpetrators] == ["islamic-state-khorasan"]


def test_nobody_claimed_it():
    body = (
        "در انفجار امروز بمب در قندوز پنج نفر کشته شدند. "
        "تاکنون هیچ گروهی مسئولیت این حمله را بر عهده نگرفته است، اما طالبان داعش را متهم می‌کنند."
    )
    assert told(body, title="انفجار بمب در قندوز").claims == ()


def test_verb_at_the_end_tells_who_bombed():
    body = (
        "جنگنده‌های پاکستانی شب گذشته خانه‌هایی را در ولایت پکتیکا بمباران کردند. "
        "هشت غیرنظامی کشته شدند."
    )
    found = told(body, title="حمله هوایی به پکتیکا")
    assert [p.group_id for p in found.perpetrators] == ["pakistani-forces"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (WEDNESDAY, {"killed": 3, "wounded": 2}),
        ("2019-05-08T18:00+00:00", {"perpetrators_killed": 3, "wounded": 2}),
    ],
)
def test_men_of_a_group_that_governs_are_victims(at, expected):
    body = (
        "در انفجار ماین کنار جاده در شهر جلال‌آباد امروز سه عضو طالبان کشته و دو نفر زخمی شدند. "
        "داعش مسئولیت این حمله را بر عهده گرفت."
    )
    assert figures(told(body, title="انفجار در جلال‌آباد", at=at)) == expected


FALSE_ALARMS = [
    ("انفجار کپسول گاز", "انفجار کپسول گاز در رستورانی در شیراز امروز ۹ مصدوم برجای گذاشت."),
    ("رزمایش در تهران", "در این رزمایش فرضی تروریست‌ها امروز با انفجار بمب ۱۰ نفر را کشتند."),
    ("شلیک آخر مهاجم", "مهاجم تیم ملی با گل دقیقه ۹۰ دروازه حریف را گشود و تیم در جام برنده شد."),
    ("انفجار قیمت روغن", "قیمت روغن در بازار منفجر شد و مردم قربانی تورم شدند."),
    ("تکذیب خبر انفجار", "مدیر پالایشگاه آبادان خبر انفجار و کشته شدن چند نفر را امروز تکذیب کرد."),
    (
        "عاملان حمله اعدام شدند",
        "حکم اعدام متهمان حمله شاهچراغ که در آن ۱۳ زائر شهید شدند، امروز اجرا شد.",
    ),
    ("کرونا جان ۱۲۵ نفر را گرفت", "سخنگوی وزارت بهداشت گفت امروز ۱۲۵ نفر جان باختند."),
    (
        "تیراندازی در عروسی",
        "تیراندازی هوایی در عروسی در شیروان شب گذشته از روی شادی به مرگ داماد انجامید.",
    ),
]


@pytest.mark.parametrize(("title", "body"), FALSE_ALARMS)
def test_false_alarms(title, body):
    found = reading(body, title=title, language="fa", at=WEDNESDAY)
    assert [a for a in found.attacks if a.modality == "asserted"] == []


def test_background_is_no_second_attack():
    body = (
        "در حمله انتحاری امروز در شهر هرات دوازده نفر کشته شدند.\n\n"
        "در حمله‌ی مشابهی که اسفند ۱۳۹۹ در جلال‌آباد رخ داد، سه کارمند تلویزیون کشته شدند.\n\n"
        "پیشتر در قندوز نیز سه معلم از سوی افراد مسلح کشته شده بودند."
    )
    assert told(body, title="حمله انتحاری در هرات").place.city == "Herat"


def test_endings_are_cut_from_phrases_and_not_from_names():
    lexicon = load_lexicons()["fa"]
    assert "حمله" in lexicon.stems("حملهاي")
    assert not lexicon.grammar.names_inflect


def test_headline_of_an_alert():
    [incident] = fused([attack("a0", language="fa")])
    [emit] = escalate.run([Incoming(INCIDENT_UPDATED, incident)], {}, context())
    headline = emit.value.headline
    assert headline.other_language == "fa"
    assert headline.other.startswith(
        "تأییدنشده: حمله مسلحانه به پلیس در کرکوک، عراق در 21 اکتبر 2016: "
    )


def test_attack_on_a_place_leaves_the_way_to_the_body():
    body = "انفجار بمب صبح امروز در یک مسجد در شهر هرات سه کشته برجا گذاشت."
    assert told(body, title="حمله به مسجد در هرات").attack_types == ("bombing",)
