"""What headlines call things, by the tables that ship."""

from dataclasses import replace

import pytest

from streams.domain.records import FusedToll, Place
from streams.lang.gazetteer import load_gazetteer
from streams.lang.groups import groups
from streams.lang.headlines import headline_words
from streams.lang.sources import source_register
from streams.stages.escalate.names import (
    authority_name,
    country_name,
    group_name,
    place_name,
    speaker_name,
)
from tests.factories import KIRKUK, PROVINCE, WORLD, within

ARABIC, ENGLISH = headline_words()["ar"], headline_words()["en"]


@pytest.fixture(scope="module")
def ctx():
    return replace(WORLD, gazetteer=load_gazetteer(), groups=groups(), sources=source_register())


def figure(attributed_to, source="dawn.com"):
    return FusedToll(3, 3, 3, "only", source, attributed_to)


@pytest.mark.parametrize(
    ("place", "english", "arabic"),
    [
        (KIRKUK, "Kirkuk", "كركوك"),
        (within(KIRKUK, "Domiz"), "Kirkuk", "كركوك"),
        (PROVINCE, "Kirkuk province", "محافظة كركوك"),
        (Place("Mosul", "city", "Mosul", "IQ", "Nineveh", city="Mosul"), "Mosul", "الموصل"),
        (Place("Fallujah", "city", "Fallujah", "IQ", "Anbar"), "Fallujah", "الفلوجة"),
        (Place("Tal Nowhere", "city", "Tal Nowhere", "IQ", "Anbar"), "Tal Nowhere", "Tal Nowhere"),
    ],
)
def test_places_are_said_in_the_language_when_the_tables_know_them(place, english, arabic, ctx):
    assert place_name(place, ENGLISH, ctx) == english
    assert place_name(place, ARABIC, ctx) == arabic


def test_countries_are_said_in_the_language():
    assert (country_name("IQ", "en"), country_name("IQ", "ar")) == ("Iraq", "العراق")
    assert country_name("XX", "en") is None


@pytest.mark.parametrize(
    ("group_id", "name", "arabic"),
    [
        ("islamic-state", "Islamic State", "تنظيم الدولة الإسلامية"),
        ("al-shabaab", "al-Shabaab", "حركة الشباب"),
        (None, "al-Shabaab", "حركة الشباب"),
        ("hezbollah", "Hezbollah", "حزب الله"),
        ("nobody", "Nobody", "Nobody"),
    ],
)
def test_groups_are_called_plainly_and_never_judged(group_id, name, arabic, ctx):
    assert group_name(name, group_id, ENGLISH, ctx) == name
    assert group_name(name, group_id, ARABIC, ctx) == arabic


def test_no_group_is_judged_in_an_arabic_headline(ctx):
    names = [group_name(g.name, g.id, ARABIC, ctx) for g in ctx.groups.by_id.values()]
    assert [name for name in names if "إرهاب" in name or "الإرهاب" in name] == []


@pytest.mark.parametrize(
    ("toll", "english", "arabic"),
    [
        (figure("afp"), "AFP", "وكالة الصحافة الفرنسية"),
        (figure(None, "aljazeera.net"), "Al Jazeera", "الجزيرة القطرية"),
        (
            figure("police", "bbc.com"),
            "the police, as reported by BBC",
            "الشرطة عبر هيئة الإذاعة البريطانية",
        ),
        (figure(None, "new.example"), "new.example", "new.example"),
        (figure("Governor's office", "bbc.com"), "Governor's office", "هيئة الإذاعة البريطانية"),
    ],
)
def test_figures_are_said_with_office_and_outlet(toll, english, arabic, ctx):
    assert speaker_name(toll, ENGLISH, ctx) == english
    assert speaker_name(toll, ARABIC, ctx) == arabic


def test_authority_that_cannot_be_said_in_the_language_is_not_said(ctx):
    assert authority_name("police", ARABIC, ctx) == "الشرطة"
    assert authority_name("afp", ENGLISH, ctx) == "AFP"
    assert authority_name("Governor's office", ARABIC, ctx) is None
    assert authority_name("Governor's office", ENGLISH, ctx) == "Governor's office"


@pytest.mark.parametrize(
    ("source", "english", "arabic"),
    [
        ("trthaber.com", "TRT Haber", "TRT Haber"),
        ("trtarabi.com", "TRT Arabi", "تي آر تي عربي"),
        ("trtworld.com", "TRT World", "TRT World"),
        ("trt.net.tr", "Turkish Radio and Television", "تي آر تي"),
    ],
)
def test_each_site_of_a_broadcaster_is_credited_by_its_own_name(source, english, arabic, ctx):
    assert speaker_name(figure(None, source), ENGLISH, ctx) == english
    assert speaker_name(figure(None, source), ARABIC, ctx) == arabic
