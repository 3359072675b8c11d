"""Texts as old wires send them: in capitals, broken into short lines, with a long dateline."""

from streams.stages.extract.words.layout import is_hard_wrapped, is_in_capitals, readable
from tests.reading import attack, figures, reading

WIRE = """BOGOTA (COLOMBIA), 14 MAY 91 (EFE) -- [TEXT] UNIDENTIFIED GUNMEN OPENED FIRE ON A
POLICE POST IN THE TOWN OF APARTADO ON 13 MAY AND KILLED THREE POLICEMEN. TWO
PASSERS-BY WERE WOUNDED, THE POLICE IN URABA SAID.

   A CAPTAIN SAID THAT THE MEN FLED TOWARD THE HILLS IN A TRUCK THAT WAS FOUND
BURNED LATER.
"""


def test_broken_lines_are_read_through_and_offsets_hold() -> None:
    found = attack(WIRE, language="en", at="1991-05-14T20:00+00:00")
    assert figures(found) == {"killed": 3, "wounded": 2}
    assert (found.place.city, found.date.start) == ("Apartado", "1991-05-13")
    assert all(WIRE[e.start : e.end] == e.text for e in found.evidence)


def test_lines_that_end_sentences_are_paragraphs() -> None:
    text = "\n".join(f"Line {n} of the news is a sentence of its own here." for n in range(9))
    assert not is_hard_wrapped(text)
    assert readable(text) == text


def test_words_in_capitals_are_no_places_unless_led() -> None:
    text = "SIX SOLDIERS DIED WHEN A BOMB WENT OFF NEAR CALI ON FRIDAY, THE ARMY SAID."
    assert is_in_capitals(text)
    assert attack(text, language="en").place.canonical == "Cali"


def test_article_without_any_country_is_read() -> None:
    text = "A bomb exploded in the town of Nowheretown on Friday and killed two people."
    assert [a.place.name for a in reading(text, language="en").attacks] == ["Nowheretown"]
