"""A paragraph about another town and other people hurt tells an attack of its own."""

import pytest

from tests.reading import reading

AT = "2023-10-25T10:00:00+03:00"


@pytest.mark.parametrize(
    ("language", "first", "second", "towns"),
    [
        (
            "en",
            "Gunmen attacked a police post in Baquba on Tuesday and killed three officers.",
            "The mayor of Tal Afar said gunmen had killed two shepherds near Tal Afar.",
            ["Baquba", "Tal Afar"],
        ),
        (
            "ar",
            "قتل ثلاثة من الشرطة بهجوم مسلح على مركز في بعقوبة الثلاثاء.",
            "وقال قائممقام تلعفر إن مسلحين قتلوا راعيين في تلعفر.",
            ["Baquba", "Tal Afar"],
        ),
    ],
)
def test_paragraph_about_another_town_parts(
    language: str, first: str, second: str, towns: list[str]
) -> None:
    title = first.split(" and ", maxsplit=1)[0]
    apart = reading(f"{first}\n\n{second}", title=title, language=language, at=AT)
    assert [a.place.city for a in apart.attacks] == towns
    assert [a.killed for a in apart.attacks] == [3, 2]
