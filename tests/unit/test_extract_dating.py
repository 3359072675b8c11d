"""The day of an attack is that of its own verb, not of who speaks, buries, claims or condemns."""

import json
from pathlib import Path

import pytest

from tests.reading import attack


@pytest.mark.parametrize(
    "body",
    [
        "Funerals were held on Friday for clerks who died when a car bomb tore through their "
        "bus in Baquba on Thursday morning. Nine people were killed.",
        "Police were looking on Friday for the men who threw hand grenades at a cafe in Baquba "
        "on Thursday night, killing two people.",
        "Islamic State on Friday claimed responsibility for the car bomb that killed nine "
        "people in Baquba a day earlier.",
        "The government condemned on Friday the shelling that killed nine people in Baquba on "
        "Thursday evening.",
        "A shopkeeper swept up broken glass on Friday at the cafe in Baquba where a hidden bomb "
        "killed nine people the night before.",
        "The death toll from a car bomb in Baquba rose to 42 on Friday, a hospital said.\n\nThe "
        "bomb killed most of the victims on Thursday as they queued at a market.",
        "Gunmen killed nine people in a market in Baquba, officials said on Friday.\n\nThe victims "
        "were surprised at their stalls on Thursday afternoon.",
        "Troops shot dead the last gunmen in a hotel in Baquba on Friday, where nine people were "
        "killed.\n\nThe siege began on Thursday evening.",
    ],
)
def test_english_day_of_the_attack_wins(body: str) -> None:
    assert attack(body, language="en").date.start == "2016-10-20"


@pytest.mark.parametrize(
    "body",
    [
        "شيع أهالي بعقوبة صباح اليوم الجمعة تسعة قتلى سقطوا في التفجير الذي نفذه انتحاري أمس في "
        "سوق المدينة.",
        "توفيت موظفة متأثرة بجروحها فجر الجمعة لترتفع حصيلة التفجير الانتحاري الذي وقع أمس في "
        "بعقوبة إلى سبعة قتلى.",
        "أعلنت حكومة محافظة ديالى العراقية، الجمعة، أن عدد قتلى الهجوم على بعقوبة ارتفع إلى تسعة "
        "قتلى.\n\nووقع الهجوم فجر الخميس وقتل فيه جنود.",
        "أدانت الحكومة العراقية، الجمعة، الهجوم الذي قتل تسعة أشخاص في بعقوبة مساء الخميس.",
        "عاد السوق إلى العمل يوم الجمعة، غداة تفجير سيارة مفخخة قتل تسعة أشخاص في بعقوبة.",
    ],
)
def test_arabic_day_of_the_attack_wins(body: str) -> None:
    assert attack(body, title="تفجير بعقوبة: تسعة قتلى").date.start == "2016-10-20"


def test_day_of_two_attacks_is_not_shifted() -> None:
    body = (
        "A bomb killed nine people in Baquba on Friday, a day after gunmen attacked a police post."
    )
    assert attack(body, language="en").date.start == "2016-10-21"


def test_attack_that_is_claimed_today_alone_keeps_that_day() -> None:
    body = "Gunmen killed nine people in Baquba on Friday, officials said on Friday."
    assert attack(body, language="en").date.start == "2016-10-21"


def test_month_of_an_old_attack_is_not_the_day_of_the_fresh_one() -> None:
    path = Path(__file__).parents[2] / "seeds" / "replays" / "kirkuk.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    row = next(row for row in rows if row["id"] == "kirkuk-none-04")
    found = attack(row["body"], title=row["title"], at=row["published_at"])
    assert found.date.start == "2009-12-14"
