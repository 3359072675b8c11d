"""Whose strikes they are, who only names a group, and where headlines and rubrics put an attack."""

import pytest

from tests.reading import attack, figures, reading


def groups(body: str, language: str, title: str | None = None) -> set[str | None]:
    """Return the ids of those who did the first attack."""
    found = attack(body, title=title, language=language).perpetrators
    return {p.group_id for p in found}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fa", "حملات شبانه روسیه به شهر خارکیف در اوکراین روز جمعه سه کشته برجای گذاشت."),
        (
            "ckb",
            "هێرشەکانی دەوڵەتی تورکیا بۆ سەر گوندێک لە کۆبانێ ئەمڕۆ سێ هاووڵاتییان کوشت.",
        ),
    ],
)
def test_attacks_of_a_state_are_by_its_forces(language: str, told: str) -> None:
    wanted = {"fa": "russian-forces", "ckb": "turkish-forces"}
    assert groups(told, language) == {wanted[language]}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fa",
            "دو مرد مسلح دیروز در هرات یک کارمند پیشین را با شلیک گلوله کشتند. برادرش انگشت "
            "اتهام را به سوی استخبارات طالبان دراز می‌کند.",
        ),
        (
            "fa",
            "دو مرد مسلح دیروز در هرات یک کارمند پیشین را با شلیک گلوله کشتند. خانواده‌اش "
            "طالبان را به این قتل متهم ساخت.",
        ),
    ],
)
def test_intelligence_of_a_group_may_be_accused(language: str, told: str) -> None:
    assert groups(told, language) == {"taliban"}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ckb",
            "درۆنێکی ئیسرائیلی ئەمڕۆ ئۆتۆمبێلێکی لە نەبەتییە کردە ئامانج و دوو کەس کوژران. "
            "سوپای ئیسرائیل ڕایگەیاند ئەندامێکی حیزبوڵڵای کردووەتە ئامانج و دانی بەوەدا نا کە "
            "سڤیلیش بەرکەوتوون.",
        ),
        (
            "fa",
            "پهپاد اسرائیلی دیروز خودرویی را در نبطیه هدف قرار داد و دو نفر کشته شدند. ارتش "
            "اسرائیل اعلام کرد یک عضو حزب‌الله را کشته و مسئولیت این حمله را پذیرفت.",
        ),
    ],
)
def test_whom_an_army_says_it_hit_claims_nothing(language: str, told: str) -> None:
    found = attack(told, language=language)
    assert "hezbollah" not in {p.group_id for p in found.perpetrators}
    assert "Hezbollah" not in {c.claimant for c in found.claims}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ckb",
            "هێرشەکانی تورکیا بەردەوامن.\n\nکۆبانێ: ئەمڕۆ درۆنێک گوندێکی بۆردومان کرد و دوو "
            "هاووڵاتی کوژران.\n\nقامیشلۆ: دوێنێ کارگەیەک بە مووشەک لێدرا و سێ کرێکار بریندار بوون.",
        ),
        (
            "fa",
            "شب گذشته دو شهر ناآرام بود.\n\nکابل: دیروز انفجار ماین دو کشته برجای گذاشت.\n\n"
            "هرات: افراد مسلح امروز سه پولیس را کشتند.",
        ),
    ],
)
def test_paragraphs_that_open_with_a_town_and_a_colon_are_attacks(language: str, told: str) -> None:
    found = reading(told, language=language).attacks
    wanted = {"ckb": {"Kobani", "Qamishli"}, "fa": {"Kabul", "Herat"}}
    assert {a.place.canonical for a in found} == wanted[language]


def test_colon_behind_the_first_town_is_a_dateline() -> None:
    body = (
        "RAIPUR: Maoists blew up a police vehicle in Bijapur on Monday, killing eight constables, "
        "officials said."
    )
    found = reading(body, language="en", title="Eight constables killed in Bijapur").attacks
    assert len(found) == 1


@pytest.mark.parametrize("dateline", ["زاهدان- ایرنا- ", "زاهدان- "])
def test_dateline_of_an_agency_is_no_second_place(dateline: str) -> None:
    body = (
        f"{dateline}بامداد امروز عناصر مسلح به پاسگاهی در سراوان یورش بردند و دو مامور پلیس به "
        "شهادت رسیدند."
    )
    found = reading(body, language="fa", title="حمله تروریستی به پاسگاه سراوان").attacks
    assert [a.place.canonical for a in found] == ["Saravan"]


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        (
            "ckb",
            "پەلاماردانی دادگای زاهیدان؛ شەش کوژراو",
            "ئەمڕۆ چەند چەکدارێک چوونە ناو بینای دادگای زاهیدان و کەوتنە گیانی کارمەندان. بیست کەس "
            "بە برینداری گەیەنراونەتە نەخۆشخانە.",
        ),
        (
            "fa",
            "حمله به دادگستری زاهدان؛ شش کشته",
            "امروز چند فرد مسلح وارد ساختمان دادگستری زاهدان شدند و تیراندازی کردند. بیست نفر "
            "زخمی شدند.",
        ),
    ],
)
def test_attack_on_a_court_is_no_trial(language: str, title: str, body: str) -> None:
    found = attack(body, title=title, language=language)
    assert found.modality == "asserted"
    assert figures(found)["wounded"] == 20


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        (
            "fa",
            "شمار شهدای زینبیه دمشق از ۸۰ تن گذشت",
            "انفجارهای پیاپی دیروز در پایتخت سوریه مردم را هدف گرفت. دو انتحاری خود را منفجر "
            "کردند و ۸۳ نفر کشته شدند.",
        ),
        (
            "ckb",
            "ژمارەی کوژراوانی بەغدا گەیشتە ٤٠",
            "دوو خۆکوژ ئەمڕۆ لە عێراق خۆیان تەقاندەوە و ٤٠ کەس کوژران.",
        ),
    ],
)
def test_town_of_the_headline_tells_where_in_the_country(
    language: str, title: str, body: str
) -> None:
    wanted = {"fa": "Damascus", "ckb": "Baghdad"}
    assert attack(body, title=title, language=language).place.city == wanted[language]


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("فڕۆکەکانی تورکیا ئەمڕۆ گوندێکیان لە شنگال کوتا و دوو کەس کوژران.", "Sinjar"),
        ("سوپای پاسداران ئەمڕۆ بە مووشەک بارەگایەکی لە کۆیە کوتا و دوو کەس کوژران.", "Koya"),
    ],
)
def test_pounding_is_an_attack(told: str, place: str) -> None:
    assert attack(told, language="ckb").place.canonical == place


