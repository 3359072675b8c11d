import pytest

from tests.reading import reading

ATTACK = "Gunmen opened fire on a bus station in Basra on Friday, killing four people, police said."


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        (
            "drill",
            "The rifles fired blanks and the wounded were volunteers in the third such exercise"
            " since March.",
        ),
        (
            "crime",
            "Detectives dismissed any such link and spoke of a land dispute between two brothers.",
        ),
        (
            "accident",
            "Sniffer dogs found no trace of explosives; the owner had welded beside a leaking gas"
            " cylinder without a permit.",
        ),
        (
            "metaphor",
            "The scene is the climax of a television series; extras from the town play the dead.",
        ),
    ],
)
def test_the_end_of_a_story_gives_it_away(reason: str, end: str) -> None:
    found = reading(
        f"{ATTACK} Shops closed.\n\n{end}", title="Four dead in Basra attack", language="en"
    )
    assert found.rejected == reason


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("drill", "بهذا السيناريو نفذت المديرية التمرين السنوي لقياس الجاهزية."),
        ("crime", "وقال مصدر في الشرطة إن الحادث نتج عن نزاع عشائري على أرض زراعية."),
        ("accident", "وأوضح الدفاع المدني أن السبب تسرب غاز في مطبخ المطعم."),
    ],
)
def test_the_end_of_an_arabic_story_gives_it_away(reason: str, end: str) -> None:
    body = "قتل أربعة أشخاص في هجوم شنه مسلحون على مطعم في البصرة صباح اليوم الجمعة."
    found = reading(f"{body}\n\n{end}", title="أربعة قتلى بهجوم في البصرة", language="ar")
    assert found.rejected == reason


def test_one_faint_phrase_gives_nothing_away() -> None:
    found = reading(
        f"{ATTACK} Volunteers gave blood.", title="Four dead in Basra attack", language="en"
    )
    assert found.rejected is None


def test_what_somebody_claimed_is_not_given_away() -> None:
    claim = "The Islamic State group claimed responsibility for the attack."
    end = "Rumours of a land dispute and a family feud had spread before."
    found = reading(f"{ATTACK} {claim} {end}", title="Four dead in Basra attack", language="en")
    assert found.rejected is None


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "مقتل ثلاثة أشقاء بالرصاص في إربد",
            "قتل ثلاثة أشقاء وأصيب رابع بوابل من الرصاص أطلقه مسلحون على منزلهم في إربد مساء أمس."
            " وقال الناطق باسم الأمن إن القضية جنائية بحتة وإن وراءها خلافا على تقسيم أرض.",
            "ar",
        ),
        (
            "Two shot dead outside cafe in Marseille",
            "Two gunmen shot dead two men outside a cafe in Marseille on Friday. Prosecutors said"
            " there was nothing to suggest a terrorist motive and spoke of a settling of scores in"
            " the drug trade.",
            "en",
        ),
        (
            "خمسة قتلى في انفجار هز حيا في طرابلس",
            "قتل خمسة أشخاص فجر الجمعة في انفجار عنيف ظنه السكان سيارة مفخخة في حي بطرابلس."
            " وأوضح التحقيق أنه استبعد أي عمل أمني، وأن قوارير غاز كانت مخزنة في محل.",
            "ar",
        ),
        (
            "Truck ploughs into market in Lagos, nine dead",
            "A truck rammed into a market in Lagos on Friday and killed nine people. Residents"
            " feared an attack, but officers of the road safety corps blamed brake failure.",
            "en",
        ),
    ],
)
def test_officials_who_name_another_cause_are_believed(
    title: str, body: str, language: str
) -> None:
    found = reading(body, title=title, language=language)
    assert not [a for a in found.attacks if a.modality == "asserted"], found.rejected


def test_hints_that_say_nothing_outright_give_nothing_away() -> None:
    body = (
        "Gunmen shot dead six people in Jos in Nigeria on Friday. Detectives of the homicide unit"
        " and a gang of volunteers searched the houses. A quarrel about the inquiry followed."
    )
    assert reading(body, title="Gunmen kill six in Jos", language="en").attacks


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        (
            "es",
            "Terroristas toman el faro de Getxo",
            "Cuatro encapuchados se hicieron con el control de la torre, ejecutaron a un guarda y"
            " colocaron una bomba. Balance: seis heridos.\n\nTodo era mentira. El simulacro"
            " movilizó a cien agentes.",
        ),
        (
            "tr",
            "Maskeli saldırganlar vapuru bastı",
            "Dört saldırgan vapurda yolcuları rehin aldı, bir bomba patladı, iki kişi öldü.\n\n"
            "Hepsi tatbikattı. Tatbikata yüz polis ile figüranlar katıldı.",
        ),
    ],
)
def test_drill_is_told_by_what_follows_although_a_place_is_taken_in_it(
    language: str, title: str, body: str
) -> None:
    at = "2025-05-06T10:00:00+02:00"
    assert reading(body, title=title, language=language, at=at).rejected == "drill"
