"""A bomb that was found and made safe is news although nobody was hurt by it."""

import pytest

from tests.reading import reading

AT = "2024-03-12T18:00:00+00:00"
SAFE = {
    "es": (
        "Hallan una bomba bajo el coche de un concejal en Zamora y los artificieros la inutilizan",
        "Un vecino de Zamora vio un bulto atado con cinta. Llamó a su hermano, que trabaja cerca."
        " Los artificieros desactivaron el aparato en media hora. Nadie ha dado explicaciones.",
    ),
    "tr": (
        "Van'da jandarma karakolunun önüne bırakılan bomba fark edildi",
        "Van'da bir çoban yol kenarında torba gördü. Torbanın içinde saat ve kablolar vardı."
        " Bomba sabaha karşı uzman ekip tarafından imha edildi. Yol öğlene kadar kapandı.",
    ),
}


@pytest.mark.parametrize("language", ["es", "tr"])
def test_bomb_made_safe_before_it_hurt_anybody_is_an_attempt(language: str) -> None:
    title, body = SAFE[language]
    (attack,) = reading(body, title=title, language=language, at=AT).attacks
    assert (attack.stage, attack.attack_types) == ("attempted", ("bombing",))


@pytest.mark.parametrize(
    ("language", "who"),
    [
        ("es", "La policía detuvo a dos sospechosos."),
        ("tr", "Olayla ilgili iki kişi dün akşam gözaltına alındı."),
    ],
)
def test_bomb_made_safe_beside_arrests_is_judged_as_before(language: str, who: str) -> None:
    title, body = SAFE[language]
    found = reading(f"{who} {body}", title=title, language=language, at=AT)
    assert found.rejected is not None


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        (
            "es",
            "Camioneta arrolla a peatones en Zamora; hablan de crimen de odio",
            "Una camioneta embistió este martes a varias personas en Zamora y mató a tres."
            " Se detuvo al chocar contra un quiosco. “No fue un accidente”, dijo una testigo.",
        ),
        (
            "en",
            "Van rams crowd in Leeds, police speak of a hate crime",
            "A van rammed into a crowd in Leeds on Tuesday and killed three people."
            " It crashed into a kiosk. “It was no accident,” a witness said.",
        ),
    ],
)
def test_no_accident_is_no_word_for_one(language: str, title: str, body: str) -> None:
    (attack,) = reading(body, title=title, language=language, at=AT).attacks
    assert (attack.modality, attack.killed) == ("asserted", 3)
