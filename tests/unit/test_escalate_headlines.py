"""What a headline says of who and how many, and the time at the place."""

from dataclasses import replace

import pytest

from streams.domain.records import Perpetrator
from streams.lang.headlines import headline_words
from tests.factories import (
    CLAIM,
    ISLAMIC_STATE,
    KIRKUK,
    alerts,
    fused,
    one,
    raised,
)


def test_attacker_stands_in_the_headline_only_when_it_claimed_or_an_authority_names_it():
    stated = replace(ISLAMIC_STATE, confidence="stated")
    suspected = replace(ISLAMIC_STATE, confidence="suspected")
    [incident] = fused([one()])

    def headline(**changes):
        return alerts([replace(incident, **changes)])[0].headline.en

    assert "Islamic State" not in headline(perpetrators=(stated,))
    assert "carried out by Islamic State, says the police" in headline(
        perpetrators=(stated,), named_by="police"
    )
    assert "suspected: Islamic State, says the police" in headline(
        perpetrators=(suspected,), named_by="police"
    )
    assert "claimed by Islamic State" in headline(claims=(CLAIM,))


def test_unidentified_attackers_are_not_named():
    [found] = raised([one(perpetrators=(Perpetrator(None, None, "stated"),))])
    assert "None" not in found.headline.en


def test_editor_who_confirms_ends_the_note_on_machine_reading():
    [incident] = fused([one()])
    [found] = alerts([replace(incident, decisions=("confirm",), corroboration="confirmed")])
    assert "machine" not in found.headline.en


def test_local_time_is_that_of_the_place():
    assert raised([one()])[0].local_time == "2016-10-21T10:00+03:00"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "قتيل واحد"),
        (2, "قتيلان"),
        (3, "3 قتلى"),
        (10, "10 قتلى"),
        (11, "11 قتيلاً"),
        (99, "99 قتيلاً"),
        (100, "100 قتيل"),
        (103, "103 قتلى"),
        (112, "112 قتيلاً"),
    ],
)
def test_arabic_counts_follow_the_grammar_of_numbers(number, words):
    assert headline_words()["ar"].count("killed", number) == words


def test_both_languages_have_the_same_words():
    arabic, english = headline_words()["ar"], headline_words()["en"]
    for part in ("phrases", "labels", "tolls", "attacks", "attacks_on", "targets"):
        assert getattr(arabic, part).keys() == getattr(english, part).keys()


def test_place_without_a_zone_has_no_local_time():
    [found] = raised([one(place=replace(KIRKUK, country="XX"))])
    assert found.local_time is None
