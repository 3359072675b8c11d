"""Who did it and whom it befell, where neither place nor a word between them tells."""

import pytest

from tests.reading import attack, figures, reading

STABBED = "В Туле в четверг мужчина с ножом напал на прохожих, ранив шестерых. "
STORMED = "سه مهاجم مسلح روز پنجشنبه وارد مسجدی در هرات شدند و ۱۱ نمازگزار را کشتند. "


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("Нападавшего застрелил патрульный.", {"perpetrators_killed": 1}),
        ("Преступника ликвидировали спецназовцы.", {"perpetrators_killed": 1}),
        ("Его остановил и застрелил охранник.", {}),
        ("Он застрелил охранника.", {"killed": 1}),
        ("Брат имама убит.", {"killed": 1}),
        ("Жертвами нападения стали двое рабочих, трое ранены.", {"killed": 2}),
        ("В стационарах остаются шестеро.", {}),
    ],
)
def test_case_tells_who_was_struck(told: str, wanted: dict[str, int]) -> None:
    found = figures(attack(STABBED + told, language="ru"))
    assert {k: v for k, v in found.items() if k != "wounded"} == wanted


@pytest.mark.parametrize(
    "told",
    [
        "Водитель, протаранивший шлагбаум, погиб, двое охранников ранены.",
        "Погиб водитель, сидевший за рулем машины, двое охранников ранены.",
    ],
)
def test_who_drove_the_bomb_is_no_victim(told: str) -> None:
    body = "У посольства в Душанбе в четверг взорвался заминированный автомобиль. " + told
    assert figures(attack(body, language="ru")) == {"wounded": 2, "perpetrators_killed": 1}


@pytest.mark.parametrize(
    ("told", "dead"),
    [
        ("یکی از مهاجمان خود را منفجر کرد و دیگری با شلیک پلیس کشته شد.", 2),
        ("یکتن از مهاجمان خود را انفجار داد و دومی در زد و خورد با پولیس کشته شد.", 2),
        ("مهاجمان از پا درآمدند: دو تن به دست نیروهای ویژه کشته شدند.", 2),
    ],
)
def test_forces_that_end_attackers_are_no_victims(told: str, dead: int) -> None:
    wanted = {"killed": 11, "perpetrators_killed": dead}
    assert figures(attack(STORMED + told, language="fa")) == wanted


def test_people_whom_forces_kill_are_victims_where_no_attackers_are_told() -> None:
    body = "در حمله پهپادی روز پنجشنبه به بازاری در کابل سه معترض به دست نیروهای دولتی کشته شدند."
    assert figures(attack(body, language="fa")) == {"killed": 3}


@pytest.mark.parametrize(
    ("language", "body", "city"),
    [
        ("ru", "В четверг на трассе Саратов — Пенза боевики расстреляли автобус.", "Saratov"),
        (
            "fa",
            "در محور خاش به زاهدان در سیستان و بلوچستان دیروز سه سرباز به ضرب گلوله کشته شدند.",
            "Khash",
        ),
        (
            "fa",
            "مهاجمان دیروز در ولسوالی شاجوی در شاهراه کابل - کندهار دو تن را کشتند.",
            "Shah Joy",
        ),
        ("ckb", "چەکداران دوێنێ لەسەر ڕێگای کفری - کەلار دوو پۆلیسیان کوشت.", "Kifri"),
    ],
)
def test_towns_that_name_a_road_lead_from_its_first(language: str, body: str, city: str) -> None:
    assert city in str(attack(body, language=language).place.city)


def test_bodies_brought_to_a_hospital_are_no_wounded() -> None:
    body = (
        "سوپای تورکیا دوێنێ گوندێکی لە ئامێدی تۆپباران کرد و ژن و مێردێک کوژران. "
        "تەرمی هەردووکیان گەیەندراونەتە نەخۆشخانە."
    )
    assert "wounded" not in figures(attack(body, language="ckb"))


def test_forces_may_claim_in_outright_words() -> None:
    body = "ВСУ взяли на себя ответственность за удар дронов по складу в Курске в четверг."
    assert [c.claimant for c in attack(body, language="ru").claims] == ["Ukrainian forces"]


def test_team_in_quotation_marks_is_nobody_shot() -> None:
    body = (
        "«Спартак» расстрелял «Красные Крылья» в Самаре: нападающий трижды поразил ворота. "
        "Тренер доволен матчем."
    )
    title = "«Спартак» взорвал Самару"
    assert reading(body, title=title, language="ru").rejected in ("sport", "not_specific")


def test_club_that_was_bombed_is_no_match() -> None:
    body = (
        "یک مهاجم انتحاری روز پنجشنبه خود را در باشگاه ورزشی در کابل در میان ورزشکاران منفجر کرد و "
        "دست‌کم ۲۱ تن کشته شدند. باشگاه پر از کشتی‌گیران بود. باشگاه بسته شد."
    )
    found = attack(body, title="حمله بر باشگاه ورزشی در کابل", language="fa")
    assert figures(found)["killed"] == 21


def test_headline_that_condemns_is_no_report() -> None:
    title = "وزارت خارجه هند حمله بر نمازگزاران پیشاور را محکوم کرد"
    body = "سخنگوی وزارت خارجه هند حمله بر مسجد پیشاور را به شدت محکوم کرد."
    assert reading(body, title=title, language="fa").rejected == "reaction"


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("Он скончался в больнице.", {"killed": 1}),
        ("От полученных ранений водитель скончался на месте.", {"killed": 1}),
        ("Генерал Игорь Седов и его помощник погибли.", {"killed": 2}),
        ("Найдено 12 тел, 5 человек ранены.", {"killed": 12, "wounded": 5}),
    ],
)
def test_harm_of_one_told_before_or_by_name(told: str, wanted: dict[str, int]) -> None:
    body = "В Туле в четверг взорван автомобиль начальника полиции Романа Седова. " + told
    assert figures(attack(body, language="ru")) == wanted


def test_figure_behind_the_mark_of_an_object_is_of_those_before_it() -> None:
    body = (
        "در انفجار بمب روز پنجشنبه در هرات مسئولان شمار کشته‌ها را هفت نفر و زخمی‌ها را "
        "پانزده نفر اعلام کردند."
    )
    assert figures(attack(body, language="fa")) == {"killed": 7, "wounded": 15}
