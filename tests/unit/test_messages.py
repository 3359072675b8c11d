"""What armed groups say of violence by their own channels is a claim; what others say is none."""

import pytest

from tests.reading import attack

AT = "2023-10-25T10:00:00+03:00"


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "en",
            "A bomb killed three policemen in Mogadishu on Tuesday. "
            "In a bulletin on its radio station, al-Shabaab said that its men had hit the police.",
        ),
        (
            "fr",
            "Une bombe a tué trois policiers mardi à Mogadiscio. "
            "Sur Telegram, les shebab ont dit que leurs hommes ont mené l'attaque.",
        ),
        (
            "es",
            "Una bomba mató el martes a tres policías en Mogadiscio. "
            "Al Shabab aseguró en su emisora que el ataque fue obra suya.",
        ),
        (
            "fa",
            "انفجار بمب روز سه‌شنبه سه پلیس را در موگادیشو کشت. "
            "الشباب در یک کانال تلگرامی نوشت که این حمله کار افراد اوست.",
        ),
    ],
)
def test_own_message_about_violence_is_a_claim(language: str, body: str) -> None:
    found = attack(body, language=language, at=AT)
    assert [claim.claimant for claim in found.claims] == ["al-Shabaab"]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "en",
            "A bomb killed three policemen in Mogadishu on Tuesday. "
            "The police said in a statement that al-Shabaab had hit the post.",
        ),
        (
            "fr",
            "Une bombe a tué trois policiers mardi à Mogadiscio. "
            "La police a affirmé dans un communiqué que les shebab avaient frappé le poste.",
        ),
    ],
)
def test_what_the_police_say_of_a_group_is_no_claim(language: str, body: str) -> None:
    assert attack(body, language=language, at=AT).claims == ()