def test_end_of_a_year_is_no_pounding() -> None:
    told = "لە کۆتایی ساڵدا دوو حیزب لە بەغدا کۆبوونەوە و کۆتاییان بە ناکۆکییەکان هێنا."
    assert reading(told, language="ckb").attacks == ()


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("کچێکی شەش ساڵانە کوژرا", 1),
        ("ئەمڕۆ دوو پۆلیس شەهید بوون و چواریشمان بریندارن", 2),
        ("سێ کەس بوونە قوربانی", 3),
    ],
)
def test_kurdish_ages_and_we_count(told: str, wanted: int) -> None:
    body = f"بۆمبێکی چێنراو ئەمڕۆ لە کەرکووک تەقییەوە و {told}."
    assert figures(attack(body, language="ckb"))["killed"] == wanted


@pytest.mark.parametrize(
    ("language", "told", "force"),
    [
        (
            "fa",
            "حملات گسترده روسیه در نخستین ساعات امروز دو شهر اوکراین را لرزاند.\n\nدر خارکیف، سه "
            "بمب هدایت‌شونده به یک خانه اصابت کرد و پنج نفر جان باختند.\n\nدر اودسا، پهپادها "
            "انباری را در بندر هدف قرار دادند و دو کارگر مجروح شدند.",
            "russian-forces",
        ),
        (
            "ckb",
            "هێرشەکانی دەوڵەتی تورکیا بۆ سەر باکووری سووریا بەردەوامن.\n\nدێرک: بەیانی ئەمڕۆ "
            "فڕۆکەیەکی جەنگی وێستگەیەکی کارەبای کوتا و سێ کرێکار گیانیان سپارد.\n\nعامودا: دوێنێ "
            "درۆنێک ئۆتۆمبێلێکی پێکا و شۆفێرەکەی شەهید بوو.",
            "turkish-forces",
        ),
    ],
)
def test_a_state_that_the_lead_names_did_what_came_from_the_air(
    language: str, told: str, force: str
) -> None:
    found = reading(told, language=language).attacks
    assert [{p.group_id for p in a.perpetrators} for a in found] == [{force}, {force}]


def test_before_noon_is_no_time_gone_by() -> None:
    body = (
        "پولیس می‌گوید مرد بیست‌وچهار ساله‌ای پیش از چاشت پنجشنبه با موتر خود به میان صف "
        "معترضان در مونیخ راند و دو تن کشته شدند."
    )
    assert attack(body, language="fa").place.canonical == "Munich"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fa", "برادر مقتول می‌گوید انگشت اتهام به سوی استخبارات طالبان است."),
        ("fa", "خانواده‌اش طالبان را به این رویداد متهم ساخت."),
    ],
)
def test_accusing_is_no_trial(language: str, told: str) -> None:
    body = f"شام دیروز دو مرد مسلح یک قاضی پیشین را در شبرغان با گلوله کشتند.\n\n{told}"
    found = attack(body, language=language, title="یک قاضی پیشین در شبرغان از پا درآمد")
    assert found.modality == "asserted"
    assert {p.group_id for p in found.perpetrators} == {"taliban"}


@pytest.mark.parametrize(
    ("language", "told", "wanted"),
    [
        ("fa", "برادرزاده این روحانی که پشت فرمان بود از ناحیه شانه زخمی شد.", {"wounded": 1}),
        ("fa", "پسر دوازده‌ساله‌اش که به سوی او دویده بود، از پا زخم برداشت.", {"wounded": 1}),
        ("fa", "سه مسافر که در موتر بودند، زخمی شدند.", {"wounded": 3}),
        ("ckb", "وەزارەتی تەندروستی پێنج قوربانیی ڕاگەیاند.", {"killed": 5}),
        ("ckb", "سەرنووسەر کاوە عەزیز دەستبەجێ گیانی سپارد.", {"killed": 1}),
        ("ckb", "هێرشبەرێک تەقەی لێکرا و کوژرا.", {"perpetrators_killed": 1}),
    ],
)
def test_one_who_is_described_and_victims_without_a_verb(
    language: str, told: str, wanted: dict[str, int]
) -> None:
    bombed = {
        "fa": "انفجار ماین دیروز در شهر هرات رخ داد. ",
        "ckb": "بۆمبێکی چێنراو ئەمڕۆ لە کەرکووک تەقییەوە. ",
    }
    assert figures(attack(bombed[language] + told, language=language)) == wanted


def test_an_earlier_attack_in_the_sum_is_no_dead_of_this_one() -> None:
    body = (
        "افراد مسلح دیروز در شهر خاروغ تاجیکستان دو کارگر را کشتند. با احتساب حملهٔ پیشین، پنج "
        "کارگر کشته شده‌اند."
    )
    assert figures(attack(body, language="fa"))["killed"] == 2
