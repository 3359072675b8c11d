"""Groups that are hit, deny or only speak did not do it; what goes on, and what was made safe."""

import pytest

from tests.reading import attack


@pytest.mark.parametrize(
    "body",
    [
        "A roadside bomb went off in Kunduz on Friday as a vehicle of the Taliban traffic "
        "police drove past, killing three people.",
        "A bomb hit a Taliban convoy in Kunduz on Friday and killed three people.",
        "Gunmen attacked a Taliban checkpoint in Kunduz on Friday, killing three people.",
        "Unknown gunmen attacked a post of the Internal Security Forces (Asayish), affiliated "
        "with the Syrian Democratic Forces, in Manbij on Friday, killing two people.",
    ],
)
def test_owner_of_what_is_hit_did_not_do_it(body: str) -> None:
    found = attack(body, language="en")
    assert not any(perpetrator.name for perpetrator in found.perpetrators)


@pytest.mark.parametrize(
    "body",
    [
        "قتل ثلاثة من شرطة المرور التابعة لحركة طالبان الجمعة في انفجار عبوة ناسفة في قندوز.",
        "قتل ثلاثة أشخاص الجمعة في انفجار عبوة ناسفة استهدفت دورية لحركة طالبان في قندوز.",
        "انفجرت عبوة ناسفة الجمعة لدى مرور آلية تابعة لحركة طالبان في قندوز وقتلت ثلاثة.",
    ],
)
def test_arabic_owner_of_what_is_hit_did_not_do_it(body: str) -> None:
    assert not any(perpetrator.name for perpetrator in attack(body).perpetrators)


def test_armed_group_named_by_its_fighters_still_did_it() -> None:
    body = "Taliban gunmen attacked a police post in Kunduz on Friday, killing three policemen."
    assert [p.name for p in attack(body, language="en").perpetrators] == ["Taliban"]


def test_group_that_stops_short_of_a_claim_claims_nothing() -> None:
    body = (
        "Gunmen shot dead a driver near Hebron on Friday.\n\nHamas called the shooting natural but "
        "stopped short of saying that it was behind it."
    )
    assert attack(body, language="en").claims == ()


@pytest.mark.parametrize(
    "words",
    [
        "Gunfire can still be heard from the building.",
        "Two attackers are still holed up on the roof.",
        "Troops are still battling the gunmen.",
    ],
)
def test_attack_that_goes_on_is_told_as_such(words: str) -> None:
    body = f"Gunmen attacked a hotel in Mogadishu on Friday, killing three people.\n\n{words}"
    assert attack(body, language="en").ongoing


@pytest.mark.parametrize(
    "words",
    [
        "ولا تزال القوات تحاصر المبنى، وما زال مسلحون في الطابق العلوي.",
        "والحصار يدخل ساعته العاشرة.",
        "ولا يزالون متحصنين في الطابق العلوي.",
    ],
)
def test_arabic_attack_that_goes_on_is_told_as_such(words: str) -> None:
    assert attack(f"هاجم مسلحون فندقا في مقديشو الجمعة وقتلوا ثلاثة أشخاص.\n\n{words}").ongoing


def test_toll_until_now_is_no_attack_that_goes_on() -> None:
    body = (
        "قتل ثلاثة أشخاص الجمعة في انفجار عبوة ناسفة في مقديشو، ولم تعلن أي جهة مسؤوليتها حتى الآن."
    )
    assert not attack(body).ongoing


@pytest.mark.parametrize(
    "body",
    [
        "Two grenades were thrown at a police post in Jamundi on Friday. Neither detonated and "
        "nobody was hurt.",
        "A bomb was found under a police car in Jamundi on Friday and made safe by the army.",
    ],
)
def test_device_that_did_not_go_off_was_attempted(body: str) -> None:
    assert (
        attack(body, title="Bomb attack on police in Jamundi", language="en").stage == "attempted"
    )
