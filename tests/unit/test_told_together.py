"""Short reports whose sentences tell the deed, the hurt and the place each for itself."""

import pytest

from tests.reading import reading


@pytest.mark.parametrize(
    ("language", "text", "killed", "wounded"),
    [
        (
            "en",
            "LUBBOCK, Texas — He parked by the loading dock and began firing at those inside. When "
            "it was over, three clerks lay dead and two more had been wounded, the sheriff said of "
            "Monday's shooting.",
            3,
            2,
        ),
        (
            "ar",
            "سقوط قذيفة على منزل في بلدة الخيام بعد منتصف الليل. الحصيلة امرأة وابنها قتيلان، "
            "وأربعة مصابين حالتهم مستقرة.",
            2,
            4,
        ),
        (
            "ar",
            "استهدف ملثمون أمس حافلة تقل عمالا قرب سامراء. وأعلن المستشفى أسماء خمسة قتلى، "
            "فيما يعالج تسعة جرحى.",
            5,
            9,
        ),
    ],
)
def test_parts_of_an_account_are_read_together(
    language: str, text: str, killed: int, wounded: int
) -> None:
    attack = reading(text, title=None, language=language).attacks[0]
    assert (attack.modality, attack.killed, attack.wounded) == ("asserted", killed, wounded)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "В Лысьве собака напала на детей. Двое госпитализированы с рваными ранами."),
        (
            "en",
            "A court in Lahore heard how gunmen opened fire on a bus. Three people were killed.",
        ),
    ],
)
def test_what_is_no_attack_stays_none(language: str, text: str) -> None:
    assert not reading(text, title=None, language=language).attacks
